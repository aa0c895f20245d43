"""How is readable VBA stored, so that every Excel and every other program keeps it unchanged?

A VBA project stores its text in one code page, and programs that rewrite it turn what is not ASCII into question marks.
So a Chinese literal is stored as a call of ``U`` with its UTF-16 code units, and everything else must be ASCII.

>>> stored('Say "完成"', "example").rstrip()
'Say U("5B8C6210")'
"""

import re
from typing import Final

XLWINGS: Final = "0.37.8"
"""Version of the xlwings DLL beside the program; part of the DLL's name."""

_XLWINGS_MARK: Final = "{XLWINGS}"
_LINE_LIMIT: Final = 1023
_CONTINUATION_LIMIT: Final = 24
_LITERAL: Final = re.compile(r'"(?:[^"]|"")*"')
_CONSTANT: Final = re.compile(r"\s*((Public|Private|Global)\s+)?Const\b", re.IGNORECASE)


class VbaSourceError(ValueError):
    """A VBA text cannot be stored; names module, line and reason."""


def stored(text: str, module: str) -> str:
    """Return a VBA text as the project stores it: ASCII, CR LF line ends, no trailing blanks.

    module: its name for error messages.
    Raises VbaSourceError for what ASCII or VBA cannot hold.
    """
    lines = text.replace(_XLWINGS_MARK, XLWINGS).splitlines()
    made = [_stored_line(line, f"{module}, line {number}") for number, line in enumerate(lines, 1)]
    _refuse_long_statements(made, module)
    return "".join(f"{line}\r\n" for line in made)


def _stored_line(line: str, place: str) -> str:
    code = _without_comment(line)
    made = _LITERAL.sub(_as_call, code)
    if made != code and _CONSTANT.match(code):
        raise VbaSourceError(f"{place}: a constant cannot hold a Chinese text, because U() is a call")
    made = (made + line[len(code) :]).rstrip()
    if not made.isascii():
        raise VbaSourceError(f"{place}: only literals may hold other characters than ASCII")
    if "\t" in made or "\0" in made:
        raise VbaSourceError(f"{place}: a control character")
    if len(made) > _LINE_LIMIT:
        raise VbaSourceError(f"{place}: {len(made)} characters, VBA allows {_LINE_LIMIT}")
    return made


def _without_comment(line: str) -> str:
    inside = False
    for at, character in enumerate(line):
        if character == '"':
            inside = not inside
        elif character == "'" and not inside:
            return line[:at]
    return line


def _as_call(match: re.Match[str]) -> str:
    literal = match.group()
    if literal.isascii():
        return literal
    text = literal[1:-1].replace('""', '"')
    return f'U("{text.encode("utf-16-be").hex().upper()}")'


def _refuse_long_statements(lines: list[str], module: str) -> None:
    run = 0
    for number, line in enumerate(lines, 1):
        run = run + 1 if line.endswith(" _") else 0
        if run > _CONTINUATION_LIMIT:
            raise VbaSourceError(f"{module}, line {number}: VBA allows {_CONTINUATION_LIMIT} continued lines")
