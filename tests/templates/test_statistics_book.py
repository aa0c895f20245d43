"""The workbook of statistics: tables, figures, charts and print set-up, opened with openpyxl."""

import io
import zipfile
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, PieChart
from openpyxl.worksheet.worksheet import Worksheet

from support.domain import MAN, SPECIAL, TODAY, make_table
from support.third_form import GUEST
from zcert.counting import Statistics, count
from zcert.table import Table
from zcert.tabulating import TITLE
from zcert.topics import TOPICS
from zcert_dictionaries import lists, load_edition
from zcert_templates import statistics_charts
from zcert_templates.build import build_statistics
from zcert_templates.statistics_charts import FIRST_ONES, IN_CHART
from zcert_templates.statistics_sheet import SHEET

EDITION = load_edition()
NOTE = "共3人"
SMALL = make_table({}, {"性别": "男", "身份证号码": MAN}, {"工作单位": "甲局", "性别": "", "最高学历": ""})


def groups(*tables: Table) -> tuple[Statistics, ...]:
    return count(tables, TODAY, EDITION)


def book(*tables: Table) -> bytes:
    return build_statistics(groups(*tables), NOTE)


def sheet(*tables: Table) -> Worksheet:
    return load_workbook(io.BytesIO(book(*tables)))[SHEET]


def block(found: Worksheet, label: str) -> int:
    """Return the row of the title of a table."""
    (row,) = [cell.row for (cell,) in found.iter_rows(max_col=1) if cell.value == f"按{label}统计"]
    return int(row)


def values(found: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in found[row][:9]]


def charts(found: Worksheet) -> dict[str, Any]:
    """Return the charts by the text of their titles."""
    return {"".join(run.t for run in one.title.tx.rich.p[0].r): one for one in found._charts}  # type: ignore[attr-defined]  # noqa: SLF001


def test_title_note_and_order_of_tables() -> None:
    found = sheet(SMALL)
    assert [found["A1"].value, found["A2"].value] == [TITLE, NOTE]
    titles = [str(cell.value) for (cell,) in found.iter_rows(max_col=1) if str(cell.value).startswith("按")]
    assert titles == [f"按{topic.label}统计" for topic in TOPICS]


def test_exact_cells_of_a_table() -> None:
    found = sheet(SMALL)
    row = block(found, "最高学历")
    assert values(found, row + 1) == ["最高学历", None, "人数", "占比", "男", "男占比", "女", "女占比", "未填及其它"]
    assert values(found, row + 2) == ["研究生", None, 2, 2 / 3, 1, 0.5, 1, 0.5, 0]
    assert values(found, row + 3) == ["研究生班", None, 0, 0, 0, 0, 0, 0, 0]
    assert values(found, row + 9) == ["未填", None, 1, 1 / 3, 0, 0, 0, 0, 1]
    assert values(found, row + 10) == ["合计", None, 3, 1, 1, 1 / 3, 1, 1 / 3, 1]
    title = block(found, "高级专业技术资格名称")
    assert values(found, title + 1)[:3] == ["所属系列", "高级专业技术资格名称", "人数"]
    assert values(found, title + 2)[:3] == ["高等学校教师", "教授", 3]


def test_looks_of_a_table() -> None:
    found = sheet(SMALL)
    row = block(found, "性别")
    head, first, total = found[row + 1], found[row + 2], found[row + 5]
    assert [cell.font.b for cell in head[:9]] == [True] * 9
    assert [cell.font.b for cell in first[:9]] == [False] * 9
    assert [cell.font.b for cell in total[:9]] == [True] * 9
    assert {cell.number_format for cell in first[2:9]} == {"#,##0", "0.0%"}
    # Numbers stand at the right of their cells unless a format says otherwise.
    assert {cell.alignment.horizontal for cell in (*first[2:9], *total[2:9])} == {None}
    assert {cell.data_type for cell in first[2:9]} == {"n"}


def test_each_form_has_its_sheet() -> None:
    found = load_workbook(io.BytesIO(book(SMALL, make_table({}, form=SPECIAL), make_table({}, form=GUEST))))
    assert found.sheetnames == ["统计", "统计（身份证号）", "统计（特殊证书）", "统计（外聘）"]
    assert [one["C5"].value for one in found] == [5, 3, 1, 1]
    alone = load_workbook(io.BytesIO(book(make_table({}, form=SPECIAL))))
    assert alone.sheetnames == ["统计"]


def test_charts_refer_to_their_tables() -> None:
    found = sheet(SMALL)
    shown = charts(found)
    assert list(shown) == [
        "各所属系列人数",
        "各高级专业技术资格名称人数",
        "性别比例",
        *(f"各{topic.label}人数" for topic in TOPICS[3:]),
    ]
    education, row = shown["各最高学历人数"], block(found, "最高学历")
    assert isinstance(education, BarChart)
    assert (education.barDir, education.grouping, education.overlap) == ("bar", "stacked", 100)
    assert [(one.cat.strRef.f, one.val.numRef.f) for one in education.series] == [
        (f"统计!$A${row + 2}:$A${row + 9}", f"统计!${column}${row + 2}:${column}${row + 9}") for column in "EGI"
    ]
    assert [one.tx.v for one in education.series] == ["男", "女", "未填及其它"]
    title = shown["各高级专业技术资格名称人数"].series[0]
    row = block(found, "高级专业技术资格名称")
    assert title.cat.strRef.f == f"统计!$B${row + 2}"
    sexes, row = shown["性别比例"], block(found, "性别")
    assert isinstance(sexes, PieChart)
    assert [(one.cat.strRef.f, one.val.numRef.f) for one in sexes.series] == [
        (f"统计!$A${row + 2}:$A${row + 4}", f"统计!$C${row + 2}:$C${row + 4}")
    ]


