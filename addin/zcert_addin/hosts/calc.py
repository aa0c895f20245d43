"""The host for LibreOffice Calc: an open workbook, reached through messages to the extension inside LibreOffice."""

import datetime as dt
import time
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.table import errors_at
from zcert.values.text import Cell, cell_text
from zcert_addin.hosts.listing import HEADER_FILL, LINK_COLOUR, listing
from zcert_addin.hosts.protocol import REMOTE, HiddenRows, Line, OpenWorkbook
from zcert_addin.hosts.runs import Run, row_blocks, runs
from zcert_addin.reading.suffixes import PICKED, SUFFIXES
from zcert_templates import dictionary_sheet
from zcert_templates.cell_ref import column_letters
from zcert_templates.formulas import GOOD_RESULTS, red_result
from zcert_templates.marks import CALC, WIDTH, Marking, is_marked
from zcert_templates.own_sheets import is_own
from zcert_templates.styles import WRONG

_PAUSE_S: Final = 0.1
"""Between two texts of the status bar: users read no faster."""


class Office(Protocol):
    """The connection to LibreOffice."""

    def ask(self, command: str, **arguments: object) -> Any:  # noqa: ANN401  each command has its own answer
        """Have LibreOffice carry out a command and return its answer; raises UserError with LibreOffice's sentence."""
        ...


