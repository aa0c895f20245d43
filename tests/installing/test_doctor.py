"""What is wrong with an installation, and what only looks so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support.fake_pc import EXCEL, LIBRARIES, OPTIONS, FakeRegistry, fake_pc, installed, mark
from support.main import run
from zcert_addin.installing import diagnosis, office, plan, windows
from zcert_addin.installing.pc import Pc


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
    registry.put(rf"{office.OFFICE}\15.0\Excel\Options", "Font", "宋体,11")


def arm(_pc: Pc, registry: FakeRegistry) -> None:
    registry.put(office.CLICK_TO_RUN, "Platform", "arm64")


def add_wps(pc: Pc, registry: FakeRegistry) -> None:
    registry.put(rf"{office.WPS}\Options", "OPEN", f'"{pc.addin}"')


def add_wps_later(_pc: Pc, registry: FakeRegistry) -> None:
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
        (add_wps_later, "WPS表格没有登记加载项"),
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


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (second_excel, "多个版本的Excel（16.0、15.0）"),
        (arm, "Excel是arm64版本"),
        (add_wps, "装有WPS"),
    ],
)
def test_what_cannot_be_mended_is_no_problem(
    this_pc: Pc, capsys: pytest.CaptureFixture[str], change: Callable[[Pc, FakeRegistry], None], said: str
) -> None:
    assert run(["install"]) == 0
    assert isinstance(this_pc.registry, FakeRegistry)
    change(this_pc, this_pc.registry)
    capsys.readouterr()
    assert run(["doctor"]) == 0
    *_, hint, last = capsys.readouterr().out.splitlines()
    assert hint.startswith("提示：")
    assert said in hint
    assert last == "没有发现问题"


def test_an_excel_that_is_not_there_is_not_believed_in(
    tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pc, registry = installed(tmp_path, download)
    monkeypatch.setattr(windows, "this_pc", lambda: pc)
    assert office.versions(registry) == []
    assert run(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "1、没有找到Excel，或者还没有打开过" in out
    assert "表格软件" not in out
    # Where Excel is then started for the first time it is seen, and loads what was registered for it.
    registry.put(rf"{EXCEL}\Options", "Font", "宋体,11")
    assert run(["doctor"]) == 0
    registry.remove(rf"{EXCEL}\Options", "Font")
    plan.carry_out(plan.uninstall(pc), lambda _text: None)
    assert (office.versions(registry), registry.values(OPTIONS)) == ([], {})


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        (EXCEL, "ExcelName", "Excel"),
        (OPTIONS, "OPEN1", '"D:\\别的.xlam"'),
        (OPTIONS, "Font", "宋体,11"),
        (rf"{EXCEL}\Security", "VBAWarnings", 2),
        (rf"{EXCEL}\Security\Trusted Locations\Location2", "Path", "C:\\"),
        (rf"{EXCEL}\Security\Trusted Locations", "AllowNetworkLocations", 1),
        (rf"{EXCEL}\File MRU", "Item 1", "x"),
    ],
)
def test_what_another_program_writes_is_an_excel(
    tmp_path: Path, download: Path, key: str, name: str, value: str | int
) -> None:
    _, registry = installed(tmp_path, download)
    registry.put(key, name, value)
    assert office.versions(registry) == ["16.0"]


def test_a_pc_with_wps_only_is_whole(tmp_path: Path, download: Path) -> None:
    pc, registry = fake_pc(tmp_path)
    registry.put(rf"{office.WPS}\Options")
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    assert list(diagnosis.problems(pc)) == []
    (hint,) = diagnosis.hints(pc)
    assert hint.startswith("装有WPS")
    assert [fact for fact in diagnosis.facts(pc) if fact.startswith("表格软件")] == ["表格软件：WPS表格"]


def test_bits_are_told(tmp_path: Path) -> None:
    pc, registry = fake_pc(tmp_path, "16.0")
    registry.put(office.CLICK_TO_RUN, "Platform", "x86")
    assert "表格软件：Excel 16.0（32位）" in list(diagnosis.facts(pc))
