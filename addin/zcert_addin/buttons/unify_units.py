"""统一单位名称: names that may be one unit's, side by side; pressed again, what the person left there is done."""

from collections.abc import Mapping, Sequence
from typing import Final

from zcert import words
from zcert.errors import UserError
from zcert.fitting import Fit
from zcert.roles import Role
from zcert.tidying import Repair
from zcert.unifying import AFTER, HEADERS, SHEET, changes, comparison, read_wishes
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.way_back import keep_way_back, require_way_back
from zcert_addin.hosts.protocol import Host, Line

_NAMED: Final = 3

BUTTON: Final = Button(
    label="统一单位名称",
    group=Group.FILL,
    place=2,
    keytip="D",
    image="ReplaceDialog",
    icon="###..... #.#..... ###-.... #.#.-... ....-.gg ###.-.gg #.#-..gg ###...gg",
    tip="把只差空格、括号、全半角或一个字的单位名称列在一起对照；核对后再点一次才改，改前自动备份",
    help=(
        "找出可能是同一单位的不同写法（只差空格、括号、标点、全半角、大小写，或五字以上的名称只差一个字），"
        "列在“单位名称对照”工作表中，“改为”一列是最常用的写法（差一个字而两种写法都在10人以上的，不建议改）。核对、修改“改为”（不改的清空），"
        "再点一次本按钮，同意后才改，改前自动备份。"
        "第一、第二，东、西，小学、中学，农业局、林业局，杭州、湖州等不同的单位不算。"
    ),
)


def run(host: Host) -> None:
    """Compare the names of units on a sheet of their own, or do what such a sheet says, after asking."""
    found = _open_sheet(host)
    wishes = read_wishes(host.read_all())
    wanted = changes(found.table, wishes) if wishes else []
    if wanted:
        _apply(host, found, wanted)
    elif wishes and wishes.keys() <= set(found.table.texts(Role.UNIT)):
        host.tell(f"“{SHEET}”的“{AFTER}”一列没有要改的名称；要重新对照，请先删除这张工作表")
    else:
        _compare(host, found)


def _open_sheet(host: Host) -> Fit:
    found = sheet.open_sheet(host)
    if found.table.form.role(Role.UNIT) is None:
        raise UserError("这种表没有填写单位的列，不能统一单位名称")
    return found


def _compare(host: Host, found: Fit) -> None:
    lines = comparison(found.table)
    if not lines:
        host.tell("没有发现写法相近的单位名称")
        return
    column, proposed = _column(found), sum(line.after != line.text for line in lines)
    counted = f"{lines[-1].group}组、共{len(lines)}种单位名称写法相近，建议改{proposed}种"
    links = [Line(line.cells, (found.table.sheet, line.first, column)) for line in lines]
    host.show(SHEET, HEADERS, links, sheet.title(found, SHEET, counted))
    what_next = f"\n请核对“{AFTER}”一列，不改的清空，再点一次“{BUTTON.label}”，就会按它修改"
    host.tell(words.sentences(f"有{counted}，已列在“{SHEET}”工作表中", what_next))


def _apply(host: Host, found: Fit, wanted: Sequence[Repair]) -> None:
    require_way_back(host)
    host.require_writable()
    renamed = {repair.before: repair.after for repair in wanted}
    if not host.ask(words.sentences(_counted(renamed, wanted), "\n现在改吗？")):
        return
    back = keep_way_back(host)
    host.write_cells({(repair.row, found.columns[repair.column]): repair.after for repair in wanted})
    host.tell(words.sentences(f"已统一{len(renamed)}种写法，共改动{len(wanted)}处", f"\n{back}"))


def _counted(renamed: Mapping[str, str], wanted: Sequence[Repair]) -> str:
    named = "、".join(f"“{before}”改为“{after}”" for before, after in list(renamed.items())[:_NAMED])
    more = "等" if len(renamed) > _NAMED else ""
    return f"按“{SHEET}”有{len(renamed)}种写法要改，共{len(wanted)}处：{named}{more}"


def _column(found: Fit) -> int:
    column = found.table.form.role(Role.UNIT)
    return found.columns[column.header] if column else 0
