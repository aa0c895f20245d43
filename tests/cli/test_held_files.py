"""A workbook that Windows will not replace: the command ends before its work, names the workbook and leaves nothing."""

from pathlib import Path

import pytest

from support import main
from support.merging import EDITION, SUMMARY, TODAY, merge, people
from support.windows_disk import WindowsDisk
from zcert_addin.commands import consolidate_folder
from zcert_addin.disk import in_use
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_merge_over_an_open_summary_reads_nothing(
    folder: Path, windows_disk: WindowsDisk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(capsys, folder)
    before = contents(folder)
    windows_disk.hold(folder / SUMMARY)
    monkeypatch.setattr(consolidate_folder, "read_unit", None)
    assert main.run(["merge", str(folder), *TODAY, "--yes"]) == main.FAILED
    said = f"zcert：“{SUMMARY}”正由别的程序打开，没有写入，请关闭后重试\n"
    assert (capsys.readouterr().err, contents(folder)) == (said, before)


def test_a_merge_over_a_summary_opened_meanwhile_leaves_nothing(
    folder: Path, windows_disk: WindowsDisk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(capsys, folder)
    before = contents(folder)
    read = consolidate_folder._listed  # noqa: SLF001

    def opened(*given: object) -> object:
        windows_disk.hold(folder / SUMMARY)
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(consolidate_folder, "_listed", opened)
    assert main.run(["merge", str(folder), *TODAY, "--yes"]) == main.FAILED
    assert capsys.readouterr().err == f"zcert：“{SUMMARY}”正由别的程序打开，没有写入，请关闭后重试\n"
    assert contents(folder) == before


def test_a_merge_keeps_the_old_summary_elsewhere_while_its_backup_is_open(
    folder: Path, windows_disk: WindowsDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        merge(capsys, folder)
    (backup,) = folder.glob("*.备份.xlsx")
    windows_disk.hold(backup)
    document = merge(capsys, folder)
    assert document["rows"] == 2
    assert len(list(folder.glob("*.备份.xlsx"))) == 2


@pytest.mark.parametrize("kind", ["hold", "make_read_only"])
def test_results_are_not_written_into_an_open_or_read_only_workbook(
    folder: Path, windows_disk: WindowsDisk, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(folder)
    getattr(windows_disk, kind)(folder / "甲.xlsx")
    assert main.run(["check", str(folder / "甲.xlsx"), *TODAY, "--write"]) == main.FAILED
    said = {
        "hold": "“甲.xlsx”正由别的程序打开，没有写入，请关闭后重试",
        "make_read_only": "“甲.xlsx”是只读的，没有写入，请在它的属性中取消“只读”后重试",
    }
    assert capsys.readouterr().err == f"zcert：{said[kind]}\n"
    assert contents(folder) == before


def test_nowhere_else_is_a_file_in_the_way(folder: Path) -> None:
    with (folder / "甲.xlsx").open("rb"):
        assert not in_use.is_held(folder / "甲.xlsx") or in_use.LINKS_ARE_HELD
