"""The host where no spreadsheet program answers: a workbook file, and a list of steps for the open workbook.

The macros save a copy of the workbook, start the program on it, and carry out the steps afterwards; so a button works
where COM does not: in WPS, or when an antivirus program has removed the library that connects Excel. Where no workbook
is open there is no copy, and buttons that need none work all the same.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path

from zcert.errors import UserError
from zcert.fitting import Grid
from zcert_addin.hosts.listing import listing
from zcert_addin.hosts.protocol import (
    CLOSE_FIRST,
    JUMP,
    NO_WORKBOOK,
    OPEN_ITSELF,
    REMOTE,
    HiddenRows,
    Line,
    OpenWorkbook,
)
from zcert_addin.hosts.runs import row_blocks, runs
from zcert_addin.hosts.steps import Kind, OpenQuestion, Step
from zcert_addin.reading.format import Workbook
from zcert_addin.reading.isolated import read_in_worker
from zcert_addin.reading.suffixes import SUFFIXES
from zcert_templates import dictionary_sheet
from zcert_templates.cell_ref import column_letters
from zcert_templates.formulas import red_result
from zcert_templates.marks import EXCEL, WIDTH, Marking, is_marked


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user has answered beforehand, to yes-or-no questions and choices of folders in turn; None = not yet."""

    yes: tuple[bool, ...] = ()
    folders: tuple[Path, ...] = ()
    file: Path | None = None


