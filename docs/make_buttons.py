"""Writes the list of the buttons in the README, from their declarations.

The text between the two marks of a page is generated, all else is written by hand.
"""

from collections.abc import Callable
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


def _labels(buttons: list[Button]) -> str:
    return "、".join(one.label for one in buttons)


_MADE: Final = {"README.md": _labels}

if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8", newline="\n")
