"""Which program the extension starts: first the one that installed it, never one in a folder of workbooks."""

import inspect
import io
import sys
import sysconfig
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from zcert_calc.own_program import own_program
from zcert_calc.oxt import build_oxt

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are scripts here")

Glue = Callable[[Path | None], Any]


def script(path: Path) -> Path:
    """Make a program that says where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('#!/bin/sh\necho "$0"\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def glue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Glue]:
    """Give what loads the glue of an extension that a program, or none, has installed."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.delenv("ZCERT_PROGRAM", raising=False)

    def forget() -> None:
        for name in ("zcert_glue", "zcert_glue.program"):
            sys.modules.pop(name, None)

    def load(program: Path | None) -> Any:  # noqa: ANN401  a module
        zipfile.ZipFile(io.BytesIO(build_oxt(program))).extractall(tmp_path / "extension")
        monkeypatch.syspath_prepend(tmp_path / "extension" / "pythonpath")
        forget()
        return import_module("zcert_glue.program")

    yield load
    forget()


def started(program: Any) -> Path:  # noqa: ANN401  a module
    with program.start() as process:
        return Path(process.communicate(timeout=10)[0].decode().strip())


def test_the_order_of_the_places(glue: Glue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installer, named, shared, own = places = [
        script(tmp_path / place / "zcert")
        for place in ("venv/bin", "named", "home/.local/share/zcert", "home/.local/bin")
    ]
    program = glue(installer)
    monkeypatch.setenv("ZCERT_PROGRAM", str(named))
    found = []
    for place in places:
        found.append(started(program))
        place.unlink()
        if place == named:
            monkeypatch.delenv("ZCERT_PROGRAM")
    assert found == [installer, named, shared, own]


def nothing_is_found(program: Any) -> None:  # noqa: ANN401  a module
    with pytest.raises(import_module("zcert_glue").Problem) as caught:
        program.start()
    assert str(caught.value) == "没有找到zcert程序，请先安装zcert，再运行“zcert install --calc”"


@pytest.mark.parametrize("place", ["zcert", "zcert/zcert"])
@pytest.mark.parametrize(
    "surroundings",
    [
        pytest.param({}, id="the current folder"),
        pytest.param({"PATH": ":.:"}, id="PATH, relative"),
        pytest.param({"PATH": "{folder}:{folder}/zcert"}, id="PATH, absolute"),
        pytest.param({"ZCERT_PROGRAM": "zcert"}, id="named without a folder"),
        pytest.param({"HOME": "."}, id="a home that is relative"),
    ],
)
def test_a_program_in_a_folder_of_workbooks_is_not_started(
    glue: Glue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, surroundings: dict[str, str]
) -> None:
    folder = tmp_path / "收到的"
    for path in (place, f".local/bin/{place}", ".local/bin/zcert"):
        if not (folder / path).exists():
            script(folder / path)
    monkeypatch.chdir(folder)
    program = glue(None)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value.format(folder=folder))
    nothing_is_found(program)


def test_neither_a_button_nor_a_cell_says_where_its_workbook_is(glue: Glue, tmp_path: Path) -> None:
    program = glue(None)
    assert inspect.signature(program.start).parameters == {}
    texts = (tmp_path / "extension" / "pythonpath" / "zcert_glue" / name for name in ("pressing.py", "helper.py"))
    assert not any("parent" in text.read_text("utf-8") for text in texts)


def test_a_program_that_has_moved_is_named(glue: Glue, tmp_path: Path) -> None:
    program = glue(tmp_path / "旧" / "zcert")
    with pytest.raises(import_module("zcert_glue").Problem) as caught:
        program.start()
    said = f"zcert程序已不在“{tmp_path}/旧/zcert”，请重新安装zcert，再运行“zcert install --calc”"
    assert str(caught.value) == said


def test_an_extension_for_download_names_no_program() -> None:
    assert "program.txt" not in zipfile.ZipFile(io.BytesIO(build_oxt())).namelist()


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of an environment's scripts; those of the user are in ``user``."""
    places = {sysconfig.get_default_scheme(): "environment", sysconfig.get_preferred_scheme("user"): "user"}
    monkeypatch.setattr(sysconfig, "get_path", lambda _name, scheme: str(tmp_path / places[scheme]))
    monkeypatch.setattr(sys, "argv", ["/usr/bin/pytest"])
    monkeypatch.delattr(sys, "frozen", raising=False)
    return tmp_path / "environment"


def test_a_link_is_kept_as_it_is(scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "bin" / "zcert"
    link.parent.mkdir()
    link.symlink_to(script(scripts / "zcert"))
    monkeypatch.setattr(sys, "argv", [str(link), "install", "--calc"])
    assert own_program() == link


def test_a_program_called_by_a_relative_path(scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(scripts / "zcert")
    monkeypatch.chdir(scripts.parent)
    monkeypatch.setattr(sys, "argv", ["environment/zcert"])
    assert own_program() == scripts / "zcert"


def test_a_module_belongs_to_the_script_of_its_environment_or_user(scripts: Path, tmp_path: Path) -> None:
    assert own_program() is None
    user = script(tmp_path / "user" / "zcert")
    assert own_program() == user
    assert own_program() != script(scripts / "zcert")
    assert own_program() == scripts / "zcert"


def test_a_frozen_program_is_its_own_file(scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(scripts / "zcert")
    frozen = script(tmp_path / "opt" / "zcert")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(frozen))
    assert own_program() == frozen
