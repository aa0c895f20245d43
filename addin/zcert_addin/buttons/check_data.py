"""数据检查: everything but photos, listed on a separate sheet, each line with a link to its cell."""

from typing import Final

from zcert import words
from zcert.checking import check
from zcert.codes import severity
from zcert.finding import Finding
from zcert.fitting import Fit
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.hosts.protocol import Host, Line

SHEET = "数据检查结果"
HEADERS = (words.ROW, words.COLUMN, words.LEVEL, words.PROBLEM, words.CODE)

BUTTON: Final = Button(
    label="数据检查",
    group=Group.CHECK,
    place=3,
    keytip="J",
    image="DataValidation",
    icon="######.. #-#-#-.. ######.. #-#-#-.. ######.g #-#-#-gg ##g#gg.. ...gg...",
    tip="检查必填、选项、上下级联动、日期、电话、邮编等其余各栏，逐条列出问题和处理办法",
    help=(
        "检查必填项、下拉选项、上下级对应、日期、电话、邮编、多余空格等，列在“数据检查结果”工作表中，点行号可到该单元格"
    ),
    large=True,
)


def run(host: Host) -> None:
    """Check the open sheet and show what was found."""
    found = sheet.open_sheet(host)
    findings = check(sheet.inspection(found, host.read_dictionary()))
    errors = sum(severity(finding.code) == "error" for finding in findings)
    host.show(SHEET, HEADERS, [_line(finding, found) for finding in findings])
    if findings:
        hints = len(findings) - errors
        host.tell(
            f"共检查{len(found.table.rows)}人，错误{errors}处，提示{hints}处，已列在“{SHEET}”工作表中，点行号可到该单元格"
        )
    else:
        host.tell(f"共检查{len(found.table.rows)}人，没有发现问题")


def _line(finding: Finding, found: Fit) -> Line:
    row = finding.row or found.table.numbers[0]
    place = (found.table.sheet, row, found.columns.get(finding.column, 0))
    return Line((str(row), finding.column, words.LEVELS[severity(finding.code)], finding.message, finding.code), place)
