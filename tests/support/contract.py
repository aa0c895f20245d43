"""What every host must come to when a button is pressed, judged by a host that answers from memory."""

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from support.domain import RESIDENT, SPECIAL, right_row
from support.fake_host import FakeHost
from zcert import unifying
from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.values.text import cell_text
from zcert_addin.buttons import BUTTONS
from zcert_addin.filling.collection import filled as filled_file
from zcert_addin.hosts.protocol import JUMP, Host, OpenWorkbook
from zcert_addin.reading.workbook import read
from zcert_dictionaries import load_edition
from zcert_templates import dictionary_sheet
from zcert_templates.cell_ref import column_letters
from zcert_templates.marks import Marking

Cells = dict[tuple[int, int], str]
Spoil = Callable[[Worksheet], None]

PRESSES = (
    *((button, True) for button in BUTTONS),
    *(
        (button, False)
        for button in ("tidy_texts", "fill_from_number", "consolidate_folder", "back_up", "restore", "bring_in_list")
    ),
    *((button, False) for button in ("return_rows", "accept_rows", "show_progress", "pack_up")),
)
"""Buttons, and what is answered to their questions."""
MOVES = ("next_error", "previous_error", "only_wrong_rows")
ON_SHEETS = (
    *("check_identity", "check_photos", "check_data", "tidy_texts", "fill_from_number", "count_people", "unify_units"),
    *("return_rows", "accept_rows"),
    *MOVES,
)
NEED_FOLDER = ("check_photos", "back_up", "return_rows", "accept_rows", "pack_up")
NOWHERE = (1, 51)
"""A cell, row 1-based, column 0-based, beside everything; the cursor is there when a button is pressed."""
RECEIVED = "接收"
"""The folder beside a case's own into which packages are received; dialogs want one that is there."""
STAMP = re.compile(r"_\d{8}_\d{6}(_\d+)?")


@dataclass
class Outcome:
    """What a button did. Cells: row 1-based, column 0-based, without empty ones."""

    cells: Cells
    told: list[str]
    shown: dict[str, Cells] = field(default_factory=dict)
    red: set[int] = field(default_factory=set)
    marks: Cells = field(default_factory=dict)
    selected: str = ""
    opened: list[str] = field(default_factory=list)
    dictionary: Cells = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    refused: str = ""
    hidden: set[int] = field(default_factory=set)


@dataclass
class Case:
    """A workbook, what the user answers to the first question and the others, and what else is open of its folder.

    cell: the cursor; listing: a list of units; back: a folder with what came back mended; parcels: one with a package.
    """

    path: Path
    yes: bool = True
    folder: Path | None = None
    file: Path | None = None
    saved: bool = True
    others: tuple[str, ...] = ()
    more: tuple[bool, ...] = ()
    cell: tuple[int, int] = NOWHERE
    listing: Path | None = None
    back: Path | None = None
    parcels: Path | None = None

    def picks(self, button: str) -> list[Path | None]:
        """Return what the user chooses in the dialogs of a button, in turn."""
        return {
            "restore": [self.file],
            "bring_in_list": [self.file],
            "make_templates": [self.listing, self.folder],
            "show_progress": [self.folder, self.listing],
            "accept_rows": [self.back],
            "receive_packages": [self.parcels, self.path.parent.parent / RECEIVED],
        }.get(button, [self.folder])

    @property
    def open_workbooks(self) -> list[OpenWorkbook]:
        return [OpenWorkbook(self.path.with_name(name), unsaved=False) for name in self.others]


def on_fake(case: Case, button: Callable[[Host], None], *, undoes: bool = False) -> Outcome:
    picks = case.picks(button_name(button))
    dictionary = read(case.path, dictionary=True).dictionary
    host = FakeHost(case.path, case.saved, [case.yes, *case.more], picks, dictionary, others=case.open_workbooks)
    host.cell, host.undoes, host.hidden = case.cell, undoes, hidden_rows(case.path)
    refused = press(button, host)
    cells = grid_cells(host.read())
    written = {
        (first + at, column): text for column, (first, texts) in host.columns.items() for at, text in enumerate(texts)
    }
    cells |= written | host.cells
    shown = {
        name: {
            (row, at): text
            for row, line in enumerate(
                [host.headers[name], *(line.cells for line in lines)], 2 if host.titles[name] else 1
            )
            for at, text in enumerate(line)
        }
        for name, lines in host.shown.items()
    }
    return Outcome(
        cells=filled(cells),
        told=host.told,
        shown={name: filled(without_first(lines)) for name, lines in shown.items()},
        marks=filled(marks_of(host.marked)),
        red={column for column, *_ in host.red},
        selected=place(*host.selected[-1]) if host.selected else "",
        opened=[path.name for path in host.opened],
        dictionary=filled(
            {(row, at): str(cell) for at, column in enumerate(host.new_columns) for row, cell in enumerate(column, 1)}
        ),
        refused=refused,
        hidden=host.hidden,
    )


def button_name(button: Callable[[Host], None]) -> str:
    return button.__module__.rpartition(".")[2]


def hidden_rows(path: Path) -> set[int]:
    return set(read(path).sheets[0].notes.hidden_rows)


def hidden_in(sheet: Worksheet) -> set[int]:
    """Return the rows that a file hides below its header, 1-based."""
    return {row for row, shown in sheet.row_dimensions.items() if shown.hidden and row > 3}


def press(button: Callable[[Host], None], host: Host) -> str:
    try:
        button(host)
    except UserError as refused:
        return str(refused)
    return ""


def grid_cells(grid: Grid) -> Cells:
    return filled(
        {
            (grid.top + row, grid.left + column): cell_text(cell)
            for row, cells in enumerate(grid.cells)
            for column, cell in enumerate(cells)
        }
    )


