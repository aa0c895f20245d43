"""Regenerate the VBA modules of the cell functions; run by ``make docs``, and a test proves them up to date."""

from pathlib import Path

from zcert_macros.function_wrappers import HELP_MODULE, MODULE, help_texts, wrappers
from zcert_udfs import FUNCTIONS

FOLDER = Path(__file__).parent / "zcert_macros" / "excel"
PYTHON_MODULE = "zcert_bridge.excel_functions"


def texts() -> dict[str, str]:
    """Return the text of each module by file name."""
    return {
        f"{MODULE}.bas": wrappers(FUNCTIONS, PYTHON_MODULE),
        f"{HELP_MODULE}.bas": help_texts(FUNCTIONS),
    }


if __name__ == "__main__":
    for file, text in texts().items():
        (FOLDER / file).write_text(text, "utf-8", newline="\r\n")
