"""身份证验证: the verdict on every number into its own column, then one box with the counts."""

from typing import Final

from zcert import words
from zcert.checking import check
from zcert.results import IDENTITY, results
from zcert.rules import duplicate, identity, paper, required, sex
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.hosts.protocol import Host
from zcert_templates.marks import Layer

RULES = (identity, paper, duplicate, sex, required)

BUTTON: Final = Button(
    label="身份证验证",
    group=Group.CHECK,
    place=1,
    keytip="S",
    image="AcceptInvitation",
    icon="######## #.##---# #.##---# #......# #-####.g #-----gg ##g#gg#. ...gg...",
    tip="验证本表每个身份证号码，结果写入“身份证验证”列，有误的标红；结果只作提示，不影响填报",
    help=(
        "验证每个号码的位数、字符、出生日期、地区代码、校验码，与性别是否相符，有无重复；"
        "结果写在“身份证验证”一列，错误标红。结果仅供参考，请对照证件核对。"
    ),
    large=True,
)


def run(host: Host) -> None:
    """Check the numbers of the open sheet; the result is advice and blocks nothing."""
    found = sheet.open_sheet(host)
    findings = check(sheet.inspection(found), RULES)
    verdicts = results(found.table, findings, IDENTITY)
    sheet.write_result(host, found, IDENTITY, verdicts)
    key = found.table.form.key
    about_numbers = [finding for finding in findings if finding.column == key or finding.code in sex.CODES]
    sheet.mark(host, found, Layer.IDENTITY, about_numbers)
    wrong = [row for row, verdict in verdicts.items() if verdict.wrong]
    told = [f"共验证{len(verdicts)}人，正确{len(verdicts) - len(wrong)}人，错误{len(wrong)}人"]
    if wrong:
        host.select(wrong[0], found.columns[key])
        told += [f"第一处错误在第{wrong[0]}行", "\n验证结果仅供参考，请对照证件核对后再上报"]
    host.tell(words.sentences(*told))
