"""Run xlwings' own code for cell functions off Windows, in a separate process: COM is stubbed out."""

import sys
from types import ModuleType, SimpleNamespace

import xlwings as xw

from support import excel_engine


def install() -> ModuleType:
    """Return xlwings' module of cell functions, whose decorators replace those that do nothing."""
    _stub("pythoncom", CoInitialize=lambda: None, IID_IDispatch=None)
    _stub("pywintypes", com_error=OSError)
    _stub("xlwings.com_server", loop=None)
    _stub("win32com", client=_stub("win32com.client", Dispatch=None))
    from xlwings import udfs  # noqa: PLC0415  after the stubs

    xw.engines.engines_by_name["excel"] = xw.main.Engine(impl=excel_engine.Engine())
    xw.func, xw.arg = udfs.xlfunc, udfs.xlarg
    xw._xlwindows = SimpleNamespace(  # noqa: SLF001
        Range=lambda xl: SimpleNamespace(api=xl), is_range_instance=lambda _arg: False
    )
    return udfs


def _stub(name: str, **members: object) -> ModuleType:
    sys.modules[name] = module = ModuleType(name)
    module.__dict__.update(members)
    return module
