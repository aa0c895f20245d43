"""What the whole project knows from one module is written nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

from zcert import words

ROOT = Path(__file__).parent.parent
PACKAGES = sorted(
    path.parent
    for room in ("addin", "udfs", "macros_bridge", "workbook_templates", "dictionaries")
    for path in (ROOT / room).glob("*/__init__.py")
)
OUTSIDE = {"zcert_calc/office/pythonpath/zcert_glue/windows.py"}
"""Runs in LibreOffice's Python and cannot import the words."""


def product_trees() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            yield path.relative_to(package.parent).as_posix(), ast.parse(path.read_text("utf-8"))


def test_there_is_something_to_search() -> None:
    assert {path.name for path in PACKAGES} >= {"zcert", "zcert_addin", "zcert_udfs", "zcert_templates", "zcert_bridge"}
    assert sum(1 for _ in product_trees()) > 150


def test_only_the_clock_asks_for_the_time_of_day() -> None:
    asking = {"dt.datetime.now", "dt.date.today", "dt.datetime.today", "dt.datetime.utcnow"}
    asking |= {"time.time", "time.localtime", "time.gmtime", "time.strftime", "time.ctime"}
    asking |= {name.removeprefix("dt.") for name in asking} | {
        f"datetime.{name.removeprefix('dt.')}" for name in asking
    }
    found = {
        name
        for name, tree in product_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in asking
    }
    assert found == {"zcert/clock.py"}


def test_only_one_module_knows_where_a_sheet_ends() -> None:
    ends = {1_048_576, 1_048_575, 16_384, 16_383}
    found = {
        name
        for name, tree in product_trees()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and type(node.value) is int and node.value in ends)
        or (isinstance(node, ast.alias) and node.name.startswith("xl_"))
    }
    assert found == {"zcert_templates/cell_ref.py"}


def test_words_for_several_places_are_taken_from_one() -> None:
    values = [value for name, value in vars(words).items() if name.isupper()]
    known = {word for value in values for word in ([value] if isinstance(value, str) else value.values())}
    assert len(known) > 12
    found = {
        f"{name}: {node.value}"
        for name, tree in product_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and node.value in known
        and id(node) not in parts_of_sentences(tree)
        and name not in {"zcert/words.py", *OUTSIDE}
    }
    assert found == set()


def parts_of_sentences(tree: ast.Module) -> set[int]:
    sentences = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    return {id(part) for sentence in sentences for part in sentence.values}
