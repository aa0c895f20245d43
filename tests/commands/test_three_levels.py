"""From 30 units over 6 counties and 2 cities to the province and back: packed, received, merged at each level."""

import datetime as dt
import json
from pathlib import Path

import pytest

from support import main
from support.merging import EDITION, SUMMARY, TODAY, people, report_texts, summary_rows
from support.returning import type_into
from zcert import clock
from zcert.exchange.ledger import State, senders
from zcert.form import Kind
from zcert.values.id_number import accepted_regions
from zcert_addin.exchange import ledger_file
from zcert_addin.filling.collection import fill
from zcert_templates import RESIDENT
from zcert_templates.build import build_collection

ENTRIES = [column.header for column in RESIDENT.columns if column.kind is not Kind.RESULT]
CITIES = ("甲市", "乙市")
COUNTIES = {city: [f"{city}{name}" for name in ("东区", "西区", "南县")] for city in CITIES}
UNITS = {county: [f"{county}第{at}中学" for at in range(1, 6)] for city in CITIES for county in COUNTIES[city]}


class World:
    """Everybody's folders, and the truth: the rows of each unit."""

    def __init__(self, top: Path) -> None:
        self.top, self._template = top, build_collection(RESIDENT, EDITION, accepted_regions())
        self.truth: dict[str, list[list[str]]] = {}

    def write(self, unit: str, rows: list[list[str]]) -> None:
        self.truth[unit] = rows
        folder = self.top / unit
        folder.mkdir(exist_ok=True)
        (folder / f"{unit}.xlsx").write_bytes(fill(self._template, rows))
        (folder / f"{rows[0][0]}.jpg").write_bytes(f"photo of {unit}".encode())

    def pack(self, sender: str, workbook: str = SUMMARY) -> Path:
        """Pack a sender's workbook and return the package."""
        out = self.top / "报送"
        out.mkdir(exist_ok=True)
        before = set(out.iterdir())
        path = self.top / sender / workbook
        assert main.run(["pack", str(path), "--unit", sender, "-o", str(out), *TODAY, "--yes"]) != main.FAILED
        (package,) = set(out.iterdir()) - before
        return package

    def receive(self, receiver: str, *packages: Path) -> None:
        code = main.run(["receive", *map(str, packages), "--into", str(self.top / receiver), *TODAY])
        assert code == main.FOUND_NOTHING

    def merge(self, folder: str) -> None:
        assert main.run(["merge", str(self.top / folder), *TODAY, "--yes"]) != main.FAILED

    def collect(self) -> None:
        for county, units in UNITS.items():
            self.receive(county, *(self.pack(unit, f"{unit}.xlsx") for unit in units))
            self.merge(county)
        for city in CITIES:
            self.receive(city, *(self.pack(county) for county in COUNTIES[city]))
            self.merge(city)
        self.receive("省厅", *map(self.pack, CITIES))
        self.merge("省厅")

    def rows(self) -> dict[str, tuple[list[str], str]]:
        """Return the entries and the origin of each row of the province's summary, by number."""
        found = summary_rows(self.top / "省厅")
        by_number = {
            str(row["身份证号码"]): ([str(row[header]) for header in ENTRIES], str(row["来源文件"])) for row in found
        }
        assert len(by_number) == len(found)
        return by_number

    def expected(self) -> dict[str, tuple[list[str], str]]:
        at = [RESIDENT.index[header] for header in ENTRIES]
        return {
            row[0]: ([row[place] for place in at], f"{city}.xlsx > {county}.xlsx > {unit}.xlsx")
            for city in CITIES
            for county in COUNTIES[city]
            for unit in UNITS[county]
            for row in self.truth[unit]
        }


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    minutes = iter(range(100_000))
    start = dt.datetime(2026, 11, 25, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(minutes=next(minutes)))
    world = World(tmp_path)
    for seed, unit in enumerate(unit for units in UNITS.values() for unit in units):
        world.write(unit, people(2, seed + 100, unit))
    return world


