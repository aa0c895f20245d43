"""What is open in the program: an old summary is in the way, unsaved changes are missing, folders begin somewhere."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.fake_host import FakeHost
from zcert.errors import UserError
from zcert_addin.buttons import back_up, consolidate_folder
from zcert_addin.commands import choose_folder
from zcert_addin.demonstration.units import FAULTY
from zcert_addin.hosts.protocol import OpenWorkbook
from zcert_addin.summary.sources import SUMMARY_STEM, is_volume

SUMMARY = f"{SUMMARY_STEM}.xlsx"


@pytest.fixture
def unit(units: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "单位"
    shutil.copytree(units, folder)
    return folder / FAULTY


@pytest.fixture(autouse=True)
def _nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose_folder, "_CHOSEN", {})


def pressed(unit: Path, others: list[OpenWorkbook], answers: Sequence[bool] = ()) -> FakeHost:
    host = FakeHost(unit, answers=[True, *answers], picks=[unit.parent], others=others)
    consolidate_folder.run(host)
    assert host.answers == []
    return host


@pytest.mark.parametrize("name", [SUMMARY, f"{SUMMARY_STEM}（第2册）.xlsx"])
@pytest.mark.parametrize("unsaved", [True, False])
def test_an_old_summary_that_is_open_is_in_the_way(unit: Path, name: str, *, unsaved: bool) -> None:
    old = unit.with_name(name)
    old.write_bytes(b"old")
    host = FakeHost(unit, answers=[True], picks=[unit.parent], others=[OpenWorkbook(old, unsaved)])
    before = sorted(unit.parent.iterdir())
    with pytest.raises(UserError, match=f"^“{name}”正打开着，汇总会替换它，请先关闭它"):
        consolidate_folder.run(host)
    assert (host.told, host.opened, old.read_bytes(), sorted(unit.parent.iterdir())) == ([], [], b"old", before)


def test_what_lies_elsewhere_is_not_in_the_way(unit: Path, tmp_path: Path) -> None:
    others = [OpenWorkbook(tmp_path / "别处" / SUMMARY, unsaved=True), OpenWorkbook(tmp_path / FAULTY, unsaved=True)]
    host = pressed(unit, others)
    assert (len(host.asked), host.kept, host.opened) == (1, [], [unit.with_name(SUMMARY)])


def test_unsaved_workbooks_of_the_folder_are_saved_first(unit: Path) -> None:
    second, backup = unit.with_name("乙.xlsx"), unit.with_name("乙.备份.xlsx")
    for path in (second, backup):
        shutil.copy(unit, path)
    unsaved = [OpenWorkbook(path, unsaved=True) for path in (unit, second, backup)]
    host = pressed(unit, [*unsaved, OpenWorkbook(unit.with_name("没有.xlsx"), unsaved=True)], [True])
    assert host.asked[1] == (
        f"文件夹中打开着的工作簿有未保存的修改：{FAULTY}、乙.xlsx。\n现在保存并继续吗？选“否”则不汇总。"
    )
    assert host.kept == [unit, second]
    assert len(host.opened) == 1


def test_no_means_that_nothing_is_merged(unit: Path) -> None:
    before = sorted(unit.parent.iterdir())
    host = pressed(unit, [OpenWorkbook(unit, unsaved=True)], [False])
    assert (host.kept, host.told, host.opened, sorted(unit.parent.iterdir())) == ([], [], [], before)


def test_what_is_saved_needs_no_question(unit: Path) -> None:
    assert len(pressed(unit, [OpenWorkbook(unit, unsaved=False)]).asked) == 1


def test_a_summary_that_somebody_else_has_open_is_not_replaced(unit: Path) -> None:
    old = unit.with_name(SUMMARY)
    old.write_bytes(b"old")
    unit.with_name(f".~lock.{SUMMARY}#").write_text(",li,pc7,x,file:///p;", "utf-8")
    with pytest.raises(UserError, match=f"^“{SUMMARY}”正由“li@pc7”打开"):
        pressed(unit, [])
    assert old.read_bytes() == b"old"


def test_a_summary_opened_while_it_is_merged_is_not_replaced(unit: Path) -> None:
    old = unit.with_name(SUMMARY)
    old.write_bytes(b"old")

    class Host(FakeHost):
        def progress(self, done: int, total: int, name: str) -> None:
            super().progress(done, total, name)
            unit.with_name(f"~${SUMMARY}").write_bytes(b"")

    host = Host(unit, answers=[True], picks=[unit.parent])
    with pytest.raises(UserError, match=f"^“{SUMMARY}”正由别的程序打开"):
        consolidate_folder.run(host)
    assert (old.read_bytes(), host.steps[-1], host.opened) == (b"old", (2, 2), [])
    assert not list(unit.parent.glob(".zcert*"))


@pytest.mark.parametrize(
    ("name", "summary", "expected"),
    [
        ("汇.xlsx", "汇.xlsx", True),
        ("汇（第12册）.xlsx", "汇.xlsx", True),
        ("汇（第2册）.xlsx", "汇（第2册）.xlsx", True),
        ("汇（第2册）.xlsm", "汇.xlsx", False),
        ("汇.备份.xlsx", "汇.xlsx", False),
        ("汇总.xlsx", "汇.xlsx", False),
    ],
)
def test_volumes(name: str, summary: str, *, expected: bool) -> None:
    assert is_volume(Path(name), Path(summary)) is expected


# Where dialogs begin


def test_a_dialog_for_folders_begins_where_the_last_one_ended(unit: Path, tmp_path: Path) -> None:
    (tmp_path / "U盘").mkdir()
    host = FakeHost(unit, answers=[False, False], picks=[None, tmp_path / "U盘", None])
    for _ in range(3):
        back_up.run(host)
    (tmp_path / "U盘" / "a").touch()
    shutil.rmtree(tmp_path / "U盘")
    again = FakeHost(unit, answers=[True], picks=[None, None])
    back_up.run(again)
    consolidate_folder.run(again)
    own = unit.parent
    assert host.begun == [own, own, tmp_path / "U盘"]
    assert again.begun == [own, own]


def test_a_dialog_begins_anywhere_without_a_folder(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = [FakeHost(unit, has_workbook=False), FakeHost(unit, saved=False), FakeHost(unit)]

    def remote(_host: FakeHost) -> None:
        raise UserError("网盘")

    for host in hosts:
        host.answers, host.picks = [True], [None]
        if host is hosts[-1]:
            monkeypatch.setattr(FakeHost, "folder", property(remote))
        consolidate_folder.run(host)
    assert [host.begun for host in hosts] == [[None]] * 3


def test_a_wrong_folder_is_named_with_those_below_it(unit: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "总"
    for name in "甲乙丙丁戊己":
        shutil.copytree(unit.parent, wrong / name)
    (wrong / "空").mkdir()
    host = FakeHost(unit, answers=[True, False], picks=[wrong])
    with pytest.raises(UserError) as caught:
        consolidate_folder.run(host)
    named = "、".join(f"“{name}”" for name in sorted("甲乙丙丁戊己")[:5])
    said = f"文件夹“总”中没有可以汇总的采集表，请确认选对了文件夹（其中的子文件夹{named}等里有工作簿）；汇总表没有改动"
    assert str(caught.value) == said
