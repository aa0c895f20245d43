"""What every component tells LibreOffice about itself."""

from __future__ import annotations

from typing import Any

import unohelper
from com.sun.star.lang import XServiceInfo


class Component(unohelper.Base, XServiceInfo):
    """A component that offers one service, named like the component unless SERVICE is set."""

    NAME = ""
    SERVICE = ""

    def __init__(self, context: Any) -> None:  # noqa: ANN401  UNO objects have no types
        self._context = context

    def getImplementationName(self) -> str:  # noqa: N802
        """Return the component's name."""
        return self.NAME

    def supportsService(self, service: str) -> bool:  # noqa: N802
        """Return whether this is the service."""
        return service in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """Return the name of the service."""
        return (self.SERVICE or self.NAME,)


def offer(component: type[Component]) -> Any:  # noqa: ANN401
    """Return what LibreOffice's loader looks for in a module by the name g_ImplementationHelper."""
    offered = unohelper.ImplementationHelper()
    offered.addImplementation(component, component.NAME, (component.SERVICE or component.NAME,))
    return offered
