"""The two ways in which the program is started, and the cell functions as xlwings' server calls them."""

import multiprocessing
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import make_functions
from support.domain import WOMAN
from zcert_addin.buttons import BUTTONS
from zcert_addin.cli.main import FAILED, FOUND_NOTHING
from zcert_bridge import excel_functions
from zcert_program import main as program
from zcert_udfs import FUNCTIONS

CLSID = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"


def start(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["zcert", *arguments])
    with pytest.raises(SystemExit) as ended:
        program.main()
    return ended.value.code


def test_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(monkeypatch, "id", WOMAN) == FOUND_NOTHING
    assert "正确" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--multiprocessing-fork", "parent_pid=1"], ["-B", "-c", "worker"], ["id"]])
def test_a_reading_process_of_the_frozen_program_is_none_of_its_verbs(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    def begin() -> None:
        raise SystemExit(77)

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(multiprocessing, "freeze_support", begin)
    assert start(monkeypatch, *arguments) == 77


def test_no_server_elsewhere(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(program.sys, "platform", "linux")
    assert start(monkeypatch, "--udf-server", CLSID) == FAILED
    assert capsys.readouterr().err == f"zcert：{program.ONLY_WINDOWS}\n"


def test_the_server(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    served: list[str] = []
    program.load()  # while the standard library knows on which system it is
    monkeypatch.setattr(program.sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "xlwings.com_server", SimpleNamespace(serve=served.append))
    engine = SimpleNamespace(N_COM_ATTEMPTS=0)  # 0 means for ever
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", engine)
    assert start(monkeypatch, "--udf-server", CLSID) == FOUND_NOTHING
    assert served == [CLSID]
    assert engine.N_COM_ATTEMPTS == 60
    assert start(monkeypatch, "--udf-server") == FAILED
    assert program.NO_CLASS in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "xlwings.com_server", None)
    assert start(monkeypatch, "--udf-server", CLSID) == FAILED
    assert program.NO_XLWINGS in capsys.readouterr().err


def test_the_server_has_everything_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = {f"zcert_addin.buttons.{name}" for name in BUTTONS}
    for module in modules:
        monkeypatch.delitem(sys.modules, module, raising=False)
    program.load()
    assert modules <= set(sys.modules)


@pytest.mark.parametrize("switches", [["-B", "-c"], ["-c"], ["-B", "-S", "-c"]])
def test_code_is_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, switches: list[str]) -> None:
    code = f"open({str(tmp_path / 'ran')!r}, 'w')"
    assert start(monkeypatch, *switches, code) == FAILED
    assert not (tmp_path / "ran").exists()


def test_fast_verbs_load_neither_xlwings_nor_what_reads_workbooks() -> None:
    code = (
        "import sys; from zcert_program.main import main; sys.argv = ['zcert', 'id', sys.argv[1]]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print({'xlwings', 'numpy', 'PIL', 'python_calamine', 'xlsxwriter', 'rich', 'zcert_addin.buttons',"
        "'zcert_macros', 'zcert_calc', 'zcert_bridge'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, WOMAN], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "set()"


# Cell functions


def test_every_cell_function_has_its_name() -> None:
    assert dir(excel_functions) == sorted(cell.name for cell in FUNCTIONS)
    for cell in FUNCTIONS:
        function = getattr(excel_functions, cell.name)
        assert (function.__name__, function.__doc__) == (cell.name, cell.summary)
    assert excel_functions.ZC_CHECKID([[WOMAN], [None]]) == [["正确"], [""]]
    assert not hasattr(excel_functions, "ZC_NOTHING")


ON_WINDOWS = """
import sys
import zcert_udfs
from support import windows_stubs
udfs = windows_stubs.install()
from zcert_bridge import excel_functions

for cell in zcert_udfs.FUNCTIONS:
    offered = getattr(excel_functions, cell.name).__xlfunc__
    assert (offered["name"], offered["category"], offered["ret"]["doc"]) == (cell.name, "职称采集", cell.summary)
    assert [(arg["name"], arg["doc"]) for arg in offered["args"]] == [(one.name, one.help) for one in cell.arguments]
    assert all(arg["options"] == {"ndim": 2, "err_to_str": True} for arg in offered["args"])

def call(name, *args):
    return udfs.call_udf("zcert_bridge.excel_functions", name, args)

MISSING, NOT_AVAILABLE = -2147352572, -2146826246
print(call("ZC_CHECKID", sys.argv[1]))
print(call("ZC_CHECKID", ((sys.argv[1],), (None,), (NOT_AVAILABLE,))))
print(call("ZC_GENDER", ((sys.argv[1], ""),)))
print(call("ZC_AGE", sys.argv[1], MISSING) == call("ZC_AGE", sys.argv[1], ""))
"""


def test_the_functions_as_xlwings_server_calls_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {sys.path[0]!r})\n{ON_WINDOWS}", WOMAN],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines() == [
        "[['正确']]",
        "[['正确'], [''], ['单元格中是错误值#N/A，请先改正']]",
        "[['女', '']]",
        "True",
    ]


def test_the_macros_ask_this_module_for_them() -> None:
    assert excel_functions.__name__ == make_functions.PYTHON_MODULE
