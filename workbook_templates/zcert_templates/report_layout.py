"""Where are things in the summary workbook?

The builder of the empty workbook and the streaming writer that fills it share these facts. A *pattern row* holds styled
blank cells; the writer copies the styles of the pattern cells to the cells below and leaves the pattern rows out.
Rows are 1-based.
"""

from typing import Final

from zcert import words
from zcert.form import Column
from zcert.header_row import ORIGIN_HEADERS
from zcert.roles import Role
from zcert_templates.collection import RESIDENT

SUMMARY_NOTE: Final = (
    f"由“数据汇总”生成；请勿修改第1至3行；{'、'.join(ORIGIN_HEADERS)}指明每行数据的出处；"
    "本表可再执行身份证验证、照片检测，也可再汇总到上一级"
)

ORIGIN_COLUMNS: Final = tuple(
    Column(header, note=f"由数据汇总填写：{note}", optional=True, width=width)
    for header, note, width in zip(
        ORIGIN_HEADERS,
        ("本行来自哪个文件", "本行来自哪张工作表", "本行在来源工作表中的行号"),
        (34, 16, 10),
        strict=True,
    )
)

FIRST_PATTERN_ROW: Final = 4
"""Of the data sheets and of 问题清单; 汇总报告 has no column names and begins one row higher."""

REPORT_SHEET: Final = "汇总报告"
REPORT_TITLE: Final = "高级专业技术资格证书数据汇总报告"
REPORT_NOTE: Final = (
    "由“数据汇总”生成：没有汇总的文件及原因，各文件的人数、错误和提示数，重复出现的人员；逐行的问题见“问题清单”"
)
REPORT_WIDTHS: Final = (6, 38, 20, 8, 8, 8, 15, 44)
"""Of the columns A to H, in characters."""

REPORT_PATTERNS: Final = {"section": 3, "head": 4, "body": 5, "problem": 6}
"""Pattern rows: title of a section, head of a table, a row, a row with problems (red figures)."""

CHART_NAMES: Final = "汇总报告!$B$5:$B$24"
CHART_ERRORS: Final = "汇总报告!$E$5:$E$24"
CHART_WARNINGS: Final = "汇总报告!$F$5:$F$24"
"""References as in the chart part; the writer replaces them by those of the rows it wrote."""

CHART_CELL: Final = "J3"
CHART_TITLE: Final = "各采集表问题数（前20）"

ISSUE_SHEET: Final = "问题清单"
ISSUE_TITLE: Final = "汇总数据问题清单"
ISSUE_NOTE: Final = (
    "每行一个问题，按表头的箭头筛选；来源行号是来源工作表中的行号，汇总表行号是本工作簿汇总表中的行号；"
    "请退回来源单位改正后重新汇总"
)
CAPTIONS: Final = {column.role: column.header for column in RESIDENT.columns}
ISSUE_COLUMNS: Final = (
    *((column.header, column.width) for column in ORIGIN_COLUMNS),
    ("汇总表行号", 11),
    (CAPTIONS[Role.NAME], 11),
    ("号码", 22),
    (CAPTIONS[Role.UNIT], 26),
    (words.COLUMN, 20),
    (words.LEVEL, 9),
    (words.CATEGORY, 11),
    (words.PROBLEM, 66),
    (words.CODE, 20),
)
"""Header text and width in characters."""

ISSUE_PATTERNS: Final = {"error": 4, "warning": 5}
"""Pattern rows by severity."""
