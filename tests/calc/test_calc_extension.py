"""The extension's file and the helper's lines, without LibreOffice."""

import ast
import datetime as dt
import io
import json
import zipfile
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest

from zcert.fitting import Grid
from zcert.table import errors_at
from zcert_addin.buttons import BUTTONS
from zcert_addin.hosts.calc import CalcHost
from zcert_calc.oxt import build_oxt
from zcert_calc.server import UNKNOWN, Line, serve
from zcert_udfs import FUNCTIONS


def answers(*lines: object) -> list[dict[str, object]]:
    target = io.BytesIO()
    serve(io.BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines)), target)
    return [json.loads(line) for line in target.getvalue().splitlines()]


ABOUT = {"result": {"name": "表.xlsx", "folder": None, "remote": False}}
DONE: dict[str, object] = {"result": None}


def test_the_extension_is_the_same_every_time_and_holds_every_button_and_function() -> None:
    assert build_oxt() == build_oxt()
    package = zipfile.ZipFile(io.BytesIO(build_oxt()))
    for name in package.namelist():
        if name.endswith((".xcu", ".xml", ".components")):
            ET.fromstring(package.read(name))
    addons, basic = package.read("Addons.xcu").decode(), package.read("functions.bas").decode("ascii")
    assert all(f"vnd.zcert:{name}<" in addons for name in BUTTONS)
    assert all(f"\nFunction {function.name}(" in basic for function in FUNCTIONS)


def test_python_of_the_office_can_read_the_glue() -> None:
    package = zipfile.ZipFile(io.BytesIO(build_oxt()))
    sources = [name for name in package.namelist() if name.endswith(".py")]
    assert len(sources) > 8
    for name in sources:
        ast.parse(package.read(name), feature_version=(3, 8))
    ast.parse((files("zcert_calc") / "office_side.py").read_bytes(), feature_version=(3, 8))


def test_a_button_is_a_conversation() -> None:
    facts = {"result": [["字典日期", "2026-11-21"], ["", ""]]}
    said = answers({"button": "show_about"}, ABOUT, facts, DONE)
    assert [line.get("do") for line in said] == ["about", "read_facts", "tell", None]
    assert said[-1] == {"done": True}


def test_a_function_is_answered_in_between() -> None:
    said = answers({"button": "show_about"}, {"function": "ZC_ID18", "arguments": [""]}, ABOUT)
    assert said[1] == {"answer": ""}
    assert answers({"function": "ZC_NONE", "arguments": []}) == [{"answer": UNKNOWN}]


def test_what_the_office_refuses_is_said() -> None:
    said = answers({"button": "check_identity"}, ABOUT, {"refused": "不行"}, DONE)
    assert said[2] == {"do": "complain", "with": {"text": "不行"}}


@pytest.mark.parametrize("end", [b"", b'{"result"'], ids=["gone", "killed while it wrote"])
def test_the_helper_ends_with_the_office(end: bytes) -> None:
    target = io.BytesIO()
    serve(io.BytesIO(b'{"button":"show_about"}\n' + end), target)
    assert json.loads(target.getvalue()) == {"do": "about", "with": {}}


def read(**sheet: object) -> Grid:
    """Read through the host what LibreOffice sends."""
    sent = {"name": "表", "top": 1, "left": 0, "cells": [], "errors": [], "marked": [], "zero": [1899, 12, 30], **sheet}
    source = b"".join(json.dumps(answer).encode() + b"\n" for answer in (ABOUT, {"result": sent}))
    return CalcHost(Line(io.BytesIO(source), io.BytesIO())).read()


def test_days_errors_and_truth_are_as_in_excel() -> None:
    grid = read(top=4, left=1, cells=[[46027.0, None, 1.0]], errors=[[0, 1]], marked=[["day", 0, 0], ["truth", 0, 2]])
    assert grid.cells == [[dt.datetime(2026, 1, 5), None, True]]  # noqa: DTZ001  a sheet knows no zones
    assert grid.notes == errors_at([(4, 2)])


def test_a_row_of_texts_comes_as_one_text() -> None:
    assert read(cells=["甲\t\t乙\n丙", ["丁\t", 1.0, ""]]).cells == [["甲", "", "乙\n丙"], ["丁\t", 1.0, ""]]
