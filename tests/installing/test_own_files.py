"""What a Python on a PC is installed from, wherever pip has put it."""

import os
import shutil
import sys
from importlib.metadata import PackageNotFoundError, PathDistribution
from pathlib import Path

import pytest

from support.fake_pc import LIBRARIES
from support.main import run
from zcert_addin.cli.commands import install as install_command
from zcert_addin.installing import own_files
from zcert_addin.installing.pc import Pc


@pytest.fixture
def python(this_pc: Pc, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What ``pip install --user zcert[excel]`` makes on Windows; return the folder of the user's Python."""
    base = this_pc.roaming / "Python"
    listed = {
        "zcert": [base / "Python313" / "Scripts" / "zcert.exe"],
        "xlwings": [base / name for name in LIBRARIES],
    }
    site = base / "Python313" / "site-packages"
    for package, files in listed.items():
        info = site / f"{package}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
        names = [os.path.relpath(file, site).replace(os.sep, "/") for file in files]
        (info / "RECORD").write_text("".join(f"{name},,\n" for name in names), "utf-8")
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(file.name, "utf-8")

    def found(package: str) -> PathDistribution:
        info = site / f"{package}-1.0.dist-info"
        if not info.exists():
            raise PackageNotFoundError(package)
        return PathDistribution(info)

    monkeypatch.setattr(own_files, "distribution", found)
    monkeypatch.setattr(sys, "frozen", False)
    return base


def test_what_a_plain_python_installs(python: Path) -> None:
    source = install_command.source(bytes)
    assert source.folder is None
    assert source.files == (
        python / "Python313" / "Scripts" / "zcert.exe",
        python / LIBRARIES[0],
        python / LIBRARIES[1],
    )


def test_a_python_without_xlwings_says_what_to_install(
    python: Path, this_pc: Pc, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(python / "Python313" / "site-packages" / "xlwings-1.0.dist-info")
    assert run(["install"]) == 2
    assert capsys.readouterr().err == "zcert：没有安装xlwings或pywin32，请用“pip install zcert[excel]”安装\n"
    assert list(this_pc.local.iterdir()) == []


@pytest.mark.parametrize(
    ("lost", "shown"), [("Python313/Scripts/zcert.exe", "zcert.exe"), (LIBRARIES[1], "xlwings64-….dll")]
)
def test_a_file_that_is_gone_from_a_python_is_named(
    python: Path,
    this_pc: Pc,
    capsys: pytest.CaptureFixture[str],
    lost: str,
    shown: str,
) -> None:
    (python / lost).unlink()
    assert run(["install"]) == 2
    assert capsys.readouterr().err.startswith(f"zcert：这个Python中没有{shown}，可能被安全软件删除，请用“pip install")
    assert list(this_pc.local.iterdir()) == []
