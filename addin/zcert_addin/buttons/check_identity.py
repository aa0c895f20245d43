"""身份证验证: the verdict on every number into its own column, then one box with the counts."""

from zcert.checking import check
from zcert.results import IDENTITY, results
from zcert.rules import duplicate, identity, paper, required, sex
from zcert_addin.buttons import sheet
from zcert_addin.hosts.protocol import Host

RULES = (identity, paper, duplicate, sex, required)


def run(host: Host) -> None:
    """Check the numbers of the open sheet; the result is advice and blocks nothing."""
    found = sheet.open_sheet(host)
    verdicts = results(found.table, check(sheet.inspection(found), RULES), IDENTITY)
    sheet.write_result(host, found, IDENTITY, verdicts)
    wrong = [row for row, verdict in verdicts.items() if verdict.wrong]
    message = f"共验证{len(verdicts)}人，正确{len(verdicts) - len(wrong)}人，错误{len(wrong)}人。"
    if wrong:
        host.select(wrong[0], found.columns[found.table.form.key])
        message += f"第一处错误在第{wrong[0]}行。\n验证结果仅供参考，请对照证件核对后再上报。"
    host.tell(message)
