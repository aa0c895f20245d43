"""The way of the cell functions: the Basic shim calls this service with the function's name and its arguments."""

from __future__ import annotations

from typing import Any

import uno
import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.script.provider import XScript

from zcert_glue import helper

NAME = "cn.zcert.calc.Functions"


class Functions(unohelper.Base, XServiceInfo, XScript):
    """All cell functions."""

    def __init__(self, context: Any) -> None:  # noqa: ANN401
        self._context = context

    def invoke(self, parameters: tuple[Any, ...], _indices: Any, _outs: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Evaluate a function: name, arguments; a range is rows of cells, and so is its answer."""
        name, *arguments = parameters
        answer = helper.call(name, arguments)
        if isinstance(answer, list):
            # Typed, because Basic makes a matrix only of a sequence of sequences.
            answer = uno.Any("[][]any", tuple(map(tuple, answer)))
        return answer, (), ()

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
