"""下一处错误 and 上一处错误: from the cursor to another wrong place of the open sheet, and what is wrong there."""

from collections.abc import Callable, Sequence
from typing import Final

from zcert import words
from zcert.wrong_places import Cell, WrongPlace
from zcert_addin.commands import sheet
from zcert_addin.commands.find_wrong_places import find_wrong_places
from zcert_addin.hosts.protocol import Host

NOTHING_WRONG: Final = "没有发现错误"
_HIDDEN: Final = "\n这一行是隐藏的，显示以后才看得见"

Step = Callable[[Sequence[WrongPlace], Cell | None], tuple[int, bool]]
"""Which place (0-based) comes from this cell on, and whether that begins again at the other end."""


def go_to_wrong_place(host: Host, step: Step, begun_again: str) -> None:
    """Check the open sheet afresh, select the place that the step leads to, and tell what is wrong there.

    begun_again: one sentence for the case that the step begins again at the other end.
    """
    found = sheet.open_sheet(host)
    places = find_wrong_places(host, found)
    if not places:
        host.tell(f"共检查{len(found.table.rows)}人，{NOTHING_WRONG}")
        return
    number, again = step(places, _cursor(host, found.table.sheet))
    place = places[number]
    host.select(*place.cell)
    hidden = host.hidden_rows(place.row, place.row).rows
    said = f"第{place.row}行“{place.header}”：{place.message}（第{number + 1}处，共{len(places)}处）"
    host.tell(words.sentences(begun_again if again else "", f"\n{said}" if again else said, _HIDDEN if hidden else ""))


def _cursor(host: Host, name: str) -> Cell | None:
    """Return the selected cell if it is on the sheet of that name."""
    selected = host.selected_cell()
    return selected[1:] if selected and selected[0].casefold() == name.casefold() else None
