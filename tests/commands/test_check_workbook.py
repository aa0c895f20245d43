"""数据检查, 身份证验证, 照片检测 of one workbook, and the results written into it."""

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path
from random import Random

import openpyxl
import pytest

from support import main
from support.office import RED, colours, convert
from zcert.errors import UserError
from zcert.form import FIRST_DATA_ROW
from zcert_addin.commands.check_workbook import Settings, check_workbook
from zcert_addin.commands.write_results import write_results
from zcert_addin.demonstration import portraits
from zcert_addin.demonstration.people import cells, person
from zcert_addin.demonstration.units import FAULTY, write_units
from zcert_addin.filling.collection import filled
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT

TODAY = ("--today", "2026-11-21")
EDITION = load_edition()
PHOTO, IDENTITY = RESIDENT.index["照片检测"], RESIDENT.index["身份证验证"]


def unit(folder: Path, count: int = 3, *, photos: bool = True) -> Path:
    """Write a right workbook with its photos."""
    rng = Random(count)
    rows = [person(rng, RESIDENT, EDITION, "示例单位", earliest=1981) for _ in range(count)]
    path = folder / "示例单位.xlsx"
    path.write_bytes(filled(RESIDENT, EDITION, [cells(RESIDENT, row) for row in rows]))
    for row in rows if photos else ():
        (folder / f"{row['身份证号码']}.jpg").write_bytes(portraits.portrait(rng))
    return path


