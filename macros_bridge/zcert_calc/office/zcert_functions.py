"""The service of the cell functions: the Basic shim calls it with a function's name and arguments."""

from __future__ import annotations

from typing import Any

from com.sun.star.sheet import XFunctionAccess

from zcert_glue import helper
from zcert_glue.component import Component, offer


class Functions(Component, XFunctionAccess):
    """All cell functions."""

    NAME = "cn.zcert.calc.Functions"

    def callFunction(self, name: str, arguments: tuple[Any, ...]) -> Any:  # noqa: ANN401, N802
        """Evaluate a function; a range is a tuple of rows, and so is its answer."""
        answer = helper.call(name, list(arguments))
        return tuple(map(tuple, answer)) if isinstance(answer, list) else answer


g_ImplementationHelper = offer(Functions)  # noqa: N816  the loader looks for this name