@dataclass
class FileHost:
    """A saved copy of the workbook in which a button was pressed.

    copy:   the file that is read; None = no workbook is open.
    path:   the open workbook itself, which is only named; None = it was never saved, or is in no folder of this PC.
    sheet:  the active sheet; empty = the first that can be seen.
    remote: the open workbook has an address instead of a path.
    others: all workbooks that are open in the program, this one among them.
    cell:   row (1-based) and column (0-based) of the active sheet's active cell; None = not known.
    filtered: a filter hides rows of the active sheet.
    """

    undoes = False  # what macros write empties the list of what can be undone

    copy: Path | None
    path: Path | None
    sheet: str = ""
    answers: Answers = Answers()
    remote: bool = False
    others: tuple[OpenWorkbook, ...] = ()
    cell: tuple[int, int] | None = None
    filtered: bool = False
    steps: list[Step] = field(default_factory=list)
    _asked: int = 0
    _chosen: int = 0

    @property
    def has_workbook(self) -> bool:
        """Whether a workbook is open at all."""
        return self.copy is not None

    @property
    def _copy(self) -> Path:
        if self.copy is None:
            raise UserError(NO_WORKBOOK)
        return self.copy

    @cached_property
    def _workbook(self) -> Workbook:
        """The copy, which no button changes."""
        return read_in_worker(self._copy)

    @property
    def name(self) -> str:
        """File name of the workbook."""
        return (self.path or self._copy).name

    @property
    def folder(self) -> Path | None:
        """The folder that contains the workbook; None when it was never saved."""
        if self.remote:
            raise UserError(REMOTE)
        return self.path.parent if self._copy and self.path else None

    def selected_cell(self) -> tuple[str, int, int] | None:
        """Return sheet, row (1-based) and column (0-based) of the active cell; None when it was not handed over."""
        return (self.sheet, *self.cell) if self.cell else None

    def read(self) -> Grid:
        """Read the cells of the active sheet."""
        grids = self._workbook.sheets
        if self.sheet:
            wanted = [grid for grid in grids if grid.name.casefold() == self.sheet.casefold()]
        else:
            wanted = [grid for grid in grids if not grid.notes.hidden] or list(grids)
        if not wanted:
            raise UserError("当前打开的不是工作表，请先点开采集表所在的工作表")
        return wanted[0]

    def read_all(self) -> Sequence[Grid]:
        """Read the cells of every worksheet but that of our own lists, hidden ones too."""
        return self._workbook.sheets

    def write_column(self, column: int, first_row: int, texts: Sequence[str]) -> None:
        """Note texts for one column (0-based), from a row (1-based) on."""
        if texts:
            self._note("write", *texts, row=first_row, column=column + 1)

    def ensure_red(self, column: int, first_row: int, last_row: int) -> None:  # noqa: ARG002  red goes on below
        """Note the formula of the conditional format that the result column (0-based) needs if it has none."""
        self._note("red", red_result(column_letters(column)), row=first_row, column=column + 1)

    def write_cells(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Note single cells, row 1-based, column 0-based."""
        for run in runs(cells):
            self.write_column(*run)

    def mark(self, marking: Marking) -> None:
        """Note which cells are wrong, and the conditional format that the sheet needs if it has none."""
        first, texts = marking.left + 1, marking.texts
        self._note("marks", marking.home, row=len(texts), column=first)
        if texts:
            self._note("name", f"{marking.home}={marking.reference}")
            for column in range(WIDTH - 1):
                self._note("cell", *(line[column] for line in texts), row=1, column=first + 1 + column)
            self._note("link", *marking.formulas(EXCEL), row=1, column=first)
        self._note("marked", f"={is_marked(marking.form)}", row=marking.first_row, column=marking.last_column + 1)

    def show(self, sheet: str, headers: Sequence[str], lines: Sequence[Line], title: str = "") -> None:
        """Note another sheet, emptied before: its cells, where its lines lead, and how it looks."""
        shown = listing(headers, lines, title, EXCEL.separator)
        head, behind = shown.header_row, shown.width + 1
        self._note("sheet", sheet)
        if title:
            self._note("cell", title, row=1, column=1)
        for column in range(shown.width):
            self._note("cell", *(row[column] for row in shown.rows[head - 1 :]), row=head, column=column + 1)
        if shown.links:
            self._note("cell", JUMP, row=head, column=behind)
            self._note("link", *shown.links[head:], row=head + 1, column=behind)
        self._note("list", ",".join(map(str, shown.widths)), row=head, column=behind if shown.links else 0)

    def remove(self, sheet: str) -> None:
        """Note a sheet that is to be removed if there is one."""
        self._note("remove", sheet)

    def turn_to(self, sheet: str) -> bool:
        """Work on another sheet from now on, if there is a visible one of that name; return whether."""
        seen = [grid.name for grid in self._workbook.sheets if not grid.notes.hidden]
        found = [name for name in seen if name.casefold() == sheet.casefold()]
        if found:
            self.sheet = found[0]
            self._note("turn", self.sheet)
        return bool(found)

    def select(self, row: int, column: int) -> None:
        """Note the cell to go to, row 1-based, column 0-based."""
        self._note("select", "", row=row, column=column + 1)

    def require_writable(self) -> None:
        """Leave it to the macros, which look before they write the first cell."""

    def hidden_rows(self, first_row: int, last_row: int) -> HiddenRows:
        """Return which rows of the active sheet between two (1-based, both included) are hidden in the copy."""
        between = range(first_row, last_row + 1)
        return HiddenRows(self.read().notes.hidden_rows.intersection(between), self.filtered)

    def hide_rows(self, rows: Sequence[int]) -> None:
        """Note rows to be hidden, 1-based, ascending."""
        self._note_rows("hide", rows)

    def show_rows(self, rows: Sequence[int]) -> None:
        """Note rows to be shown, 1-based, ascending; the macros let a filter hide its own again."""
        self._note_rows("unhide", rows)

    def _note_rows(self, kind: Kind, rows: Sequence[int]) -> None:
        if rows:
            self._note(kind, *(f"{first}:{last}" for first, last in row_blocks(rows)))

    def tell(self, text: str) -> None:
        """Note a message."""
        self._note("tell", text)

    def ask(self, text: str) -> bool:
        """Return the answer to a question, known beforehand; raises OpenQuestion without one."""
        if self._asked == len(self.answers.yes):
            self._leave_open("ask", text)
        self._asked += 1
        return self.answers.yes[self._asked - 1]

    def pick_folder(self, title: str, folder: Path | None) -> Path | None:  # noqa: ARG002  the macros know the folder
        """Return the folder that was chosen beforehand; raises OpenQuestion without one."""
        if self._chosen == len(self.answers.folders):
            self._leave_open("pick-folder", title)
        self._chosen += 1
        return self.answers.folders[self._chosen - 1]

    def pick_file(self, title: str, folder: Path | None) -> Path | None:  # noqa: ARG002  the macros know the folder
        """Return the file that was chosen beforehand; raises OpenQuestion without one."""
        if self.answers.file is None:
            self._leave_open("pick-file", title)
        return self.answers.file

    def _leave_open(self, kind: Kind, text: str) -> None:
        self._note(kind, text)
        raise OpenQuestion

    def _note(self, kind: Kind, *texts: str, row: int = 0, column: int = 0) -> None:
        self.steps.append(Step(kind, texts, row, column))

    def progress(self, done: int, total: int, name: str) -> None:
        """Show nothing: this program has no window."""

    def save_copy(self, path: Path) -> None:
        """Copy the file, which is the workbook as it was when the button was pressed."""
        if self._is_own(path):
            raise UserError(OPEN_ITSELF)
        shutil.copyfile(self._copy, path)

    def open_workbooks(self) -> Sequence[OpenWorkbook]:
        """Return what the macros have listed."""
        return self.others

    def save(self, path: Path) -> None:
        """Note a workbook that is to be saved before the program is run again; raises OpenQuestion."""
        self._leave_open("save", str(path))

    def close(self, path: Path, unsaved: Path) -> bool:  # noqa: ARG002  the copy is the open workbook's
        """Refuse to close the open workbook: its macros wait for this program. Of others nothing is known."""
        if self._is_own(path):
            raise UserError(CLOSE_FIRST.format(path.name))
        return False

    def _is_own(self, path: Path) -> bool:
        return bool(self.path and path.exists() and self.path.exists() and path.samefile(self.path))

    def open(self, path: Path) -> None:
        """Note a workbook or page that is to be opened."""
        kind: Kind = "open" if path.suffix.lower() in SUFFIXES else "page"
        self._note(kind, str(path.absolute()))

    def read_dictionary(self) -> Mapping[str, str]:
        """Return the labelled facts of the hidden dictionary sheet; empty without such a sheet."""
        return self._workbook.dictionary

    def write_dictionary(self, columns: Sequence[Sequence[str | int]], names: Mapping[str, str]) -> None:
        """Note the new contents of the hidden dictionary sheet, and the references of its defined names."""
        self._note("dictionary", dictionary_sheet.SHEET)
        for at, column in enumerate(columns, 1):
            row = 1
            for is_number, neighbours in groupby(column, lambda cell: isinstance(cell, int)):
                texts = list(map(str, neighbours))
                self._note("number" if is_number else "cell", *texts, row=row, column=at)
                row += len(texts)
        for name, reference in names.items():
            self._note("name", f"{name}={reference.removeprefix('=')}")
