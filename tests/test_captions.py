"""A column's caption is typed once in the whole product: where the form is declared, or where its list is named."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from zcert.form import Kind
from zcert.header_row import ORIGIN_HEADERS
from zcert_templates import FORMS

ROOT = Path(__file__).parents[1]
ROOMS = ("addin", "udfs", "macros_bridge", "workbook_templates", "dictionaries")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
CAPTIONS = {header for form in FORMS for header in form.headers}
RESULTS = {column.header for form in FORMS for _, column in form.of_kind(Kind.RESULT)}
HOMES = ("workbook_templates/zcert_templates/", "dictionaries/zcert_dictionaries/lists.py")


@cache
def literals(path: Path) -> Counter[str]:
    """Count every text of a source; a docstring is never equal to a caption."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return Counter(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def names_a_button(path: Path) -> bool:
    """Return whether a source names what a button does: the columns for results are called like their buttons."""
    return "buttons" in path.parts or path.stem == "buttons" or path.parent.name == "commands"


def places(caption: str) -> list[str]:
    """Return the source of each place where a caption is typed."""
    sources = [path for path in SOURCES if not (caption in RESULTS and names_a_button(path))]
    return [path.relative_to(ROOT).as_posix() for path in sources for _ in range(literals(path)[caption])]


@pytest.mark.parametrize("caption", sorted(CAPTIONS))
def test_a_caption_is_typed_once(caption: str) -> None:
    (home,) = places(caption)
    assert home.startswith(HOMES)


@pytest.mark.parametrize("caption", ORIGIN_HEADERS)
def test_the_captions_of_origins_are_typed_once(caption: str) -> None:
    assert places(caption) == ["addin/zcert/header_row.py"]
