"""Which files of a whole tree of folders are merged, and what is said of the others."""

import os
from pathlib import Path

import pytest

from zcert_addin.summary import tree
from zcert_addin.summary.sources import SUMMARY_STEM, Listed
from zcert_addin.summary.tree import list_tree, workbooks_below

SUMMARY = f"{SUMMARY_STEM}.xlsx"


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def listed(folder: Path, summary: Path | None = None) -> dict[str, str]:
    return {one.name: one.reason for one in list_tree(folder, summary or folder / SUMMARY)}


def test_files_of_all_levels_are_listed_by_relative_names(tmp_path: Path) -> None:
    put(tmp_path, "b.xlsx", "县/甲.xlsx", "县/镇/乙.ods", "县/镇/330106196503149112.jpg", "县/a.exe", "空/照片.png")
    assert listed(tmp_path) == {"b.xlsx": "", "县/a.exe": "不是工作簿，没有汇总", "县/甲.xlsx": "", "县/镇/乙.ods": ""}
    assert list(listed(tmp_path)) == sorted(listed(tmp_path))


def test_backups_and_owner_files_below_are_left_out_as_everywhere(tmp_path: Path) -> None:
    put(tmp_path, "县/甲.备份.xlsx", "县/~$甲.xlsx", "县/甲.zip", "县/.DS_Store")
    assert listed(tmp_path) == {
        "县/~$甲.xlsx": "是打开工作簿时产生的临时文件，没有数据",
        "县/甲.zip": ".zip文件不能直接汇总，其中如有数据，请另存为.xlsx或解压到本文件夹后重新汇总",
        "县/甲.备份.xlsx": "是备份文件，不再汇入",
    }


def test_only_the_summary_that_is_written_is_left_out_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, SUMMARY, f"县/{SUMMARY}", f"县/{SUMMARY_STEM}（第2册）.xlsx", "县/汇.xlsx", "县/汇（第2册）.xlsx")
    old = "是以前的汇总表，不再汇入；如是下级报来的汇总表，请先按单位改名"
    own = {name: reason for name, reason in listed(tmp_path, tmp_path / "县" / "汇.xlsx").items() if reason}
    assert own == dict.fromkeys((SUMMARY, "县/汇.xlsx", "县/汇（第2册）.xlsx"), old)
    assert [name for name, reason in listed(tmp_path).items() if reason] == [SUMMARY]


def test_links_to_folders_are_named_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "汇/县/甲.xlsx", "别处/乙.xlsx", "照片/1.jpg")
    (tmp_path / "汇" / "县" / "圈").symlink_to(tmp_path / "汇" / "县")
    (tmp_path / "汇" / "别处").symlink_to(tmp_path / "别处")
    (tmp_path / "汇" / "照片").symlink_to(tmp_path / "照片")
    (tmp_path / "汇" / "自己").symlink_to("自己")
    reason = "是指向别处的链接，其中的工作簿没有汇总，如需汇总请移到本文件夹"
    assert listed(tmp_path / "汇") == {
        "别处/": reason,
        "县/圈/": reason,
        "县/甲.xlsx": "",
        "自己": "不是工作簿，没有汇总",
    }
    assert {one.name for one in list_tree(tmp_path / "汇", tmp_path / SUMMARY) if one.doubtful} == {"别处/", "县/圈/"}


def test_a_junction_of_windows_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name, path = "联接", str(tmp_path)

        def is_symlink(self) -> bool:
            return False

        def stat(self, *, follow_symlinks: bool) -> object:
            assert not follow_symlinks
            return type("Status", (), {"st_reparse_tag": 0xA0000003, "st_file_attributes": 0})()

    assert tree._not_entered(Entry()) == "是指向别处的链接"  # type: ignore[arg-type]  # noqa: SLF001
    monkeypatch.setattr(
        Entry, "stat", lambda _self, **_: type("Status", (), {"st_reparse_tag": 0, "st_file_attributes": 2})()
    )
    assert tree._not_entered(Entry()) == "是隐藏的文件夹"  # type: ignore[arg-type]  # noqa: SLF001


def test_hidden_folders_are_named_when_workbooks_are_in_them(tmp_path: Path) -> None:
    put(tmp_path, ".回收/甲.xlsx", ".git/config", "乙.xlsx")
    assert listed(tmp_path) == {
        ".回收/": "是隐藏的文件夹，其中的工作簿没有汇总，如需汇总请移到本文件夹",
        "乙.xlsx": "",
    }


def test_a_folder_that_cannot_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "甲.xlsx", "县/乙.xlsx", ".藏/丙.xlsx")
    real = os.scandir

    def scandir(path: os.PathLike[str] | str) -> object:
        if Path(path).name in {"县", ".藏"}:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    reason = "子文件夹打不开，其中的工作簿没有汇总：没有权限，或文件正被别的程序打开，请关闭后重试"
    hidden = "是隐藏的文件夹，其中的工作簿没有汇总，如需汇总请移到本文件夹"
    assert list_tree(tmp_path, tmp_path / SUMMARY) == [
        Listed(".藏/", hidden, doubtful=True),
        Listed("县/", reason, failed=True),
        Listed("甲.xlsx", size_bytes=1),
    ]
    with pytest.raises(PermissionError):
        list_tree(tmp_path / "县", tmp_path / SUMMARY)


def test_a_deep_tree_has_no_end_too_early(tmp_path: Path) -> None:
    put(tmp_path, "/".join([*(f"第{at}层" for at in range(60)), "甲.xlsx"]))
    (name,) = listed(tmp_path)
    assert name.count("/") == 60


def test_progress_can_stop_the_search(tmp_path: Path) -> None:
    put(tmp_path, "县/甲.xlsx", "市/乙.xlsx")
    steps: list[tuple[int, int, str]] = []
    list_tree(tmp_path, tmp_path / SUMMARY, lambda *step: steps.append(step))
    assert [step[:2] for step in steps] == [(1, 3), (2, 3)]
    assert {step[2] for step in steps} == {"县/", "市/"}


def test_workbooks_are_counted_by_sub_folder(tmp_path: Path) -> None:
    put(tmp_path, "甲.xlsx", "县/甲.xlsx", "县/镇/乙.xlsx", "县/丙.备份.xlsx", "市/丁.xlsx", "空/a.txt")
    assert workbooks_below(list_tree(tmp_path, tmp_path / SUMMARY)) == {"县": 2, "市": 1}
    assert workbooks_below([]) == {}