class CalcHost:
    """An open workbook, seen from the sheet that was active when the button was pressed."""

    has_workbook = True  # the toolbar is in a workbook's window
    undoes = True  # the extension makes one entry of the undo list of all that a button writes

    def __init__(self, office: Office) -> None:
        self._office = office
        self._about: Mapping[str, Any] = office.ask("about")
        self._told_s = float("-inf")

    @property
    def name(self) -> str:
        """File name of the workbook, or what it is called before it was saved."""
        return str(self._about["name"])

    @property
    def folder(self) -> Path | None:
        """The folder that contains the workbook; None when it was never saved."""
        if self._about["remote"]:
            raise UserError(REMOTE)
        folder = self._about["folder"]
        return Path(folder) if folder else None

    def selected_cell(self) -> tuple[str, int, int] | None:
        """Return sheet, row (1-based) and column (0-based) of the cell at the cursor."""
        found = self._office.ask("selected_cell")
        return (found[0], found[1], found[2]) if found else None

    def read(self) -> Grid:
        """Read the used cells of the active sheet."""
        return _grid(self._office.ask("read"))

    def read_all(self) -> Sequence[Grid]:
        """Read the used cells of every worksheet but that of our own lists, hidden ones too."""
        names = [name for name in self._office.ask("sheet_names") if not is_own(name)]
        return [_grid(self._office.ask("read_sheet", sheet=name)) for name in names]

    def write_column(self, column: int, first_row: int, texts: Sequence[str]) -> None:
        """Write texts into one column (0-based) of the active sheet, from a row (1-based) on, as text."""
        if texts:
            self._office.ask("write", runs=[Run(column, first_row, list(texts))])

    def ensure_red(self, column: int, first_row: int, last_row: int) -> None:
        """Turn cells of a result column (0-based) red where they say that something is wrong."""
        # LibreOffice's grammar for rules separates arguments by semicolons and begins without an equals sign.
        formula = red_result(column_letters(column)).removeprefix("=").replace(",", ";")
        rule = {"formula": formula, "known": GOOD_RESULTS[0], "look": _LOOK}
        self._office.ask("redden", column=column, first_row=first_row, last_row=last_row, rule=rule)

    def write_cells(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Write single cells of the active sheet, row 1-based, column 0-based, as text."""
        if cells:
            self._office.ask("write", runs=list(runs(cells)))

    def mark(self, marking: Marking) -> None:
        """Turn cells of the active sheet red for as long as they hold what was found wrong in them."""
        formulas = marking.formulas(CALC)
        self._office.ask(
            "mark",
            home=marking.home,
            reference=marking.reference,
            left=marking.left,
            width=WIDTH,
            rows=[[formula, *texts] for formula, texts in zip(formulas, marking.texts, strict=True)],
        )
        area = {"first_row": marking.first_row, "last_column": marking.last_column}
        formula = is_marked(marking.form).replace(",", CALC.separator)
        self._office.ask("redden_marked", **area, rule={"formula": formula, "known": marking.home, "look": _LOOK})

    def show(self, sheet: str, headers: Sequence[str], lines: Sequence[Line], title: str = "") -> None:
        """Show lines on a sheet of the workbook, made if need be and emptied before; lines lead to their places."""
        shown = listing(headers, lines, title, CALC.separator)
        self._office.ask("show", sheet=sheet, rows=shown.rows, links=shown.links)
        look = {"header_row": shown.header_row, "widths": shown.widths, "has_links": bool(shown.links)}
        colours = {"fill": _colour(HEADER_FILL), "link": _colour(LINK_COLOUR)}
        self._office.ask("dress", sheet=sheet, rows=len(shown.rows), **look, **colours)

    def remove(self, sheet: str) -> None:
        """Remove a sheet of the workbook, or empty it where the structure is protected; nothing without one."""
        self._office.ask("remove", sheet=sheet)

    def turn_to(self, sheet: str) -> bool:
        """Work on another sheet from now on, if there is a visible one of that name; return whether."""
        return bool(self._office.ask("turn_to", sheet=sheet))

    def select(self, row: int, column: int) -> None:
        """Go to a cell of the active sheet, row 1-based, column 0-based."""
        self._office.ask("select", row=row, column=column)

    def require_writable(self) -> None:
        """Raise UserError where the workbook is read-only or the active sheet protected."""
        self._office.ask("require_writable")

    def hidden_rows(self, first_row: int, last_row: int) -> HiddenRows:
        """Return which rows of the active sheet between two (1-based, both included) are hidden."""
        found = self._office.ask("hidden_rows", first_row=first_row, last_row=last_row)
        return HiddenRows(frozenset(found["rows"]), bool(found["filtered"]))

    def hide_rows(self, rows: Sequence[int]) -> None:
        """Hide rows of the active sheet, 1-based, ascending."""
        self._office.ask("hide_rows", blocks=list(row_blocks(rows)))

    def show_rows(self, rows: Sequence[int]) -> None:
        """Show rows of the active sheet, 1-based, ascending; what a filter hides stays hidden."""
        self._office.ask("show_rows", blocks=list(row_blocks(rows)))

    def tell(self, text: str) -> None:
        """Show a message and wait until it is read."""
        self._office.ask("tell", text=text)

    def complain(self, text: str) -> None:
        """Show why something was not done and wait until it is read."""
        self._office.ask("complain", text=text)

    def ask(self, text: str) -> bool:
        """Ask a question that is answered with yes or no."""
        return bool(self._office.ask("ask", text=text))

    def pick_folder(self, title: str, folder: Path | None) -> Path | None:
        """Let the user choose a folder, starting in one; None = cancelled."""
        begin = None if folder is None else str(folder)
        return _path(self._office.ask("pick_folder", title=title, folder=begin))

    def pick_file(self, title: str, folder: Path | None) -> Path | None:
        """Let the user choose a workbook file, starting in a folder; None = cancelled."""
        pattern = ";".join(f"*{suffix}" for suffix in sorted(PICKED))
        begin = None if folder is None else str(folder)
        return _path(self._office.ask("pick_file", title=title, folder=begin, pattern=pattern))

    def progress(self, done: int, total: int, name: str) -> None:
        """Show how far a long task is; raises KeyboardInterrupt when the user wants to stop it."""
        now_s = time.monotonic()
        if done < total and now_s - self._told_s < _PAUSE_S:
            return
        self._told_s = now_s
        if self._office.ask("progress", done=done, total=total, name=name):
            raise KeyboardInterrupt

    def save_copy(self, path: Path) -> None:
        """Save a copy of the workbook as it is now, without renaming it."""
        path.parent.stat()  # raises for a missing folder what says so
        self._office.ask("save_copy", path=str(path.absolute()))

    def open_workbooks(self) -> Sequence[OpenWorkbook]:
        """List the workbooks that are open in LibreOffice and are in folders of this PC."""
        return [OpenWorkbook(Path(path), unsaved) for path, unsaved in self._office.ask("open_workbooks")]

    def save(self, path: Path) -> None:
        """Save one of the open workbooks, whichever it is, under its own name."""
        self._office.ask("save", path=str(path))

    def close(self, path: Path, unsaved: Path) -> bool:
        """Close a workbook without a question, its unsaved edits kept in a copy; return whether it was open."""
        return bool(self._office.ask("close", path=str(path.absolute()), copy=str(unsaved.absolute())))

    def open(self, path: Path) -> None:
        """Open another workbook, or a page for reading."""
        path = path.absolute()
        path.stat()  # raises for a missing file what says so
        if path.suffix.lower() in SUFFIXES:
            self._office.ask("open", path=str(path))
        else:
            webbrowser.open(path.as_uri())

    def read_dictionary(self) -> Mapping[str, str]:
        """Return the labelled facts of the hidden dictionary sheet, e.g. 字典日期; empty without such a sheet."""
        facts = self._office.ask("read_facts", sheet=dictionary_sheet.SHEET)
        return {cell_text(label): cell_text(value) for label, value in facts if label and value not in {"", None}}

    def write_dictionary(self, columns: Sequence[Sequence[str | int]], names: Mapping[str, str]) -> None:
        """Replace the hidden dictionary sheet's columns and the references of its defined names (A1 style)."""
        self._office.ask(
            "write_dictionary",
            sheet=dictionary_sheet.SHEET,
            columns=[list(column) for column in columns],
            names={name: reference.removeprefix("=") for name, reference in names.items()},
        )


def _grid(answer: Mapping[str, Any]) -> Grid:
    """Return a sheet as LibreOffice sends it."""
    rows: list[list[Cell]] = list(map(_row, answer["cells"]))
    zero = dt.datetime(*answer["zero"])  # noqa: DTZ001  days of a sheet have no time zone
    for kind, at, column in answer["marked"]:
        rows[at][column] = _marked(kind, rows[at][column], zero)
    top, left = answer["top"], answer["left"]
    errors = errors_at((top + at, left + column) for at, column in answer["errors"])
    return Grid(answer["name"], rows, top, left, errors)


def _row(sent: list[Cell] | str) -> list[Cell]:
    """Return the cells of a row that was sent as a list, or as its texts joined by tabs."""
    return [*sent.split("\t")] if isinstance(sent, str) else sent


def _marked(kind: str, value: Cell, zero: dt.datetime) -> Cell:
    if not isinstance(value, (int, float)):
        return value
    if kind == "truth":
        return bool(value)
    try:
        # Whole seconds: a serial number holds them only approximately.
        return zero + dt.timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return value


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _colour(code: str) -> int:
    """Return ``#RRGGBB`` as a number."""
    return int(code.removeprefix("#"), 16)


_LOOK: Final = {"CharColor": _colour(WRONG["font_color"]), "CellBackColor": _colour(WRONG["bg_color"])}
"""Properties of LibreOffice's cell style for wrong cells."""
