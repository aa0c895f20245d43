"""Which sheets of a workbook are the program's own, and hold nobody's data?"""

from zcert_templates import dictionary_sheet, marks


def is_own(sheet: str) -> bool:
    """Return whether a sheet of this name holds our dictionary or our marks; programs may change its letters' case."""
    return sheet.casefold() == dictionary_sheet.SHEET or marks.is_home(sheet)
