"""How does a workbook get its VBA project without Excel?

pyOpenVBA writes it as Excel does for a first macro: one document module for the workbook and one for each sheet, named
like their codeNames, then ours. Three things remain to be done here: ``_VBA_PROJECT`` announces no compiled code
([MS-OVBA] 2.3.4.1: version 0xFFFF, nothing after it), so that Excel compiles the text; ``dir`` ends with its terminator
(2.3.4.2), after which pyOpenVBA 6.5 leaves four bytes; and no editor window of its author is left open (2.3.1.18).

The same input produces the same bytes: the project's identifier comes from pyOpenVBA's template and is always the same.
"""

import re
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Final

from zcert_macros.flavour import Flavour
from zcert_macros.ribbon import CALLBACK_MODULE, callbacks
from zcert_macros.vba_source import stored

PROJECT_PART: Final = "xl/vbaProject.bin"

_SOURCE_ONLY: Final = bytes.fromhex("CC61FFFF000000")
_DIR_END: Final = bytes.fromhex("100000000000")
_WINDOW: Final = re.compile(rb"(?m)^(\w+)=-?\d+, -?\d+, -?\d+, -?\d+, \w?\r$")
_NAME: Final = re.compile(r'Attribute VB_Name = "(\w+)"')


def modules(flavour: Flavour) -> dict[str, str]:
    """Return the standard modules of a file by name, as stored; ValueError for a duplicate name."""
    texts = [_source(file) for file in flavour.modules] + [callbacks(flavour)]
    named = {_name(text): text for text in texts}
    if len(named) < len(texts) or CALLBACK_MODULE not in named:
        raise ValueError("two modules have the same name")
    return {name: stored(text, name) for name, text in named.items()}


def workbook_code(flavour: Flavour) -> str:
    """Return the text of the workbook's own module, as stored."""
    return stored(_source(flavour.workbook), flavour.workbook)


def _source(file: str) -> str:
    return files("zcert_macros").joinpath("excel", file).read_text("utf-8")


def _name(text: str) -> str:
    found = _NAME.match(text)
    if not found:
        raise ValueError(f"a module begins with Attribute VB_Name, not with {text[:40]!r}")
    return found[1]


def with_project(package: bytes, flavour: Flavour) -> bytes:
    """Add the project of a flavour to a macro-enabled workbook (.xlsm) without one."""
    from pyopenvba import ExcelFile  # noqa: PLC0415  0.2 s, and most commands make no macros

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsm"
        path.write_bytes(package)
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            workbook, *_ = documents = project.module_names()
            for name in documents:
                # Setting a module's text also drops the compiled code that the template holds for it.
                book.set_module(name, workbook_code(flavour) if name == workbook else "Option Explicit\r\n")
            for name, text in modules(flavour).items():
                project.add_module(name, text)
            book.save()
        return path.read_bytes()


def finished(project: bytes) -> bytes:
    """Return a project as [MS-OVBA] asks of a writer: text only, no leftovers."""
    from pyopenvba.cfb import CFB  # noqa: PLC0415  see above
    from pyopenvba.vba import compress, decompress  # noqa: PLC0415

    container = CFB.from_bytes(project)
    directory = decompress(container.get_stream_in_storage("VBA", "dir")).rstrip(b"\0")
    container.write_stream_in_storage("VBA", "dir", compress(directory.removesuffix(_DIR_END[:1]) + _DIR_END))
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", _SOURCE_ONLY)
    container.write_stream("PROJECT", _WINDOW.sub(rb"\1=0, 0, 0, 0, C\r", container.get_stream("PROJECT")))
    return bytes(container.to_bytes())