def findings(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[tuple[object, ...]]:
    main.run([*map(str, arguments), "--json"])
    document = json.loads(capsys.readouterr().out)
    return [(one["row"], one["column"], one["code"], one["severity"]) for one in document["findings"]]


def result_texts(path: Path, column: int) -> list[object]:
    sheet = openpyxl.load_workbook(path)["采集表"]
    return [sheet.cell(row, column + 1).value for row in range(FIRST_DATA_ROW, sheet.max_row + 1)]


def test_a_right_workbook_has_no_findings(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    assert main.run(["check", str(path), *TODAY]) == 0
    out = capsys.readouterr().out
    assert out == "示例单位.xlsx：3人，错误0处，提示0处\n没有发现错误\n"


def test_photos_elsewhere(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    (tmp_path / "照片").mkdir()
    assert [code for _, _, code, _ in findings(capsys, "check", path, *TODAY, "--photos", tmp_path / "照片")] == [
        "photo-missing"
    ] * 3
    assert main.run(["check", str(path), "--photos", str(tmp_path / "没有")]) == 2
    assert "找不到照片文件夹" in capsys.readouterr().err


def test_photos_only(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    first, *_ = sorted(tmp_path.glob("*.jpg"))
    first.rename(tmp_path / "别人.JPG")
    book = openpyxl.load_workbook(path)
    row = next(r for r in range(4, 7) if book["采集表"].cell(r, 1).value == first.stem)
    assert findings(capsys, "photos", path) == [
        (row, "照片检测", "photo-missing", "error"),
        (None, "照片检测", "photo-orphan", "warning"),
    ]


def test_a_photo_that_cannot_be_opened_is_one_finding(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unit(tmp_path)

    def denied(_path: Path) -> object:
        raise PermissionError

    monkeypatch.setattr("zcert_addin.photos.album.read_photo", denied)
    assert [code for _, _, code, _ in findings(capsys, "photos", path)] == ["photo-broken"] * 3


def test_orphans_are_named_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    for number in range(13):
        (tmp_path / f"{number:02}“旧”.jpg").touch()
    main.run(["photos", str(path), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert document["findings"][1] == {
        "sheet": None,
        "row": None,
        "column": "照片检测",
        "code": "photo-orphan",
        "severity": "warning",
        "message": "照片“01“旧”.jpg”不属于表中任何人，请核对文件名与号码是否一致",
    }
    assert document["counts"] == {"errors": 0, "warnings": 13, "codes": {"photo-orphan": 13}}
    assert main.run(["photos", str(path)]) == 0
    out = capsys.readouterr().out
    assert "错误0处，提示13处" in out
    assert "00“旧”.jpg；01“旧”.jpg；" in out
    assert ("11“旧”.jpg…" in out, "12“旧”.jpg" in out) == (True, False)


def test_photos_of_the_other_sheet_are_no_orphans(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    units = tmp_path / "单位"
    units.mkdir()
    write_units(units, EDITION)
    folder = tmp_path / "汇总"
    folder.mkdir()
    for file in sorted(units.glob("*/*")):
        shutil.copyfile(file, folder / file.name)
    main.run(["merge", str(folder), *TODAY, "--json"])
    capsys.readouterr()
    found = findings(capsys, "check", folder / "高级专业技术资格证书汇总表.xlsx", *TODAY)
    assert [code for *_, code, _ in found].count("photo-orphan") == 2


@pytest.mark.parametrize("verb", ["check", "photos"])
def test_writing_touches_only_the_result_cells(capsys: pytest.CaptureFixture[str], tmp_path: Path, verb: str) -> None:
    path = unit(tmp_path)
    before = path.read_bytes()
    assert main.run([verb, str(path), "--write"]) == 0
    assert "示例单位.备份.xlsx" in capsys.readouterr().out
    assert (tmp_path / "示例单位.备份.xlsx").read_bytes() == before
    assert result_texts(path, PHOTO) == ["正常"] * 3
    assert result_texts(path, IDENTITY) == (["正确"] * 3 if verb == "check" else [None] * 3)
    with zipfile.ZipFile(tmp_path / "示例单位.备份.xlsx") as old, zipfile.ZipFile(path) as new:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert (changed, old.namelist()) == (["xl/worksheets/sheet1.xml"], new.namelist())


def test_writing_again_clears_what_was_mended(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    photo, *_ = sorted(tmp_path.glob("*.jpg"))
    photo.rename(photo.with_suffix(".away"))
    assert main.run(["check", str(path), *TODAY, "--write"]) == 1
    missing = "文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致"
    assert sorted(map(str, result_texts(path, PHOTO))) == sorted(["正常", "正常", missing])
    photo.with_suffix(".away").rename(photo)
    assert main.run(["check", str(path), *TODAY, "--write"]) == 0
    assert result_texts(path, PHOTO) == ["正常"] * 3
    capsys.readouterr()


def test_results_of_other_entries_are_not_written(tmp_path: Path) -> None:
    path = unit(tmp_path)
    checked = check_workbook(path, Settings(dt.date(2026, 11, 21), EDITION))
    book = openpyxl.load_workbook(path)
    book["采集表"]["B5"] = "别人"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(UserError, match="核对数据不符，原文件没有改动"):
        write_results(checked)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".jpg"] == [path.name]


@pytest.mark.office
def test_written_results_are_red_where_they_are_errors(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write_units(tmp_path, EDITION)
    path = tmp_path / Path(FAULTY).stem / FAULTY
    main.run(["check", str(path), *TODAY, "--write"])
    capsys.readouterr()
    sheet = colours(path, tmp_path / "office")[0]
    for column in (PHOTO, IDENTITY):
        for at, text in enumerate(result_texts(path, column), FIRST_DATA_ROW - 1):
            right = str(text).startswith(("正确", "正常"))
            assert (sheet[at][column] == RED) is not right, (at + 1, text)


@pytest.mark.office
def test_results_are_written_into_a_file_of_libreoffice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    original = unit(tmp_path)
    path = convert(original, "xlsx", tmp_path / "office")
    for photo in tmp_path.glob("*.jpg"):
        shutil.copyfile(photo, path.parent / photo.name)
    assert main.run(["check", str(path), *TODAY, "--write"]) == 0
    capsys.readouterr()
    assert result_texts(path, IDENTITY) == ["正确"] * 3


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats_are_checked_but_not_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str
) -> None:
    path = convert(unit(tmp_path), suffix, tmp_path / "office")
    before = path.read_bytes()
    assert {code for *_, code, _ in findings(capsys, "check", path, *TODAY)} == {"photo-missing"}
    assert main.run(["check", str(path), "--write"]) == 2
    assert f"请在Excel或WPS中把“示例单位.{suffix}”另存为.xlsx后重试" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "文件是空的", id="empty"),
        pytest.param(b"<html>", "网页", id="html"),
        pytest.param(b"PK\x03\x04xx", "已损坏", id="damaged"),
    ],
)
def test_what_cannot_be_checked_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    assert main.run(["check", str(path)]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""


def test_a_changed_header_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    book = openpyxl.load_workbook(path)
    book["采集表"]["B3"] = "名字"
    book.save(path)
    assert main.run(["check", str(path)]) == 2
    assert "缺少“姓名”列；多出“名字”列" in capsys.readouterr().err


def test_a_sheet_without_result_columns_is_checked_and_not_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = unit(tmp_path)
    book = openpyxl.load_workbook(path)
    book["采集表"].delete_cols(PHOTO + 1, 2)
    book.save(path)
    before = path.read_bytes()
    assert main.run(["check", str(path), *TODAY]) == 0
    capsys.readouterr()
    assert main.run(["check", str(path), *TODAY, "--write"]) == 2
    assert "中没有“照片检测”列" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_another_dictionary_decides(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    dictionary = tmp_path / "字典"
    dictionary.mkdir()
    (dictionary / "reporting_units.csv").write_text("name\n别的单位\n", "utf-8")
    found = findings(capsys, "check", path, *TODAY, "--dictionary", dictionary)
    assert {(column, code) for _, column, code, _ in found} == {("上报单位", "not-in-list")}


def test_an_older_dictionary_is_named_and_harms_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    main.run(["check", str(path), *TODAY, "--json"])
    assert json.loads(capsys.readouterr().out)["dictionary"] == EDITION.date
    book = openpyxl.load_workbook(path)
    book["zc_dict"]["B1"] = "2012-01-01"
    book.save(path)
    assert main.run(["check", str(path), *TODAY]) == 0
    assert f"本表的下拉列表是2012-01-01版字典，程序自带的是{EDITION.date}版" in capsys.readouterr().out
    book["zc_dict"].delete_cols(2, 200)
    book.save(path)
    assert main.run(["check", str(path), *TODAY]) == 0
    assert "字典" not in capsys.readouterr().out
    del book["zc_dict"]
    book.save(path)
    main.run(["check", str(path), *TODAY, "--json"])
    assert json.loads(capsys.readouterr().out)["dictionary"] is None
