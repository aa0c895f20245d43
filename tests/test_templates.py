import csv
import datetime as dt
import random
import re
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from office import RED, colours, convert
from zcert.finding import Fault
from zcert.form import FIRST_DATA_ROW, Column, Form, Kind
from zcert.values.id_number import accepted_regions, parse
from zcert_dictionaries import load_edition
from zcert_templates import FORMS, RESIDENT, SPECIAL, data_sheet, formulas, report_layout
from zcert_templates.build import COLLECTION_SHEET, build_collection, build_summary, template_name
from zcert_templates.dictionary_sheet import SHEET, hint_for, names_for

EDITION = load_edition()
REGIONS = accepted_regions()
VECTORS = Path(__file__).parent / "data" / "id_vectors.csv"
TITLE, SERIES, CITY, COUNTY = "高级专业技术资格名称", "所属系列", "所在地市", "所在县市"
EVERY_BUILD = [
    pytest.param(lambda: build_collection(RESIDENT, EDITION, REGIONS), id="id"),
    pytest.param(lambda: build_collection(SPECIAL, EDITION, REGIONS), id="special"),
    pytest.param(lambda: build_summary(FORMS, EDITION, REGIONS), id="summary"),
]
EACH_FORM = pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def sheet_of(form: Form) -> Worksheet:
    return opened(build_collection(form, EDITION, REGIONS))[COLLECTION_SHEET]


def letters(form: Form, header: str) -> str:
    return data_sheet.validations.reference(form.index[header])[1:-1]


def rules_by_area(sheet: Worksheet) -> dict[str, list[str]]:
    found = {str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting}
    return {area: texts for area, texts in found.items() if texts}


# --- structure -------------------------------------------------------------------------------------------------------


@EACH_FORM
def test_column_names_stand_in_row_3(form: Form) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(build_collection(form, EDITION, REGIONS))).get_sheet_by_index(0)
    title, note, headers, *data = rows.to_python(skip_empty_area=False)
    assert (title[0], note[0], tuple(headers)) == (form.title, form.note, form.headers)
    assert not any(map(any, data))


@EACH_FORM
def test_every_cell_of_a_column_is_text(form: Form) -> None:
    sheet = sheet_of(form)
    columns = range(1, len(form.columns) + 1)
    assert {sheet.cell(FIRST_DATA_ROW, at).number_format for at in columns} == {"@"}
    areas = sheet.column_dimensions.values()
    assert {area.number_format for area in areas} == {"@"}
    assert [at for area in areas for at in range(area.min, area.max + 1)] == list(columns)


@EACH_FORM
def test_sheet_is_frozen_and_printable(form: Form) -> None:
    sheet = sheet_of(form)
    assert sheet.freeze_panes == "C4"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$3", "$A:$B")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_options.gridLines


@EACH_FORM
def test_listed_columns_have_a_list_from_row_4_on(form: Form) -> None:
    rules = {str(rule.sqref): rule for rule in sheet_of(form).data_validations.dataValidation}
    names = names_for((form,))
    for at, column in form.of_kind(Kind.LISTED):
        letter = data_sheet.validations.reference(at)[1:-1]
        rule = rules[f"{letter}4:{letter}1048576"]
        assert (rule.type, rule.errorStyle or "stop", rule.showErrorMessage) == ("list", "stop", True)
        if column.parent is None:
            assert rule.formula1 == names.lists[column.header]
        else:
            parent = data_sheet.validations.reference(form.index[column.parent])
            assert rule.formula1 == formulas.cascade_list(parent, names.cascades[column.header])
            assert not rule.allowBlank


@EACH_FORM
def test_every_column_says_what_to_fill_in(form: Form) -> None:
    rules = {str(rule.sqref): rule for rule in sheet_of(form).data_validations.dataValidation}
    for at, column in enumerate(form.columns):
        letter = data_sheet.validations.reference(at)[1:-1]
        rule = rules[f"{letter}4:{letter}1048576"]
        assert (rule.promptTitle, rule.prompt) == (column.header, column.note) or not column.note


