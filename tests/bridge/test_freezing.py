"""The frozen program is whole: data, rules and modules that are loaded by name are inside."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PyInstaller.archive.readers import CArchiveReader

from support.domain import WOMAN
from zcert_addin.buttons import BUTTONS
from zcert_addin.commands.build_files import EXTENSION
from zcert_calc.oxt import build_oxt

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.freeze


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Freeze from the installed wheel, as ``make freeze`` does; this checkout must not answer instead."""
    folder = tmp_path_factory.mktemp("freezing")
    site = folder / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(ROOT)]
    subprocess.run(pip, check=True)
    environment = os.environ | {"PYTHONPATH": str(site)}
    freeze = [sys.executable, "-m", "zcert_program.freezing", str(folder)]
    subprocess.run(freeze, cwd=folder, env=environment, check=True)
    return folder / "zcert" / ("zcert.exe" if sys.platform == "win32" else "zcert")


@pytest.fixture(scope="module")
def demonstration(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration")
    assert run(program, "demo", str(folder / "演示")).returncode == 0
    return folder / "演示"


def run(program: Path, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(program), *arguments], env=environment, input=said, capture_output=True, encoding="utf-8", check=False
    )


def test_planted_faults_are_found(program: Path, demonstration: Path) -> None:
    (workbook,) = demonstration.glob("一、各单位/示例市甲区*/示例市甲区*采集表.xlsx")
    done = run(program, "check", "--json", str(workbook))
    assert done.returncode == 1
    codes = json.loads(done.stdout)["counts"]["codes"]
    assert {"id-checksum", "cascade", "photo-broken"} <= set(codes)


def test_the_manual_is_inside(program: Path) -> None:
    (inside,) = program.parent.rglob("help.html")
    assert inside.parts[-3:-1] == ("zcert_addin", "buttons")
    assert inside.read_bytes() == (ROOT / "addin" / "zcert_addin" / "buttons" / "help.html").read_bytes()


def test_merging_works(program: Path, demonstration: Path) -> None:
    (folder,) = demonstration.glob("二、*")
    done = run(program, "merge", "--yes", "--json", str(folder))
    assert (done.returncode, json.loads(done.stdout)["rows"]) == (1, 74)


def test_functions_are_inside(program: Path) -> None:
    asked = json.dumps({"function": "ZC_CHECKID", "arguments": [WOMAN]}) + "\n"
    done = run(program, "calc-server", said=asked)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [{"answer": "正确"}], done.stderr


def test_what_excel_calls_is_inside_and_what_is_not_free_is_not(program: Path) -> None:
    inside = set(CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc)
    assert {"xlwings", "zcert_bridge.edge", "zcert_bridge.excel_functions", "zcert_program.main"} <= inside
    assert not any(name.startswith("xlwings.pro") for name in inside)


def test_what_nothing_uses_is_not_inside(program: Path) -> None:
    pure = set(CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc)
    native = {path.name.partition(".")[0] for path in program.parent.rglob("*") if path.is_file()}
    assert not {"sqlite3", "numpy.random", "numpy.f2py", "pywin", "pywin.mfc"} & pure
    assert not {"_avif", "_webp", "_imagingft", "_sqlite3", "win32ui", "sqlite3", "libsqlite3"} & native
    assert not list(program.parent.rglob("pythonwin"))
    assert "_imaging" in native


@pytest.mark.parametrize("button", BUTTONS)
def test_every_button_is_known(program: Path, tmp_path: Path, button: str) -> None:
    # Found, not listed: a program into which they were not collected would know none.
    done = run(program, "button", button, "--results", str(tmp_path / "结果.txt"))
    assert "Traceback" not in done.stderr
    assert (tmp_path / "结果.txt").is_file(), done.stderr


def test_no_code_is_run(program: Path, tmp_path: Path) -> None:
    done = run(program, "-B", "-c", f"open({str(tmp_path / 'ran')!r}, 'w')")
    assert (done.returncode, (tmp_path / "ran").exists()) == (2, False)


def test_the_version_is_known(program: Path) -> None:
    assert run(program, "--version").stdout.startswith("zcert ")


def test_the_files_for_excel_and_libreoffice_are_made(program: Path, tmp_path: Path) -> None:
    done = run(program, "build", "--yes", "--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "zcert.xlam").is_file()
    # What runs inside LibreOffice is source text, which a frozen program does not hold by itself.
    assert (tmp_path / EXTENSION).read_bytes() == build_oxt()
