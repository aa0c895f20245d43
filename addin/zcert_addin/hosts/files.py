"""The host where no spreadsheet program answers: a workbook file, and a list of steps for the open workbook.

The macros save a copy of the workbook, start the program on it, and carry out the steps afterwards; so a button works
where COM does not: in WPS, or when an antivirus program has removed the library that connects Excel.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zcert.fitting import Grid
from zcert_addin.host import Line
from zcert_addin.hosts.cell_ref import column_letters
from zcert_addin.hosts.workbook_reader import read_dictionary, read_grids
from zcert_addin.refusal import Refused
from zcert_templates.formulas import red_result


class OpenQuestion(Exception):  # noqa: N818  named for what it is
    """Somebody must be asked first; the last step says what. Nothing was changed so far."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done in the open workbook.

    kind:   see ``docs/file_mode.md``.
    row:    1-based, 0 where there is none.
    column: 1-based, 0 where there is none.
    """

    kind: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody has answered beforehand; None = not asked yet."""

    yes: bool | None = None
    folder: Path | None = None
    file: Path | None = None


@dataclass
class FileHost:
    """A saved copy of the workbook in which a button was pressed.

    copy:  the file that is read.
    path:  the open workbook itself, which is only named; None = it was never saved.
    sheet: the active sheet; empty = the first that can be seen.
    """

    copy: Path
    path: Path | None
    sheet: str = ""
    answers: Answers = Answers()
    steps: list[Step] = field(default_factory=list)

    @property
    def name(self) -> str:
        """File name of the workbook."""
        return (self.path or self.copy).name

    @property
    def folder(self) -> Path | None:
        """The folder in which the workbook lies; None as long as it was never saved."""
        return self.path.parent if self.path else None

    def read(self) -> Grid:
        """Read the cells of the active sheet."""
        grids = read_grids(self.copy)
        if self.sheet:
            wanted = [grid for grid in grids if grid.name.casefold() == self.sheet.casefold()]
        else:
            wanted = [grid for grid in grids if not grid.hidden] or grids
        if not wanted:
            raise Refused("当前打开的不是工作表，请先点开采集表所在的工作表")
        return wanted[0]

    def write_column(self, column: int, first_row: int, texts: Sequence[str]) -> None:
        """Note texts for one column (0-based), from a row (1-based) on."""
        self.steps += [Step("write", row, column + 1, text) for row, text in enumerate(texts, first_row)]

    def ensure_red(self, column: int, first_row: int, last_row: int) -> None:  # noqa: ARG002  red goes on below
        """Note the formula of the conditional format that the result column (0-based) needs if it has none."""
        self.steps.append(Step("red", first_row, column + 1, red_result(column_letters(column))))

    def write_cells(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Note single cells, row 1-based, column 0-based."""
        self.steps += [Step("write", row, column + 1, text) for (row, column), text in cells.items()]

    def show(self, sheet: str, headers: Sequence[str], lines: Sequence[Line]) -> None:
        """Note another sheet, emptied before: its cells, and where its lines lead."""
        self.steps.append(Step("sheet", 0, 0, sheet))
        for row, line in enumerate((Line(headers), *lines), 1):
            self.steps += [Step("cell", row, column, text) for column, text in enumerate(line.cells, 1)]
            if line.place:
                name, at, column = line.place
                quoted = name.replace("'", "''")
                link = f"'{quoted}'!{column_letters(column)}{at}"
                self.steps.append(Step("link", row, len(headers) + 1, link))

    def select(self, row: int, column: int) -> None:
        """Note the cell to go to, row 1-based, column 0-based."""
        self.steps.append(Step("select", row, column + 1, ""))

    def tell(self, text: str) -> None:
        """Note a message."""
        self.steps.append(Step("tell", 0, 0, text))

    def ask(self, text: str) -> bool:
        """Give the answer that was given beforehand; raises OpenQuestion without one."""
        if self.answers.yes is None:
            self._leave_open("ask", text)
        return bool(self.answers.yes)

    def pick_folder(self, title: str) -> Path | None:
        """Give the folder that was chosen beforehand; raises OpenQuestion without one."""
        if self.answers.folder is None:
            self._leave_open("pick-folder", title)
        return self.answers.folder

    def pick_file(self, title: str, folder: Path | None) -> Path | None:  # noqa: ARG002  the macros know the folder
        """Give the file that was chosen beforehand; raises OpenQuestion without one."""
        if self.answers.file is None:
            self._leave_open("pick-file", title)
        return self.answers.file

    def _leave_open(self, kind: str, text: str) -> None:
        self.steps.append(Step(kind, 0, 0, text))
        raise OpenQuestion

    def progress(self, done: int, total: int, name: str) -> None:
        """Show nothing: nobody sees this program."""

    def save_copy(self, path: Path) -> None:
        """Copy the file, which is the workbook as it was when the button was pressed."""
        if self.path and path.exists() and self.path.exists() and path.samefile(self.path):
            raise Refused("不能覆盖正在打开的工作簿，请换一个文件夹")
        shutil.copyfile(self.copy, path)

    def open(self, path: Path) -> None:
        """Note a workbook or page that is to be opened."""
        self.steps.append(Step("open", 0, 0, str(path.absolute())))

    def read_dictionary(self) -> Mapping[str, str]:
        """Give the labelled facts of the hidden dictionary sheet; empty without such a sheet."""
        return read_dictionary(self.copy)

    def write_dictionary(self, columns: Sequence[Sequence[str | int]], names: Mapping[str, str]) -> None:
        """Note the new contents of the hidden dictionary sheet, and the references of its defined names."""
        self.steps.append(Step("dictionary", 0, 0, ""))
        for at, column in enumerate(columns, 1):
            for row, cell in enumerate(column, 1):
                self.steps.append(Step("number" if isinstance(cell, int) else "cell", row, at, str(cell)))
        self.steps += [Step("name", 0, 0, f"{name}={reference}") for name, reference in names.items()]
