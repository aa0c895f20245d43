"""报送打包: what is looked at before, what the package holds, and what stops it."""

import datetime as dt
from pathlib import Path

import pytest

from support import main
from support.merging import EDITION, SUMMARY, people
from support.packages import UNIT, package, unit_folder
from zcert import clock
from zcert.errors import UserError
from zcert.preset import Preset
from zcert.values.id_number import accepted_regions
from zcert_addin.commands import pack_up
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.pack_up import Packed, Ready, look, pack
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.exchange.package_reader import kind_of, opened
from zcert_addin.filling.collection import fill, filled
from zcert_templates import RESIDENT
from zcert_templates.build import build_collection

NOW = dt.datetime(2026, 11, 25, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def settings(path: Path) -> Settings:
    return Settings(NOW.date(), EDITION, path.parent)


def looked_at(path: Path, unit: str = "") -> Ready:
    return look(path, unit, settings(path))


def packed(path: Path, folder: Path | None = None, unit: str = "", password: str = "") -> Packed:
    return pack(looked_at(path, unit), folder or path.parent, settings(path), password)


def names(path: Path, password: str = "") -> list[str]:
    with opened(path, lambda _name: password) as one:
        return [file.name for file in one.manifest.files]


def test_a_workbook_and_the_photos_of_its_people(tmp_path: Path) -> None:
    path = unit_folder(tmp_path, photos=2)
    (tmp_path / "全家福.jpg").write_bytes(b"x")
    (tmp_path / "330106196304139077.jpg").write_bytes(b"x")
    ready = looked_at(path)
    assert (ready.unit, ready.kind, ready.errors, ready.volumes) == (UNIT, "身份证号", 1, ())
    done = packed(path)
    assert done.path == tmp_path / "甲中学_身份证号_20261125.zip"
    manifest = done.manifest
    numbers = sorted(row[0] for row in people(3, 1, UNIT)[:2])
    assert names(done.path) == ["甲中学.xlsx", *(f"{number}.jpg" for number in numbers)]
    assert (manifest.unit, manifest.forms, manifest.summary, manifest.rows) == (UNIT, ("id",), False, 3)
    assert (manifest.packed, manifest.dictionary) == ("2026-11-25T10:00:00+08:00", EDITION.date)
    assert manifest.findings == {"photo-missing": 1, "photo-orphan": 2}
    assert manifest.workbook.bytes == path.stat().st_size


def test_the_same_files_make_the_same_bytes_under_a_name_that_is_free(tmp_path: Path) -> None:
    path = unit_folder(tmp_path)
    first, second = packed(path).path, packed(path).path
    assert (first.name, second.name) == ("甲中学_身份证号_20261125.zip", "甲中学_身份证号_20261125_2.zip")
    assert first.read_bytes() == second.read_bytes()


def test_the_unit_for_which_the_template_was_made(tmp_path: Path) -> None:
    template = build_collection(RESIDENT, EDITION, accepted_regions(), Preset("杭州市甲局/一处"))
    path = tmp_path / "随便.xlsx"
    path.write_bytes(fill(template, people(2, 1, "别的单位")))
    done = packed(path)
    assert (done.path.name, done.manifest.unit) == ("杭州市甲局_一处_身份证号_20261125.zip", "杭州市甲局/一处")
    assert names(done.path) == ["杭州市甲局_一处.xlsx"]
    assert packed(path, unit=" 乙局 ").manifest.unit == "乙局"


def test_photos_whose_names_differ_by_case_only(tmp_path: Path) -> None:
    path = unit_folder(tmp_path, count=1)
    (photo,) = tmp_path.glob("*.jpg")
    photo.with_suffix(".JPG").write_bytes(b"\xff\xd8\xff other")
    assert names(packed(path).path) == ["甲中学.xlsx", f"{photo.stem}.JPG", f"{photo.stem}_2.jpg"]


def test_a_summary_carries_who_sent_its_workbooks(tmp_path: Path) -> None:
    into = tmp_path / "西湖区"
    (tmp_path / "甲.zip").write_bytes(package())
    assert main.run(["receive", str(tmp_path / "甲.zip"), "--into", str(into)]) == main.FOUND_NOTHING
    main.run(["merge", str(into), "--yes"])
    done = packed(into / SUMMARY, tmp_path, "西湖区")
    assert done.path.name == "西湖区_汇总表_20261125.zip"
    assert (done.manifest.summary, done.manifest.rows) == (True, 2)
    (below,) = done.manifest.below
    assert (below.file, below.unit, below.package, below.packed, below.rows) == (
        "甲中学.xlsx",
        "甲中学",
        "甲.zip",
        "2026-11-25T09:00:00+08:00",
        2,
    )


def test_sealed_with_a_password(tmp_path: Path) -> None:
    done = packed(unit_folder(tmp_path), password="秘密")
    assert kind_of(done.path) == "sealed"
    assert len(names(done.path, "秘密")) == 4


def stopped(path: Path, unit: str = "") -> str:
    before = sorted(one.name for one in path.parent.iterdir())
    with pytest.raises(UserError) as error:
        packed(path, unit=unit)
    assert sorted(one.name for one in path.parent.iterdir()) == before
    return str(error.value)


def test_a_workbook_that_is_open(tmp_path: Path) -> None:
    path = unit_folder(tmp_path)
    (tmp_path / "~$甲中学.xlsx").write_bytes(bytes(165))
    assert stopped(path) == (
        "“甲中学.xlsx”正由别的程序打开，没有打包，请关闭后重试；如确已关闭，请删除旁边的“~$甲中学.xlsx”"
    )


def test_a_workbook_that_is_saved_meanwhile(tmp_path: Path) -> None:
    path = unit_folder(tmp_path)
    ready = looked_at(path)
    path.write_bytes(filled(RESIDENT, EDITION, people(4, 1, UNIT)))
    with pytest.raises(UserError) as error:
        pack(ready, tmp_path, settings(path))
    assert str(error.value) == "“甲中学.xlsx”在打包时被改动，没有打包，请保存并关闭后重新打包"
    assert list(tmp_path.glob("*.zip")) == []
    assert list(tmp_path.glob(".zcert-*")) == []


def test_a_photo_that_is_gone_meanwhile(tmp_path: Path) -> None:
    path = unit_folder(tmp_path)
    ready = looked_at(path)
    next(tmp_path.glob("*.jpg")).unlink()
    with pytest.raises(FileNotFoundError):
        pack(ready, tmp_path, settings(path))
    assert list(tmp_path.glob("*.zip")) == []
    assert list(tmp_path.glob(".zcert-*")) == []


def test_of_which_unit_it_is_nobody_says(tmp_path: Path) -> None:
    path = tmp_path / "采集表.xlsx"
    rows = [row for unit in ("甲", "乙") for row in people(1, unit=unit)]
    for row in rows:
        row[RESIDENT.headers.index("上报单位")] = ""
    path.write_bytes(filled(RESIDENT, EDITION, rows))
    assert stopped(path) == "看不出“采集表.xlsx”是哪个单位的，没有打包，请用单位名称作它的文件名后重试"
    assert stopped(path, "甲" * 101) == "单位名称太长（超过100个字），没有打包，请改短后重试"


def test_no_collection_workbook(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(b"x")
    assert "不是真正的Excel工作簿" in stopped(path)


def test_another_program_writes_there(tmp_path: Path) -> None:
    ready = looked_at(path := unit_folder(tmp_path))
    with folder_lock(tmp_path), pytest.raises(UserError, match="正在写这个文件夹"):
        pack(ready, tmp_path, settings(path))


def test_what_was_written_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = looked_at(path := unit_folder(tmp_path))
    write = pack_up.package_writer.write

    def spoilt(file, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
        manifest = write(file, *more)
        file.seek(2000)
        file.write(b"spoilt")
        file.seek(0, 2)
        return manifest

    monkeypatch.setattr(pack_up.package_writer, "write", spoilt)
    with pytest.raises(UserError, match="报送包不完整或已损坏"):
        pack(ready, tmp_path, settings(path))
    assert list(tmp_path.glob("*.zip")) == []
