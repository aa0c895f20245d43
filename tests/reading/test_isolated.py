"""A file that kills its reader costs an answer and not the program."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.domain import RESIDENT
from support.main import run
from zcert_addin.commands.read_unit import unread
from zcert_addin.reading import isolated
from zcert_addin.reading.isolated import read_in_worker
from zcert_addin.reading.preflight import EMPTY, Unreadable
from zcert_addin.reading.workbook import read
from zcert_dictionaries import load_edition
from zcert_templates.build import build_collection


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "采集表.xlsx"
    path.write_bytes(build_collection(RESIDENT, load_edition(), ()))
    return path


def test_the_same_is_read(workbook: Path) -> None:
    assert read_in_worker(workbook) == read(workbook, dictionary=True)


def test_what_is_wrong_with_a_file_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    empty.touch()
    with pytest.raises(Unreadable, match=EMPTY):
        read_in_worker(empty)
    with pytest.raises(FileNotFoundError):
        read_in_worker(tmp_path / "没有.xlsx")


@pytest.mark.parametrize("answer", ["slow", "dead"])
def test_a_defeat_is_a_sentence(
    answer: isolated.Failure, workbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(isolated, "isolated", lambda *_: iter([answer]))
    assert run(["check", str(workbook)]) == 2
    assert isolated.reason(answer) in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["check", "{}", "--write"], id="check"),
        pytest.param(["photos", "{}", "--write"], id="photos"),
        pytest.param(["button", "update_dictionary", "{}", "--no", "--results", "{}.txt"], id="file mode"),
    ],
)
def test_nothing_of_a_foreign_file_is_parsed_here(arguments: list[str], workbook: Path) -> None:
    program = workbook.with_name("program.py")
    program.write_text(PROGRAM.format([one.format(workbook) for one in arguments]), "utf-8")
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


PROGRAM = """
import sys
from zcert_program.toolbox import TOOLBOX
from zcert_addin.cli.main import run

if __name__ == "__main__":
    code = run({}, TOOLBOX)
    parsers = {{"python_calamine", "xlrd", "zcert_addin.patching.scan", "zcert_addin.reading.workbook"}}
    print(*parsers.intersection(sys.modules), file=sys.stderr, end="")
    sys.exit(code)
"""


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("slow", "读取这个文件用时过长，已停止读取，没有汇总，请在Excel或WPS中打开后另存为.xlsx再提交"),
        ("dead", "读取这个文件需要的内存或时间超出限度，没有汇总，请在Excel或WPS中打开后另存为.xlsx再提交"),
    ],
)
def test_a_defeat_at_merging_says_what_follows(kind: isolated.Failure, sentence: str) -> None:
    assert unread(kind).reason == sentence
