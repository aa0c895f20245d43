"""The VBA of the cell functions: xlwings' own text, fresh, and with help that the wizard shows whole."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from inspect import Parameter, signature
from pathlib import Path

import pytest

import make_functions
from zcert_macros.function_wrappers import help_texts, wrappers
from zcert_macros.vba_source import XLWINGS, stored
from zcert_udfs import FUNCTIONS, Argument, CellFunction

EXCEL = Path(__file__).parents[2] / "macros_bridge" / "zcert_macros" / "excel"


@dataclass(frozen=True)
class Sample:
    name: str
    summary: str
    arguments: tuple[Argument, ...]
    function: Callable[..., object]


def ages(ids: object, day: object = "") -> object:
    return ids, day


def titles(series: object) -> object:
    return series


SAMPLES = (
    Sample("ZC_SAMPLE", "示例", (Argument("ids", "号码"), Argument("day", "截止日期")), ages),
    Sample("ZC_ALL", "全部", (Argument("series", "系列"),), titles),
)

# xlwings imports pywin32 before it writes a line, so empty modules stand in for it; only its generator is run.
GENERATOR = """
import io, sys, types

def stand_in(name, **content):
    sys.modules[name] = module = types.ModuleType(name)
    module.__dict__.update(content)
    return module

stand_in("pythoncom", CoInitialize=lambda: None, IID_IDispatch=None)
stand_in("pywintypes", com_error=type("com_error", (Exception,), {}))
client = stand_in("win32com.client", Dispatch=None)
stand_in("win32com", client=client)
from xlwings import udfs

scope = types.ModuleType("scope")
for name, arguments in eval(sys.argv[1]):
    made = {}
    exec(f"def {name}({', '.join(arguments)}): pass", made)
    setattr(scope, name, udfs.xlfunc(made[name]))
text = io.StringIO()
udfs.generate_vba_wrapper("zcert_bridge.excel_functions", scope, text, types.SimpleNamespace(Name="zcert.xlam"))
sys.stdout.write(text.getvalue())
"""


def generated(functions: Iterable[CellFunction]) -> str:
    """What xlwings' own generator writes for functions of these names and arguments."""
    table = [(one.name, [str(parameter) for parameter in parameters(one)]) for one in functions]
    done = subprocess.run([sys.executable, "-c", GENERATOR, repr(table)], capture_output=True, text=True, check=True)
    return done.stdout


def parameters(function: CellFunction) -> list[Parameter]:
    found = signature(function.function).parameters.values()
    return [parameter.replace(annotation=Parameter.empty) for parameter in found]


def body(text: str) -> str:
    return text.partition("of Excel\n")[2]


@pytest.mark.parametrize("functions", [SAMPLES, FUNCTIONS], ids=["samples", "offered"])
def test_the_text_is_that_of_xlwings(functions: tuple[CellFunction, ...]) -> None:
    assert body(wrappers(functions, "zcert_bridge.excel_functions")).rstrip() == generated(functions).rstrip()


def test_an_argument_with_a_default_may_be_left_out() -> None:
    assert "Function ZC_SAMPLE(ids, Optional day)\n" in wrappers(SAMPLES, "zcert_bridge.excel_functions")


def test_the_version_is_the_one_whose_dll_is_loaded() -> None:
    assert version("xlwings") == XLWINGS


@pytest.mark.parametrize("file", make_functions.texts())
def test_the_modules_in_the_repository_are_fresh(file: str) -> None:
    committed = (EXCEL / file).read_bytes().replace(b"\r\n", b"\n").decode()
    assert committed == make_functions.texts()[file]


def test_help_is_given_for_each_function_and_argument() -> None:
    text = stored(help_texts(SAMPLES), "ZcFunctionHelp")
    assert re.findall(r'Describe "(\w+)"', text) == ["ZC_ALL", "ZC_SAMPLE"]
    assert text.count('U("') == 5


def test_a_help_text_that_the_wizard_cuts_is_refused() -> None:
    with pytest.raises(ValueError, match="255"):
        help_texts([Sample("ZC_X", "长" * 256, (), list)])