@pytest.mark.parametrize("build", EVERY_BUILD)
def test_messages_and_formulas_keep_the_limits_of_excel(build: Callable[[], bytes]) -> None:
    for sheet in opened(build()).worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.errorTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.formula1 or "") <= 255
        for texts in rules_by_area(sheet).values():
            assert all(len(text) <= 8192 for text in texts)


@EACH_FORM
def test_rows_1_to_3_refuse_typing(form: Form) -> None:
    last = data_sheet.validations.reference(len(form.columns) - 1)[1:-1]
    (rule,) = [rule for rule in sheet_of(form).data_validations.dataValidation if str(rule.sqref) == f"A1:{last}3"]
    assert (rule.type, rule.formula1, rule.allowBlank) == ("custom", "FALSE", False)


@pytest.mark.parametrize("build", EVERY_BUILD)
def test_rules_reach_the_dictionary_by_names_alone(build: Callable[[], bytes]) -> None:
    content = build()
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("extLst" in part or "x14" in part for part in parts)
    book = opened(content)
    for text in every_formula(book):
        assert "!" not in text
        assert "{" not in text
        assert set(re.findall(r"\bzc_\w+", text)) <= set(book.defined_names)


def every_formula(book: Workbook) -> Iterator[str]:
    for sheet in book.worksheets:
        yield from (rule.formula1 for rule in sheet.data_validations.dataValidation if rule.formula1)
        for texts in rules_by_area(sheet).values():
            yield from texts


@pytest.mark.parametrize("build", EVERY_BUILD)
def test_names_refer_to_filled_cells_of_the_very_hidden_sheet(build: Callable[[], bytes]) -> None:
    book = opened(build())
    assert book[SHEET].sheet_state == "veryHidden"
    for name in book.defined_names.values():
        ((title, area),) = name.destinations
        assert title == SHEET
        cells = book[SHEET][area.replace("$", "")]
        assert all(cell.value is not None for (cell,) in (cells if isinstance(cells, tuple) else ((cells,),)))


def test_dictionary_sheet_holds_the_edition() -> None:
    book = opened(build_collection(SPECIAL, EDITION, REGIONS))
    sheet = book[SHEET]
    assert [cell.value for cell in (*sheet["A1:B1"][0], *sheet["A2:B2"][0])] == [
        "字典日期",
        EDITION.date,
        "字典名称",
        EDITION.name,
    ]
    # Nowhere else: the macros, Calc and file mode replace this sheet when the dictionary is updated.
    assert list(book.custom_doc_props.props) == []
    for header, name in names_for((SPECIAL,)).lists.items():
        assert column_of(book, name) == list(EDITION.lists[header])
    assert column_of(book, formulas.REGIONS) == sorted(map(int, REGIONS))


def column_of(book: Workbook, name: str) -> list[object]:
    ((_, area),) = book.defined_names[name].destinations
    return [cell.value for (cell,) in book[SHEET][area.replace("$", "")]]


@EACH_FORM
def test_red_stands_in_the_columns_that_can_be_wrong(form: Form) -> None:
    areas = rules_by_area(sheet_of(form))
    red = {header for header in form.headers if f"{letters(form, header)}4:{letters(form, header)}1048576" in areas}
    key = {"身份证号码"} if form is RESIDENT else set()
    assert red == key | {TITLE, COUNTY, "照片检测", "身份证验证"}
    assert len(areas) == len(red)


def test_two_builds_are_equal_byte_for_byte() -> None:
    builds = [build_for.values[0] for build_for in EVERY_BUILD]
    first = [build() for build in builds]
    time.sleep(2.1)  # a zip entry's time has steps of two seconds
    assert [build() for build in builds] == first


def test_a_list_without_entries_is_refused() -> None:
    edition = replace(EDITION, lists={**EDITION.lists, "性别": ()})
    with pytest.raises(ValueError, match="性别"):
        build_collection(RESIDENT, edition, REGIONS)


def test_a_cascade_without_entries_is_refused() -> None:
    edition = replace(EDITION, children={TITLE: {}, COUNTY: {}})
    with pytest.raises(ValueError, match=TITLE):
        build_collection(RESIDENT, edition, REGIONS)


