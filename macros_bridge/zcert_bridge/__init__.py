"""What VBA may call by name: one function per button, which never raises.

Each takes the full name of the workbook in which the button was pressed, for an unsaved one its name, and returns
whether that workbook was found; the macros go on in file mode otherwise.
"""

from collections.abc import Callable
from functools import partial

from zcert_addin.buttons import BUTTONS


def press(button: str, workbook: str) -> bool:
    """Do what a button does in the workbook of that full name, and return whether it was found."""
    from zcert_bridge import edge  # noqa: PLC0415  LibreOffice's helper comes through this package without xlwings

    return edge.press(button, workbook)


def __getattr__(button: str) -> Callable[[str], bool]:
    if button not in BUTTONS:
        raise AttributeError(button)
    return partial(press, button)


def __dir__() -> list[str]:
    return [*globals(), *BUTTONS]
