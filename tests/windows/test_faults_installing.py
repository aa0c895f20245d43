"""What was wrong with installing on Windows: other Pythons, no Excel, files that are held, removing oneself."""

from pathlib import Path

import pytest

from support.windows_holder import held
from support.windows_pc import ADDIN, FROZEN, HOME, PIP, PYTHON, Done, WindowsPc, made_pc

USERS = r"C:\users\张三\AppData\Roaming\Python\Python313\Scripts\zcert.exe"
INSTALLED = rf"{HOME}\zcert.exe"
LIBRARIES = ["xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll"]
DONE = "安装完成，请重新打开Excel"
IN_USE = "zcert：程序文件正在使用，请关闭Excel和WPS（任务管理器中没有zcert.exe）后重试\n"
NO_EXCEL = "没有找到Excel，或者还没有打开过；请先打开一次Excel，再重新运行安装；没有Excel的电脑可用LibreOffice"
NO_XLWINGS = "zcert：没有安装xlwings或pywin32，请用“pip install zcert[excel]”安装\n"
ITSELF = f"正在运行的程序不能删除自己，请在本窗口关闭后手工删除文件夹“{HOME}”"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def beside(pc: WindowsPc) -> list[str]:
    """Return the folders that begin with the name of the program's."""
    return [name for name in names(pc.path(HOME).parent) if name.startswith("zcert")]


def test_what_pip_put_into_the_folders_of_one_person_is_found(fresh_pc: WindowsPc) -> None:
    (wheel,) = (made_pc() / "wheel").glob("zcert-*.whl")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--force-reinstall", "--user")
    done = fresh_pc.run(*pip, "--no-warn-script-location", fresh_pc.windows(wheel))
    assert done.code == 0, done
    fresh_pc.path(r"C:\Python\Scripts\zcert.exe").unlink(missing_ok=True)
    assert fresh_pc.run(USERS, "install").tidy().splitlines()[-1] == DONE
    assert names(fresh_pc.path(HOME)) == [*LIBRARIES, "zcert.exe"]
    assert fresh_pc.path(INSTALLED).read_bytes() == fresh_pc.path(USERS).read_bytes()
    assert fresh_pc.run(INSTALLED, "--version").tidy() == "zcert 0.1.0\n"


def test_a_python_without_xlwings_is_told_what_it_lacks(fresh_pc: WindowsPc) -> None:
    assert fresh_pc.run(PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes", "xlwings").code == 0
    before = fresh_pc.registry("HKCU")
    for verb in (("install",), ("install", "--dry-run")):
        assert fresh_pc.run(PIP, *verb) == Done(2, b"", told(NO_XLWINGS))
    assert (beside(fresh_pc), fresh_pc.registry("HKCU")) == ([], before)


def told(sentence: str) -> bytes:
    return sentence.replace("\n", "\r\n").encode()


def test_no_excel_is_believed_in_because_of_the_key_that_installing_makes(fresh_pc: WindowsPc) -> None:
    assert fresh_pc.run(FROZEN, "install").tidy().splitlines()[-1] == DONE
    done = fresh_pc.run(INSTALLED, "doctor")
    assert (done.code, done.errors, done.text.splitlines()[-1]) == (1, "", f"1、{NO_EXCEL}")
    assert "表格软件" not in done.text


def test_wps_alone_and_a_second_excel_are_no_problems(fresh_pc: WindowsPc) -> None:
    fresh_pc.write_registry(r"HKCU\Software\Kingsoft\Office\6.0\et\Options", Font="宋体,11")
    fresh_pc.run(FROZEN, "install").tidy()
    said = fresh_pc.run(INSTALLED, "doctor").tidy()
    assert "表格软件：WPS表格\n" in said
    assert said.splitlines()[-1] == "没有发现问题"
    for version in ("15.0", "16.0"):
        fresh_pc.write_registry(rf"HKCU\Software\Microsoft\Office\{version}\Excel\Options", Font="宋体,11")
    fresh_pc.run(FROZEN, "install").tidy()
    said = fresh_pc.run(INSTALLED, "doctor").tidy()
    assert "多个版本的Excel（16.0、15.0）" in said
    assert said.splitlines()[-1] == "没有发现问题"


@pytest.mark.parametrize("file", ["zcert.exe", LIBRARIES[1]])
def test_a_file_that_was_held_is_removed_later(fresh_pc: WindowsPc, file: str) -> None:
    """On a real Windows the folder of a held file cannot even be renamed (test_removing); Wine renames it."""
    pc = fresh_pc
    pc.run(FROZEN, "install").tidy()
    with held(pc, rf"{HOME}\{file}"):
        assert pc.run(FROZEN, "install").tidy().splitlines()[-1] == DONE
        old = pc.path(rf"{HOME}.old")
        assert (beside(pc), [path.name for path in old.rglob("*") if path.is_file()]) == (
            ["zcert", "zcert.old"],
            [file],
        )
        assert pc.run(INSTALLED, "--version").tidy() == "zcert 0.1.0\n"
        done = pc.run(FROZEN, "uninstall")
        assert (done.code, done.errors, beside(pc)) == (2, IN_USE, ["zcert.old"])
    assert (
        pc.run(FROZEN, "uninstall").tidy()
        == rf"""删除程序文件夹“{HOME}.old”
卸载完成
"""
    )
    assert beside(pc) == []


def test_an_add_in_that_excel_holds_stays_as_it_is(fresh_pc: WindowsPc) -> None:
    fresh_pc.run(FROZEN, "install").tidy()
    folder, old = fresh_pc.path(ADDIN).parent, b"an older one"
    fresh_pc.path(ADDIN).unlink()
    fresh_pc.path(ADDIN).write_bytes(old)
    with held(fresh_pc, ADDIN):
        done = fresh_pc.run(FROZEN, "install")
    assert (done.code, done.errors) == (2, IN_USE)
    assert (names(folder), fresh_pc.path(ADDIN).read_bytes()) == (["zcert.xlam"], old)
    fresh_pc.run(FROZEN, "install").tidy()
    assert fresh_pc.path(ADDIN).read_bytes() != old


def test_the_installed_program_removes_itself_but_for_what_runs(fresh_pc: WindowsPc) -> None:
    fresh_pc.run(FROZEN, "install").tidy()
    assert fresh_pc.run(INSTALLED, "uninstall").tidy().splitlines()[-2:] == ["卸载完成", ITSELF]
    left = [path for path in fresh_pc.path(HOME).rglob("*") if path.is_file()]
    assert {path.suffix for path in left} <= {".exe", ".dll", ".pyd", ".zip"}, left
    assert (beside(fresh_pc), fresh_pc.path(ADDIN).exists()) == (["zcert"], False)
    assert fresh_pc.run(FROZEN, "uninstall").tidy() == f"删除程序文件夹“{HOME}”\n卸载完成\n"
    assert beside(fresh_pc) == []


def test_the_window_of_a_double_click_waits_for_its_reader_even_when_its_file_is_gone(fresh_pc: WindowsPc) -> None:
    fresh_pc.run(FROZEN, "install").tidy()
    done = fresh_pc.run("cmd.exe", "/c", rf"{HOME}\卸载.cmd", stdin=b"\r\n")
    _, removed, asked = done.out.partition(f"卸载完成\r\n{ITSELF}\r\n".encode())
    assert removed
    assert asked.decode("gbk").startswith("请按任意键继续")
    assert (done.err, fresh_pc.path(rf"{HOME}\卸载.cmd").exists()) == (b"", False)
