"""The hidden lists of a workbook that is being filled, where they are known only after its rows.

Two parts say what they are: the sheet, and the workbook, whose defined names refer to the sheet's columns.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Self

from zcert_addin.opc.reader import PackageReader
from zcert_addin.opc.relationships import find_sheet_part, workbook_part
from zcert_addin.opc.xstring import xml_text
from zcert_templates import dictionary_sheet
from zcert_templates.cell_ref import column_letters
from zcert_templates.dictionary_sheet import Contents

_SHEET_DATA: Final = re.compile(r"<sheetData>.*</sheetData>", re.DOTALL)
_DIMENSION: Final = re.compile(r"<dimension [^>]*/>")
_NAME: Final = re.compile(r'(<definedName name="([^"]*)"[^>]*>)[^<]*')


@dataclass(frozen=True, slots=True)
class DictionaryParts:
    """Content of the two parts in the template, by their names: first the sheet, then the workbook."""

    parts: Mapping[str, str]

    @classmethod
    def of(cls, template: PackageReader) -> Self:
        """Read them from a template."""
        names = (find_sheet_part(template, dictionary_sheet.SHEET), workbook_part(template))
        return cls({name: template.read(name).decode() for name in names})

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self.parts)

    def filled(self, contents: Contents | None, strings: Mapping[str, str]) -> dict[str, bytes]:
        """Return the parts with other contents, None = as they are.

        strings: text -> end of the cell element that shows it.
        """
        if contents is None:
            return {name: part.encode() for name, part in self.parts.items()}
        (sheet, cells), (book, names) = self.parts.items()
        rows = "".join(_rows(contents.columns, strings))
        # A dimension that ends with the template's rows would hide others from programs that trust it.
        cells = _SHEET_DATA.sub(lambda _: f"<sheetData>{rows}</sheetData>", _DIMENSION.sub("", cells))
        return {sheet: cells.encode(), book: _renamed(names, contents.names).encode()}


def _rows(columns: Sequence[Sequence[str | int]], strings: Mapping[str, str]) -> Iterator[str]:
    letters = [column_letters(at) for at in range(len(columns))]
    for row, values in enumerate(zip_longest(*columns), 1):
        cells = (
            f'<c r="{letter}{row}"' + (strings[value] if isinstance(value, str) else f"><v>{value}</v></c>")
            for letter, value in zip(letters, values, strict=True)
            if value is not None
        )
        yield f'<row r="{row}">{"".join(cells)}</row>'


def _renamed(book: str, names: Mapping[str, str]) -> str:
    """Return the workbook part with these references of its defined names; others stay."""
    references = {name: xml_text(reference.removeprefix("=")) for name, reference in names.items()}
    return _NAME.sub(lambda match: match[1] + references[match[2]] if match[2] in references else match[0], book)
