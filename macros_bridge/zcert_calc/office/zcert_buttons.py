"""The toolbar and menu of LibreOffice Calc: each button is a URL of our protocol."""

from __future__ import annotations

from typing import Any

from com.sun.star.awt import XCallback
from com.sun.star.beans import NamedValue
from com.sun.star.frame import ControlCommand, FeatureStateEvent, XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization

from zcert_glue.component import Component, offer
from zcert_glue.pressing import PROTOCOL, press, shown


class Buttons(Component, XInitialization, XDispatchProvider, XDispatch, XCallback):
    """The buttons of one window."""

    NAME = "cn.zcert.calc.Buttons"
    SERVICE = "com.sun.star.frame.ProtocolHandler"

    def __init__(self, context: Any, *arguments: Any) -> None:  # noqa: ANN401
        super().__init__(context)
        self._frame = arguments[0] if arguments else None

    def initialize(self, arguments: tuple[Any, ...]) -> None:
        """Take the window's frame."""
        if arguments:
            self._frame = arguments[0]

    def queryDispatch(self, url: Any, _target: str, _flags: int) -> Buttons | None:  # noqa: ANN401, N802
        """Return this handler for a URL of our protocol, else None."""
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, requests: tuple[Any, ...]) -> tuple[Any, ...]:  # noqa: N802
        """Return this handler or None for each request."""
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url: Any, _arguments: tuple[Any, ...]) -> None:  # noqa: ANN401
        """Leave it to LibreOffice's own thread: the caller must not wait behind our message boxes."""
        service = "com.sun.star.awt.AsyncCallback"
        self._context.ServiceManager.createInstanceWithContext(service, self._context).addCallback(self, url.Path)

    def notify(self, button: str) -> None:
        """Run the button."""
        press(self._context, self._frame, button)

    def addStatusListener(self, listener: Any, url: Any) -> None:  # noqa: ANN401, N802
        """Report the button as enabled, with its tooltip; an extension's toolbar learns that in no other way."""
        event = FeatureStateEvent()
        event.Source, event.FeatureURL, event.IsEnabled, event.Requery = self, url, True, False
        event.State = ControlCommand(
            "SetQuickHelpText", (NamedValue("HelpText", shown(self._context, url.Path, "TooltipLabel")),)
        )
        listener.statusChanged(event)

    def removeStatusListener(self, listener: Any, url: Any) -> None:  # noqa: ANN401, N802
        """Do nothing: the state never changes."""


g_ImplementationHelper = offer(Buttons)  # noqa: N816  the loader looks for this name
