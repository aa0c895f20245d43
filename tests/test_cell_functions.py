"""The VBA of the cell functions: xlwings' own text, fresh, and with help that the wizard shows whole."""

import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest

import make_functions
from zcert_macros.function_wrappers import help_texts, wrappers
from zcert_macros.vba_source import XLWINGS, stored

EXCEL = Path(__file__).parent.parent / "macros_bridge" / "zcert_macros" / "excel"


@dataclass(frozen=True)
class Sample:
    name: str
    summary: str
    arguments: tuple[tuple[str, str], ...]


SAMPLES = (
    Sample("ZC_SAMPLE", "示例", (("ids", "号码"), ("day", "截止日期"))),
    Sample("ZC_ALL", "全部", (("series", "系列"),)),
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
udfs.generate_vba_wrapper("zcert_udfs", scope, text, types.SimpleNamespace(Name="zcert.xlam"))
sys.stdout.write(text.getvalue())
"""


def generated(functions: object) -> str:
    """What xlwings' own generator writes for functions of these names and arguments."""
    table = [(one.name, [name for name, _ in one.arguments]) for one in functions]  # type: ignore[attr-defined]
    done = subprocess.run([sys.executable, "-c", GENERATOR, repr(table)], capture_output=True, text=True, check=True)
    return done.stdout


def body(text: str) -> str:
    return text.partition("of Excel\n")[2]


def test_the_text_is_that_of_xlwings() -> None:
    assert body(wrappers(SAMPLES, "zcert_udfs")).rstrip() == generated(SAMPLES).rstrip()
    assert "ZC_SAMPLE(ids, day)" in generated(SAMPLES)


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
        help_texts([Sample("ZC_X", "长" * 256, ())])


RESERVED = """
    and as boolean byref byte byval call case const currency date declare dim do double each else end enum
    erase error event exit false for friend function get global gosub goto if imp implements in integer is let
    like line lock long loop lset me mid mod name new next not nothing null object on open option optional or
    paramarray print private property public put redim rem resume return rset seek select set single static
    step stop string sub tab then to true type typeof until variant wend while width with write xor caller
"""


@pytest.mark.parametrize("function", make_functions.FUNCTIONS, ids=lambda function: function.name)
def test_names_are_names_in_a_formula_and_in_vba(function: Sample) -> None:
    assert re.fullmatch(r"ZC_[A-Z0-9]+", function.name)
    for name, _ in function.arguments:
        assert re.fullmatch(r"[a-z][a-z_0-9]*", name)
        assert name not in RESERVED.split()
