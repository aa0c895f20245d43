"""No arrow between the packages runs up, not even one that is drawn by a string.

import-linter sees import statements only; a module that is imported by its name is named by a text.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
(LADDER,) = [one for one in SETTINGS["importlinter"]["contracts"] if "zcert_program" in one.get("layers", ())]
LAYERS = [layer.split(" | ") for layer in LADDER["layers"]]
PACKAGES = [package for layer in LAYERS for package in layer]
FOLDERS = {Path(path).name: ROOT / path for path in SETTINGS["hatch"]["build"]["targets"]["wheel"]["packages"]}


def out_of_reach(package: str) -> set[str]:
    """Return the packages above it and beside it."""
    (height,) = [at for at, layer in enumerate(LAYERS) if package in layer]
    return {other for layer in LAYERS[: height + 1] for other in layer} - {package}


def texts(source: str) -> Iterator[str]:
    """Yield the literals of a module, beginnings of f-strings included, docstrings left out."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def named(source: str, packages: set[str]) -> set[str]:
    """Return those of the packages that a literal names, alone or with a module."""
    return {
        found[1] for text in texts(source) if (found := re.match(r"(\w+)(?:\.\w*)*$", text)) and found[1] in packages
    }


def test_every_package_stands_on_the_ladder() -> None:
    assert sorted(PACKAGES) == sorted(FOLDERS) == sorted(SETTINGS["importlinter"]["root_packages"])


@pytest.mark.parametrize("package", PACKAGES)
def test_no_literal_names_a_package_above_or_beside(package: str) -> None:
    found = {
        path.relative_to(ROOT).as_posix(): names
        for path in FOLDERS[package].rglob("*.py")
        if (names := named(path.read_text("utf-8"), out_of_reach(package)))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param('import_module("zcert_calc.oxt")', {"zcert_calc"}, id="module"),
        pytest.param('import_module(f"zcert_calc.{name}")', {"zcert_calc"}, id="f-string"),
        pytest.param('X = {"calc-server": "zcert_calc.server"}', {"zcert_calc"}, id="table"),
        pytest.param('files("zcert_program")', {"zcert_program"}, id="package"),
        pytest.param('"""Made for zcert_calc."""\nX = "zcert_calcium.oxt"', set(), id="prose and other names"),
        pytest.param('import_module("zcert_templates.build")', set(), id="below"),
    ],
)
def test_what_is_found(source: str, found: set[str]) -> None:
    assert named(source, out_of_reach("zcert_addin")) == found
