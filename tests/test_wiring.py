"""What is written down in two places says the same in both."""

import io
import re
import runpy
import zipfile
from pathlib import Path

import pytest

from zcert_addin.cli.main import COMMANDS, SERVERS
from zcert_addin.commands.new_workbook import templates
from zcert_dictionaries import load_edition
from zcert_macros.macro_books import add_macros
from zcert_templates import FORMS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ROOMS = ("addin", "udfs", "macros_bridge", "workbook_templates", "dictionaries")


@pytest.mark.parametrize("name", ["codes", "inputs"])
def test_the_pages_made_from_the_sources_are_fresh(name: str) -> None:
    made = runpy.run_path(str(ROOT / "docs" / f"make_{name}.py"))
    assert (ROOT / "docs" / f"{name}.md").read_text("utf-8") == made["page"]()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_verb_stands_in_the_readme(command: str) -> None:
    assert f"`zcert {command}" in README


def test_every_exit_code_of_the_readme() -> None:
    assert "退出码0表示没有发现错误，1表示发现错误，2表示用法不对或无法完成" in README


def test_pictures_and_pages_of_the_readme_exist() -> None:
    links = [plain or bracketed for bracketed, plain in re.findall(r"\]\((?:<([^>]+)>|([^)#:<]+))\)", README)]
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert any(link.endswith(".png") for link in links)


@pytest.mark.parametrize("name", templates(FORMS, load_edition(), add_macros))
def test_the_templates_for_download_equal_a_fresh_build(name: str) -> None:
    committed = zipfile.ZipFile(ROOT / "workbook_templates" / name)
    fresh = zipfile.ZipFile(io.BytesIO(templates(FORMS, load_edition(), add_macros)[name]()))
    assert committed.namelist() == fresh.namelist()
    # Part by part: another zlib may compress the same text to other bytes.
    assert [name for name in fresh.namelist() if committed.read(name) != fresh.read(name)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_for(room: str) -> None:
    assert 2 <= len((ROOT / room / "README.md").read_text("utf-8").splitlines()) <= 40


def test_every_verb_module_is_a_verb() -> None:
    modules = {path.stem for path in (ROOT / "addin" / "zcert_addin" / "cli" / "commands").glob("*.py")}
    assert modules - {"__init__"} == {module.rpartition(".")[2] for module in (COMMANDS | SERVERS).values()}


def test_form_names_and_keys_are_unique() -> None:
    assert len({form.name for form in FORMS}) == len({form.key for form in FORMS}) == len(FORMS)


def test_no_module_grew_beyond_reading() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}
