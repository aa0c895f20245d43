"""A mended return can come back in a package, sealed or not, and its photos with it."""

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from support.domain import RESIDENT
from support.merging import SUMMARY, people
from support.returning import (
    CHECK,
    DAY,
    NUMBER,
    entries,
    find_returns,
    merge,
    return_all,
    spoilt,
    tables,
    truth,
    type_into,
    write_unit,
)
from zcert.results import PHOTO
from zcert_addin.commands.accept_rows import Accepted, AcceptSettings, accept
from zcert_addin.commands.pack_up import look, pack
from zcert_addin.commands.return_rows import ReturnSettings

ROWS = people(3, 1, "甲中学")
NUMBERS = [row[0] for row in ROWS]
SETTINGS = AcceptSettings(CHECK)


def jpeg(side: int = 300, grey: int = 120) -> bytes:
    file = BytesIO()
    Image.new("RGB", (side * 5 // 7, side), (grey, grey, grey)).save(file, "JPEG", dpi=(300, 300))
    return file.getvalue()


GOOD, SMALL = jpeg(350), jpeg(70)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Return a folder where the first has a photo, the second none, the third one that is too small."""
    folder = tmp_path / "县"
    write_unit(folder / "甲中学.xlsx", spoilt(ROWS, {0: {DAY: "x"}}))
    (folder / f"{NUMBERS[0]}.jpg").write_bytes(GOOD)
    (folder / f"{NUMBERS[2]}.jpg").write_bytes(SMALL)
    merge(folder)
    return folder


@pytest.fixture
def unit(county: Path) -> Path:
    """Return the unit's folder with the mended return and the photos that were asked for."""
    back = return_all(county / SUMMARY, county.parent / "退回")["甲中学"]
    own = county.parent / "单位"
    own.mkdir()
    shutil.move(back, own / back.name)
    type_into(own / back.name, {(4, DAY): ROWS[0][RESIDENT.index[DAY]]})
    for number in NUMBERS[1:]:
        (own / f"{number}.jpg").write_bytes(GOOD)
    (own / "330106198503149134.jpg").write_bytes(GOOD)  # somebody else's
    return own


def packed(unit: Path, password: str = "") -> Path:
    workbook = next(unit.glob("*.xlsx"))
    return pack(look(workbook, "", CHECK), unit, CHECK, password).path


def outcomes(accepted: Accepted) -> list[str]:
    return [one.outcome for one in accepted.summary.decisions]


def photos(folder: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in folder.glob("*.jpg")}


def test_a_returned_workbook_needs_the_photos_that_were_asked_for(unit: Path, tmp_path: Path) -> None:
    for path in unit.glob("*.jpg"):
        path.unlink()
    asked = look(next(unit.glob("*.xlsx")), "", replace(CHECK, photos=unit))
    assert asked.open_errors == {"photo-missing": 3}
    other = tmp_path / "别县"
    write_unit(other / "甲中学.xlsx", spoilt(ROWS, {0: {DAY: "x"}}))
    for number in NUMBERS:
        (other / f"{number}.jpg").write_bytes(GOOD)
    back = return_all(merge(other), tmp_path / "别县退回")["甲中学"]
    (back.parent / "330106198503149134.jpg").write_bytes(GOOD)  # somebody else's
    settings = replace(CHECK, photos=back.parent)
    assert look(back, "", settings).checked.codes == {"date-format": 1}
    (back.parent / f"{NUMBERS[0]}.jpg").write_bytes(SMALL)
    assert look(back, "", settings).checked.codes == {"date-format": 1, "photo-pixels": 1, "photo-orphan": 1}


def test_missing_and_wrong_photos_go_back(county: Path) -> None:
    (one,) = find_returns(county / SUMMARY, ReturnSettings(CHECK))
    assert [(row.origin.row, [f.code for f in row.findings]) for row in one.rows] == [
        ("4", ["date-format"]),
        ("5", ["photo-missing"]),
        ("6", ["photo-pixels"]),
    ]


@pytest.mark.parametrize("password", ["", "密码123"], ids=["plain", "sealed"])
def test_a_package(county: Path, unit: Path, password: str) -> None:
    package = packed(unit, password)
    assert package.name.startswith("甲中学_退回改正_")
    accepted = accept(county / SUMMARY, [package], AcceptSettings(CHECK, password=lambda _name: password))
    assert outcomes(accepted) == ["mended", "unchanged", "unchanged"]
    assert (accepted.summary.wrong, accepted.unread) == ({}, ())
    assert entries(county / SUMMARY) == truth(ROWS)
    assert photos(county) == dict.fromkeys(NUMBERS, GOOD)
    (brought,) = accepted.photos
    assert (brought.missing, brought.replaced) == ([f"{NUMBERS[1]}.jpg"], [f"{NUMBERS[2]}.jpg"])
    assert photos(county / brought.backup) == {NUMBERS[2]: SMALL}
    assert not list(county.glob(".zcert-*"))


def test_photos_beside_a_loose_workbook(county: Path, unit: Path) -> None:
    accepted = accept(county / SUMMARY, [next(unit.glob("*.xlsx"))], SETTINGS)
    assert photos(county) == dict.fromkeys(NUMBERS, GOOD)
    assert accepted.photos[0].missing == [f"{NUMBERS[1]}.jpg"]


def test_the_photo_of_a_mended_number_comes_under_that_number(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    wrong = NUMBERS[0][:-1]
    write_unit(folder / "甲.xlsx", spoilt(ROWS[:1], {0: {NUMBER: wrong}}))
    (folder / f"{wrong}.jpg").write_bytes(GOOD)
    back = return_all(merge(folder), tmp_path / "退回")["甲"]
    type_into(back, {(4, NUMBER): NUMBERS[0]})
    (back.parent / f"{NUMBERS[0]}.jpg").write_bytes(GOOD)
    accepted = accept(folder / SUMMARY, [back], SETTINGS)
    assert (outcomes(accepted), accepted.summary.wrong) == (["mended"], {})
    assert photos(folder) == {wrong: GOOD, NUMBERS[0]: GOOD}
    assert tables(folder / SUMMARY)[0].texts(PHOTO) == ("正常",)


def test_a_second_time_nothing_is_brought(county: Path, unit: Path) -> None:
    package = packed(unit)
    accept(county / SUMMARY, [package], SETTINGS)
    before = {path.name for path in county.iterdir()}
    accepted = accept(county / SUMMARY, [package], SETTINGS)
    assert outcomes(accepted) == ["already", "unchanged", "unchanged"]
    assert ([one.missing + one.replaced for one in accepted.photos], {p.name for p in county.iterdir()}) == (
        [[]],
        before,
    )


def test_a_wrong_password_and_a_changed_package_are_named(county: Path, unit: Path) -> None:
    package = packed(unit, "一")
    loose = next(unit.glob("*.xlsx"))
    accepted = accept(county / SUMMARY, [package, loose], SETTINGS)
    assert [one.sentence for one in accepted.unread] == ["报送包有密码，请向报送单位问明密码，用命令行（zcert）重做"]
    assert outcomes(accepted) == ["mended", "unchanged", "unchanged"]


def test_a_package_whose_photo_was_changed_costs_no_row(county: Path, unit: Path) -> None:
    package = packed(unit)
    content = package.read_bytes()
    at = content.index(GOOD[-200:-100])
    package.write_bytes(content[:at] + bytes(100) + content[at + 100 :])
    accepted = accept(county / SUMMARY, [package], SETTINGS)
    assert outcomes(accepted) == ["mended", "unchanged", "unchanged"]
    assert [one.sentence[:8] for one in accepted.unread] == ["照片没有取出：报"]
    assert photos(county) == {NUMBERS[0]: GOOD, NUMBERS[2]: SMALL}
    assert not list(county.glob(".zcert-*"))


def test_packages_in_a_folder(county: Path, unit: Path) -> None:
    packed(unit)
    next(unit.glob("*.xlsx")).unlink()
    (unit / "别的.zip").write_bytes(b"PK")
    assert outcomes(accept(county / SUMMARY, [unit], SETTINGS)) == ["mended", "unchanged", "unchanged"]
