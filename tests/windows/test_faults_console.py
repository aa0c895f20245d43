"""What was wrong with pipes on Windows: their encoding, a reader that goes away, numbers that come in."""

import json
from collections.abc import Iterator

import pytest

from support.screen import screen
from support.windows_pc import FROZEN, PIP, WESTERN, WindowsPc, copied_pc

BOTH = pytest.mark.parametrize("program", [pytest.param(PIP, id="pip"), pytest.param(FROZEN, id="frozen")])
RIGHT = "11010519491231002X"
# A window in which someone works, and its console. Wine says that a process has one which has none.
IN_A_CONSOLE = """
import ctypes, json, subprocess, sys
kernel = ctypes.WinDLL("kernel32")
kernel.FreeConsole()
assert kernel.AllocConsole()
assert kernel.SetConsoleOutputCP(int(sys.argv[1])) and kernel.SetConsoleCP(int(sys.argv[1]))
done = subprocess.run(json.loads(sys.stdin.read()), stdin=subprocess.DEVNULL, capture_output=True)
print(json.dumps([done.returncode, done.stdout.hex(), done.stderr.hex()]))
"""


@pytest.fixture(scope="module")
def desk() -> Iterator[WindowsPc]:
    """Yield a PC with a screen, without which Wine has no window for a console."""
    with screen() as shown, copied_pc(display=shown.display) as started:
        yield started


def in_a_console(pc: WindowsPc, page: int, *command: str, **environment: str) -> tuple[int, bytes, bytes]:
    done = pc.script(IN_A_CONSOLE, str(page), stdin=json.dumps(command).encode(), **environment)
    code, out, err = json.loads(done.tidy())
    return code, bytes.fromhex(out), bytes.fromhex(err)


@BOTH
@pytest.mark.parametrize(("page", "encoding"), [(936, "gbk"), (65001, "utf-8"), (437, "utf-8")])
def test_people_get_the_code_page_of_their_console(desk: WindowsPc, program: str, page: int, encoding: str) -> None:
    code, out, err = in_a_console(desk, page, program, "id", RIGHT)
    assert (code, err) == (0, b"")
    assert "正确" in out.decode(encoding)
    code, out, err = in_a_console(desk, page, program, "check", "没有.xlsx")
    assert (code, out) == (2, b"")
    assert err.decode(encoding).startswith("zcert：“没有.xlsx”")


@BOTH
def test_programs_get_utf_8(desk: WindowsPc, program: str) -> None:
    code, out, err = in_a_console(desk, 936, program, "id", "--json", RIGHT)
    assert (code, err, json.loads(out)["value"]) == (0, b"", RIGHT)
    assert "女".encode() in out


@BOTH
@pytest.mark.parametrize(("name", "value"), [("PYTHONUTF8", "1"), ("PYTHONIOENCODING", "utf-8")])
def test_what_the_environment_asks_for_is_done(desk: WindowsPc, program: str, name: str, value: str) -> None:
    code, out, _ = in_a_console(desk, 936, program, "id", RIGHT, **{name: value})
    assert (code, "正确" in out.decode()) == (0, True)


@BOTH
@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", WESTERN])
def test_without_a_console_it_is_utf_8(pc: WindowsPc, program: str, locale: str) -> None:
    assert "正确" in pc.run(program, "id", RIGHT, locale=locale).tidy()


@BOTH
@pytest.mark.parametrize("arguments", [("id", "-"), ("id", "--json", "-"), ("--help",), ("check", "--help")])
def test_a_reader_that_goes_away_is_no_failure_to_talk_about(
    pc: WindowsPc, program: str, arguments: tuple[str, ...]
) -> None:
    with pc.start(program, *arguments) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        if "-" in arguments:
            process.stdin.write(f"{RIGHT}\r\n".encode() * 2000)
        process.stdin.close()
        assert (process.wait(timeout=120), process.stderr.read()) == (2, b"")


@BOTH
@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig"])
def test_numbers_come_in_the_encoding_of_the_console_or_in_utf_8(pc: WindowsPc, program: str, encoding: str) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in RIGHT)
    done = pc.run(program, "id", "-", stdin=f"{wide}\r\n".encode(encoding))
    assert (done.code, done.errors, "正确" in done.text) == (0, "", True)
