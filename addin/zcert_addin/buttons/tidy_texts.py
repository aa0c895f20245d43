"""规范整理: the safe repairs, shown before they are made, with a backup from which they can be undone."""

from typing import Final

from zcert import words
from zcert.preset import left_out, preset_of
from zcert.tidying import Repair, repairs
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.way_back import keep_way_back, require_way_back
from zcert_addin.hosts.protocol import Host, Line

SHEET = "规范整理预览"
HEADERS = (words.ROW, words.COLUMN, "原来", "改为")

BUTTON: Final = Button(
    label="规范整理",
    group=Group.CHECK,
    place=4,
    keytip="G",
    image="QueryBuilder",
    icon=".....oo. ....oo.. ...oo... ######.. ######.. #.#.#.#. #.#.#.#. #.#.#.#.",
    tip="去掉多余的空格和换行，全角数字改半角，日期改成八位数字；先列出改动，确认后才改，改前自动备份",
    help=(
        "去掉多余的空格和换行，全角改半角，小写x改大写，日期改成8位数字；“批量模板”生成的表还补上漏选的上报单位。"
        "先列出要改的内容，同意后才改，改前自动备份。"
    ),
    large=True,
)


def run(host: Host) -> None:
    """Show what would be changed, ask, keep a copy, change it."""
    found = sheet.open_sheet(host)
    missing = left_out(found.table, preset_of(host.read_dictionary()))
    at = {(repair.row, repair.column): repair for repair in (*repairs(found.table), *missing)}
    listed = sorted(at.values(), key=lambda repair: repair.row)
    if not listed:
        host.tell("没有需要整理的内容")
        return
    require_way_back(host)
    host.require_writable()
    name = found.table.sheet
    lines = [_line(repair, name, found.columns[repair.column]) for repair in listed]
    host.show(SHEET, HEADERS, lines, sheet.title(found, SHEET, f"共{len(listed)}处"))
    kinds = "多余的空格和换行、全角字符、日期写法" + (f"、漏选的{missing[0].column}" if missing else "")
    counted = f"共有{len(listed)}处可以整理（{kinds}），已列在“{SHEET}”工作表中"
    if not host.ask(words.sentences(counted, "\n现在整理吗？")):
        return
    back = keep_way_back(host)
    host.write_cells({(repair.row, found.columns[repair.column]): repair.after for repair in listed})
    host.tell(words.sentences(f"已整理{len(listed)}处", f"\n{back}"))


def _line(repair: Repair, name: str, column: int) -> Line:
    return Line((str(repair.row), repair.column, repair.before, repair.after), (name, repair.row, column))
