"""The resident server through xlwings' own DLL, as the macros of Excel start it and call it."""

import json
from pathlib import Path

import pytest

from support.windows_pc import FROZEN, HOME, PIP, PYTHON, WindowsPc

TESTS = Path(__file__).parents[1]
RIGHT, WRONG_SUM = "330106198001019990", "330106198001019991"
TOLD = "校验码不符，号码中至少有一位写错，请对照证件逐位核对"
AS_NUMBER = "号码被表格软件存成了数字，末几位可能已经丢失，请把单元格设为文本格式后对照证件重新录入"

HEAD = """
import datetime as dt, os, sys
from support import dead_servers
from support.excel_client import MISSING, Excel, NotStarted, tell
folder = sys.argv[1]
"""
ALIVE = """
import ctypes, sys
kernel = ctypes.WinDLL("kernel32")
kernel.OpenProcess.restype = ctypes.c_void_p
handle = kernel.OpenProcess(0x100000, False, int(sys.argv[1]))
print(bool(handle) and kernel.WaitForSingleObject(ctypes.c_void_p(handle), 10_000) != 0)
"""


@pytest.fixture(params=[pytest.param(FROZEN, id="frozen"), pytest.param(PIP, id="pip")])
def installed(request: pytest.FixtureRequest, fresh_pc: WindowsPc) -> WindowsPc:
    """Return a PC on which the program is installed, so that the macros find it."""
    fresh_pc.run(request.param, "install").tidy()
    return fresh_pc


def told(pc: WindowsPc, source: str, folder: str = HOME) -> list[object]:
    """Run the source as Excel's process, and return the values that it tells."""
    done = pc.script(HEAD + source, folder, PYTHONPATH=pc.windows(TESTS), timeout=30)
    assert (done.code, done.errors) == (0, "")
    return [value for line in done.text.splitlines() for value in json.loads(line)]


def test_one_server_answers_formulas_and_buttons(installed: WindowsPc) -> None:
    values = told(
        installed,
        f"""
with Excel(folder) as excel:
    first = excel.process_id()
    tell(excel.formula("ZC_CHECKID", "{RIGHT}"), excel.formula("ZC_CHECKID", "{WRONG_SUM}"))
    tell(excel.formula("ZC_CHECKID", [["{RIGHT}"], [None], [""], [3.3010619800101e17], ["{WRONG_SUM}"]]))
    tell(excel.formula("ZC_CHECKID", [["{RIGHT}", "{WRONG_SUM}"], [None, "{RIGHT}"]]))
    day = dt.datetime(2026, 1, 1)
    tell(excel.formula("ZC_AGE", "{RIGHT}", day), excel.formula("ZC_AGE", "{RIGHT}", "20251231"))
    tell(excel.formula("ZC_AGE", "{RIGHT}", MISSING) >= 46)
    tell(excel.formula("ZC_CHECKCOUNTY", "杭州市", "西湖区"), excel.formula("ZC_CHECKCOUNTY", "宁波市", "西湖区"))
    tell(excel.formula("ZC_CHECKCOUNTY", "杭州市", [["西湖区"], ["上城区"]]))
    # There is no Excel here with such a workbook: the macros go on in file mode.
    tell(excel.press("show_about", r"C:\\没有.xlsx"))
    tell(excel.process_id() == first)
""",
    )
    assert values == [
        *("正确", TOLD),
        [["正确"], [""], [""], [AS_NUMBER], [TOLD]],
        [["正确", TOLD], ["", "正确"]],
        *(46, 45, True),
        *("正确", "不属于所选的所在地市“宁波市”，请重新选取所在县市或改正所在地市"),
        [["正确"], ["正确"]],
        False,
        True,
    ]


def test_a_killed_server_is_started_again(installed: WindowsPc) -> None:
    values = told(
        installed,
        f"""
with Excel(folder) as excel:
    first = excel.process_id()
    os.kill(first, 9)
    dead_servers.forget()
    tell(excel.formula("ZC_CHECKID", "{RIGHT}"), excel.process_id() != first)
""",
    )
    assert values == ["正确", True]


def test_a_bug_in_a_function_is_an_answer_and_the_server_stays(installed: WindowsPc) -> None:
    values = told(
        installed,
        f"""
with Excel(folder) as excel:
    first = excel.process_id()
    excel.server().Exec("from zcert.values import id_number; id_number.faults = None")
    tell(excel.formula("ZC_CHECKID", [["{RIGHT}"], ["{RIGHT}"]]), excel.formula("ZC_GENDER", "{RIGHT}"))
    tell(excel.process_id() == first)
""",
    )
    assert values == ["内部错误", "男", True]


def test_it_ends_with_its_excel(installed: WindowsPc) -> None:
    source = """
excel = Excel(folder)
tell(excel.process_id())
sys.stdout.flush()
os._exit(0)
"""
    (process,) = told(installed, source)
    assert installed.script(ALIVE, str(process)).tidy() == "False\n"


def test_two_excels_have_a_server_each(installed: WindowsPc) -> None:
    source = f"""
with Excel(folder) as excel:
    tell(excel.process_id())
    sys.stdout.flush()
    sys.stdin.read()
    tell(excel.formula("ZC_CHECKID", "{RIGHT}"))
"""
    other = installed.start(PYTHON, "-X", "utf8", "-c", HEAD + source, HOME, PYTHONPATH=installed.windows(TESTS))
    with other:
        assert other.stdout
        first = json.loads(other.stdout.readline())
        second, answer = told(installed, source)
        assert first != [second]
        assert answer == "正确"
        out, _ = other.communicate(timeout=60)
    assert json.loads(out) == ["正确"]


def test_a_program_that_a_virus_scanner_took_is_told(installed: WindowsPc) -> None:
    (installed.path(HOME) / "zcert.exe").unlink()
    (reason,) = told(
        installed,
        """
try:
    Excel(folder).server()
except NotStarted as error:
    tell(str(error))
""",
    )
    assert "zcert.exe" in str(reason)