def test_a_message_that_excel_cuts_is_refused() -> None:
    form = Form("x", "x", "x", "x", "姓名", (Column("姓名", note="长" * 256), Column("备注")))
    with pytest.warns(UserWarning, match="255"), pytest.raises(data_sheet.validations.RefusedError):
        build_collection(form, EDITION, REGIONS)


def test_template_names() -> None:
    assert [template_name(form) for form in FORMS] == [
        "(模板)浙江省高级专业技术资格证书采集表(身份证号).xlsx",
        "(模板)浙江省高级专业技术资格证书采集表(特殊证书).xlsx",
    ]


# --- summary ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def summary() -> bytes:
    return build_summary(FORMS, EDITION, REGIONS)


def test_summary_sheets(summary: bytes) -> None:
    book = opened(summary)
    assert book.sheetnames == ["汇总表", "汇总表(特殊证书)", "汇总报告", "问题清单", SHEET]
    origins = tuple(column.header for column in report_layout.ORIGIN_COLUMNS)
    for form, name, title in zip(FORMS, report_layout.SUMMARY_SHEETS, report_layout.SUMMARY_TITLES, strict=True):
        sheet = book[name]
        assert sheet["A1"].value == title
        assert tuple(cell.value for cell in sheet[3]) == form.headers + origins
        assert sheet.max_row == FIRST_DATA_ROW
        assert sheet.auto_filter.ref.endswith("1048576")


def test_patterns_of_the_report_sheets_are_styled_and_empty(summary: bytes) -> None:
    book = opened(summary)
    patterns = {
        report_layout.REPORT_SHEET: (report_layout.REPORT_PATTERNS, len(report_layout.REPORT_WIDTHS)),
        report_layout.ISSUE_SHEET: (report_layout.ISSUE_PATTERNS, len(report_layout.ISSUE_COLUMNS)),
    }
    for name, (rows, width) in patterns.items():
        sheet = book[name]
        assert sheet.max_row == max(rows.values())
        looks = [tuple(cell.style_id for cell in sheet[row]) for row in rows.values()]
        assert {len(look) for look in looks} == {width}
        assert len(set(looks)) == len(looks)
        assert all(cell.value is None and cell.has_style for row in rows.values() for cell in sheet[row])


def test_chart_refers_to_the_rows_that_the_writer_replaces(summary: bytes) -> None:
    with zipfile.ZipFile(BytesIO(summary)) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    names, errors, warnings = report_layout.CHART_NAMES, report_layout.CHART_ERRORS, report_layout.CHART_WARNINGS
    assert re.findall("<c:f>(.*?)</c:f>", chart) == [names, errors, names, warnings]
    assert report_layout.CHART_TITLE in chart


# --- behaviour in LibreOffice ----------------------------------------------------------------------------------------


def red_cells(folder: Path, form: Form, rows: Iterable[dict[str, object]], headers: Iterable[str]) -> list[set[str]]:
    """Fill rows from row 4 on and give the headers of the red cells of each; only these headers are looked at."""
    book = opened(build_collection(form, EDITION, REGIONS))
    sheet, count = book[COLLECTION_SHEET], 0
    for count, row in enumerate(rows, 1):
        for header, value in row.items():
            cell = sheet.cell(FIRST_DATA_ROW - 1 + count, form.index[header] + 1, value)
            if isinstance(value, str) and not value.startswith("="):
                cell.data_type = "s"  # openpyxl takes #NAME? for an error
    book.save(folder / "filled.xlsx")
    table = colours(folder / "filled.xlsx", folder / "office")[0][FIRST_DATA_ROW - 1 :]
    assert len(table) == count
    return [{header for header in headers if row[form.index[header]] == RED} for row in table]


def vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_wrong(vector: dict[str, str]) -> bool:
    """The verdict of the vectors, which take 2026-11-21 as today."""
    if vector["expected"] == "future-date" and len(vector["value"]) == 18:
        return dt.date.today().strftime("%Y%m%d") < vector["value"][6:14]  # noqa: DTZ011  as TODAY() in the sheet
    return vector["expected"] != "ok"


