"""What every component tells the office about itself."""

from __future__ import annotations

from typing import Any

import unohelper
from com.sun.star.lang import XServiceInfo


class Component(unohelper.Base, XServiceInfo):
    """A component that offers one service, which has the component's own name unless another is given."""

    NAME = ""
    SERVICE = ""

    def __init__(self, context: Any) -> None:  # noqa: ANN401  UNO objects have no types
        self._context = context

    def getImplementationName(self) -> str:  # noqa: N802
        """Give the name."""
        return self.NAME

    def supportsService(self, service: str) -> bool:  # noqa: N802
        """Say what this is."""
        return service in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """Say what this is."""
        return (self.SERVICE or self.NAME,)


def offer(component: type[Component]) -> Any:  # noqa: ANN401
    """Give what the office's loader looks for in a module by the name g_ImplementationHelper."""
    offered = unohelper.ImplementationHelper()
    offered.addImplementation(component, component.NAME, (component.SERVICE or component.NAME,))
    return offered
