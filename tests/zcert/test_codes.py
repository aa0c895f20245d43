import ast
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

import zcert
from support.domain import KEY, MAN, PAPER, SPECIAL, TODAY, inspect, make_table
from zcert.album import Album
from zcert.checking import check
from zcert.codes import CODES, QUIET, severity
from zcert.finding import Fault
from zcert.photos import PhotoFacts, sort_names
from zcert.rules.photo import orphan_findings
from zcert.table import ReadingNotes
from zcert.values import certificate_code

SOURCES = sorted(Path(zcert.__file__).parent.rglob("*.py"))


def written_codes() -> set[str]:
    """Give every code that the sources put into a fault or finding."""
    codes: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Fault", "Finding"}:
                places = node.args[:1] if node.func.id == "Fault" else node.args[2:3]
                codes |= {
                    place.value for place in places if isinstance(place, ast.Constant) and isinstance(place.value, str)
                }
    return codes


def test_codes_are_those_that_the_sources_write() -> None:
    assert written_codes() == set(CODES)


RESIDENT_ROWS = [
    {KEY: "3301"},
    {KEY: "33010619O503149112"},
    {KEY: "330106196504319128"},
    {KEY: "330106202611229185"},
    {KEY: "339901199706169272"},
    {KEY: "330106197305119000"},
    {KEY: "330106198810119000", "性别": "男"},
    {KEY: "330121198809029423"},
    {KEY: "33010688092094", "取得方式": "认定", "评审组织": "其它"},
    {"姓名": "", "毕业学校": " 甲", "主管部门": "\ufffd", "备注": "字" * 32_768, "性别": "?", "所在地市": "宁波市"},
    {"取得时间": "1988", "联系电话": "1", "邮政编码": "1"},
    {"取得时间": "20990101"},
    {KEY: "330102199803099450"},
]
PAPER_ROWS = [
    {"证件号码": "E1234567"},
    {"证件号码": MAN},
    {PAPER: "外国人永久居留身份证", "证件号码": "933840196503149117"},
    {PAPER: "外国人永久居留身份证", "证件号码": "USA330165031498"},
]
PHOTOS = [
    PhotoFacts("330106198810119000.jpg", 60_000, 600, 800, None, None),
    PhotoFacts("330121198809029423.jpg", 1, 300, 300, None, None),
    PhotoFacts("339901199706169272.jpg", 1, 240, 336, None, "broken"),
    PhotoFacts("330106197305119000.jpg", 1, 240, 336, None, "not-jpeg"),
]

CERTIFICATES = [
    "A01031",
    "D01031000000000001",
    "AO1031000000000001",
    "A01851000000000001",
    "A01034000000000001",
    "B01031000000000001",
    "A01031010000000000",
]


def test_every_code_can_be_met() -> None:
    unverified = next(
        {KEY: f"{line[:6]}500101901"} for line in regions() if line.endswith(",X") and not line[:6].endswith("00")
    )
    facts = {photo.name: photo for photo in PHOTOS}
    album = Album(
        sort_names([*facts, "330106198810119000.jpeg", "x.jpg"]),
        facts | {"330106198810119000.jpeg": facts["330106198810119000.jpg"]},
    )
    resident = make_table(*RESIDENT_ROWS, unverified, stored=[12], stray=((4, "x"),))
    resident = replace(
        resident,
        notes=ReadingNotes(
            doubts=((4, KEY, "error"), (5, KEY, "formula"), (6, KEY, "differs")),
            hidden_rows=frozenset({4}),
            hidden=True,
            same_name="采集表",
            moved_rows={16: 4},
        ),
    )
    found = check(inspect(resident, album)) + check(inspect(make_table(*PAPER_ROWS, form=SPECIAL)))
    found += orphan_findings(album.folder, resident.columns[KEY])
    met = {finding.code for finding in found}
    for text in CERTIFICATES:
        said = certificate_code.parse(text, TODAY)
        met |= {fault.code for fault in ([said] if isinstance(said, Fault) else said.warnings)}
    assert met == set(CODES)


def regions() -> list[str]:
    return (files("zcert_dictionaries") / "edition" / "regions.csv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("code", CODES)
def test_code(code: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert severity(code) in {"error", "warning"}
    assert re.search(r"[\u4e00-\u9fff]", CODES[code].meaning)


def test_meanings_are_unlike() -> None:
    assert len({code.meaning for code in CODES.values()}) == len(CODES) == 53


def test_warnings() -> None:
    assert {code for code in CODES if severity(code) == "warning"} == {
        *("id-region-age", "id-region-unverified", "id-ends-000"),
        *("paper-unusual", "paper-check-doubtful", "paper-is-resident-id"),
        *("untidy-text", "outside-columns", "photo-ratio", "photo-double", "photo-orphan"),
        *("cell-differs", "row-twice", "sheet-twice", "row-hidden", "sheet-hidden"),
        *("cert-unit-senior", "cert-serial"),
    }
    assert {code for code in QUIET if severity(code) != "warning"} == set()


def test_unknown_code() -> None:
    with pytest.raises(KeyError):
        severity("id-unknown")
