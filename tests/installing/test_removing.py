"""Removing, and what is left where Windows holds a file."""

import copy
import errno
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.fake_pc import EXCEL, LIBRARIES, OPTIONS, fake_pc, installed, texts
from support.main import run
from zcert.errors import UserError
from zcert_addin.installing import office, plan
from zcert_addin.installing.pc import Pc


def test_removing_leaves_nothing(tmp_path: Path, download: Path) -> None:
    pc, registry = fake_pc(tmp_path, "16.0", "15.0")
    before = {key: values for key, values in copy.deepcopy(registry.keys).items() if values}
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    plan.carry_out(plan.uninstall(pc), lambda _text: None)
    assert {key: values for key, values in registry.keys.items() if values} == before
    assert not pc.home.exists()
    assert not pc.addin.exists()
    assert texts(plan.uninstall(pc)) == []


def holding(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let files of these names be held by a program: Windows does not remove them."""
    remove = shutil.rmtree

    def removed(folder: Path, *, ignore_errors: bool) -> None:
        assert ignore_errors
        if not any(path.name in names for path in folder.rglob("*")):
            remove(folder, ignore_errors=True)
            return
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in names:
                path.unlink()

    monkeypatch.setattr(shutil, "rmtree", removed)


def test_a_program_that_removes_itself_leaves_what_runs(
    this_pc: Pc, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["install"]) == 0
    monkeypatch.setattr(sys, "executable", str(this_pc.home / "zcert.exe"))
    holding(monkeypatch, "zcert.exe")
    capsys.readouterr()
    assert run(["uninstall"]) == 0
    assert capsys.readouterr().out.endswith(
        f"卸载完成\n正在运行的程序不能删除自己，请在本窗口关闭后手工删除文件夹“{this_pc.home}”\n"
    )
    assert [path.name for path in this_pc.home.rglob("*") if path.is_file()] == ["zcert.exe"]
    assert not this_pc.addin.exists()


def test_the_launcher_of_a_python_counts_as_running(
    this_pc: Pc, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["install"]) == 0
    monkeypatch.setattr(sys, "argv", [str(this_pc.home / "zcert.exe"), "uninstall"])
    holding(monkeypatch, "zcert.exe")
    assert run(["uninstall"]) == 0
    assert "正在运行的程序不能删除自己" in capsys.readouterr().out


def test_a_program_in_use_is_not_removed_by_halves(
    tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc, _ = installed(tmp_path, download, "16.0")
    before = sorted(pc.home.rglob("*"))

    def held(_path: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(UserError, match="请关闭Excel"):
        plan.carry_out(plan.uninstall(pc), lambda _text: None)
    assert sorted(pc.home.rglob("*")) == before


def test_what_a_held_file_left_is_removed_later(
    tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc, _ = installed(tmp_path, download, "16.0")
    with monkeypatch.context() as patch:
        holding(patch, LIBRARIES[1])
        for _ in range(2):
            plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
        left = ["zcert", "zcert.old", "zcert.old1"]
        assert sorted(path.name for path in pc.local.iterdir()) == left
        with pytest.raises(UserError, match="请关闭Excel"):
            plan.carry_out(plan.uninstall(pc), lambda _text: None)
    steps = texts(plan.uninstall(pc))
    assert steps == [f"删除程序文件夹“{pc.local / name}”" for name in ("zcert.old", "zcert.old1", "zcert.old2")]
    (pc.local / "zcert.old的备份").mkdir()
    plan.carry_out(plan.uninstall(pc), lambda _text: None)
    assert [path.name for path in pc.local.iterdir()] == ["zcert.old的备份"]


def test_the_old_program_comes_back_when_the_new_one_cannot_be_put_there(
    tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc, _ = installed(tmp_path, download, "16.0")
    (download / "zcert.exe").write_text("new", "utf-8")
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name == "zcert.new":
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(UserError, match="请关闭Excel"):
        plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    assert (pc.home / "zcert.exe").read_text("utf-8") == "zcert.exe"
    assert [path.name for path in pc.local.iterdir()] == ["zcert"]


def test_a_full_disk_leaves_the_old_program_and_nothing_else(
    tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc, _ = installed(tmp_path, download, "16.0")

    def full(_source: Path, target: Path) -> None:
        target.mkdir()
        raise OSError(errno.ENOSPC, "x")

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(OSError, match="x"):
        plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    assert [path.name for path in pc.local.iterdir()] == ["zcert"]


def test_a_full_disk_leaves_the_old_add_in(tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pc, _ = installed(tmp_path, download, "16.0")
    (download / "zcert.xlam").write_text("new", "utf-8")

    def full(path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content[:1])
        raise OSError(errno.ENOSPC, "x")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="x"):
        plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    assert [(path.name, path.read_text("utf-8")) for path in pc.addins.iterdir()] == [("zcert.xlam", "zcert.xlam")]


@pytest.mark.parametrize("calls", range(3))
def test_an_interrupted_removal_loses_no_add_in_of_others(
    tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    pc, registry = installed(tmp_path, download, "16.0")
    others = {"D:\\甲.xlam", "D:\\乙.xlam"}
    for slot, value in zip((1, 3), sorted(others), strict=True):
        registry.put(OPTIONS, f"OPEN{slot}", value)
    left = iter(range(calls))

    def counted(change: Callable[..., None]) -> Callable[..., None]:
        def change_or_stop(*given: str) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt
            change(*given)

        return change_or_stop

    monkeypatch.setattr(registry, "write", counted(registry.write))
    monkeypatch.setattr(registry, "remove", counted(registry.remove))
    with pytest.raises(KeyboardInterrupt):
        plan.carry_out(plan.uninstall(pc), lambda _text: None)
    monkeypatch.undo()
    assert others <= set(office.loaded(registry, EXCEL).values())
    plan.carry_out(plan.uninstall(pc), lambda _text: None)
    assert others == set(office.loaded(registry, EXCEL).values())
