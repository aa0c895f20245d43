"""Which macro-enabled files are made, and in what do they differ?

A workbook and the add-in can be open at the same time, so no callback of one has a name of the other's.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Flavour:
    """One kind of macro-enabled file.

    prefix:       of the ribbon callbacks and of all identifiers in the ribbon.
    content_type: of the workbook part; Excel compares it with the file's ending.
    workbook:     the VBA text of the workbook's own module, by its file in ``excel/``.
    modules:      further VBA texts, likewise.
    hides:        its tab is hidden while the add-in is loaded.
    """

    prefix: str
    content_type: str
    workbook: str
    modules: tuple[str, ...]
    hides: bool


_SHARED: Final = (
    "ZcText.bas",
    "ZcDialogs.bas",
    "ZcProblems.bas",
    "ZcHome.bas",
    "ZcBridge.bas",
    "ZcFileMode.bas",
    "ZcScratch.bas",
    "ZcArguments.bas",
    "ZcRun.bas",
    "ZcUtf8.bas",
    "ZcSteps.bas",
    "ZcCarryOut.bas",
    "ZcCells.bas",
    "ZcGuard.bas",
    "ZcList.bas",
    "ZcRed.bas",
    "ZcRows.bas",
    "ZcSheets.bas",
    "ZcOpening.bas",
)

BOOK: Final = Flavour(
    prefix="ZcBook",
    content_type="application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    workbook="ThisBook.cls",
    modules=(*_SHARED, "ZcBook.bas"),
    hides=True,
)
ADDIN: Final = Flavour(
    prefix="ZcAddin",
    content_type="application/vnd.ms-excel.addin.macroEnabled.main+xml",
    workbook="ThisAddin.cls",
    modules=(*_SHARED, "ZcAddin.bas", "ZcLinks.bas", "ZcFunctions.bas", "ZcFunctionHelp.bas"),
    hides=False,
)
