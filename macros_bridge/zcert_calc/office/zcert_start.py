"""When LibreOffice starts: put the Basic shim into the user's Standard library, where formulas look up names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import uno
from com.sun.star.task import XJob

from zcert_glue.component import Component, offer

_EXTENSION = "cn.zcert.calc"
_MODULE = "ZCERT"


class Start(Component, XJob):
    """The start-up job."""

    NAME = "cn.zcert.calc.Start"

    def execute(self, _arguments: tuple[Any, ...]) -> None:
        """Write the shim unless it is up to date."""
        provider = self._context.getByName("/singletons/com.sun.star.deployment.PackageInformationProvider")
        folder = Path(uno.fileUrlToSystemPath(provider.getPackageLocation(_EXTENSION)))
        source = (folder / "functions.bas").read_text("ascii")
        service = "com.sun.star.script.ApplicationScriptLibraryContainer"
        libraries = self._context.ServiceManager.createInstanceWithContext(service, self._context)
        if not libraries.hasByName("Standard"):
            libraries.createLibrary("Standard")
        libraries.loadLibrary("Standard")
        library = libraries.getByName("Standard")
        if not library.hasByName(_MODULE):
            library.insertByName(_MODULE, source)
        elif library.getByName(_MODULE) != source:
            library.replaceByName(_MODULE, source)
        else:
            return
        libraries.storeLibraries()


g_ImplementationHelper = offer(Start)  # noqa: N816  the loader looks for this name
