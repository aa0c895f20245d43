"""The verbs of the command line that install, remove and diagnose."""

import sys

import pytest

from support.main import run
from zcert_addin.installing.pc import Pc, blocked
from zcert_bridge import log


def test_the_verbs(this_pc: Pc, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 1
    assert run(["install", "--dry-run"]) == 0
    assert not this_pc.home.exists()
    assert "以上各步没有执行" in capsys.readouterr().out
    assert run(["install"]) == 0
    assert "安装完成" in capsys.readouterr().out
    assert not blocked(this_pc.home / "zcert.exe")
    assert run(["doctor"]) == 0
    assert "没有发现问题" in capsys.readouterr().out
    assert run(["uninstall", "--dry-run"]) == run(["uninstall"]) == run(["uninstall"]) == 0
    assert capsys.readouterr().out.endswith("卸载完成\n没有安装，不需要卸载\n")


def test_the_log_outlives_the_program_and_is_named(
    this_pc: Pc, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(this_pc.local))
    run(["doctor"])
    assert f"运行记录：{this_pc.log}（还没有）\n" in capsys.readouterr().out
    log.note("back_up", ValueError())
    for verb in ("install", "install", "doctor", "uninstall"):
        run([verb])
    assert this_pc.log.read_text("utf-8").count("\n") == 1
    out = capsys.readouterr().out
    assert f"运行记录：{this_pc.log}\n" in out
    assert out.endswith(f"仍保留在“{this_pc.log.parent}”，不需要时可以删除\n")


@pytest.mark.skipif(sys.platform == "win32", reason="this is a PC with Windows")
@pytest.mark.parametrize("verb", ["install", "uninstall", "doctor"])
def test_elsewhere_there_is_one_sentence(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb]) == 2
    assert capsys.readouterr().err == (
        "zcert：安装和检查只用于Windows上的Excel；给LibreOffice安装扩展请用“zcert install --calc”，卸载再加“--remove”\n"
    )
