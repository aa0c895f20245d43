"""Installing into the real folders and the real registry, from the unpacked folder and from pip's Python."""

from pathlib import Path

import pytest

from support.windows_pc import ADDIN, FROZEN, HOME, PIP, Done, WindowsPc, made_pc

EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"
OTHERS = {"OPEN": r'"D:\别的.xlam"', "Font": "宋体,11"}
DLLS = ["xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll"]
ADDINS = ADDIN.rpartition("\\")[0]
BOTH = pytest.mark.parametrize("program", [pytest.param(PIP, id="pip"), pytest.param(FROZEN, id="frozen")])

STEPS = rf"""复制程序到“{HOME}”
复制加载项到“{ADDIN}”
Excel 16.0：启动时加载
Excel 16.0：信任文件夹“{HOME}”
Excel 16.0：信任文件夹“{ADDINS}”
"""
REMOVAL = rf"""Excel 16.0：不再加载
Excel 16.0：不再信任文件夹“{HOME}”
Excel 16.0：不再信任文件夹“{ADDINS}”
删除加载项“{ADDIN}”
删除程序文件夹“{HOME}”
"""
FACTS = rf"""程序文件夹：{HOME}
运行记录：{HOME}-log\zcert.log（还没有）
表格软件：Excel 16.0
"""


@pytest.fixture
def excel_pc(fresh_pc: WindowsPc) -> WindowsPc:
    """Return a PC whose user has used Excel, with an add-in of somebody else."""
    fresh_pc.write_registry(rf"{EXCEL}\Options", **OTHERS)
    return fresh_pc


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def local(pc: WindowsPc) -> list[str]:
    return names(pc.path(HOME).parent)


@BOTH
def test_installed_found_right_and_removed(excel_pc: WindowsPc, program: str) -> None:
    pc, before, beside = excel_pc, excel_pc.registry("HKCU"), local(excel_pc)
    assert pc.run(program, "install", "--dry-run").tidy() == plan(STEPS)
    assert (pc.registry("HKCU"), local(pc)) == (before, beside)

    assert pc.run(program, "install").tidy() == f"{STEPS}安装完成，请重新打开Excel\n"
    assert pc.registry(EXCEL) == {
        "values": {},
        "Options": {"values": OTHERS | {"OPEN1": f'"{ADDIN}"'}},
        "Security": {
            "values": {},
            "Trusted Locations": {"values": {}, "zcert1": trusted(HOME), "zcert2": trusted(ADDINS)},
        },
    }
    download = made_pc() / "pc" / "drive_c" / "下载" / "zcert"
    assert pc.path(ADDIN).read_bytes() == (download / "zcert.xlam").read_bytes()
    assert names(pc.path(HOME)) == (names(download) if program == FROZEN else sorted(["zcert.exe", *DLLS]))

    installed = rf"{HOME}\zcert.exe"
    assert pc.run(installed, "doctor").tidy() == f"{FACTS}没有发现问题\n"
    if program == FROZEN:
        assert pc.run(installed, "install").tidy() == "没有需要做的，程序已经装好\n"
    assert pc.run(program, "install").tidy() == f"复制程序到“{HOME}”\n安装完成，请重新打开Excel\n"
    assert local(pc) == sorted([*beside, "zcert"])

    assert pc.run(program, "uninstall", "--dry-run").tidy() == plan(REMOVAL)
    assert pc.run(program, "uninstall").tidy() == f"{REMOVAL}卸载完成\n"
    assert pc.registry(EXCEL)["Options"] == {"values": OTHERS}
    assert pc.registry(EXCEL)["Security"]["Trusted Locations"] == {"values": {}}
    assert local(pc) == beside
    assert not pc.path(ADDIN).exists()
    assert pc.run(program, "uninstall").tidy() == "没有安装，不需要卸载\n"


def plan(steps: str) -> str:
    return "".join(f"将要：{step}\n" for step in steps.splitlines()) + "以上各步没有执行\n"


def trusted(folder: str) -> dict[str, object]:
    return {"values": {"Path": f"{folder}\\", "Description": "职称采集（zcert）", "AllowSubfolders": 0}}


def test_what_came_from_the_internet_is_unlocked(excel_pc: WindowsPc) -> None:
    download = excel_pc.path(FROZEN).parent
    for path in [path for path in download.rglob("*") if path.is_file()]:
        mark(path)
    steps = excel_pc.run(FROZEN, "install").tidy().splitlines()
    assert steps[2].startswith("解除")
    assert steps[2].endswith("个文件的“来自互联网”锁定")
    for folder in (download, excel_pc.path(HOME), excel_pc.path(ADDIN).parent):
        assert not list(folder.rglob("*:Zone.Identifier"))


def mark(path: Path) -> None:
    """Mark a file as downloaded: under Wine an alternate data stream is a file with a colon in its name."""
    Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n", "ascii")


AGAIN = "请重新运行安装（zcert install）"
NO_MACROS = (
    "Excel 16.0禁用了所有宏：请在“文件-选项-信任中心-宏设置”中改为“禁用宏并发出通知”；如由单位统一规定，请联系管理员"
)


def test_what_a_virus_scanner_or_an_administrator_took_is_named_and_installed_again(excel_pc: WindowsPc) -> None:
    excel_pc.run(FROZEN, "install").tidy()
    for name in ("zcert.exe", DLLS[1]):
        excel_pc.path(rf"{HOME}\{name}").unlink()
    mark(excel_pc.path(ADDIN))
    excel_pc.write_registry(rf"{EXCEL}\Options", OPEN1="")
    excel_pc.write_registry(r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security", VBAWarnings=4)
    done = excel_pc.run(FROZEN, "doctor")
    assert (done.code, done.errors) == (1, "")
    assert done.text.removeprefix(FACTS).splitlines() == [
        f"1、程序zcert.exe不在“{HOME}”，可能没有安装，或被安全软件删除；请让管理员把该文件夹加入信任，{AGAIN}",
        f"2、缺少64位Excel用的连接组件（xlwings64-….dll），可能被安全软件删除；请让管理员把“{HOME}”加入信任，{AGAIN}",
        f"3、加载项zcert.xlam被Windows标为“来自互联网”，其中的宏不会运行，{AGAIN}",
        f"4、Excel 16.0没有登记加载项，{AGAIN}",
        f"5、{NO_MACROS}",
    ]
    excel_pc.run(FROZEN, "install").tidy()
    assert excel_pc.run(FROZEN, "doctor") == Done(1, f"{FACTS}1、{NO_MACROS}\n".replace("\n", "\r\n").encode(), b"")
    excel_pc.path(ADDIN).unlink()
    assert f"1、加载项zcert.xlam不在“{ADDINS}”，{AGAIN}\n" in excel_pc.run(FROZEN, "doctor").text