@pytest.mark.office
def test_wrong_identity_numbers_are_red(tmp_path: Path) -> None:
    cases = [(vector["value"], is_wrong(vector)) for vector in vectors()]
    assert len(cases) >= 100
    cases += [
        (None, False),
        ("  ", False),
        ("", False),
        (330106198802299056, True),
        (330106880229905, True),
        (True, True),
        ("=1/0", True),
        ("000000198802299056", True),
        ("999999198802299056", True),
        ("\u200e330106198802299056\u00a0", False),
        ("\ufeff330106880229905", False),
        ("33010688022990 5", True),
        ("３３０１０６８８０２２９９０５", False),
        ("330106880230905", True),
        ("1E5106880229905", True),
    ]
    wrong = red_cells(tmp_path, RESIDENT, ({RESIDENT.key: value} for value, _ in cases), (RESIDENT.key,))
    disagreeing = [
        (value, expected) for (value, expected), red in zip(cases, wrong, strict=True) if bool(red) != expected
    ]
    assert disagreeing == []


@pytest.mark.office
def test_live_red_agrees_with_the_program(tmp_path: Path) -> None:
    chance, today = random.Random(11643), dt.date.today()  # noqa: DTZ011  as TODAY() in the sheet
    numbers = [vector["normalised_value"] or vector["value"] for vector in vectors()]
    texts = [mutated(chance, chance.choice(numbers)) for _ in range(400)]
    red = red_cells(tmp_path, RESIDENT, ({RESIDENT.key: text} for text in texts), (RESIDENT.key,))
    wrong = [text for text, cells in zip(texts, red, strict=True) if cells]
    assert wrong == [text for text in texts if text.strip() and isinstance(parse(text, today), Fault)]
    assert 20 < len(wrong) < 400


def mutated(chance: random.Random, number: str) -> str:
    """Change, drop, double or swap up to two characters; now and then none."""
    characters = list(number)
    for _ in range(chance.choice((0, 1, 1, 2))):
        at = chance.randrange(len(characters)) if len(characters) > 1 else 0
        change = chance.choice(("digit", "digit", "digit", "odd", "drop", "double", "swap"))
        if change == "digit":
            characters[at] = chance.choice("0123456789")
        elif change == "odd":
            characters[at] = chance.choice("Xx.-+E/ ％５ＸO一\u200b")
        elif change == "drop":
            characters[at] = ""
        elif change == "double":
            characters.insert(at, characters[at])
        else:
            characters[at - 1], characters[at] = characters[at], characters[at - 1]
    return "".join(characters)


@pytest.mark.office
def test_number_of_another_paper_is_never_red(tmp_path: Path) -> None:
    rows = [{SPECIAL.key: "E12345678"}, {SPECIAL.key: "330106198802299051"}]
    assert red_cells(tmp_path, SPECIAL, rows, (SPECIAL.key,)) == [set(), set()]


def pairs(header: str) -> list[tuple[str, str]]:
    return [(parent, child) for parent, children in EDITION.children[header].items() for child in children]


@pytest.mark.office
def test_stale_children_are_red(tmp_path: Path) -> None:
    titles, counties = pairs(TITLE), pairs(COUNTY)
    assert {"农业技术人员（农艺）", "卫生技术人员（中医/中药）"} <= {series for series, _ in titles}
    good = [{SERIES: series, TITLE: title} for series, title in titles]
    good += [{CITY: city, COUNTY: county} for city, county in counties]
    good += [{SERIES: "工程技术人员"}, {CITY: "杭州市", COUNTY: ""}]
    stale = [
        {SERIES: "农业技术人员（农艺）", TITLE: "主任中医师"},
        {SERIES: "农业技术人员(农艺)", TITLE: dict(titles)["农业技术人员（农艺）"]},
        {SERIES: None, TITLE: titles[0][1]},
        {SERIES: "*", TITLE: titles[0][1]},
        {SERIES: titles[0][0], TITLE: "*"},
        {SERIES: titles[0][0], TITLE: hint_for(SERIES)},
        {CITY: "杭州市", COUNTY: "鄞州区"},
        {CITY: "杭州市", COUNTY: hint_for(CITY)},
        {CITY: None, COUNTY: "西湖区"},
    ]
    expected: list[set[str]] = [set()] * len(good)
    expected += [{TITLE} if TITLE in row else {COUNTY} for row in stale]
    assert red_cells(tmp_path, RESIDENT, [*good, *stale], (TITLE, COUNTY)) == expected