def test_charts_of_a_forms_sheet_refer_to_that_sheet() -> None:
    found = load_workbook(io.BytesIO(book(SMALL, make_table({}, form=SPECIAL))))["统计（特殊证书）"]
    references = [one.val.numRef.f for chart in charts(found).values() for one in chart.series]
    assert len(references) > 10
    assert {reference.partition("!")[0] for reference in references} == {"'统计（特殊证书）'"}


def test_no_chart_covers_a_table_or_another_chart() -> None:
    found = sheet(make_table(*({"工作单位": f"{number}局"} for number in range(40))))
    spans = [(one.anchor._from.row, one.anchor.to.row) for one in charts(found).values()]  # noqa: SLF001
    assert len(spans) == len(TOPICS)
    assert [(one, other) for one, other in pairwise(spans) if one[1] >= other[0]] == []
    assert {one.anchor._from.col for one in charts(found).values()} == {10}  # noqa: SLF001  behind a gap after I


def test_the_chart_of_units_shows_the_largest() -> None:
    rows = [{"工作单位": f"{number}局"} for number in range(FIRST_ONES + 1)]
    found = sheet(make_table(*rows, {"工作单位": "甲局"}, {"工作单位": "甲局"}))
    chart, row = charts(found)["各单位人数（人数最多的20个）"], block(found, "单位")
    assert found.cell(row + 2, 1).value == "甲局"
    assert chart.series[0].val.numRef.f == f"统计!$E${row + 2}:$E${row + 1 + FIRST_ONES}"
    assert found.cell(row + 2 + FIRST_ONES + 2, 1).value == "合计"


def bars_in_cells(found: Worksheet) -> list[str]:
    return [str(area.sqref) for area in found.conditional_formatting for rule in area.rules if rule.type == "dataBar"]


# openpyxl does not read the extension that makes the bars solid.
@pytest.mark.filterwarnings("ignore:.* extension is not supported")
def test_a_table_that_is_too_long_for_a_chart_has_bars_in_its_cells() -> None:
    titles = [(series, title) for series, names in EDITION.children[lists.TITLE].items() for title in names]
    rows = [{"所属系列": series, "高级专业技术资格名称": title} for series, title in titles]
    found = sheet(make_table(*rows))
    assert len(rows) > IN_CHART >= len(EDITION.lists[lists.SERIES])
    row = block(found, "高级专业技术资格名称")
    assert bars_in_cells(found) == [f"C{row + 2}:C{row + 1 + len(rows)}"]
    assert "各高级专业技术资格名称人数" not in charts(found)
    assert "各所属系列人数" in charts(found)
    assert bars_in_cells(sheet(SMALL)) == []


def test_it_prints_one_page_wide_with_title_and_page_number() -> None:
    found = sheet(SMALL)
    assert (found.page_setup.paperSize, found.page_setup.orientation) == (9, "landscape")
    assert (found.sheet_properties.pageSetUpPr.fitToPage, found.page_setup.fitToWidth or 1) == (True, 1)
    assert (found.page_setup.fitToHeight, found.print_title_rows) == (0, "$1:$2")
    assert (found.oddFooter.center.text, found.freeze_panes) == ("第&P页，共&N页", "A3")


def test_a_page_begins_with_a_table_that_does_not_fit_on_the_one_before() -> None:
    found = sheet(make_table(*({"工作单位": f"{number}局"} for number in range(45))))
    starts = {block(found, topic.label) - 1 for topic in TOPICS}
    breaks = [one.id for one in found.row_breaks.brk]
    assert breaks
    assert set(breaks) <= starts
    assert block(found, "单位") - 1 in breaks


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_colours_differ_when_printed_in_grey() -> None:
    men, women, others = statistics_charts._FILLS  # noqa: SLF001
    assert luminance(women["fill"]["color"]) - luminance(men["fill"]["color"]) > 100
    assert others["pattern"]["bg_color"] == "#FFFFFF"


def test_what_a_unit_is_called_is_a_text() -> None:
    names = ('=HYPERLINK("http://x")', "http://x", "<甲&乙>", "长" * 40_000, "1")
    found = sheet(make_table(*({"工作单位": name} for name in names)))
    row = block(found, "单位")
    cells = [found.cell(row + 2 + at, 1) for at in range(len(names))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {str(cell.value) for cell in cells} == {*names[:3], "长" * 100, "1"}
    assert [cell.hyperlink for cell in cells] == [None] * len(names)


def test_the_same_counts_make_the_same_bytes_without_a_name() -> None:
    first = book(SMALL, make_table({}, form=SPECIAL))
    assert first == book(SMALL, make_table({}, form=SPECIAL))
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8")
    assert [secret for secret in (MAN, "样本<", "E12345678", "13800138000") if secret in everything] == []
