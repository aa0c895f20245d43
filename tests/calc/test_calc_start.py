"""LibreOffice with the extension as ``zcert install --calc`` installs it, started in good and in bad surroundings."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.calc_office import OK, PYTHON, ZCERT, CalcOffice
from support.domain import WOMAN
from zcert_calc.configuration import IDENTIFIER
from zcert_calc.guard import UNAVAILABLE
from zcert_calc.install import NO_OFFICE, NO_PYTHON
from zcert_calc.oxt import build_oxt

FORMULA = [[f'=ZC_CHECKID("{WOMAN}")']]
SYSTEM = "/usr/local/bin:/usr/bin:/bin"


class Installed:
    """A person's LibreOffice, and a virtual environment that is activated now and then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office = CalcOffice(folder)
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", folder / "other"], check=True)
        self.active = {"PATH": f"{folder}/other/bin:{SYSTEM}", "VIRTUAL_ENV": f"{folder}/other"}

    def zcert(self, *options: str) -> str:
        """Install or remove the extension while the environment is active."""
        environment = {**os.environ, **self.active, "ZCERT_OFFICE_PROFILE": str(self.folder / "profile")}
        command = [ZCERT, "install", "--calc", *options]
        done = subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True, encoding="utf-8")
        return done.stdout

    @contextmanager
    def started(self, surroundings: dict[str, str]) -> Iterator[CalcOffice]:
        """Give LibreOffice with an empty sheet, for a person who has no zcert anywhere else."""
        self.office.start({"HOME": str(self.folder / "home"), "PATH": SYSTEM, **surroundings})
        try:
            self.office.open("private:factory/scalc")
            yield self.office
            self.office.close_all()
        finally:
            self.office.stop()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    person = Installed(tmp_path_factory.mktemp("person"))
    person.zcert()
    yield person
    person.office.end()


@pytest.mark.office
def test_the_program_of_a_virtual_environment_is_found(installed: Installed) -> None:
    with installed.started({}) as office:
        office.calculate("A1", FORMULA)
        assert office.texts("A1") == [["正确"]]
        office.press("关于")
        assert office.box(OK).startswith("浙江省")


@pytest.mark.office
def test_started_from_an_activated_environment_nothing_is_lost(installed: Installed) -> None:
    path = installed.folder / "kept.ods"
    with installed.started(installed.active) as office:
        assert office.has_infobar(IDENTIFIER)
        assert not office.is_enabled("身份证验证")
        office.calculate("A1", FORMULA)
        office.dispatch("vnd.zcert:check_identity")
        assert office.texts("A1") == [[UNAVAILABLE]]
        office.save(path, "calc8")
    with installed.started({}) as office:
        assert not office.has_infobar(IDENTIFIER)
        office.open(path)
        office.recalculate()
        assert office.texts("A1") == [["正确"]]


@pytest.mark.office
def test_installed_again_and_removed_from_an_activated_environment(installed: Installed) -> None:
    assert "启用了Python虚拟环境" in installed.zcert()
    assert installed.zcert("--remove") == "已卸载，重新打开LibreOffice后生效\n"
    with installed.started({}) as office:
        assert office.extensions() == []


def test_nothing_of_the_extension_asks_for_python_before_the_guard() -> None:
    package = zipfile.ZipFile(io.BytesIO(build_oxt()))
    assert "Jobs.xcu" not in package.namelist()
    guard, basic = package.read("zcert/Guard.xba").decode(), package.read("functions.bas").decode()
    assert all(f'"cn.zcert.calc.{name}"' in guard for name in ("Buttons", "Functions", "Start"))
    assert 'createUnoService("cn.zcert' not in guard + basic


@pytest.mark.parametrize(
    ("there", "said"),
    [
        pytest.param([], NO_OFFICE, id="no LibreOffice"),
        pytest.param(["soffice", "python"], NO_PYTHON, id="no uno"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="programs are scripts here")
def test_what_installing_lacks_is_said(tmp_path: Path, there: list[str], said: str) -> None:
    for name in there:
        (tmp_path / name).write_text(f'#!/bin/sh\nexec {sys.executable} -I -S "$@"\n')
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        [ZCERT, "install", "--calc"], env={"PATH": str(tmp_path)}, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (2, f"zcert：{said}\n")


@pytest.mark.parametrize("places", [":", ".", "programs"])
@pytest.mark.skipif(sys.platform == "win32", reason="programs are scripts here")
def test_no_office_is_started_in_the_folder_where_one_stands(tmp_path: Path, places: str) -> None:
    (tmp_path / "programs").mkdir()
    for folder in (tmp_path, tmp_path / "programs"):
        for name in ("soffice", "python"):
            (folder / name).write_text(f'#!/bin/sh\ntouch "{tmp_path}/started"\n')
            (folder / name).chmod(0o755)
    done = subprocess.run(
        [ZCERT, "install", "--calc"],
        env={"PATH": places},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, f"zcert：{NO_OFFICE}\n")
    assert not (tmp_path / "started").exists()
