"""The contents of one CSV file of an edition."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from zcert_dictionaries.errors import EditionError
from zcert_dictionaries.labels import label_fault


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file.

    line:  where the line begins, counted from 1; the header is line 1.
    cells: text by column name.
    """

    file: str
    line: int
    cells: Mapping[str, str]

    def label(self, column: str) -> str:
        """Return a cell without outer blanks; raise EditionError where it cannot be a label."""
        text = self.cells[column]
        fault = label_fault(text)
        if fault:
            raise self.fault(f"“{column}”一栏{fault}")
        if not text.strip():
            raise self.fault(f"“{column}”一栏为空")
        return text.strip()

    def fault(self, what: str) -> EditionError:
        """Return the error that names this line."""
        return EditionError.at(self.file, self.line, what)


def read_rows(source: Traversable, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the lines of a file that must have these columns; others are left alone."""
    file = source.name
    records = _records(file, _text(source))
    header = _header(file, records, columns)
    rows = tuple(
        Row(file, line, {name: (cells[at] if at < len(cells) else "") for name, at in header.items()})
        for line, cells in records
    )
    if not rows:
        raise EditionError.of(file, "没有数据")
    return rows


def _text(source: Traversable) -> str:
    try:
        content = source.read_bytes()
    except OSError as error:
        raise EditionError.of(source.name, "无法读取，请确认没有被其它程序占用") from error
    # Excel in China saves CSV as GB18030.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EditionError.of(source.name, "编码既不是UTF-8也不是GB18030")


def _records(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells, without blank lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise EditionError.at(file, line, "不是正确的CSV，请检查引号") from error


def _header(file: str, records: Iterator[tuple[int, list[str]]], columns: tuple[str, ...]) -> dict[str, int]:
    """Return the 0-based position of each required column."""
    line, cells = next(records, (1, []))
    names = [cell.strip() for cell in cells]
    missing = [name for name in columns if name not in names]
    if missing:
        raise EditionError.at(file, line, f"缺少列“{'”“'.join(missing)}”")
    return {name: names.index(name) for name in columns}
