"""Writes what the help page and the README say about each button, from the declarations of the buttons.

The text between the two marks of a page is generated, all else is written by hand.
"""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

from zcert_addin.buttons import Button, declarations

ROOT: Final = Path(__file__).parent.parent
_BEGIN, _END = "<!-- buttons -->", "<!-- /buttons -->"


def pages() -> dict[Path, str]:
    """Return the text of each page by its path; raises ValueError for a page without its marks."""
    return {ROOT / path: _filled((ROOT / path).read_text("utf-8"), made) for path, made in _MADE.items()}


def _filled(page: str, made: Callable[[list[Button]], str]) -> str:
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"a page needs {_BEGIN} and {_END}")
    return f"{before}{begin}{made(list(declarations().values()))}{end}{after}"


def _rows(buttons: list[Button]) -> str:
    rows = (f"<tr><th>{escape(one.label)}</th><td>{escape(one.help, quote=False)}</td></tr>\n" for one in buttons)
    return "\n" + "".join(rows)


def _labels(buttons: list[Button]) -> str:
    return "、".join(one.label for one in buttons)


_MADE: Final = {"addin/zcert_addin/buttons/help.html": _rows, "README.md": _labels}

if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8", newline="\n")