def test_up_to_the_province_and_up_again_after_a_unit_has_mended(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.collect()
    assert world.rows() == world.expected()
    province = ledger_file.load(world.top / "省厅")
    assert [(entry.unit, entry.rows, entry.state) for entry in province.entries] == [
        (city, 30, State.RECEIVED) for city in CITIES
    ]
    for _, origin in world.rows().values():
        told = [one.unit for one in senders(province.entries, origin)]
        assert told == [name.removesuffix(".xlsx") for name in origin.split(" > ")]
    photos = {path.read_bytes() for path in (world.top / "省厅").glob("*.jpg")}
    assert photos == {f"photo of {unit}".encode() for unit in world.truth}

    unit, (county, city) = UNITS["甲市东区"][0], ("甲市东区", "甲市")
    rows = [list(row) for row in world.truth[unit]]
    rows[0][RESIDENT.index["姓名"]] = "改正后"
    world.write(unit, [rows[0], *people(1, 999, unit)])
    world.receive(county, world.pack(unit, f"{unit}.xlsx"))
    world.merge(county)
    assert "新增1人、减少1人、改正1人" in capsys.readouterr().out
    (section,) = [line for line in report_texts(world.top / county) if line[1:3] == [f"{unit}.xlsx", unit]][:1]
    assert section[3:7] == ["1.0", "1.0", "1.0", "1.0"]
    world.receive(city, world.pack(county))
    world.merge(city)
    world.receive("省厅", world.pack(city))
    capsys.readouterr()
    main.run(["merge", str(world.top / "省厅"), *TODAY, "--yes", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert document["resent"] == [{"file": "甲市.xlsx", "unit": "甲市", "added": 1, "removed": 1, "mended": 1}]
    assert world.rows() == world.expected()
    told = [one["file"] for one in document["senders"]]
    assert told[told.index("甲市.xlsx") :][:3] == [
        "甲市.xlsx",
        "甲市.xlsx > 甲市东区.xlsx",
        f"甲市.xlsx > 甲市东区.xlsx > {unit}.xlsx",
    ]
    assert len(told) == 2 + 6 + 30
    main.run(["merge", str(world.top / "省厅"), *TODAY, "--yes", "--json"])
    assert json.loads(capsys.readouterr().out)["resent"] == []


NUMBER, DAY, COUNTY = "身份证号码", "取得时间", "所在县市"
FAULTS: dict[str, tuple[int, dict[str, str]]] = {
    "甲市东区第1中学": (0, {DAY: "2015年"}),
    "甲市东区第4中学": (1, {NUMBER: "330102199803"}),
    "甲市南县第5中学": (1, {COUNTY: "舟山", DAY: ""}),
    "乙市西区第2中学": (0, {NUMBER: "330102199804", DAY: "x"}),
}
"""What some units type wrong: place of the row (0-based) and entries by header."""


def test_what_the_province_returns_is_mended_at_every_level(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    for unit, right in list(world.truth.items()):
        rows = [list(row) for row in right]
        if unit in FAULTS:
            at, entries = FAULTS[unit]
            for header, text in entries.items():
                rows[at][RESIDENT.index[header]] = text
        world.write(unit, rows)
        for photo in (world.top / unit).glob("*.jpg"):
            photo.unlink()
        world.truth[unit] = right
    world.collect()
    assert world.rows() != world.expected()
    back, mended = world.top / "退回", world.top / "改好"
    assert main.run(["return", str(world.top / "省厅" / SUMMARY), "-o", str(back), *TODAY]) == main.FOUND_NOTHING
    returned = {path.name.removesuffix("（退回）.xlsx"): path for path in back.rglob("*.xlsx")}
    assert returned == {unit: back / unit[:2] / unit[:4] / f"{unit}（退回）.xlsx" for unit in FAULTS}
    mended.mkdir()
    for unit, path in returned.items():
        at, entries = FAULTS[unit]
        right = world.truth[unit][at]
        type_into(path, {(4, header): right[RESIDENT.index[header]] for header in entries})
        assert main.run(["pack", str(path), "-o", str(mended), *TODAY, "--yes"]) != main.FAILED
    packages = sorted(mended.iterdir())
    assert [package.name.partition("_")[0] for package in packages] == sorted(FAULTS)

    def accept(folder: str, *units: str) -> None:
        own = [str(package) for package in packages if package.name.partition("_")[0] in units]
        code = main.run(["accept", str(world.top / folder / SUMMARY), *own, *TODAY])
        assert code == main.FOUND_NOTHING

    accept("省厅", *FAULTS)
    assert world.rows() == world.expected()
    province = ledger_file.load(world.top / "省厅")
    assert [(entry.unit, entry.state) for entry in province.entries] == [(city, State.MENDED) for city in CITIES]
    world.merge("省厅")
    assert world.rows() == world.expected()
    accept("甲市东区", *(unit for unit in FAULTS if unit.startswith("甲市东区")))
    accept("甲市", *(unit for unit in FAULTS if unit.startswith("甲市")))
    accept("甲市南县", "甲市南县第5中学")
    accept("乙市西区", "乙市西区第2中学")
    accept("乙市", "乙市西区第2中学")
    for county in UNITS:
        world.merge(county)
    for city in CITIES:
        world.receive(city, *(world.pack(county) for county in COUNTIES[city]))
        world.merge(city)
    world.receive("省厅", *map(world.pack, CITIES))
    world.merge("省厅")
    assert world.rows() == world.expected()
    capsys.readouterr()
    assert main.run(["return", str(world.top / "省厅" / SUMMARY), *TODAY]) == main.FOUND_NOTHING
    assert capsys.readouterr().out == "没有发现错误，没有需要退回的行\n"
