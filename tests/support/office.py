"""LibreOffice for tests: converts files without a window, with a separate profile and a time limit."""

import os
import re
import shutil
import signal
import subprocess
from html.parser import HTMLParser
from pathlib import Path

SECONDS = 120
RED = "#FF0000"
RED_BEHIND = "#FFF1F0"
PAGE_FILTER = "HTML (StarCalc)"


def convert(source: Path, target_filter: str, folder: Path) -> Path:
    """Convert a file with soffice and return the new file.

    target_filter: as after ``--convert-to``, e.g. ``pdf`` or ``html:HTML (StarCalc)``. Raises AssertionError
    when soffice is missing, hangs or writes nothing.
    """
    program = shutil.which("soffice")
    assert program, "soffice is missing: install libreoffice-calc"
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / "profile").resolve().as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo"]
    output = _run([*command, "--convert-to", target_filter, "--outdir", str(folder), str(source)])
    target = folder / f"{source.stem}.{target_filter.partition(':')[0]}"
    assert target.is_file(), f"soffice wrote no {target.name}: {output}"
    return target


def _run(command: list[str]) -> str:
    # A foreign PYTHONPATH stops LibreOffice's own Python.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        output, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise AssertionError(f"soffice took more than {SECONDS} s") from None
    return output


class _Tables(HTMLParser):
    """Collects the colour of every cell, a cell without text has none; and the colour behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str | None]]] = []
        self.behind: list[list[list[str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
            self.behind.append([])
        elif tag == "tr":
            self.tables[-1].append([])
            self.behind[-1].append([])
        elif tag == "td":
            self.tables[-1][-1].append(None)
            self.behind[-1][-1].append((dict(attrs).get("bgcolor") or "").upper() or None)
        elif tag == "font" and (colour := dict(attrs).get("color")):
            self.tables[-1][-1][-1] = colour.upper()


def colours(source: Path, folder: Path) -> list[list[list[str | None]]]:
    """Return the effective text colour of every cell by sheet, row and column, all 0-based.

    Conditional formats are applied. Merged cells count once, so only rows without them have the columns of the sheet.
    """
    return colours_of_page(_page(source, folder))


def red_cells(source: Path, folder: Path) -> list[set[tuple[int, int]]]:
    """Return the cells shown as wrong by sheet, empty ones too: row 1-based, column 0-based."""
    return [
        {(row, at) for row, cells in enumerate(table, 1) for at, colour in enumerate(cells) if colour == RED_BEHIND}
        for table in _tables(_page(source, folder)).behind
    ]


def colours_of_page(page: str) -> list[list[list[str | None]]]:
    """Return the colours of a workbook that was saved with PAGE_FILTER, as ``colours`` does."""
    return _tables(page).tables


def _page(source: Path, folder: Path) -> str:
    return convert(source, f"html:{PAGE_FILTER}", folder).read_text("utf-8")


def _tables(page: str) -> _Tables:
    tables = _Tables()
    tables.feed(re.sub(r"<(p|div|center|hr)\b.*?>", "", page))
    return tables
