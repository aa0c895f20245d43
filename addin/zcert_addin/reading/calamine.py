"""Reads the worksheets of a workbook with python-calamine.

It gets the bytes, never the path, because by path it believes the extension.
"""

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import takewhile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from zcert_addin.opc.reader import ENCRYPTED
from zcert_addin.reading.preflight import DAMAGED, DUPLICATE_SHEET, Duplicate, Unreadable
from zcert_addin.reading.sheet import Sheet, labelled
from zcert_templates import dictionary_sheet
from zcert_templates.own_sheets import is_own


def read_sheets(data: bytes) -> list[Sheet]:
    """Read all worksheets but the dictionary sheet; raises as ``read`` does."""
    return read(data, dictionary=False)[0]


def read(data: bytes, *, dictionary: bool) -> tuple[list[Sheet], Mapping[str, str]]:
    """Read all worksheets, and separately, if asked for, the labelled facts of the dictionary sheet.

    Raises Unreadable, also for two sheets of one name, for which python-calamine returns the same rows.
    """
    with _opened(data) as workbook:
        return list(_sheets(workbook)), _dictionary(workbook) if dictionary else {}


def read_dictionary(data: bytes) -> Mapping[str, str]:
    """Read only the labelled facts of the dictionary sheet; raises Unreadable."""
    with _opened(data) as workbook:
        return _dictionary(workbook)


@contextmanager
def _opened(data: bytes) -> Iterator[CalamineWorkbook]:
    try:
        with _in_silence(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            yield workbook
    except PasswordError:
        raise Unreadable(ENCRYPTED) from None
    except (CalamineError, ValueError, OverflowError, OSError):
        raise Unreadable(DAMAGED) from None
    except BaseException as error:
        # A panic inside calamine arrives as pyo3_runtime.PanicException, which derives from BaseException.
        if type(error).__name__ == "PanicException":
            raise Unreadable(DAMAGED) from None
        raise


@contextmanager
def _in_silence() -> Iterator[None]:
    """Keep from standard error what a panic says there before it becomes an exception."""
    try:
        kept = os.dup(2)
    except OSError:  # a program without a console
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _sheets(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    if len(set(workbook.sheet_names)) < len(workbook.sheet_names):
        raise Duplicate(DUPLICATE_SHEET)
    for at, meta in enumerate(workbook.sheets_metadata):
        if meta.typ is SheetTypeEnum.WorkSheet and not is_own(meta.name):
            yield _sheet(workbook, at)


def _dictionary(workbook: CalamineWorkbook) -> dict[str, str]:
    if dictionary_sheet.SHEET not in workbook.sheet_names:
        return {}
    # Few of its thousands of rows have labels, and they come first.
    rows = workbook.get_sheet_by_name(dictionary_sheet.SHEET).iter_rows()
    return labelled(takewhile(lambda row: row[0] != "", rows))


def _sheet(workbook: CalamineWorkbook, at: int) -> Sheet:
    meta, sheet = workbook.sheets_metadata[at], workbook.get_sheet_by_index(at)
    top, left = sheet.start or (0, 0)
    hidden = meta.visible is not SheetVisibleEnum.Visible
    return Sheet(meta.name, sheet.to_python(skip_empty_area=True), top + 1, left, hidden)
