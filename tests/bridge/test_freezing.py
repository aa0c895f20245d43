"""The frozen program is whole: data, rules and modules that are loaded by name are inside."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.domain import WOMAN
from zcert_addin.buttons import BUTTONS, declarations
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


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(program), *arguments], env=environment, capture_output=True, encoding="utf-8", check=False
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


def test_buttons_and_functions_are_inside(program: Path) -> None:
    code = (
        "from zcert_bridge import excel_functions; from zcert_program import main; main.load(); import sys;"
        f"print(excel_functions.ZC_CHECKID('{WOMAN}'), 'zcert_addin.buttons.check_identity' in sys.modules,"
        "'xlwings.pro' in sys.modules, sys.argv)"
    )
    done = run(program, "-B", "-c", code, "more")
    assert done.stdout == "正确 True False ['-c', 'more']\n", done.stderr


def test_every_button_is_known(program: Path) -> None:
    # Found, not listed: a program into which they were not collected would know none, and say nothing.
    code = "from zcert_addin.buttons import BUTTONS, declarations; print(*BUTTONS); print(*declarations())"
    done = run(program, "-B", "-c", code)
    assert done.stdout.splitlines() == [" ".join(BUTTONS), " ".join(declarations())], done.stderr


def test_the_version_is_known(program: Path) -> None:
    assert run(program, "--version").stdout.startswith("zcert ")


def test_the_files_for_excel_and_libreoffice_are_made(program: Path, tmp_path: Path) -> None:
    done = run(program, "build", "--yes", "--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "zcert.xlam").is_file()
    # What runs inside LibreOffice is source text, which a frozen program does not hold by itself.
    assert (tmp_path / EXTENSION).read_bytes() == build_oxt()
