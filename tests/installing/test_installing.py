"""Installing, removing and diagnosing on a PC made of a folder and a dictionary."""

import copy
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.fake_pc import FakeRegistry, fake_pc
from support.main import run
from zcert.errors import UserError
from zcert_addin.cli.commands import install as install_command
from zcert_addin.installing import diagnosis, office, plan, windows
from zcert_addin.installing.pc import Pc, blocked
from zcert_bridge import log

EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"
OPTIONS = rf"{EXCEL}\Options"
LIBRARIES = ("xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll")


@pytest.fixture
def download(tmp_path: Path) -> Path:
    """The unpacked program, marked by Windows as coming from the internet."""
    folder = tmp_path / "下载" / "zcert"
    (folder / "_internal").mkdir(parents=True)
    for name in ("zcert.exe", "zcert.xlam", "_internal/base.zip", *LIBRARIES):
        (folder / name).write_text(name, "utf-8")
        mark(folder / name)
    return folder


def mark(path: Path) -> None:
    Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", "utf-8")


def installed(tmp_path: Path, download: Path, *versions: str) -> tuple[Pc, FakeRegistry]:
    pc, registry = fake_pc(tmp_path, *versions)
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    return pc, registry


def texts(steps: Iterator[plan.Step]) -> list[str]:
    return [step.text for step in steps]


# Installing


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


# Removing


def test_removing_leaves_nothing(tmp_path: Path, download: Path) -> None:
    pc, registry = fake_pc(tmp_path, "16.0", "15.0")
    before = {key: values for key, values in copy.deepcopy(registry.keys).items() if values}
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    plan.carry_out(plan.uninstall(pc), lambda _text: None)
    assert {key: values for key, values in registry.keys.items() if values} == before
    assert not pc.home.exists()
    assert not pc.addin.exists()
    assert texts(plan.uninstall(pc)) == []


def test_a_program_that_removes_itself(tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pc, _ = installed(tmp_path, download, "16.0")
    monkeypatch.setattr(shutil, "rmtree", lambda _folder, **_options: None)
    with pytest.raises(UserError, match="手工删除文件夹"):
        plan.carry_out(plan.uninstall(pc), lambda _text: None)


# What is wrong


def remove_library(pc: Pc, _registry: FakeRegistry) -> None:
    (pc.home / LIBRARIES[1]).unlink()


def remove_program(pc: Pc, _registry: FakeRegistry) -> None:
    (pc.home / "zcert.exe").unlink()


def remove_addin(pc: Pc, _registry: FakeRegistry) -> None:
    pc.addin.unlink()


def mark_addin(pc: Pc, _registry: FakeRegistry) -> None:
    mark(pc.addin)


def forget(_pc: Pc, registry: FakeRegistry) -> None:
    registry.remove(OPTIONS, "OPEN")


def forbid_macros(_pc: Pc, registry: FakeRegistry) -> None:
    registry.put(rf"{EXCEL}\Security", "VBAWarnings", 2)
    registry.put(r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security", "vbawarnings", 4)


def trust_nothing(_pc: Pc, registry: FakeRegistry) -> None:
    registry.put(rf"{EXCEL}\Security\Trusted Locations", "AllLocationsDisabled", 1)


def disable(_pc: Pc, registry: FakeRegistry) -> None:
    registry.put(rf"{EXCEL}\Resiliency\DisabledItems", "1A2B", b"\x01")


def second_excel(pc: Pc, registry: FakeRegistry) -> None:
    registry.put(rf"{office.OFFICE}\15.0\Excel\Options", "OPEN", f'"{pc.addin}"')


def arm(_pc: Pc, registry: FakeRegistry) -> None:
    registry.put(office.CLICK_TO_RUN, "Platform", "arm64")


def add_wps(_pc: Pc, registry: FakeRegistry) -> None:
    registry.put(rf"{office.WPS}\Options")


def lose_excel(_pc: Pc, registry: FakeRegistry) -> None:
    registry.__init__()  # type: ignore[misc]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (remove_library, "缺少64位Excel用的连接组件"),
        (remove_program, "程序zcert.exe不在"),
        (remove_addin, "加载项zcert.xlam不在"),
        (mark_addin, "被Windows标为“来自互联网”"),
        (forget, "Excel 16.0没有登记加载项"),
        (forbid_macros, "Excel 16.0禁用了所有宏"),
        (trust_nothing, "Excel 16.0停用了全部受信任位置"),
        (disable, "Excel 16.0有被禁用的项目"),
        (second_excel, "多个版本的Excel（16.0、15.0）"),
        (arm, "Excel是arm64版本"),
        (add_wps, "装有WPS"),
        (lose_excel, "没有找到Excel"),
    ],
)
def test_the_doctor_names_it(tmp_path: Path, download: Path, harm: object, said: str) -> None:
    pc, registry = installed(tmp_path, download, "16.0")
    assert callable(harm)
    harm(pc, registry)
    (problem,) = diagnosis.problems(pc)
    assert said in problem
    assert not problem.endswith("。")


def test_bits_are_told(tmp_path: Path) -> None:
    pc, registry = fake_pc(tmp_path, "16.0")
    registry.put(office.CLICK_TO_RUN, "Platform", "x86")
    assert "表格软件：Excel 16.0（32位）" in list(diagnosis.facts(pc))


# The command line


@pytest.fixture
def this_pc(tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch) -> Pc:
    pc, _ = fake_pc(tmp_path, "16.0")
    monkeypatch.setattr(windows, "this_pc", lambda: pc)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(download / "zcert.exe"))
    return pc


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


def test_what_a_plain_python_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", False, raising=False)
    source = install_command.source(bytes)
    assert source.folder is None
    program, *libraries = [path.name.partition("-")[0] for path in source.files]
    assert (program, libraries) == ("zcert.exe", ["xlwings32", "xlwings64"])


@pytest.mark.skipif(sys.platform == "win32", reason="this is a PC with Windows")
@pytest.mark.parametrize("verb", ["install", "uninstall", "doctor"])
def test_elsewhere_there_is_one_sentence(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb]) == 2
    assert capsys.readouterr().err == (
        "zcert：安装和检查只用于Windows上的Excel；给LibreOffice安装扩展请用“zcert install --calc”，卸载再加“--remove”\n"
    )
