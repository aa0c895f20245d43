"""Lets hours pass between any two looks of a writer of workbooks at the clock.

XlsxWriter, openpyxl and zipfile write the time into each file. A test that compares two of their files fails with this
clock always, and not only when a second happens to pass between them.
"""

import datetime as dt
import types
import zipfile
from itertools import count

import pytest
from openpyxl.packaging import core as openpyxl_core
from openpyxl.writer import excel as openpyxl_writer
from xlsxwriter.core import Core

_HOURS = count(1)


def _now(tz: dt.tzinfo | None = dt.UTC) -> dt.datetime:
    return dt.datetime(2020, 1, 1, tzinfo=tz) + dt.timedelta(hours=next(_HOURS))


def install(patch: pytest.MonkeyPatch) -> None:
    """Replace the clock of all three by this one."""
    assemble = Core._assemble_xml_file  # noqa: SLF001  XlsxWriter looks at the clock in here only

    def assemble_now(core: Core) -> None:
        core.properties = {"created": _now()} | core.properties
        assemble(core)

    patch.setattr(Core, "_assemble_xml_file", assemble_now)
    clock = types.SimpleNamespace(now=_now)
    for module in (openpyxl_core, openpyxl_writer):
        patch.setattr(module, "datetime", types.SimpleNamespace(datetime=clock, timezone=dt.timezone))
    time = types.SimpleNamespace(time=lambda: _now().timestamp(), localtime=zipfile.time.localtime)
    patch.setattr(zipfile, "time", time)
