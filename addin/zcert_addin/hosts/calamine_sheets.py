"""Reads the worksheets of a workbook with python-calamine.

It gets the bytes, never the path, because by path it believes the extension.
"""

import io
from collections.abc import Sequence
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from zcert.values.text import Cell
from zcert_addin.hosts.preflight import DAMAGED, ENCRYPTED, Unreadable
from zcert_templates import dictionary_sheet


class Sheet(NamedTuple):
    """One worksheet; top is the row number of its first row, 1-based, left the column of its first cell, 0-based."""

    name: str
    cells: Sequence[Sequence[Cell]]
    top: int
    left: int
    hidden: bool


def read_sheets(data: bytes) -> list[Sheet]:
    """Read all worksheets but that of our own lists, which are as many cells as a whole unit's data.

    Raises Unreadable.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return [
                _sheet(workbook, at)
                for at, meta in enumerate(workbook.sheets_metadata)
                if meta.typ is SheetTypeEnum.WorkSheet and meta.name != dictionary_sheet.SHEET
            ]
    except PasswordError:
        raise Unreadable(ENCRYPTED) from None
    except (CalamineError, ValueError, OverflowError):
        raise Unreadable(DAMAGED) from None
    except BaseException as error:
        # A panic inside calamine arrives as pyo3_runtime.PanicException, which derives from BaseException.
        if type(error).__name__ == "PanicException":
            raise Unreadable(DAMAGED) from None
        raise


def _sheet(workbook: CalamineWorkbook, at: int) -> Sheet:
    meta, sheet = workbook.sheets_metadata[at], workbook.get_sheet_by_index(at)
    top, left = sheet.start or (0, 0)
    hidden = meta.visible is not SheetVisibleEnum.Visible
    return Sheet(meta.name, sheet.to_python(skip_empty_area=True), top + 1, left, hidden)
