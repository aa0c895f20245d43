"""At which bytes of a sheet's XML are given rows and cells?

Parsed once by expat (SpreadsheetML, ECMA-376-1, 18.3.1: worksheet, dimension, cols, sheetData, row, c, f, mergeCell),
with any prefix. Rows and cells without ``r`` follow the one before. Rows must be in order, and so must the cells of the
wanted rows.

>>> xml = '<worksheet xmlns="%s"><sheetData><row><c/><c/></row></sheetData></worksheet>' % SPREADSHEET[0]
>>> place = scan(xml.encode(), {1: [1]}).rows[0].cells[0]
>>> xml[place.start : place.end]
'<c/>'
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NoReturn
from xml.parsers import expat

from zcert_addin.opc.relationships import DOCTYPE, SPREADSHEET
from zcert_addin.patching.errors import CannotPatch
from zcert_addin.patching.layout import CellPlace, Layout, RowPlace, Tag, tag_at
from zcert_templates.cell_ref import column_index, column_letters, parse_range

_Attributes = dict[str, str]

_BROKEN: Final = "工作表内容无法识别，请在Excel或WPS中打开并另存为.xlsx后重试"
_NOT_UTF8: Final = "工作表不是UTF-8编码，请在Excel或WPS中另存为.xlsx后重试"
_TRUE: Final = frozenset({"1", "true"})


def scan(xml: bytes, wanted: Mapping[int, Sequence[int]]) -> Layout:
    """Find the wanted cells: columns (0-based) by row (1-based).

    Raises CannotPatch when the sheet is broken or a wanted cell holds a formula.
    """
    if b"\0" in xml[:4] or xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotPatch(_NOT_UTF8)
    scanner = _Scanner(xml, wanted)
    try:
        scanner.parser.Parse(xml, True)  # noqa: FBT003  # the parser takes no keyword
    except (expat.ExpatError, ValueError, LookupError):
        raise CannotPatch(_BROKEN) from None
    if scanner.layout.data is None:
        raise CannotPatch(_BROKEN)
    return scanner.layout


class _Scanner:
    """expat handlers by element name; those for cells are set only while cells are wanted, which saves time."""

    def __init__(self, xml: bytes, wanted: Mapping[int, Sequence[int]]) -> None:
        self.layout = Layout()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.XmlDeclHandler = _refuse_encoding
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self.parser.StartElementHandler = self._root
        self._xml, self._wanted = xml, wanted
        self._starts: dict[str, Callable[[_Attributes], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self._rows_left = sorted(wanted, reverse=True)
        self._columns_left: list[int] = []
        self._number = 0  # of the row being read
        self._column = -1  # of the cell being read, in a wanted row

    def _root(self, name: str, _attributes: _Attributes) -> None:
        space, _, local = name.rpartition(" ")
        if local != "worksheet" or space not in SPREADSHEET:
            _refuse()
        self._row_name, self._cell_name, self._formula_name = f"{space} row", f"{space} c", f"{space} f"
        self._extension_name = f"{space} extLst"
        self._data_name = f"{space} sheetData"
        self._starts |= {
            f"{space} dimension": self._dimension,
            f"{space} col": self._col,
            self._data_name: self._data,
            f"{space} mergeCell": lambda attributes: self.layout.merged.append(parse_range(attributes["ref"])),
        }
        starts, ends = self._starts, self._ends

        def start(name: str, attributes: _Attributes) -> None:
            if handler := starts.get(name):
                handler(attributes)

        def end(name: str) -> None:
            if handler := ends.get(name):
                handler()

        self.parser.StartElementHandler, self.parser.EndElementHandler = start, end

    def _tag(self) -> Tag:
        return tag_at(self._xml, self.parser.CurrentByteIndex)

    def _dimension(self, _attributes: _Attributes) -> None:
        self.layout.dimension = self._tag()

    def _col(self, attributes: _Attributes) -> None:
        if style := _index(attributes.get("style")):
            self.layout.columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1, style))

    def _data(self, _attributes: _Attributes) -> None:
        if self.layout.data is not None:
            _refuse()
        self.layout.data = self._tag()
        self._starts |= {self._row_name: self._row, self._formula_name: self._formula}
        self._ends[self._data_name] = self._data_end

    def _data_end(self) -> None:
        data = self.layout.data
        self._rows_before(None, data.end if data and data.empty else self.parser.CurrentByteIndex)
        del self._starts[self._row_name], self._ends[self._data_name]

    def _row(self, attributes: _Attributes) -> None:
        number = int(_index(attributes.get("r")) or self._number + 1)
        if number <= self._number:
            _refuse()
        self._number = number
        self._rows_before(number, self.parser.CurrentByteIndex)
        if self._rows_left and self._rows_left[-1] == number:
            self._rows_left.pop()
            style = attributes.get("s", "0") if attributes.get("customFormat") in _TRUE else None
            self._begin_row(RowPlace(number, self._tag(), _index(style), []))

    def _rows_before(self, number: int | None, at: int) -> None:
        """Place the missing wanted rows before row ``number``, or before the end (None), at byte ``at``."""
        while self._rows_left and (number is None or self._rows_left[-1] < number):
            row = self._rows_left.pop()
            cells = [CellPlace(column, at, at) for column in sorted(self._wanted[row])]
            self.layout.rows.append(RowPlace(row, Tag(at, at), None, cells))

    def _begin_row(self, row: RowPlace) -> None:
        self.layout.rows.append(row)
        self._cells = row.cells
        self._digits = str(row.number)
        self._columns_left = sorted(self._wanted[row.number], reverse=True)
        self._column, self._skipped = -1, ""
        self._shortest = len(column_letters(self._columns_left[-1]) + self._digits)
        self._starts |= {self._cell_name: self._cell, self._extension_name: _refuse}
        self._ends[self._row_name] = self._row_end

    def _row_end(self) -> None:
        tag = self.layout.rows[-1].tag
        self._cells_before(None, tag.end if tag.empty else self.parser.CurrentByteIndex)
        del self._starts[self._cell_name], self._starts[self._extension_name], self._ends[self._row_name]

    def _cell(self, attributes: _Attributes) -> None:
        ref = attributes.get("r")
        if ref is not None and len(ref) < self._shortest:  # A7 to Z7 come before AA7
            self._skipped = ref
            return
        self._shortest = 0
        if self._skipped:
            self._column, self._skipped = self._column_of(self._skipped), ""
        column = self._column + 1 if ref is None else self._column_of(ref)
        if column <= self._column:
            _refuse()
        self._column = column
        if not self._columns_left or column < self._columns_left[-1]:
            return
        at = self.parser.CurrentByteIndex
        self._cells_before(column, at)
        if self._columns_left and self._columns_left[-1] == column:
            self._columns_left.pop()
            self._open = CellPlace(column, at, self._tag().end, _index(attributes.get("s")))
            self._ends[self._cell_name] = self._cell_end
            self._starts[self._formula_name] = self._wanted_formula

    def _column_of(self, ref: str) -> int:
        if not ref.endswith(self._digits):
            _refuse()
        return column_index(ref[: -len(self._digits)])

    def _cells_before(self, column: int | None, at: int) -> None:
        while self._columns_left and (column is None or self._columns_left[-1] < column):
            self._cells.append(CellPlace(self._columns_left.pop(), at, at))

    def _cell_end(self) -> None:
        cell = self._open
        if not self._xml.endswith(b"/>", cell.start, cell.end):
            closing = self._xml.index(b">", self.parser.CurrentByteIndex) + 1
            cell = CellPlace(cell.column, cell.start, closing, cell.style)
        self._cells.append(cell)
        del self._ends[self._cell_name]
        self._starts[self._formula_name] = self._formula

    def _formula(self, attributes: _Attributes) -> None:
        if attributes.get("t") in {"array", "dataTable"}:
            self.layout.arrays.append(parse_range(attributes["ref"]))

    def _wanted_formula(self, _attributes: _Attributes) -> NoReturn:
        ref = f"{column_letters(self._column)}{self._number}"
        raise CannotPatch(f"单元格{ref}里是公式，请在Excel或WPS中清除该单元格的公式后重试")


def _index(text: str | None) -> str | None:
    """Return the digits of a whole number, safe to write into XML again; ValueError for anything else."""
    if text is not None and not (text.isascii() and text.isdigit()):
        raise ValueError(f"no number {text!r}")
    return text


def _refuse(*_found: object) -> NoReturn:
    raise CannotPatch(_BROKEN)


def _refuse_doctype(*_declaration: object) -> NoReturn:
    """Stop the XML parser before any entity is declared."""
    raise CannotPatch(DOCTYPE)


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in {"utf-8", "utf8"}:
        raise CannotPatch(_NOT_UTF8)
