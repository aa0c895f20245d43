"""Installing on a PC made of a folder and a dictionary."""

import copy
from pathlib import Path

import pytest

from support.fake_pc import EXCEL, LIBRARIES, OPTIONS, fake_pc, installed, texts
from zcert.errors import UserError
from zcert_addin.installing import diagnosis, office, plan


def test_everything_is_put_in_place(tmp_path: Path, download: Path) -> None:
    pc, registry = installed(tmp_path, download, "16.0")
    assert sorted(path.name for path in pc.home.iterdir()) == sorted(
        ["_internal", "zcert.exe", "zcert.xlam", *LIBRARIES]
    )
    assert pc.addin == tmp_path / "Roaming" / "Microsoft" / "AddIns" / "zcert.xlam"
    assert pc.addin.read_text("utf-8") == "zcert.xlam"
    assert registry.values(OPTIONS)["OPEN"] == f'"{pc.addin}"'
    assert registry.values(rf"{EXCEL}\Security\Trusted Locations\zcert1") == {
        "Path": f"{pc.home}\\",
        "Description": "职称采集（zcert）",
        "AllowSubfolders": 0,
    }
    assert registry.values(rf"{EXCEL}\Security\Trusted Locations\zcert2")["Path"] == f"{pc.addins}\\"
    assert not list(tmp_path.rglob("Local/**/*:Zone.Identifier"))
    assert list(diagnosis.problems(pc)) == []


def test_installing_again_does_nothing(tmp_path: Path, download: Path) -> None:
    pc, registry = installed(tmp_path, download, "16.0")
    before = copy.deepcopy(registry.keys)
    assert texts(plan.install(pc, plan.Source(pc.home))) == []
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    assert registry.keys == before
    assert sorted(path.name for path in pc.local.iterdir()) == ["zcert"]


def test_a_plan_changes_nothing(tmp_path: Path, download: Path) -> None:
    pc, registry = fake_pc(tmp_path, "15.0", "16.0")
    before = copy.deepcopy(registry.keys)
    steps = texts(plan.install(pc, plan.Source(download)))
    assert [text.partition("“/")[0] for text in steps[:3]] == [
        "复制程序到",
        "复制加载项到",
        "解除5个文件的“来自互联网”锁定",
    ]
    assert [text for text in steps if "启动时加载" in text] == ["Excel 16.0：启动时加载", "Excel 15.0：启动时加载"]
    assert registry.keys == before
    assert list(pc.local.iterdir()) == list(pc.roaming.iterdir()) == []


def test_other_add_ins_stay(tmp_path: Path, download: Path) -> None:
    pc, registry = fake_pc(tmp_path, "16.0")
    registry.put(OPTIONS, "OPEN", '"D:\\别的.xlam"')
    registry.put(OPTIONS, "OPEN1", '/R "C:\\旧电脑\\ZCERT.XLAM"')
    registry.put(OPTIONS, "OPEN2", '"D:\\再一个.xlam"')
    registry.put(rf"{EXCEL}\Add-in Manager", str(pc.addin))
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    assert list(office.loaded(registry, EXCEL).values()) == [
        '"D:\\别的.xlam"',
        f'"{pc.addin}"',
        '"D:\\再一个.xlam"',
    ]
    assert registry.values(rf"{EXCEL}\Add-in Manager") == {}
    plan.carry_out(plan.uninstall(pc), lambda _text: None)
    assert office.loaded(registry, EXCEL) == {0: '"D:\\别的.xlam"', 1: '"D:\\再一个.xlam"'}


def test_a_gap_is_filled(tmp_path: Path, download: Path) -> None:
    pc, registry = fake_pc(tmp_path, "16.0")
    registry.put(OPTIONS, "OPEN2", "a.xlam")
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    assert office.loaded(registry, EXCEL)[0] == f'"{pc.addin}"'


def test_an_excel_that_was_never_started_and_wps(tmp_path: Path, download: Path) -> None:
    pc, registry = fake_pc(tmp_path)
    registry.put(rf"{office.WPS}\Options")
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    for key in (EXCEL, office.WPS):
        assert office.loaded(registry, key) == {0: f'"{pc.addin}"'}


def test_a_program_in_use_is_not_torn(tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pc, _ = installed(tmp_path, download, "16.0")
    (download / "zcert.exe").write_text("new", "utf-8")

    def held(_path: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(UserError, match="请关闭Excel"):
        plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    assert (pc.home / "zcert.exe").read_text("utf-8") == "zcert.exe"


def test_from_a_plain_python(tmp_path: Path) -> None:
    pc, _ = fake_pc(tmp_path, "16.0")
    files = [tmp_path / name for name in ("zcert.exe", *LIBRARIES)]
    for file in files:
        file.write_text(file.name, "utf-8")
    with pytest.raises(UserError, match=r"没有加载项zcert\.xlam"):
        list(plan.install(pc, plan.Source(None, tuple(files))))
    plan.carry_out(plan.install(pc, plan.Source(None, tuple(files), lambda: b"addin")), lambda _text: None)
    assert sorted(path.name for path in pc.home.iterdir()) == sorted(file.name for file in files)
    assert pc.addin.read_bytes() == b"addin"
    assert list(diagnosis.problems(pc)) == []


def test_a_registry_that_may_not_be_written_is_named(
    tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc, registry = fake_pc(tmp_path, "16.0")

    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(registry, "write", forbidden)
    with pytest.raises(UserError, match=f"^{plan.NO_REGISTRY}$"):
        plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
