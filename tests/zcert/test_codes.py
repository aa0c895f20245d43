import ast
import importlib
import re
from pathlib import Path

import pytest

import zcert
from zcert.code import error, warning
from zcert.codes import CODES, QUIET, join, severity
from zcert.rules import RULES
from zcert.words import Category

HERE = Path(__file__)
FOLDER = Path(zcert.__file__).parent
MODULES = [
    ".".join(("zcert", *path.relative_to(FOLDER).with_suffix("").parts))
    for path in sorted(FOLDER.rglob("*.py"))
    if path.name != "__init__.py"
]


def texts(place: ast.expr | None, module: object) -> set[str]:
    """Return a text as it is written, or by the name of a constant of the module."""
    value = getattr(module, place.id, None) if isinstance(place, ast.Name) else getattr(place, "value", None)
    return {value} if isinstance(value, str) else set()


def written_and_declared(name: str) -> tuple[set[str], set[str]]:
    """Return the codes that a module puts into faults or findings, and those that it declares."""
    module = importlib.import_module(name)
    written: set[str] = set()
    declared: set[str] = set()
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Fault", "Finding"}:
            for place in node.args[:1] if node.func.id == "Fault" else node.args[2:3]:
                written |= texts(place, module)
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "CODES":
            for key in node.value.keys if isinstance(node.value, ast.Dict) else ():
                declared |= texts(key, module)
    return written, declared


@pytest.mark.parametrize("name", MODULES)
def test_codes_are_those_that_the_sources_write(name: str) -> None:
    written, declared = written_and_declared(name)
    assert written == declared


def test_every_declaration_is_joined() -> None:
    assert set().union(*(written_and_declared(name)[1] for name in MODULES)) == set(CODES)


def test_every_code_can_be_met() -> None:
    """Each code has its example in the test of its rule or value."""
    trees = [ast.parse(path.read_text("utf-8")) for path in HERE.parents[1].rglob("test_*.py") if path != HERE]
    named = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert set(CODES) - named == set()


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_name_the_codes(name: str) -> None:
    module = importlib.import_module(name)
    words = set((module.__doc__ or "").split())
    assert written_and_declared(name)[1] - words == set()


@pytest.mark.parametrize("code", CODES)
def test_code(code: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert severity(code) in {"error", "warning"}
    assert re.search(r"[\u4e00-\u9fff]", CODES[code].meaning)


def test_every_kind_of_finding_is_met() -> None:
    assert {code.category for code in CODES.values()} == set(Category)


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("id-checksum", "号码"),
        ("sex-mismatch", "号码"),
        ("id-duplicate", "重复"),
        ("id-elsewhere", "重复"),
        ("other-org-missing", "必填"),
        ("cascade", "选项"),
        ("phone-format", "联系方式"),
        ("photo-orphan", "照片"),
        ("outside-columns", "读取"),
        ("untidy-text", "文字"),
        ("cert-level", "证书"),
    ],
)
def test_category(code: str, category: str) -> None:
    assert CODES[code].category == category


def test_meanings_are_unlike() -> None:
    assert len({code.meaning for code in CODES.values()}) == len(CODES)


def test_warnings() -> None:
    assert {"id-region-age"} == QUIET
    assert {severity(code) for code in QUIET} == {"warning"}
    assert (severity("id-ends-000"), severity("id-checksum")) == ("warning", "error")


def test_codes_come_in_the_order_of_the_rules() -> None:
    firsts = [next(iter(rule.CODES)) for rule in RULES]
    assert sorted(firsts, key=list(CODES).index) == firsts


def test_a_code_that_is_declared_twice_is_refused() -> None:
    one = {"a-b": error("甲", Category.TEXT)}
    assert join([one, {"c": warning("乙", Category.TEXT, quiet=True)}, one]) == {
        "a-b": error("甲", Category.TEXT),
        "c": warning("乙", Category.TEXT, quiet=True),
    }
    with pytest.raises(ValueError, match="a-b"):
        join([one, {"a-b": error("甲", Category.TEXT)}])


def test_unknown_code() -> None:
    with pytest.raises(KeyError):
        severity("id-unknown")
