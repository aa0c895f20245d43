"""What happens when a button is clicked, one module per button, in any spreadsheet program.

Each module here is a button: it declares itself as ``BUTTON`` and acts in ``run(host)``. The ribbon, the macros behind
it, LibreOffice's toolbar, the help page and the list of buttons in the README are made from the declarations.
"""

from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from zcert_addin.hosts.protocol import Host


class Group(Enum):
    """The labelled groups of buttons, in the order of the tab."""

    FILL = "填写"
    CHECK = "检查"
    COLLECT = "汇总"
    EXCHANGE = "报送"
    KEEP = "维护"
    HELP = "帮助"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """What a person sees of a button.

    label:  the text on it; also the bold first line of its tip.
    group:  the group of the tab that it is in.
    place:  its place in the group, 1-based; menus and toolbars follow the same order.
    keytip: the keys that press it after Alt and the tab's own; one to three capital letters or digits ([MS-CUSTOMUI2]).
    image:  its icon in Excel, a built-in one (imageMso).
    icon:   its icon in LibreOffice: eight rows of eight squares, ``.`` clear, ``#`` dark blue, ``-`` light blue,
            ``g`` green, ``o`` orange.
    tip:    one sentence on what it does.
    help:   what the help page says of it.
    large:  as high as the tab in Excel.
    """

    label: str
    group: Group
    place: int
    keytip: str
    image: str
    icon: str
    tip: str
    help: str
    large: bool = False


class ButtonModule(Protocol):
    """What every module of this package holds."""

    BUTTON: Button

    def run(self, host: "Host") -> None:
        """Do what the button does."""
        ...


BUTTONS: Final = tuple(module.name for module in iter_modules(__path__))
"""The names of the modules, by which macros and extensions press them; to know them imports none."""


def load(name: str) -> ButtonModule:
    """Import the module of a button; raises KeyError for an unknown name."""
    if name not in BUTTONS:
        raise KeyError(name)
    return cast("ButtonModule", import_module(f"{__name__}.{name}"))


def declarations() -> dict[str, Button]:
    """Return what every button declares, by its name and in the order of the tab; imports all of them."""
    order = list(Group)
    found = {name: load(name).BUTTON for name in BUTTONS}
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1].group), item[1].place)))
