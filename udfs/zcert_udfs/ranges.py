"""How does a function that judges cells take ranges?

A range is a scalar or nested lists; the answers have the same shape. Arguments broadcast as in a spreadsheet: one cell
goes with every cell of the others, ranges of one shape go cell by cell, other shapes return ``MISMATCH``.
An empty subject (the cell that the function is about) returns an empty text; other arguments may be empty and the
function decides what that means. A cell that holds an error value returns a text that names it.

No exception escapes: xlwings would write its text into the cell. A bug becomes ``BUG``, and its place is logged,
without the values.
"""

import datetime as dt
import inspect
import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from typing import Final

from zcert.values.text import Cell

Answer = str | int

MISMATCH: Final = "区域大小不一致"
BUG: Final = "内部错误"
UNREADABLE: Final = "单元格的内容无法识别，请重新录入"

_LOG: Final = logging.getLogger(__name__)
_ERRORS: Final = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA")
)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A cell that cannot be judged, and the text that says why."""

    text: str


def whole_columns(
    subject: str,
) -> Callable[[Callable[..., Sequence[Answer]]], Callable[..., object]]:
    """Turn a function that takes equally long columns and returns an answer for each row into a cell function.

    subject: the parameter whose empty cells return an empty text; the function never sees those rows.
    """

    def decorate(judge: Callable[..., Sequence[Answer]]) -> Callable[..., object]:
        signature = inspect.signature(judge)
        position = list(signature.parameters).index(subject)

        @wraps(judge)
        def answer(*ranges: object, **named: object) -> object:
            try:
                bound = signature.bind(*ranges, **named)
                bound.apply_defaults()
                return _answer(judge, position, bound.args)
            except Exception as bug:  # noqa: BLE001  # the edge: no exception may reach the spreadsheet
                place = traceback.extract_tb(bug.__traceback__)[-1]
                _LOG.error("%s: %s at %s:%s", judge.__name__, type(bug).__name__, place.filename, place.lineno)
                return BUG

        answer.__annotations__ = {}  # xlwings would take type hints for converters
        return answer

    return decorate


def each_cell(subject: str) -> Callable[[Callable[..., Answer]], Callable[..., object]]:
    """Turn a function that takes single cells into a cell function."""

    def decorate(judge: Callable[..., Answer]) -> Callable[..., object]:
        @wraps(judge)
        def judge_rows(*columns: Sequence[Cell]) -> list[Answer]:
            return [judge(*row) for row in zip(*columns, strict=True)]

        return whole_columns(subject)(judge_rows)

    return decorate


def _answer(judge: Callable[..., Sequence[Answer]], subject: int, ranges: Sequence[object]) -> object:
    found = [_leaves(one) for one in ranges]
    widest = _widest(ranges, found)
    if widest is None:
        return MISMATCH
    rows = len(found[widest])
    columns = [_spread([_cell(leaf) for leaf in leaves], rows) for leaves in found]
    return _shaped(ranges[widest], iter(_answers(judge, subject, columns)))


def _leaves(value: object) -> list[object]:
    """Return the cells of a range, row by row."""
    if not isinstance(value, (list, tuple)):
        return [value]
    leaves: list[object] = []
    for part in value:
        if isinstance(part, (list, tuple)):
            leaves += _leaves(part)
        else:
            leaves.append(part)
    return leaves


def _widest(ranges: Sequence[object], leaves: Sequence[list[object]]) -> int | None:
    """Return the position of the range whose shape the answers have; None when the shapes do not match."""
    wide = [at for at, cells in enumerate(leaves) if len(cells) != 1]
    if not wide:
        return max(range(len(ranges)), key=lambda at: _depth(ranges[at]))
    if len(wide) > 1:
        shape = _shape(ranges[wide[0]])
        if any(_shape(ranges[at]) != shape for at in wide[1:]):
            return None
    return wide[0]


def _depth(value: object) -> int:
    return 1 + max(map(_depth, value), default=0) if isinstance(value, (list, tuple)) else 0


def _shape(value: object) -> list[object] | None:
    return [_shape(part) for part in value] if isinstance(value, (list, tuple)) else None


def _spread(column: list[Cell | _Refused], rows: int) -> list[Cell | _Refused]:
    return column if len(column) == rows else column * rows


def _shaped(pattern: object, answers: Iterator[Answer]) -> object:
    if not isinstance(pattern, (list, tuple)):
        return next(answers)
    return [_shaped(part, answers) if isinstance(part, (list, tuple)) else next(answers) for part in pattern]


def _cell(value: object) -> Cell | _Refused:
    """Return a leaf as a cell: blank ones as an empty text, every number as a float."""
    if isinstance(value, str):
        text = value.strip()
        return _Refused(f"单元格中是错误值{text}，请先改正") if text in _ERRORS else value if text else ""
    if value is None:
        return ""
    if isinstance(value, (bool, float, dt.date, dt.time, dt.timedelta)):
        return value
    if isinstance(value, (int, Decimal)):
        try:
            return float(value)
        except (OverflowError, ValueError):
            return _Refused(UNREADABLE)
    return _Refused(UNREADABLE)


def _answers(
    judge: Callable[..., Sequence[Answer]], subject: int, columns: Sequence[Sequence[Cell | _Refused]]
) -> list[Answer]:
    early = [_early(row, subject) for row in zip(*columns, strict=True)]
    open_ = [at for at, answer in enumerate(early) if answer is None]
    judged = iter(judge(*([column[at] for at in open_] for column in columns)) if open_ else ())
    return [next(judged) if answer is None else answer for answer in early]


def _early(row: Sequence[Cell | _Refused], subject: int) -> str | None:
    """Return the answer to a row that need not be judged; None for any other row."""
    if row[subject] == "":
        return ""
    for cell in row:
        if isinstance(cell, _Refused):
            return cell.text
    return None
