"""What the macros are asked to do in the open workbook, in the order in which they do it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "write",
    "red",
    "turn",
    "marks",
    "marked",
    "remove",
    "sheet",
    "list",
    "cell",
    "number",
    "link",
    "select",
    "hide",
    "unhide",
    "tell",
    "fail",
    "save",
    "open",
    "page",
    "dictionary",
    "name",
    "ask",
    "pick-folder",
    "pick-file",
]
"""Every one is described in ``docs/file_mode.md`` and carried out by the macros."""


class OpenQuestion(Exception):  # noqa: N818  named for what it is
    """The user must be asked first; the last step says what. Nothing was changed so far."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done in the open workbook.

    texts:  one for each cell from ``row`` downwards, or for each block of rows; exactly one for all other kinds.
    row:    1-based, 0 where there is none.
    column: 1-based, 0 where there is none.
    """

    kind: Kind
    texts: tuple[str, ...]
    row: int = 0
    column: int = 0
