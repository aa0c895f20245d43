"""数据检查: everything but photos, listed on a separate sheet, each line with a link to its cell."""

from collections.abc import Mapping
from typing import Final

from zcert import words
from zcert.checking import check
from zcert.codes import CODES, severity
from zcert.finding import Finding
from zcert.fitting import Fit
from zcert.roles import Role
from zcert.values.masking import mask
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.hosts.protocol import JUMP, Host, Line
from zcert_templates.marks import Layer

SHEET = "数据检查结果"
HEADERS = (words.COLUMN, words.LEVEL, words.CATEGORY, words.PROBLEM, words.CODE)
"""Behind those about the person."""

BUTTON: Final = Button(
    label="数据检查",
    group=Group.CHECK,
    place=3,
    keytip="J",
    image="DataValidation",
    icon="######.. #-#-#-.. ######.. #-#-#-.. ######.g #-#-#-gg ##g#gg.. ...gg...",
    tip="检查必填、选项、上下级联动、日期、电话、邮编等其余各栏，逐条列出问题和处理办法",
    help=(
        "检查必填项、下拉选项、上下级对应、日期、电话、邮编、多余空格等，列在“数据检查结果”工作表中，点“跳转”一栏可到该单元格；错误的单元格标红，改正后红色自动消失。"
        "在“数据检查结果”工作表上也可以直接点检查按钮；没有问题时这张工作表会删去。"
    ),
    large=True,
)


def run(host: Host) -> None:
    """Check the open sheet, show what was found, and turn the wrong cells red."""
    found = sheet.open_sheet(host)
    findings = check(sheet.inspection(found, host.read_dictionary()))
    sheet.mark(host, found, Layer.DATA, findings)
    if not findings:
        host.remove(SHEET)
        host.tell(f"共检查{len(found.table.rows)}人，没有发现问题")
        return
    errors = sum(severity(finding.code) == "error" for finding in findings)
    counted = f"错误{errors}处，提示{len(findings) - errors}处"
    headers = (words.ROW_NUMBER, *_person_headers(found), *HEADERS)
    people = {row: at for at, row in enumerate(found.table.numbers)}
    lines = [_line(finding, found, people) for finding in findings]
    host.show(SHEET, headers, lines, sheet.title(found, SHEET, counted))
    host.tell(f"共检查{len(found.table.rows)}人，{counted}，已列在“{SHEET}”工作表中，点“{JUMP}”一栏可到该单元格")


def _person_headers(found: Fit) -> list[str]:
    name = found.table.form.role(Role.NAME)
    return [*([name.header] if name else []), found.table.form.key]


def _line(finding: Finding, found: Fit, people: Mapping[int, int]) -> Line:
    row, code = finding.row or found.table.numbers[0], CODES[finding.code]
    place = (found.table.sheet, row, found.columns.get(finding.column, 0))
    number = str(finding.row or "")
    said = (finding.column, words.LEVELS[code.severity], code.category, finding.message, finding.code)
    return Line((number, *_person(finding.row, found, people), *said), place)


def _person(row: int | None, found: Fit, people: Mapping[int, int]) -> list[str]:
    """Return name and masked number of the person in a row, empty for a row without a person."""
    headers = _person_headers(found)
    if row is None or row not in people:
        return [""] * len(headers)
    *name, number = (found.table.columns[header][people[row]] for header in headers)
    return [*name, mask(number)]
