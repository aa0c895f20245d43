"""只看有错的行: hide the rows of people without error, or show all again.

Which of the two, the sheet alone says; nothing marks it. While rows are hidden, all are shown again, those too that the
user hid himself: what is hidden is easily forgotten, and a merge counts it all the same. While a filter is on, rows are
hidden in any case; then whoever is without error and still in sight is hidden first. What a filter hides stays hidden.
"""

from collections.abc import Sequence
from typing import Final

from zcert import words
from zcert.wrong_places import WrongPlace
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.find_wrong_places import find_wrong_places
from zcert_addin.commands.go_to_wrong_place import NOTHING_WRONG
from zcert_addin.hosts.protocol import HiddenRows, Host

BUTTON: Final = Button(
    label="只看有错的行",
    group=Group.CHECK,
    place=7,
    keytip="K",
    image="Filter",
    icon="######## #------# .#-oo-#. ..#oo#.. ...##... ...##... ...##... ........",
    tip="隐藏没有错误的行，再点一次显示全部行；隐藏的行不会丢失，上报前请先显示全部",
    help=(
        "重新检查本表，隐藏没有错误的人员所在的行，只留下有错的；再点一次显示全部行，自行隐藏的行也一起显示。"
        "已有筛选时，在筛选的结果中再隐藏。隐藏的行照常检查和汇总，但汇总时会逐行提示，上报前请先显示全部。"
    ),
)

AGAIN: Final = f"\n再点一次“{BUTTON.label}”"


def run(host: Host) -> None:
    """Hide the rows of people without error, or show all again, and say how many are in sight."""
    found = sheet.open_sheet(host)
    people = found.table.numbers
    places = find_wrong_places(host, found)
    hidden = host.hidden_rows(people[0], people[-1])
    in_the_way = _in_the_way(people, places, hidden)
    if in_the_way:
        host.hide_rows(in_the_way)
        _tell_hidden(host, [place for place in places if place.row not in hidden.rows], len(in_the_way))
    elif hidden.rows:
        host.show_rows(sorted(hidden.rows))
        host.tell(_told_shown(people, hidden, is_right=not places))
    else:
        host.tell(f"{len(people)}行都有错误，没有隐藏任何行" if places else f"{NOTHING_WRONG}，没有隐藏任何行")


def _in_the_way(people: Sequence[int], places: Sequence[WrongPlace], hidden: HiddenRows) -> list[int]:
    """Return the rows to hide; none when all are to be shown again instead."""
    if not places or (hidden.rows and not hidden.filtered):
        return []
    wrong = {place.row for place in places}
    return [row for row in people if row not in wrong and row not in hidden.rows]


def _tell_hidden(host: Host, in_sight: Sequence[WrongPlace], hidden: int) -> None:
    if in_sight:
        host.select(*in_sight[0].cell)
    rows = len({place.row for place in in_sight})
    host.tell(words.sentences(f"只显示有错的{rows}行，隐藏了{hidden}行", f"{AGAIN}显示全部，上报前请先显示全部"))


def _told_shown(people: Sequence[int], hidden: HiddenRows, *, is_right: bool) -> str:
    if hidden.filtered:
        shown = "已显示隐藏的行，筛选照旧，筛选隐藏的行请在“数据”中清除筛选后显示"
    else:
        shown = f"已显示全部{len(people)}行，其中{len(hidden.rows)}行原来是隐藏的"
    return words.sentences(NOTHING_WRONG, shown) if is_right else words.sentences(shown, f"{AGAIN}又只显示有错的行")
