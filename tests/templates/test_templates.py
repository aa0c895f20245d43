"""What the built workbooks hold."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from support.built_books import (
    COUNTY,
    EACH_FORM,
    EDITION,
    EVERY_BUILD,
    REGIONS,
    TITLE,
    letters,
    opened,
    rules_by_area,
    sheet_of,
)
from support.office import convert
from zcert.form import FIRST_DATA_ROW, Column, Form, Kind
from zcert_templates import FORMS, RESIDENT, SPECIAL, data_sheet, formulas, report_layout
from zcert_templates.build import build_collection, build_summary, template_name
from zcert_templates.dictionary_sheet import SHEET, names_for
from zcert_templates.marks import home_of, is_home, is_marked

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
    assert sheet.print_area == ""


@pytest.mark.parametrize("build", EVERY_BUILD)
def test_every_sheet_opens_with_the_cursor_in_the_first_row_to_read_or_fill_in(build: Callable[[], bytes]) -> None:
    book = opened(build())
    assert book.active is book.worksheets[0]
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        view = sheet.sheet_view
        first = FIRST_DATA_ROW - 1 if sheet.title == report_layout.REPORT_SHEET else FIRST_DATA_ROW
        # Excel keeps the cursor of frozen panes at the active one, wherever it stands.
        cursors = {one.pane: (one.activeCell, one.sqref) for one in view.selection}
        assert cursors[view.pane.activePane] == (f"A{first}", f"A{first}")
        assert view.pane.topLeftCell == sheet.freeze_panes
        assert (view.pane.ySplit, view.pane.state) == (first - 1, "frozen")


@pytest.mark.parametrize("build", EVERY_BUILD)
def test_title_and_note_stand_in_the_columns_that_neither_scroll_nor_change(build: Callable[[], bytes]) -> None:
    for sheet in opened(build()).worksheets:
        if sheet.freeze_panes != "C4":
            continue
        assert sheet.print_title_cols == "$A:$B"
        merged = {str(area) for area in sheet.merged_cells.ranges}
        assert {"A1:B1", "A2:B2"} <= merged
        assert all(sheet[cell].alignment.wrap_text for cell in ("A1", "A2"))
        width = sum(sheet.column_dimensions[letter].width for letter in "AB") / 2  # in Chinese characters of 11 pt
        for cell in ("A1", "A2"):
            size = sheet[cell].font.size
            lines = -(-len(sheet[cell].value) // int(width * 11 / size))
            assert lines * size * 1.25 <= sheet.row_dimensions[sheet[cell].row].height


@EACH_FORM
def test_a_page_of_ruled_rows_stands_ready_to_be_filled_in_by_hand(form: Form) -> None:
    sheet = sheet_of(form)
    last = FIRST_DATA_ROW + data_sheet.RULED_ROWS - 1
    assert sheet.max_row == last
    for row in sheet.iter_rows(FIRST_DATA_ROW, last, 1, len(form.columns)):
        assert all(cell.value is None and cell.number_format == "@" for cell in row)
        assert {side.style for cell in row for side in (cell.border.top, cell.border.left)} == {"thin"}


@pytest.mark.parametrize("build", EVERY_BUILD)
def test_no_message_names_a_key_that_some_spreadsheet_lacks(build: Callable[[], bytes]) -> None:
    """Excel's box offers 重试 and 取消, Calc's 确定 alone."""
    for sheet in opened(build()).worksheets:
        texts = [rule.error or "" for rule in sheet.data_validations.dataValidation]
        assert not [text for text in texts if re.search("取消|重试|确定|按“", text)]


@EACH_FORM
def test_no_protection_stands_in_the_way(form: Form) -> None:
    assert not sheet_of(form).protection.sheet


@EACH_FORM
def test_listed_columns_have_a_list_from_row_4_on(form: Form) -> None:
    rules = {str(rule.sqref): rule for rule in sheet_of(form).data_validations.dataValidation}
    names = names_for((form,))
    for at, column in form.of_kind(Kind.LISTED):
        letter = data_sheet.validations.reference(at)[1:-1]
        rule = rules[f"{letter}4:{letter}1048576"]
        assert (rule.type, rule.errorStyle or "stop", rule.showErrorMessage) == ("list", "stop", True)
        parent = form.parent(column)
        if parent is None:
            assert rule.formula1 == names.lists[column.list_name]
        else:
            reference = data_sheet.validations.reference(form.index[parent.header])
            assert rule.formula1 == formulas.cascade_list(reference, names.cascades[column.list_name])
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
        if is_home(title):
            assert (name.name, area, book[title].sheet_state) == (title, "$A:$J", "veryHidden")
            assert (book[title].max_row, book[title]["A1"].value) == (1, None)
            continue
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
    cascaded = {column.header for column in form.columns if form.parent(column)}
    by_number = {"身份证号码", "性别"} if form is RESIDENT else set()
    assert red == cascaded | by_number | {column.header for _, column in form.of_kind(Kind.RESULT)}
    if form is RESIDENT:
        assert red == {"身份证号码", "性别", TITLE, COUNTY, "照片检测", "身份证验证"}
    everywhere = f"A4:{letters(form, form.headers[-1])}1048576"
    assert areas[everywhere] == [is_marked(form)]
    assert len(areas) == len(red) + 1


def test_two_builds_are_equal_byte_for_byte() -> None:
    builds = [build_for.values[0] for build_for in EVERY_BUILD]
    assert [build() for build in builds] == [build() for build in builds]


def test_a_list_without_entries_is_refused() -> None:
    edition = replace(EDITION, lists={**EDITION.lists, "性别": ()})
    with pytest.raises(ValueError, match="性别"):
        build_collection(RESIDENT, edition, REGIONS)


def test_a_cascade_without_entries_is_refused() -> None:
    edition = replace(EDITION, children={TITLE: {}, COUNTY: {}})
    with pytest.raises(ValueError, match=TITLE):
        build_collection(RESIDENT, edition, REGIONS)


def test_a_message_that_excel_cuts_is_refused() -> None:
    form = Form("x", "x", "x", "x", "x", "x", (Column("姓名", note="长" * 256), Column("备注")))
    with pytest.warns(UserWarning, match="255"), pytest.raises(data_sheet.validations.InvalidRuleError):
        build_collection(form, EDITION, REGIONS)


def test_template_names() -> None:
    assert [template_name(form) for form in (RESIDENT, SPECIAL)] == [
        "(模板)浙江省高级专业技术资格证书采集表(身份证号).xlsx",
        "(模板)浙江省高级专业技术资格证书采集表(特殊证书).xlsx",
    ]


# --- summary ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def summary() -> bytes:
    return build_summary(FORMS, EDITION, REGIONS)


def test_summary_sheets(summary: bytes) -> None:
    book = opened(summary)
    assert book.sheetnames == [
        *(form.summary_sheet for form in FORMS),
        "汇总报告",
        "问题清单",
        SHEET,
        *map(home_of, FORMS),
    ]
    assert [form.summary_sheet for form in (RESIDENT, SPECIAL)] == ["汇总表", "汇总表(特殊证书)"]
    origins = tuple(column.header for column in report_layout.ORIGIN_COLUMNS)
    for form in FORMS:
        sheet = book[form.summary_sheet]
        assert sheet["A1"].value == form.summary_title
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


@pytest.mark.office
def test_summary_opens(tmp_path: Path, summary: bytes) -> None:
    (tmp_path / "summary.xlsx").write_bytes(summary)
    assert convert(tmp_path / "summary.xlsx", "pdf", tmp_path / "office").read_bytes().startswith(b"%PDF")
