"""Which rows and cells of a sheet that fits are read."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.domain import KEY, MAN, RESIDENT, SPECIAL, WOMAN, make_grid, make_table, right_row
from support.sheet_grids import WITHOUT_RESULTS, Cells, misfit_of, rename, table_of
from zcert.fitting import Fit, Grid, fit
from zcert.form import Column, Form, Kind
from zcert.header_row import ORIGIN_HEADERS
from zcert.table import Origin, ReadingNotes
from zcert.values.text import Cell
from zcert_templates import FORMS

# Rows


def test_blank_rows_in_the_middle_are_skipped_and_the_next_are_not() -> None:
    blank = dict.fromkeys(RESIDENT.headers, None)
    spaces = dict.fromkeys(RESIDENT.headers, " ")
    results = {**blank, "照片检测": "正常"}
    rows: list[Mapping[str, Cell]] = [{"姓名": "甲"}, blank, {"姓名": "乙"}, spaces, results, {"姓名": "丙"}, blank]
    table = table_of(make_grid(*rows))
    assert (table.columns["姓名"], list(table.numbers)) == (("甲", "乙", "丙"), [4, 6, 9])


@pytest.mark.parametrize("header", WITHOUT_RESULTS)
def test_one_cell_is_enough_for_a_row(header: str) -> None:
    table = table_of(make_grid({**dict.fromkeys(RESIDENT.headers), header: "x"}))
    assert len(table.rows) == 1
    assert table.columns[header] == ("x",)


def test_pasted_header_rows_are_no_people() -> None:
    header = dict(zip(RESIDENT.headers, RESIDENT.headers, strict=True))
    table = table_of(make_grid({}, header, {}, {**header, "备注": "x", "性别": "性别 *"}))
    assert list(table.numbers) == [4, 6]


@pytest.mark.parametrize("row", [{KEY: KEY}, {KEY: KEY, "姓名": "姓名"}])
def test_a_row_that_only_begins_like_the_header_is_kept(row: dict[str, Cell]) -> None:
    assert len(table_of(make_grid(row)).rows) == 1


def test_no_people() -> None:
    table = table_of(make_grid())
    assert (table.rows, table.columns[KEY], set(table.columns)) == ([], (), set(RESIDENT.headers))


def above(*row: Cell) -> Callable[[Cells], None]:
    return lambda cells: cells.insert(1, [*row, *[None] * (28 - len(row))])


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        pytest.param((WOMAN, "样本", "女"), True, id="a person"),
        pytest.param((3.30106198809209e17, "样本", "女"), True, id="a person with a number cell"),
        pytest.param(("３３０１０６880920948", None, "女", "甲大学"), True, id="full-width"),
        pytest.param((WOMAN, "样本"), False, id="two cells"),
        pytest.param(("填报单位：甲", "联系人：乙", "电话：13800138000"), False, id="heading"),
        pytest.param(("第1至3行请勿修改，2026年", "甲", "乙"), False, id="note"),
    ],
)
def test_people_above_the_header_are_not_lost(row: tuple[Cell, ...], *, refused: bool) -> None:
    grid = make_grid({}, change=above(*row))
    if refused:
        assert misfit_of(grid) == "表头上方的第2行有人员数据，请把表头移回全部数据的上方后重新提交"
    else:
        assert len(table_of(grid).rows) == 1


def test_header_sorted_among_its_rows_is_refused() -> None:
    def sort(cells: Cells) -> None:
        cells[2:] = sorted(cells[2:], key=lambda row: str(row[1]))

    assert "第3行有人员数据" in misfit_of(make_grid({"姓名": "乙"}, {"姓名": "甲"}, change=sort))


def test_of_two_header_rows_the_whole_one_counts_and_the_rows_above_it_do_too() -> None:
    header = dict(zip(RESIDENT.headers, RESIDENT.headers, strict=True))
    assert "第4行有人员数据" in misfit_of(make_grid({}, header, {}, change=rename(姓名="名字")))


# Cells


@pytest.mark.parametrize(
    ("cell", "text", "stored"),
    [
        pytest.param(WOMAN, WOMAN, False, id="text"),
        pytest.param(3.3010219980309945e17, "3.30102199803099E+17", True, id="18 digits as a float"),
        pytest.param(330102199803099450, "3.30102199803099E+17", True, id="18 digits as an int"),
        pytest.param(330106880920948.0, "330106880920948", True, id="15 digits as a float"),
        pytest.param(330106880920948, "330106880920948", True, id="15 digits as an int"),
        pytest.param(True, "TRUE", True, id="bool"),
        pytest.param(dt.date(1988, 9, 20), "1988-09-20", True, id="date"),
        pytest.param(None, "", False, id="empty"),
        pytest.param("", "", False, id="empty text"),
    ],
)
def test_key_cell(cell: Cell, text: str, *, stored: bool) -> None:
    table = table_of(make_grid({KEY: MAN}, {KEY: cell}))
    assert table.columns[KEY] == (MAN, text)
    assert table.stored_as_number == ({1} if stored else set())


def test_places_of_numbers_count_rows_that_were_taken() -> None:
    blank = dict.fromkeys(RESIDENT.headers)
    table = table_of(make_grid(blank, {KEY: 1.0}, blank, {}, {KEY: 2.0}))
    assert (table.stored_as_number, list(table.numbers)) == (frozenset({0, 2}), [5, 7, 8])


def test_other_cells() -> None:
    row: dict[str, Cell] = {"取得时间": dt.datetime(2020, 1, 5), "邮政编码": 310007.0, "备注": False, "公布文号": None}  # noqa: DTZ001
    table = table_of(make_grid(row))
    assert [table.columns[header] for header in row] == [("2020-01-05",), ("310007",), ("FALSE",), ("",)]


def test_cells_outside_the_columns() -> None:
    def change(cells: Cells) -> None:
        for row, extra in zip(cells, (None, "x", None, 3.0, "  ", "甲", None), strict=True):
            row.append(extra)
        cells[4][:28] = [None] * 28
        cells[5][:28] = [None] * 28

    table = table_of(make_grid({}, {}, {}, {}, change=change))
    assert table.stray == ((4, "3"), (6, "甲"))
    assert list(table.numbers) == [4, 7]


def test_cells_under_an_empty_header_in_the_middle() -> None:
    def change(cells: Cells) -> None:
        for row, extra in zip(cells, ("", "", " \n", "x"), strict=True):
            row.insert(5, extra)

    found = fit(make_grid({}, change=change), FORMS)
    assert isinstance(found, Fit)
    assert (found.table.stray, found.table.rows) == (((4, "x"),), make_table({}).rows)
    assert 5 not in found.columns.values()


# Summaries


def test_summary_remembers_origins() -> None:
    headers = (*RESIDENT.headers, *ORIGIN_HEADERS)
    blank = dict.fromkeys(headers)
    origin: dict[str, Cell] = dict(zip(ORIGIN_HEADERS, ("市.xlsm > 县.xlsx", "采集表", 7.0), strict=True))
    found = fit(make_grid(origin, blank, {**origin, "来源行号": "8"}, headers=headers), FORMS)
    assert isinstance(found, Fit)
    assert found.table.origins == [
        Origin("市.xlsm > 县.xlsx", "采集表", "7"),
        Origin("市.xlsm > 县.xlsx", "采集表", "8"),
    ]
    assert (found.table.stray, found.columns["来源文件"]) == ((), 28)


def test_a_row_with_only_an_origin_is_blank() -> None:
    headers = (*RESIDENT.headers, *ORIGIN_HEADERS)
    assert table_of(make_grid({**dict.fromkeys(headers), "来源文件": "甲"}, headers=headers)).rows == []


def test_origins_need_all_three_columns() -> None:
    assert table_of(make_grid({}, headers=(*RESIDENT.headers, "来源文件"))).origins == []


# Laws


cells = st.one_of(st.none(), st.just(""), st.just(" "), st.just("x"), st.just(1.0), st.just(value=True))


@given(
    st.lists(st.dictionaries(st.sampled_from(RESIDENT.headers), cells, max_size=4), max_size=12),
    st.permutations(RESIDENT.headers),
    st.integers(1, 5),
)
@settings(max_examples=200, deadline=None)
def test_every_row_that_is_not_blank_comes_out(rows: list[dict[str, Cell]], headers: list[str], top: int) -> None:
    blank = dict.fromkeys(RESIDENT.headers)
    grid = make_grid(*({**blank, **row} for row in rows), headers=headers, top=top)
    table = table_of(grid)
    filled = [
        number
        for number, row in enumerate(rows, top + 3)
        if any(str(row.get(header) or "").strip() for header in WITHOUT_RESULTS)
    ]
    assert list(table.numbers) == filled
    assert len(table.rows) == len(filled)


@given(st.permutations(RESIDENT.headers), st.integers(1, 7), st.integers(0, 3))
@settings(max_examples=100, deadline=None)
def test_order_of_columns_does_not_count(headers: list[str], top: int, left: int) -> None:
    row: dict[str, Cell] = dict(right_row(RESIDENT, 备注="甲"))
    assert table_of(make_grid(row, headers=headers, top=top, left=left)).rows == make_table({"备注": "甲"}).rows


@given(st.lists(st.lists(cells | st.sampled_from(RESIDENT.headers), min_size=3, max_size=3), max_size=12))
@settings(deadline=None)
def test_no_grid_raises(rows: list[list[Cell]]) -> None:
    assert fit(Grid("任意", rows), FORMS) is None


# Forms


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_form(form: Form) -> None:
    assert [form.index[header] for header in form.headers] == list(range(len(form.columns)))
    assert set(form.entry_positions) == set(range(len(form.columns))) - {at for at, _ in form.of_kind(Kind.RESULT)}


@pytest.mark.parametrize("form", [RESIDENT, SPECIAL], ids=lambda form: form.name)
def test_form_of_titles(form: Form) -> None:
    assert form.key == form.headers[0]
    assert len(form.entry_positions) == len(form.columns) - 2
    assert [(at, column.header) for at, column in form.of_kind(Kind.DAY)] == [(14, "取得时间")]


def test_column_is_text_unless_told() -> None:
    assert Column("备注").kind is Kind.TEXT


def test_cells_of_which_nothing_was_read() -> None:
    grid = replace(
        make_grid({}, {}, left=1),
        notes=ReadingNotes(
            doubts=(
                (5, 1, "error"),
                (4, 2, "formula"),
                (1, 1, "error"),
                (4, 99, "error"),
                (4, 0, "error"),
                (4, 27, "error"),
            ),
            hidden_rows=frozenset({5}),
            hidden=True,
            same_name="甲",
            moved_rows={5: 4},
        ),
    )
    notes = table_of(grid).notes
    assert notes.doubts == (
        (4, "（表格以外）", "error"),
        (4, "姓名", "formula"),
        (4, "（表格以外）", "error"),
        (5, "身份证号码", "error"),
    )
    assert notes == replace(grid.notes, doubts=notes.doubts)
