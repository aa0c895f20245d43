"""The way of the cell functions: the Basic shim calls this service with the function's name and its arguments."""

from __future__ import annotations

from typing import Any

import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.sheet import XFunctionAccess

from zcert_glue import helper

NAME = "cn.zcert.calc.Functions"


class Functions(unohelper.Base, XServiceInfo, XFunctionAccess):
    """All cell functions."""

    def __init__(self, context: Any) -> None:  # noqa: ANN401
        self._context = context

    def callFunction(self, name: str, arguments: tuple[Any, ...]) -> Any:  # noqa: ANN401, N802
        """Evaluate a function; a range is rows of cells, and so is its answer."""
        answer = helper.call(name, list(arguments))
        return tuple(map(tuple, answer)) if isinstance(answer, list) else answer

    def getImplementationName(self) -> str:  # noqa: N802
        """Give the name."""
        return NAME

    def supportsService(self, service: str) -> bool:  # noqa: N802
        """Say what this is."""
        return service == NAME

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """Say what this is."""
        return (NAME,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816  the loader looks for this name
g_ImplementationHelper.addImplementation(Functions, NAME, (NAME,))
