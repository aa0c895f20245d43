"""The wheel alone is enough: data, rules and templates are inside."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {
    "zcert",
    "zcert_addin",
    "zcert_bridge",
    "zcert_calc",
    "zcert_dictionaries",
    "zcert_macros",
    "zcert_program",
    "zcert_templates",
    "zcert_udfs",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_packages_and_their_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == PACKAGES
    assert all(f"{package}/py.typed" in names for package in PACKAGES)
    folder = ROOT / "dictionaries" / "zcert_dictionaries" / "edition"
    assert {f"zcert_dictionaries/edition/{path.name}" for path in folder.glob("*.csv")} <= names
    texts = (ROOT / "macros_bridge" / "zcert_macros" / "excel").iterdir()
    assert {f"zcert_macros/excel/{path.name}" for path in texts} <= names
    manual = "zcert_addin/buttons/help.html"
    assert zipfile.ZipFile(wheel).read(manual) == (ROOT / "addin" / manual).read_bytes()


def test_the_installed_wheel_finds_a_planted_fault(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True)
    # The editable install of this checkout must not answer instead: -S leaves out its .pth, the libraries come by path.
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(target), *libraries])}
    program = "import sys; from zcert_program.main import main; import zcert; print(zcert.__file__, flush=True); main()"
    demo = subprocess.run(
        [sys.executable, "-S", "-c", program, "demo", "演示"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert demo.stdout.decode().startswith(str(target))
    (workbook,) = (tmp_path / "演示").glob("一、各单位/示例市甲区*/示例市甲区*采集表.xlsx")
    done = subprocess.run(
        [sys.executable, "-S", "-c", program, "check", "--json", str(workbook)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[1])["counts"]["codes"]["id-checksum"] == 1
