"""报送打包: a folder is chosen, what is wrong is asked about, and a package is there that can be received."""

from pathlib import Path

import pytest

from support.domain import TODAY
from support.fake_host import FakeHost
from support.merging import people
from support.packages import UNIT, unit_folder
from support.returning import DAY, merge, spoilt, write_unit
from zcert import clock
from zcert.errors import UserError
from zcert_addin.buttons import pack_up
from zcert_addin.commands.sheet import NO_ROWS, NOT_SAVED
from zcert_addin.exchange.manifest import Manifest
from zcert_addin.exchange.package_reader import opened
from zcert_addin.hosts.protocol import OpenWorkbook


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "优盘"
    folder.mkdir()
    return folder


def only(out: Path) -> tuple[Path, Manifest]:
    (path,) = out.iterdir()
    with opened(path, lambda _name: "") as package:
        return path, package.manifest


def test_a_right_workbook_is_packed_without_a_question(tmp_path: Path, out: Path) -> None:
    book = unit_folder(tmp_path / "单位")
    before = {path.name: path.read_bytes() for path in book.parent.iterdir()}
    host = FakeHost(book, picks=[out])
    pack_up.run(host)
    path, manifest = only(out)
    assert (manifest.unit, manifest.rows, len(manifest.photos), manifest.findings) == (UNIT, 3, 3, {})
    assert (host.asked, host.told) == ([], [f"已打包：{UNIT}，3人、照片3张。\n报送包：{path}。"])
    assert {path.name: path.read_bytes() for path in book.parent.iterdir()} == before
    assert host.begun == [book.parent]
    assert host.steps


@pytest.mark.parametrize("yes", [True, False])
def test_missing_photos_and_other_errors_are_asked_about(tmp_path: Path, out: Path, *, yes: bool) -> None:
    book = unit_folder(tmp_path / "单位", photos=1)
    rows = people(3, 1, UNIT)
    write_unit(book, spoilt(rows, {2: {DAY: "x"}}))
    host = FakeHost(book, answers=[yes], picks=[out])
    pack_up.run(host)
    assert len(host.asked) == 1
    assert host.asked[0].startswith("还有3处错误没有改正：“没有照片”2处、“")
    assert host.asked[0].endswith("1处。\n仍要打包吗？")
    if yes:
        assert only(out)[1].findings["photo-missing"] == 2
    else:
        assert (host.told, list(out.iterdir())) == ([], [])


def test_a_second_package_of_a_day_replaces_none(tmp_path: Path, out: Path) -> None:
    book = unit_folder(tmp_path / "单位")
    for _ in range(2):
        pack_up.run(FakeHost(book, picks=[out]))
    first, second = sorted(out.iterdir(), key=lambda path: len(path.name))
    assert second.name == f"{first.stem}_2.zip"


def test_cancelled_nothing_is_looked_at(tmp_path: Path) -> None:
    host = FakeHost(unit_folder(tmp_path / "单位"), picks=[None])
    pack_up.run(host)
    assert (host.told, host.asked, host.steps) == ([], [], [])


def test_one_never_saved_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=f"^{NOT_SAVED}$"):
        pack_up.run(FakeHost(unit_folder(tmp_path / "单位"), saved=False))


def test_what_is_not_saved_must_be_saved_before_a_folder_is_asked_for(tmp_path: Path) -> None:
    book = unit_folder(tmp_path / "单位")
    other = unit_folder(tmp_path / "别处", "乙医院")
    host = FakeHost(book, others=[OpenWorkbook(other, unsaved=False), OpenWorkbook(book, unsaved=True)])
    with pytest.raises(UserError, match=r"^“甲中学.xlsx”有未保存的修改，请先保存，再点“报送打包”$"):
        pack_up.run(host)


def test_unsaved_changes_of_another_workbook_are_no_matter(tmp_path: Path, out: Path) -> None:
    book = unit_folder(tmp_path / "单位")
    other = unit_folder(tmp_path / "别处", "乙医院")
    host = FakeHost(book, picks=[out], others=[OpenWorkbook(other, unsaved=True), OpenWorkbook(book, unsaved=False)])
    pack_up.run(host)
    assert only(out)[1].unit == UNIT


def test_the_lock_of_the_program_in_which_it_is_open_is_no_matter(tmp_path: Path, out: Path) -> None:
    book = unit_folder(tmp_path / "单位")
    book.with_name(f".~lock.{book.name}#").write_text(",别人,别的电脑,25.11.2026 09:00,file:///x;", "utf-8")
    pack_up.run(FakeHost(book, picks=[out]))
    assert only(out)[1].rows == 3


def test_one_without_rows_is_refused(tmp_path: Path, out: Path) -> None:
    book = tmp_path / "单位" / "甲中学.xlsx"
    write_unit(book, [])
    with pytest.raises(UserError, match=f"^{NO_ROWS}$"):
        pack_up.run(FakeHost(book, picks=[out]))
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("yes", [True, False])
def test_a_summary_that_names_no_unit_may_have_its_folders_name(tmp_path: Path, out: Path, *, yes: bool) -> None:
    county = tmp_path / "示例县"
    write_unit(county / "甲中学.xlsx", people(2, 1, "甲中学"))
    write_unit(county / "乙医院.xlsx", people(2, 2, "乙医院"))
    summary = merge(county)
    host = FakeHost(summary, answers=[yes, True], picks=[out])
    if not yes:
        with pytest.raises(UserError, match=r"^看不出“高级专业技术资格证书汇总表.xlsx”是哪个单位的，没有打包"):
            pack_up.run(host)
        return
    pack_up.run(host)
    assert host.asked[0] == (f"看不出“{summary.name}”是哪个单位的。\n按所在文件夹的名称，以“示例县”为单位名称打包吗？")
    assert (only(out)[1].unit, only(out)[1].summary, only(out)[1].rows) == ("示例县", True, 4)
