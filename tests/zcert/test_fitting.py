"""Which sheets have the columns of a form."""

import datetime as dt
from collections.abc import Callable

import pytest

from support.domain import KEY, PAPER, RESIDENT, SPECIAL, make_grid, make_table
from support.sheet_grids import WITHOUT_RESULTS, Cells, changed_header, misfit_of, rename, table_of
from zcert.fitting import Fit, Grid, Misfit, fit
from zcert.form import Form
from zcert_templates import FORMS

# What fits


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_own_form(form: Form) -> None:
    found = fit(make_grid({}, {"姓名": "另一人"}, form=form), FORMS)
    assert isinstance(found, Fit)
    assert found.table == make_table({}, {"姓名": "另一人"}, form=form, numbers=[4, 5])
    assert found.columns == form.index


def test_forms_are_told_apart_in_any_order() -> None:
    for forms in (FORMS, tuple(reversed(FORMS))):
        for form in FORMS:
            found = fit(make_grid({}, form=form), iter(forms))
            assert isinstance(found, Fit)
            assert found.table.form is form


def test_moved_columns() -> None:
    headers = tuple(sorted(RESIDENT.headers))
    found = fit(make_grid({}, headers=headers), FORMS)
    assert isinstance(found, Fit)
    assert found.table == make_table({}, numbers=[4])
    assert found.columns == {header: at for at, header in enumerate(headers)}


@pytest.mark.parametrize(
    "name",
    ["性 别", " 性别\n", "性\n别", "性别*", "性别＊", "性别 ＊\n", "性　别", "性别**", "性\r\n别\t"],
)
def test_writing_of_a_header_does_not_count(name: str) -> None:
    assert table_of(make_grid({}, change=rename(性别=name))).rows == make_table({}).rows


def test_two_writings_of_other() -> None:
    table = table_of(make_grid({"其它评审组织": "甲"}, change=rename(其它评审组织="其他评审组织")))
    assert table.rows == make_table({"其它评审组织": "甲"}).rows


@pytest.mark.parametrize(
    ("change", "row"),
    [
        pytest.param(lambda cells: cells.pop(1), 3, id="note deleted"),
        pytest.param(lambda cells: [cells.pop(0), cells.pop(0)], 2, id="title and note deleted"),
        pytest.param(lambda cells: cells.insert(0, [None] * 28), 5, id="row above"),
        pytest.param(lambda cells: cells.__setitem__(slice(0, 0), [[""] * 28] * 7), 11, id="header in row 10"),
    ],
)
def test_header_in_another_row(change: Callable[[Cells], None], row: int) -> None:
    table = table_of(make_grid({}, change=change))
    assert (list(table.numbers), table.rows) == ([row], make_table({}).rows)


EMPTY, FILLED = [""] * 28, ["说明", *[""] * 27]


@pytest.mark.parametrize(
    ("above", "row"),
    [
        pytest.param([EMPTY] * 8, 12, id="below empty rows"),
        pytest.param([FILLED] * 27, 31, id="row 30"),
        pytest.param([EMPTY] * 500 + [FILLED] * 20, 524, id="filled rows count"),
        pytest.param([FILLED] * 28, None, id="row 31"),
        pytest.param([EMPTY] * 1000, None, id="a thousand rows below"),
    ],
)
def test_header_below_row_10(above: Cells, row: int | None) -> None:
    found = fit(make_grid({}, change=lambda cells: cells.__setitem__(slice(0, 0), above)), FORMS)
    assert (list(found.table.numbers) if isinstance(found, Fit) else None) == (row and [row])


def test_people_above_a_header_below_row_10_are_noticed() -> None:
    def change(cells: Cells) -> None:
        cells[0:0] = [FILLED] * 20
        cells[5] = list(cells[-1])

    found = fit(make_grid({}, change=change), FORMS)
    assert isinstance(found, Misfit)
    assert "表头上方的第6行有人员数据" in found.message


