"""Does the review body agree with how the title was obtained, and is the other body named where the list lacks it?

认定 asks for the fixed entry 经浙江省人事厅确认 (浙人专[2007]57号 附件2 填表说明 三(八)). The reverse does not hold:
the qualification of people who moved in is confirmed by the same words, however they obtained it (第三条).

review-org-mode    认定, and the review body is another one
other-org-missing  the entry for other bodies was chosen, and none is named
"""

from collections.abc import Iterator
from typing import Final

from zcert.code import error
from zcert.finding import Finding
from zcert.form import Column
from zcert.inspection import Inspection
from zcert.roles import Role
from zcert.words import Category

CODES: Final = {
    "review-org-mode": error(
        "认定取得的，评审组织不是规定的确认单位", Category.CHOICE, "认定取得的，评审组织选“经浙江省人事厅确认”"
    ),
    "other-org-missing": error(
        "评审组织选了其它，但未填其它评审组织", Category.REQUIRED, "在其它评审组织一栏填写评审委员会的全称"
    ),
}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Compare the columns row by row; an empty review body belongs to another rule."""
    form = inspection.table.form
    mode, body, other = map(form.role, (Role.MODE, Role.REVIEW_ORG, Role.OTHER_REVIEW_ORG))
    if mode and body:
        yield from _by_mode(inspection, mode, body)
    if body and other:
        yield from _unnamed(inspection, body, other)


def _by_mode(inspection: Inspection, mode: Column, body: Column) -> Iterator[Finding]:
    table, confirmations = inspection.table, inspection.edition.confirmations
    wanted = "”或“".join(sorted(confirmations))
    message = f"{mode.header}为认定的，{body.header}应选“{wanted}”，请核对{mode.header}和{body.header}"
    for row, how, who in zip(table.numbers, table.columns[mode.header], table.columns[body.header], strict=True):
        if how == "认定" and who.strip() and who not in confirmations:
            yield Finding(row, body.header, "review-org-mode", message, ((row, mode.header),))


def _unnamed(inspection: Inspection, body: Column, other: Column) -> Iterator[Finding]:
    table, entry = inspection.table, inspection.edition.other_org
    message = f"{body.header}选了“{entry}”，请在{other.header}中填写评审委员会全称"
    for row, who, name in zip(table.numbers, table.columns[body.header], table.columns[other.header], strict=True):
        if who == entry and not name.strip() and (row, other.header) not in table.unread:
            yield Finding(row, other.header, "other-org-missing", message, ((row, body.header),))