def sheet_cells(sheet: Worksheet) -> Cells:
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    return {(row, at): text for row, cells in rows for at, cell in enumerate(cells) if (text := cell_text(cell))}


def filled(cells: Cells) -> Cells:
    return {at: text for at, text in cells.items() if text}


def without_first(cells: Cells) -> Cells:
    return {at: text for at, text in cells.items() if at[0] > 1}


def without_errors(outcome: Outcome) -> Outcome:
    """Leave out errors that are still in their cells: files are read without them."""
    outcome.cells = {at: text for at, text in outcome.cells.items() if text.strip("=") != "#N/A"}
    return outcome


def marks_of(marked: Iterable[Marking]) -> Cells:
    """Return the texts that are noted, as they lie on the hidden sheet."""
    return {
        (row, marking.left + 1 + at): text
        for marking in marked
        for row, texts in enumerate(marking.texts, 1)
        for at, text in enumerate(texts)
    }


def noted(cells: Cells) -> Cells:
    """Leave out formulas, of which each program has its own spelling, and the header of links."""
    return {at: text for at, text in cells.items() if not text.startswith("=") and text != JUMP}


def place(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def told(outcome: Outcome, folder: Path) -> Outcome:
    """Take out of an outcome what differs from run to run."""
    outcome.told = [STAMP.sub("_时刻", text.replace(str(folder), "文件夹")) for text in outcome.told]
    outcome.files = {STAMP.sub("_时刻", path.name) for path in folder.rglob("*.*")}
    return outcome


def own_copy(case: Case, folder: Path) -> Case:
    """Return the case with a separate copy of its folder, under the same name."""
    own = folder / case.path.parent.name
    shutil.copytree(case.path.parent, own)
    (folder / RECEIVED).mkdir()
    folder = own if case.folder else None
    own_files = (case.file, case.saved, case.others, case.more, case.cell, case.listing, case.back, case.parcels)
    return Case(own / case.path.name, case.yes, folder, *own_files)


def with_own_backup(case: Case) -> None:
    """Let the open workbook be restored, from a backup in another place with one person less."""
    content = openpyxl.load_workbook(case.path)
    content.active.delete_rows(4)
    case.file = case.path.parent.parent / f"{case.path.stem}_20260101_080000.备份.xlsx"
    content.save(case.file)


def put_others_beside(case: Case) -> None:
    """Put a second form's workbook into the folder and a second, hidden sheet of people into the open one."""
    row = right_row(SPECIAL, 证件号码="P87654321")
    (case.path.parent / "特殊证书.xlsx").write_bytes(filled_file(SPECIAL, load_edition(), [[*row.values()]]))
    content = openpyxl.load_workbook(case.path)
    second = content.create_sheet("另一张表")
    for line in (list(SPECIAL.headers), [*right_row(SPECIAL, 证件号码="E12345678").values()]):
        second.append(line)
    second.sheet_state = "hidden"
    content.save(case.path)
    for key in ("P87654321", "E12345678"):
        (case.path.parent / f"{key}.jpg").touch()


def age_dictionary(case: Case) -> None:
    """Set another day as the date of the workbook's dictionary."""
    content = openpyxl.load_workbook(case.path)
    hidden = content[dictionary_sheet.SHEET]
    (date,) = [row for row in range(1, 50) if hidden.cell(row, 1).value == dictionary_sheet.DATE_LABEL]
    hidden.cell(date, 2).value = "2000-01-01"
    content.save(case.path)


def spoil_sheet(case: Case, spoil: Spoil) -> None:
    """Change the sheet before it is opened."""
    content = openpyxl.load_workbook(case.path)
    spoil(content.active)
    content.save(case.path)


def change_header(sheet: Worksheet) -> None:
    sheet["B3"] = "名字"


def drop_rows(sheet: Worksheet) -> None:
    sheet.delete_rows(4, sheet.max_row)


def drop_form(sheet: Worksheet) -> None:
    sheet.delete_rows(1, sheet.max_row)


def empty_sexes(sheet: Worksheet) -> None:
    """Empty the sexes of the first people, and leave an error in one."""
    for row in range(4, 12):
        sheet.cell(row, RESIDENT.index["性别"] + 1).value = None
    sheet.cell(5, RESIDENT.index["性别"] + 1).value = "#N/A"
    sheet.cell(5, RESIDENT.index["性别"] + 1).data_type = "e"


def spell_units(sheet: Worksheet) -> None:
    """Write the unit's name in four ways, three of which differ by a slip."""
    for row, name in enumerate(
        ("宁波市第一医院", "宁波市第1医院", "宁波市 第一医院", "宁波市第一医完", "宁波市第二医院"), 4
    ):
        sheet.cell(row, RESIDENT.index["工作单位"] + 1, name)


def compare_units(case: Case) -> None:
    """Put the sheet there with which names of units are unified, as a person has left it."""
    content = openpyxl.load_workbook(case.path)
    spell_units(content.active)
    second = content.create_sheet(unifying.SHEET)
    for line in (unifying.HEADERS, ("1", "宁波市第1医院", "1", "宁波市第一医院"), ("1", "宁波市第一医完", "1", "")):
        second.append(line)
    content.save(case.path)


def put_errors(sheet: Worksheet) -> None:
    for place in ("A5", "B6", "V7"):
        sheet[place] = "#N/A"
        sheet[place].data_type = "e"


def hide_rows(sheet: Worksheet) -> None:
    for row in (5, 12, 13):
        sheet.row_dimensions[row].hidden = True


SPOILS = (change_header, drop_rows, drop_form)
