"""A host that answers from memory and remembers what it was asked, over a real workbook file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zcert.errors import UserError
from zcert.fitting import Grid
from zcert_addin.hosts.protocol import HiddenRows, Line, OpenWorkbook
from zcert_addin.reading.workbook import parse, read
from zcert_templates.marks import Marking


@dataclass
class FakeHost:
    """The first sheet of a workbook; ``answers`` are given to questions in turn, ``picks`` to choices.

    edits: what the open workbook is when it is not what was saved.
    cell: the cell at the cursor, row 1-based, column 0-based; what is selected later takes its place.
    hidden, filtered: rows hidden by hand and by a filter, 1-based.
    """

    path: Path
    saved: bool = True
    answers: list[bool] = field(default_factory=list)
    picks: list[Path | None] = field(default_factory=list)
    dictionary: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    columns: dict[int, tuple[int, list[str]]] = field(default_factory=dict)
    red: list[tuple[int, int, int]] = field(default_factory=list)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[str, list[Line]] = field(default_factory=dict)
    selected: list[tuple[int, int]] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)
    new_columns: Sequence[Sequence[str | int]] = ()
    new_names: Mapping[str, str] = field(default_factory=dict)
    has_workbook: bool = True
    others: list[OpenWorkbook] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    begun: list[Path | None] = field(default_factory=list)
    edits: bytes | None = None
    closed: list[Path] = field(default_factory=list)
    cell: tuple[int, int] | None = None
    hidden: set[int] = field(default_factory=set)
    filtered: set[int] = field(default_factory=set)
    undoes: bool = False
    locked: str = ""
    marked: list[Marking] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    headers: dict[str, Sequence[str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    front: str = ""

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def folder(self) -> Path | None:
        return self.path.parent if self.saved else None

    def selected_cell(self) -> tuple[str, int, int] | None:
        return (self.read().name, *self.cell) if self.cell else None

    def read(self) -> Grid:
        return next(grid for grid in self.read_all() if self.front in {"", grid.name})

    def read_all(self) -> Sequence[Grid]:
        assert not self.closed
        return (parse(self.edits) if self.edits else read(self.path)).sheets

    def write_column(self, column: int, first_row: int, texts: Sequence[str]) -> None:
        self.columns[column] = (first_row, list(texts))

    def ensure_red(self, column: int, first_row: int, last_row: int) -> None:
        self.red.append((column, first_row, last_row))

    def write_cells(self, cells: Mapping[tuple[int, int], str]) -> None:
        self.cells.update(cells)

    def mark(self, marking: Marking) -> None:
        self.marked.append(marking)

    def show(self, sheet: str, headers: Sequence[str], lines: Sequence[Line], title: str = "") -> None:
        assert all(len(line.cells) == len(headers) for line in lines)
        self.shown[sheet], self.titles[sheet], self.headers[sheet] = list(lines), title, headers

    def remove(self, sheet: str) -> None:
        self.removed.append(sheet)

    def turn_to(self, sheet: str) -> bool:
        if sheet not in [grid.name for grid in self.read_all() if not grid.notes.hidden]:
            return False
        self.front = sheet
        return True

    def select(self, row: int, column: int) -> None:
        self.selected.append((row, column))
        self.cell = (row, column)

    def require_writable(self) -> None:
        if self.locked:
            raise UserError(self.locked)

    def hidden_rows(self, first_row: int, last_row: int) -> HiddenRows:
        between = range(first_row, last_row + 1)
        return HiddenRows(frozenset(self.hidden | self.filtered).intersection(between), bool(self.filtered))

    def hide_rows(self, rows: Sequence[int]) -> None:
        assert list(rows) == sorted(rows)
        self.hidden.update(rows)

    def show_rows(self, rows: Sequence[int]) -> None:
        assert list(rows) == sorted(rows)
        self.hidden.difference_update(rows)

    def tell(self, text: str) -> None:
        self.told.append(text)

    def ask(self, text: str) -> bool:
        self.asked.append(text)
        return self.answers.pop(0)

    def pick_folder(self, title: str, folder: Path | None) -> Path | None:
        assert title
        self.begun.append(folder)
        return self.picks.pop(0)

    def pick_file(self, title: str, folder: Path | None) -> Path | None:
        assert title
        assert folder == self.folder
        return self.picks.pop(0)

    def progress(self, done: int, total: int, name: str) -> None:
        assert name or done == total
        self.steps.append((done, total))

    def save_copy(self, path: Path) -> None:
        path.write_bytes(self.edits or self.path.read_bytes())

    def close(self, path: Path, unsaved: Path) -> bool:
        if not (path.exists() and self.path.exists() and path.samefile(self.path)):
            return False
        if self.edits:
            self.save_copy(unsaved)
        self.closed.append(path)
        return True

    def open_workbooks(self) -> Sequence[OpenWorkbook]:
        return self.others

    def save(self, path: Path) -> None:
        assert OpenWorkbook(path, unsaved=True) in self.others
        self.kept.append(path)

    def open(self, path: Path) -> None:
        assert path.exists()
        self.opened.append(path)
        if path in self.closed:
            self.edits = None
            self.closed.remove(path)

    def read_dictionary(self) -> Mapping[str, str]:
        return self.dictionary

    def write_dictionary(self, columns: Sequence[Sequence[str | int]], names: Mapping[str, str]) -> None:
        self.new_columns, self.new_names = columns, names
