"""The cell functions as xlwings' server finds them: by their names in formulas, ``ZC_CHECKID`` and so on.

Off Windows xlwings' decorators do nothing, and these are plain functions.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final

import xlwings as xw

import zcert_udfs
from zcert import words


def _offered(cell: zcert_udfs.CellFunction) -> Callable[..., object]:
    @wraps(cell.function)
    def offered(*ranges: object) -> object:
        return cell.function(*ranges)

    offered.__name__, offered.__doc__, offered.__annotations__ = cell.name, cell.summary, {}
    function: Callable[..., object] = offered
    for argument in cell.arguments:
        # ndim: a cell arrives like a range; err_to_str: otherwise xlwings reads #N/A as an empty cell.
        function = xw.arg(argument.name, ndim=2, err_to_str=True, doc=argument.help)(function)
    # Last, because each xw.arg resets the category.
    return xw.func(function, category=words.PROGRAM)  # type: ignore[call-overload,no-any-return]  # its overloads lack this form


BY_NAME: Final = {cell.name: _offered(cell) for cell in zcert_udfs.FUNCTIONS}


def __getattr__(name: str) -> Callable[..., object]:
    try:
        return BY_NAME[name]
    except KeyError:
        raise AttributeError(name) from None


def __dir__() -> list[str]:
    return list(BY_NAME)
