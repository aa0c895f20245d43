"""Runs in LibreOffice's bundled Python: ``office_side.py SOFFICE add FILE`` or ``… remove ""``; exits with 0 when done.

Ends with 3 when LibreOffice and this Python are not connected (python3-uno on Debian).

The profile is the user's; ZCERT_OFFICE_PROFILE names another one for tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

try:
    import uno
except ModuleNotFoundError:
    sys.exit(3)
import unohelper
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment, XProgressHandler

IDENTIFIER = "cn.zcert.calc"
_SECONDS = 90


class Approve(unohelper.Base, XCommandEnvironment, XInteractionHandler, XProgressHandler):
    """Answers yes to the extension manager, e.g. when it asks whether to replace an older version."""

    def getInteractionHandler(self) -> Approve:  # noqa: N802
        """Return the handler of questions."""
        return self

    def getProgressHandler(self) -> Approve:  # noqa: N802
        """Return the handler of progress reports."""
        return self

    def handle(self, request: Any) -> None:  # noqa: ANN401
        """Approve the request."""
        for one in request.getContinuations():
            if one.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove")):
                one.select()
                return

    def push(self, status: Any) -> None:  # noqa: ANN401
        """Ignore progress."""

    def update(self, status: Any) -> None:  # noqa: ANN401
        """Ignore progress."""

    def pop(self) -> None:
        """Ignore progress."""


def connect(soffice: str) -> Any:  # noqa: ANN401
    """Start LibreOffice, or reach the running one, and return its context; NoConnectException after 90 s."""
    pipe = f"zcert{uuid.uuid4().hex}"
    profile = os.environ.get("ZCERT_OFFICE_PROFILE")
    own = [f"-env:UserInstallation={Path(profile).as_uri()}"] if profile else []
    accept = f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"
    subprocess.Popen([soffice, *own, "--headless", "--norestore", "--nodefault", accept])
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end_s = time.monotonic() + _SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end_s:
                raise
            time.sleep(0.1)


def main(soffice: str, what: str, path: str) -> None:
    """Add or remove the extension, and close LibreOffice unless a document is open."""
    context = connect(soffice)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        change(context, what, path)
    finally:
        if not desktop.Components.createEnumeration().hasMoreElements():
            desktop.terminate()


def change(context: Any, what: str, path: str) -> None:  # noqa: ANN401
    """Add or remove."""
    make = context.ServiceManager.createInstanceWithContext
    # An error here, where LibreOffice's Python does not start; the extension would end it with everything that is open.
    if make("com.sun.star.loader.Python", context) is None:
        sys.exit(3)
    manager = context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
    if what == "add":
        manager.addExtension(Path(path).as_uri(), (), "user", None, Approve())
    else:
        manager.removeExtension(IDENTIFIER, "zcert.oxt", "user", None, Approve())
        libraries = make("com.sun.star.script.ApplicationScriptLibraryContainer", context)
        if libraries.hasByName("Standard"):
            libraries.loadLibrary("Standard")
            if libraries.getByName("Standard").hasByName("ZCERT"):
                libraries.getByName("Standard").removeByName("ZCERT")
                libraries.storeLibraries()


if __name__ == "__main__":
    main(*sys.argv[1:])
