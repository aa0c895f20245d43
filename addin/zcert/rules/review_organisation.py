"""Does 评审组织 agree with 取得方式, and is 其它评审组织 filled in where it is asked for?

认定 asks for the fixed entry 经浙江省人事厅确认 (浙人专[2007]57号 附件2 填表说明 三(八)). The reverse does not hold:
the qualification of people who moved in is confirmed by the same words, however they obtained it (第三条).
"""

from collections.abc import Iterator

from zcert.finding import Finding
from zcert.inspection import Inspection

MODE, ORGANISATION, OTHER = "取得方式", "评审组织", "其它评审组织"


def check(inspection: Inspection) -> Iterator[Finding]:
    """Compare the three columns row by row; empty cells of 评审组织 belong to another rule."""
    table, edition = inspection.table, inspection.edition
    modes, organisations, others = (table.columns[header] for header in (MODE, ORGANISATION, OTHER))
    wanted = "”或“".join(sorted(edition.confirmations))
    for number, mode, organisation, other in zip(table.numbers, modes, organisations, others, strict=True):
        if mode == "认定" and organisation.strip() and organisation not in edition.confirmations:
            message = f"取得方式为认定的，评审组织应选“{wanted}”，请核对取得方式和评审组织"
            yield Finding(number, ORGANISATION, "review-org-mode", message)
        if organisation == edition.other_org and not other.strip():
            message = f"评审组织选了“{edition.other_org}”，请在{OTHER}中填写评审委员会全称"
            yield Finding(number, OTHER, "other-org-missing", message)
