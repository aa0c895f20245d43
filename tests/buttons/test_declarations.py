"""Every button declares all that is shown of it, and what is made from the declarations is fresh."""

import ast
import dataclasses
import inspect
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zcert_addin import buttons
from zcert_addin.buttons import BUTTONS, Button, Group, declarations, load
from zcert_addin.commands.restore_backup import Restored
from zcert_calc.icons import SIZES_PX, icon

ROOT = Path(__file__).parents[2]
FOLDER = Path(buttons.__file__).parent
PRESSED_IN = sorted(Path(__file__).parent.glob("test_*.py"))
DECLARED = pytest.mark.parametrize("button", declarations().values(), ids=declarations())


def test_every_module_is_a_button() -> None:
    assert sorted(BUTTONS) == sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    assert sorted(declarations()) == sorted(BUTTONS)
    for name in BUTTONS:
        module = load(name)
        assert isinstance(module.BUTTON, Button)
        assert list(inspect.signature(module.run).parameters) == ["host"]


@pytest.mark.parametrize("name", ["", "button", "../back_up", "back_up.run", "__init__"])
def test_what_is_no_button_is_not_loaded(name: str) -> None:
    with pytest.raises(KeyError):
        load(name)


def test_names_are_known_without_loading_any_button() -> None:
    code = "import sys; from zcert_addin.buttons import BUTTONS, load; load('restore'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] for name in done.stdout.split() if name.startswith("zcert_addin.buttons.")}
    assert loaded == {"restore"}


def test_the_order_is_that_of_groups_and_places() -> None:
    found = list(declarations().values())
    assert list(dict.fromkeys(one.group for one in found)) == list(Group)
    for group in Group:
        places = [one.place for one in found if one.group is group]
        assert places == list(range(1, len(places) + 1))


@DECLARED
def test_nothing_is_left_empty(button: Button) -> None:
    for text in (button.label, button.tip, button.help, button.image):
        assert text
        assert text == text.strip()
    assert "。" not in button.tip
    assert len(button.tip) <= 1024


@DECLARED
def test_every_icon_is_eight_by_eight(button: Button) -> None:
    assert [len(row) for row in button.icon.split()] == [8] * 8
    for width_px in SIZES_PX:
        assert icon(button.icon, width_px).startswith(b"\x89PNG\r\n\x1a\n")


def test_no_two_buttons_or_groups_have_the_same_name() -> None:
    found = declarations().values()
    for names in (BUTTONS, [one.label for one in found], [one.icon for one in found], [one.value for one in Group]):
        assert len({name.casefold() for name in names}) == len(names)


def test_every_keytip_presses_one_button() -> None:
    keytips = [one.keytip for one in declarations().values()]
    assert [keytip for keytip in keytips if not re.fullmatch("[A-Z0-9]{1,3}", keytip)] == []
    # Excel presses a button as soon as its keys are complete: B would hide BA.
    assert [(one, other) for one in keytips for other in keytips if other.startswith(one)] == [
        (keytip, keytip) for keytip in keytips
    ]


def pressed() -> Iterator[str]:
    """Yield the buttons that the tests of this folder press: ``name.run(…)``."""
    for path in PRESSED_IN:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "run" and isinstance(node.value, ast.Name):
                yield node.value.id


def test_every_button_has_a_test() -> None:
    assert sorted(set(BUTTONS) - set(pressed())) == []


def made(page: str) -> str:
    pages: Callable[[], dict[Path, str]] = runpy.run_path(str(ROOT / "docs" / "make_buttons.py"))["pages"]
    return pages()[ROOT / page]


@pytest.mark.parametrize("page", ["README.md"])
def test_the_pages_that_name_the_buttons_are_fresh(page: str) -> None:
    assert (ROOT / page).read_text("utf-8") == made(page)


@DECLARED
def test_the_pages_name_every_button(button: Button) -> None:
    page = (FOLDER / "help.html").read_text("utf-8")
    assert f"<th>{button.label}</th><td>{button.help}</td>" in page
    assert button.label in (ROOT / "README.md").read_text("utf-8")


def test_nobody_is_promised_a_copy_that_restoring_does_not_make() -> None:
    told = load("restore").BUTTON
    assert "先把现在的内容备份" in told.tip
    assert "先备份现在的内容" in told.help
    assert "former" in {field.name for field in dataclasses.fields(Restored)}