@pytest.mark.office
@EACH_FORM
def test_bad_results_are_red(tmp_path: Path, form: Form) -> None:
    texts = {
        "": False,
        "正确": False,
        "正常": False,
        "正常（提示：宽高比）": False,
        "缺少照片": True,
        "错误：校验码": True,
    }
    for header in ("照片检测", "身份证验证"):
        folder = tmp_path / header
        folder.mkdir()
        # Something stands in each row, or the office would leave it out.
        rows = [{header: text, "姓名": "甲"} for text in texts]
        red = red_cells(folder, form, rows, (header,))
        assert [bool(cells) for cells in red] == list(texts.values())


@pytest.mark.office
@pytest.mark.parametrize(("child", "parent"), [(TITLE, SERIES), (COUNTY, CITY)])
def test_drop_down_offers_the_children_of_the_parent(tmp_path: Path, child: str, parent: str) -> None:
    offers = {name: list(children) for name, children in EDITION.children[child].items()}
    offers |= {"": [hint_for(parent)], "没有这一项": [hint_for(parent)]}
    width = max(map(len, offers.values())) + 1
    book = opened(build_collection(RESIDENT, EDITION, REGIONS))
    sheet, first = book[COLLECTION_SHEET], len(RESIDENT.columns) + 2
    for row, name in enumerate(offers, FIRST_DATA_ROW):
        sheet.cell(row, RESIDENT.index[parent] + 1, name or None)
        reference = f"${letters(RESIDENT, parent)}{row}"
        source = formulas.cascade_list(reference, names_for((RESIDENT,)).cascades[child])
        sheet.cell(row, first, f"=ROWS({source})")
        for at in range(1, width):
            sheet.cell(row, first + at, f'=IF(ROWS({source})<{at},"",INDEX({source},{at},1))')
    book.save(tmp_path / "offers.xlsx")
    target = convert(tmp_path / "offers.xlsx", "xlsx", tmp_path / "office")
    calculated = load_workbook(target, data_only=True)[COLLECTION_SHEET]
    for row, children in enumerate(offers.values(), FIRST_DATA_ROW):
        count, *texts = [calculated.cell(row, first + at).value for at in range(width)]
        assert count == len(children)
        assert [text for text in texts if text] == children


@pytest.mark.office
def test_days_and_postcodes_that_are_surely_wrong_are_refused(tmp_path: Path) -> None:
    tomorrow = (dt.date.today() + dt.timedelta(1)).strftime("%Y%m%d")  # noqa: DTZ011
    days = {"19890105": True, "１９８９０１０５ ": True, "20000229": True, "19000229": None, "19890230": False}
    days |= {"19891301": False, "19890100": False, "1989": False, "1989.1.5": False, "无": False, tomorrow: False}
    codes = {"310007": True, "３１０００７": True, " 310007": True, "31000": False, "3100070": False}
    book = Workbook()
    sheet = book.active
    for row, text in enumerate(days, 1):
        sheet.cell(row, 1, text)
        sheet.cell(row, 2, f"=IFERROR({formulas.day_is_possible(f'$A{row}')},FALSE)")
    for row, text in enumerate(codes, 1):
        sheet.cell(row, 3, text)
        sheet.cell(row, 4, f"={formulas.postcode_is_possible(f'$C{row}')}")
    book.save(tmp_path / "typed.xlsx")
    result = load_workbook(convert(tmp_path / "typed.xlsx", "xlsx", tmp_path / "office"), data_only=True).active
    verdicts = {text: result.cell(row, 2).value for row, text in enumerate(days, 1)}
    # Excel knows a 1900-02-29 and Calc does not; no title is that old.
    assert {
        text: verdict for text, verdict in verdicts.items() if days[text] is not None and verdict != days[text]
    } == {}
    assert [result.cell(row, 4).value for row in range(1, len(codes) + 1)] == list(codes.values())


@pytest.mark.office
def test_summary_opens(tmp_path: Path, summary: bytes) -> None:
    (tmp_path / "summary.xlsx").write_bytes(summary)
    assert convert(tmp_path / "summary.xlsx", "pdf", tmp_path / "office").read_bytes().startswith(b"%PDF")
