"""What a button's command may ask of the spreadsheet program in which the user works; one class per program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from zcert.fitting import Grid
from zcert_templates.marks import Marking

JUMP: Final = "跳转"
"""The caption of the column whose cells lead to other cells."""
NO_WORKBOOK: Final = "请先打开采集表或汇总表（在受保护的视图中请先点“启用编辑”），再点这个按钮"
OPEN_ITSELF: Final = "不能覆盖正在打开的工作簿，请换一个文件夹"
CLOSE_FIRST: Final = "“{}”正打开着，请先关闭它，再在别的工作簿中点“恢复”"
"""For a host that cannot close the workbook; takes its name."""
REMOTE: Final = "工作簿保存在网盘上，找不到它在本机的文件夹，请另存到本机后重试"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet that a command shows.

    cells: texts from column A on.
    place: sheet, row (1-based) and column (0-based) to which the line leads; None = nowhere.
    """

    cells: Sequence[str]
    place: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True)
class OpenWorkbook:
    """A workbook that is open in the spreadsheet program; ``unsaved``: it holds changes that its file does not."""

    path: Path
    unsaved: bool


@dataclass(frozen=True, slots=True)
class HiddenRows:
    """Which rows of the sheet are not shown, 1-based, by hand or by a filter; ``filtered``: a filter hides rows."""

    rows: frozenset[int]
    filtered: bool


class Host(Protocol):
    """An open workbook and the sheet that was active when the button was clicked. All goes in blocks.

    Raises ``zcert.errors.UserError`` where the workbook does not allow what is asked, e.g. a protected sheet, and
    where something of a workbook is asked although none is open; dialogs, progress and ``open`` need none.
    """

    @property
    def has_workbook(self) -> bool:
        """Whether a workbook is open at all."""
        ...

    @property
    def name(self) -> str:
        """File name of the workbook, or what it is called before it was saved."""
        ...

    @property
    def folder(self) -> Path | None:
        """The folder that contains the workbook; None when it was never saved."""
        ...

    @property
    def undoes(self) -> bool:
        """Whether the user can undo in this program, with one Ctrl+Z, all that a button wrote."""
        ...

    def selected_cell(self) -> tuple[str, int, int] | None:
        """Return sheet, row (1-based) and column (0-based) of the cell at the cursor; None when it is not known."""
        ...

    def read(self) -> Grid:
        """Read the used cells of the sheet."""
        ...

    def read_all(self) -> Sequence[Grid]:
        """Read the used cells of every worksheet but that of our own lists, hidden ones too."""
        ...

    def write_column(self, column: int, first_row: int, texts: Sequence[str]) -> None:
        """Write texts into one column (0-based) of the sheet, from a row (1-based) on, as text."""
        ...

    def ensure_red(self, column: int, first_row: int, last_row: int) -> None:
        """Turn cells of a result column (0-based) red where they say that something is wrong.

        By a conditional format, so that clearing the cell clears the red; a sheet that has one is left as it is.
        """
        ...

    def write_cells(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Write single cells of the sheet, row 1-based, column 0-based, as text."""
        ...

    def mark(self, marking: Marking) -> None:
        """Turn cells of the sheet red for as long as they hold what was found wrong in them.

        They replace those of the same list. Nothing happens where a protected workbook or sheet does not allow it.
        """
        ...

    def show(self, sheet: str, headers: Sequence[str], lines: Sequence[Line], title: str = "") -> None:
        """Show lines on another sheet of the workbook, made if need be, emptied before; lines lead to their places.

        title: stands above the headers; without one they are in row 1.
        """
        ...

    def remove(self, sheet: str) -> None:
        """Remove a sheet that ``show`` has made, if there is one; in a protected workbook it is emptied instead."""
        ...

    def turn_to(self, sheet: str) -> bool:
        """Work on another sheet from now on, if there is one of that name that can be seen; return whether."""
        ...

    def select(self, row: int, column: int) -> None:
        """Go to a cell of the sheet, row 1-based, column 0-based."""
        ...

    def require_writable(self) -> None:
        """Raise UserError where cells of the sheet cannot be written to; to be called before the user is asked.

        File mode cannot tell beforehand: its macros look before they write the first cell.
        """
        ...

    def hidden_rows(self, first_row: int, last_row: int) -> HiddenRows:
        """Return which rows of the sheet between two (1-based, both included) are hidden."""
        ...

    def hide_rows(self, rows: Sequence[int]) -> None:
        """Hide rows of the sheet, 1-based, ascending."""
        ...

    def show_rows(self, rows: Sequence[int]) -> None:
        """Show rows of the sheet, 1-based, ascending; what a filter hides stays hidden."""
        ...

    def tell(self, text: str) -> None:
        """Show a message and wait until it is read."""
        ...

    def ask(self, text: str) -> bool:
        """Ask a question that is answered with yes or no."""
        ...

    def pick_folder(self, title: str, folder: Path | None) -> Path | None:
        """Let the user choose a folder, starting in one; None = cancelled."""
        ...

    def pick_file(self, title: str, folder: Path | None) -> Path | None:
        """Let the user choose a file, a workbook or a list, starting in a folder; None = cancelled."""
        ...

    def progress(self, done: int, total: int, name: str) -> None:
        """Show how far a long task is; raises KeyboardInterrupt when the user wants to stop it."""
        ...

    def save_copy(self, path: Path) -> None:
        """Save a copy of the workbook as it is now, without renaming it."""
        ...

    def open_workbooks(self) -> Sequence[OpenWorkbook]:
        """List the workbooks that are open in this program and are in folders of this PC."""
        ...

    def save(self, path: Path) -> None:
        """Save one of the open workbooks, whichever it is, under its own name."""
        ...

    def close(self, path: Path, unsaved: Path) -> bool:
        """Close a workbook without a question if it is open here, and return whether it was.

        Edits that were not saved are kept in a copy of that name, which is made only when there are some. Afterwards
        nothing but dialogs, progress and ``open`` may be asked. Raises UserError, and leaves it open, where this
        program cannot close it.
        """
        ...

    def open(self, path: Path) -> None:
        """Open another workbook, or a page for reading."""
        ...

    def read_dictionary(self) -> Mapping[str, str]:
        """Return the labelled facts of the hidden dictionary sheet, e.g. 字典日期; empty without such a sheet."""
        ...

    def write_dictionary(self, columns: Sequence[Sequence[str | int]], names: Mapping[str, str]) -> None:
        """Replace the hidden dictionary sheet's columns and the references of its defined names (A1 style)."""
        ...
