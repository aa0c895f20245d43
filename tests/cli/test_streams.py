"""What a pipe gets: for people the code page of the console, for programs UTF-8, nothing once its reader has gone."""

import errno
import io
import json
import os
import sys
from typing import NoReturn

import pytest

from support.domain import WOMAN
from zcert_addin.cli import console, main, streams
from zcert_program.toolbox import TOOLBOX


@pytest.fixture(autouse=True)
def nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONIOENCODING", "PYTHONUTF8"):
        monkeypatch.delenv(name, raising=False)


class Pipe(io.TextIOWrapper):
    """A standard stream that goes into a pipe, in the encoding that Python gives it on a PC of Western Europe."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="cp1252", newline="\n")

    def content(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined,no-any-return]


class Window(Pipe):
    """A standard stream that goes to a window."""

    def isatty(self) -> bool:
        return True


def printed(monkeypatch: pytest.MonkeyPatch, page: int | None, *arguments: str) -> bytes:
    """Run the whole program with its output in a pipe, in a console of this code page."""
    out, err = Pipe(), Pipe()
    monkeypatch.setattr(sys, "argv", ["zcert", *arguments])
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(streams, "code_page", lambda: page)
    with pytest.raises(SystemExit):
        main.main(TOOLBOX)
    return out.content() + err.content()


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        pytest.param(936, "gbk", id="Chinese"),
        pytest.param(950, "big5", id="traditional"),
        pytest.param(54936, "gb18030", id="GB18030"),
        pytest.param(65001, "utf-8", id="chcp 65001"),
        pytest.param(437, "utf-8", id="no Chinese"),
        pytest.param(850, "utf-8", id="no Chinese either"),
        pytest.param(99999, "utf-8", id="unknown"),
        pytest.param(None, "utf-8", id="no console, not Windows"),
    ],
)
def test_people_get_the_code_page_of_their_console(
    monkeypatch: pytest.MonkeyPatch, page: int | None, encoding: str
) -> None:
    said = printed(monkeypatch, page, "id", WOMAN)
    if page == 950:
        # Big5 has no simplified letters.
        assert "正确".encode() in said
    else:
        assert "正确".encode(encoding) in said
        assert "女".encode(encoding) in said
    complaint = printed(monkeypatch, page, "check", "没有.xlsx")
    assert "没有.xlsx".encode("utf-8" if page == 950 else encoding) in complaint


@pytest.mark.parametrize("page", [936, 65001, 437, None])
def test_programs_get_utf_8(monkeypatch: pytest.MonkeyPatch, page: int | None) -> None:
    said = printed(monkeypatch, page, "id", "--json", WOMAN, "𠮷")
    first, second = said.decode().splitlines()
    assert (json.loads(first)["value"], json.loads(second)["value"]) == (WOMAN, "𠮷")
    assert "𠮷" in second


@pytest.mark.parametrize(
    ("name", "value", "encoding"),
    [
        ("PYTHONUTF8", "1", "utf-8"),
        ("PYTHONUTF8", "0", "gbk"),
        ("PYTHONIOENCODING", "gb18030", "gb18030"),
        ("PYTHONIOENCODING", "utf8:strict", "utf-8"),
        ("PYTHONIOENCODING", ":replace", "gbk"),
        ("PYTHONIOENCODING", "没有", "gbk"),
    ],
)
def test_what_the_environment_asks_for_is_done(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, encoding: str
) -> None:
    monkeypatch.setenv(name, value)
    assert "正确".encode(encoding) in printed(monkeypatch, 936, "id", WOMAN)


def test_json_in_an_encoding_that_was_asked_for_is_escaped_where_it_lacks_a_character(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    said = printed(monkeypatch, 65001, "id", "--json", WOMAN, "𠮷").splitlines()
    assert "女" in said[0].decode("gbk")
    assert (json.loads(said[1])["value"], b"\\ud842" in said[1]) == ("𠮷", True)


def test_a_table_looks_the_same_in_every_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    for page in (936, 65001):
        out = Pipe()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(streams, "code_page", lambda page=page: page)
        streams.prepare(sys.stdout)
        console.table(("文件", "人数"), [("甲𠮷.xlsx", "3")])
        shown.append(out.content().decode("gbk" if page == 936 else "utf-8").replace("\\U00020bb7", "𠮷"))
    assert shown[0] == shown[1]
    assert "──" in shown[0]


def test_a_window_shows_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "code_page", lambda: 936)
    window = Window()
    streams.prepare(window)
    window.write("𠮷")
    assert window.content() == "𠮷".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="a console may be there")
def test_there_is_no_code_page_elsewhere() -> None:
    assert streams.code_page() is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_numbers_are_read_in_the_encoding_of_the_console(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in WOMAN)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{wide}\r\n".encode(encoding))))
    assert main.run(["id", "-"], TOOLBOX) == main.FOUND_NOTHING
    assert "正确" in capsys.readouterr().out


class Gone(io.StringIO):
    """A pipe whose reader has gone, as Windows reports it: at once, or when it is flushed."""

    def __init__(self, *, flushed: bool) -> None:
        super().__init__()
        self.flushed = flushed

    def write(self, text: str) -> int:
        return super().write(text) if self.flushed else self.refuse()

    def flush(self) -> None:
        if self.flushed:
            self.refuse()

    def refuse(self) -> NoReturn:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    def fileno(self) -> int:
        return self.sink

    sink = -1


@pytest.mark.parametrize(
    ("arguments", "flushed"),
    [
        (["id", WOMAN], False),
        (["id", WOMAN], True),
        (["id", "--json", WOMAN], False),
        (["--help"], False),
        (["check", "--help"], True),
        (["--version"], False),
        ([], False),
    ],
)
def test_a_reader_that_goes_away_is_no_failure_to_talk_about_on_windows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], *, flushed: bool
) -> None:
    gone = Gone(flushed=flushed)
    monkeypatch.setattr(sys, "stdout", gone)
    gone.sink = os.open(os.devnull, os.O_WRONLY)
    try:
        assert main.run(arguments, TOOLBOX) == main.FAILED
    finally:
        os.close(gone.sink)
    assert capsys.readouterr().err == ""


def test_an_error_channel_that_nobody_reads_is_no_failure_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Gone(flushed=False))
    assert main.run(["check", "没有.xlsx"], TOOLBOX) == main.FAILED