@pytest.mark.parametrize(("top", "fits"), [(1, True), (8, True), (9, True), (1000, True)])
def test_offset_of_the_grid(top: int, *, fits: bool) -> None:
    found = fit(make_grid({}, top=top, left=3), FORMS)
    assert isinstance(found, Fit) is fits
    if isinstance(found, Fit):
        assert list(found.table.numbers) == [top + 3]
        assert (found.columns[KEY], found.columns["身份证验证"]) == (3, 30)


def test_columns_of_results_may_be_missing() -> None:
    found = fit(make_grid({}, headers=WITHOUT_RESULTS), FORMS)
    assert isinstance(found, Fit)
    assert found.table.rows == make_table({}).rows
    assert set(found.columns) == set(WITHOUT_RESULTS)


def test_kind_of_paper_may_be_missing() -> None:
    headers = tuple(header for header in SPECIAL.headers if header != PAPER)
    found = fit(make_grid({}, form=SPECIAL, headers=headers), FORMS)
    assert isinstance(found, Fit)
    assert found.table.form is SPECIAL
    assert found.table.columns[PAPER] == ("",)


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(Grid("空表", []), id="no rows"),
        pytest.param(Grid("空表", [[], []]), id="no columns"),
        pytest.param(Grid("说明", [["使用说明"], ["一、"]]), id="text"),
        pytest.param(Grid("半数", [list(RESIDENT.headers[:13])]), id="half of the headers"),
        pytest.param(Grid("数字", [[1.0, None, True, dt.date(2020, 1, 1)]] * 3), id="numbers"),
    ],
)
def test_another_sheet(grid: Grid) -> None:
    assert fit(grid, FORMS) is None


def test_more_than_half_of_the_headers_is_a_changed_form() -> None:
    grid = Grid("过半", [list(RESIDENT.headers[:14])])
    missing = "”“".join(RESIDENT.headers[14:26])
    assert misfit_of(grid) == changed_header(f"缺少“{missing}”列")


@pytest.mark.parametrize("headers", [(*RESIDENT.headers, "２０２６"), ("序号", *RESIDENT.headers)])
def test_a_column_more_is_no_changed_header(headers: tuple[str, ...]) -> None:
    assert table_of(make_grid({}, headers=headers)).rows == make_table({}).rows


def test_no_form_fits_without_forms() -> None:
    assert fit(make_grid({}), ()) is None


# What was changed


@pytest.mark.parametrize(
    ("grid", "difference"),
    [
        pytest.param(make_grid({}, headers=RESIDENT.headers[1:]), "缺少“身份证号码”列", id="key missing"),
        pytest.param(
            make_grid({}, headers=[h for h in RESIDENT.headers if h not in {"性别", "备注"}]),
            "缺少“性别”“备注”列",
            id="two missing",
        ),
        pytest.param(make_grid({}, change=rename(姓名="名字")), "缺少“姓名”列；多出“名字”列", id="renamed"),
        pytest.param(make_grid({}, headers=(*RESIDENT.headers, "姓 名")), "重复“姓名”列", id="double"),
        pytest.param(make_grid({}, headers=(*RESIDENT.headers, "照片检测*")), "重复“照片检测”列", id="result double"),
        pytest.param(
            make_grid({}, headers=(*RESIDENT.headers[1:], "姓名", "姓名", "甲", "甲")),
            "缺少“身份证号码”列；多出“甲”“甲”列；重复“姓名”列",
            id="everything",
        ),
        pytest.param(make_grid({}, headers=(*RESIDENT.headers, PAPER)), "多出“证件类型”列", id="column of the other"),
    ],
)
def test_changed_header(grid: Grid, difference: str) -> None:
    assert misfit_of(grid) == changed_header(difference)


def test_changed_header_names_the_nearer_form() -> None:
    found = fit(make_grid({}, form=SPECIAL, change=rename(证件号码="号码")), FORMS)
    assert found == Misfit(SPECIAL, changed_header("缺少“证件号码”列；多出“号码”列"))
