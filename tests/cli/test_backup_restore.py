"""``zcert backup`` and ``zcert restore``: a dated copy that is read back, and its way back."""

import datetime as dt
import json
from pathlib import Path

import pytest

from support.main import FAILED, FOUND_NOTHING, run
from support.merging import EDITION, merge, people
from support.packages import unit_folder
from zcert import clock
from zcert_addin.commands import back_up
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT

DATED = "甲中学_20261125_100000"


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return unit_folder(tmp_path / "单位")


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_copy_beside_it_that_no_merge_counts(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = names(book.parent)
    assert run(["backup", str(book)]) == FOUND_NOTHING
    copy = book.with_name(f"{DATED}.备份.xlsx")
    assert capsys.readouterr().out == f"备份完成：{copy}\n"
    assert copy.read_bytes() == book.read_bytes()
    assert names(book.parent) == before | {copy.name}
    assert merge(capsys, book.parent)["rows"] == 3


def test_with_photos_into_a_folder_of_its_own(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book.parent / "全家福.jpg").write_bytes(b"x")
    assert run(["backup", str(book), "-o", str(tmp_path), "--photos", "--json"]) == FOUND_NOTHING
    target = tmp_path / DATED
    copy = target / f"{DATED}.备份.xlsx"
    assert json.loads(capsys.readouterr().out) == {"backup": str(copy), "photos": 3, "complete": True}
    photos = {f"{row[0]}.jpg" for row in people(3, 1, "甲中学")}
    assert names(target) == {copy.name, *photos}
    assert all((target / name).read_bytes() == (book.parent / name).read_bytes() for name in photos)


def test_there_and_back(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = book.read_bytes()
    run(["backup", str(book), "-o", str(tmp_path), "--photos"])
    gone = next(book.parent.glob("*.jpg"))
    gone.unlink()
    book.write_bytes(filled(RESIDENT, EDITION, people(5)))
    new = book.read_bytes()
    capsys.readouterr()
    backup = tmp_path / DATED / f"{DATED}.备份.xlsx"
    assert run(["restore", str(backup), "--into", str(book.parent), "--yes"]) == FOUND_NOTHING
    assert capsys.readouterr().out.splitlines() == [
        f"已恢复：{book}",
        f"恢复前的工作簿备份为：{DATED}.备份.xlsx",
        "取回了1张缺少的照片",
    ]
    assert book.read_bytes() == old
    assert book.with_name(f"{DATED}.备份.xlsx").read_bytes() == new
    assert gone.exists()
    assert run(["restore", str(backup), "--into", str(book.parent), "--yes", "--json"]) == FOUND_NOTHING
    assert json.loads(capsys.readouterr().out) == {
        "restored": str(book),
        "former": str(book.with_name(f"{DATED}_2.备份.xlsx")),
        "photos": {"missing": [], "different": []},
    }


@pytest.mark.parametrize(
    ("answer", "there", "code"), [("n", "there", FAILED), ("y", "there", FOUND_NOTHING), ("n", "", FAILED)]
)
def test_it_is_asked_before(book: Path, monkeypatch: pytest.MonkeyPatch, answer: str, there: str, code: int) -> None:
    run(["backup", str(book)])
    backup = book.with_name(f"{DATED}.备份.xlsx")
    if not there:
        book.unlink()
    before = names(book.parent)
    asked: list[str] = []
    monkeypatch.setattr("click.prompt", lambda question, **_options: asked.append(question) or answer)
    assert run(["restore", str(backup)]) == code
    (question,) = asked
    assert question.startswith("“甲中学.xlsx”将由备份代替" if there else f"“{book.parent}”中没有“甲中学.xlsx”")
    assert (names(book.parent) == before) is (code == FAILED)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["backup", "没有.xlsx"], "“没有.xlsx”：文件或文件夹不存在，请核对路径", id="no file"),
        pytest.param(["backup", "甲中学.xlsx", "-o", "无"], "备份不能放到“无”，请核对路径", id="no folder"),
        pytest.param(
            ["restore", "甲中学.xlsx", "--yes"],
            "“甲中学.xlsx”不是备份文件（文件名应以“.备份”结尾），请重新选择",
            id="no backup",
        ),
        pytest.param(["restore", "甲.备份.xlsx", "--into", "无"], "不能恢复到“无”，请核对路径", id="no place"),
    ],
)
def test_wrong_use_is_one_sentence(
    book: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(book.parent)
    before = names(book.parent)
    assert run(arguments) == FAILED
    assert capsys.readouterr().err == f"zcert：{sentence}\n"
    assert names(book.parent) == before


def test_an_open_workbook_and_a_folder_in_use(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign = book.with_name("~$甲中学.xlsx")
    sign.write_bytes(bytes(165))
    assert run(["backup", str(book)]) == FAILED
    assert "“甲中学.xlsx”正由别的程序打开，没有备份" in capsys.readouterr().err
    sign.unlink()
    with folder_lock(book.parent):
        assert run(["backup", str(book)]) == FAILED
    assert not list(book.parent.glob("*.备份.xlsx"))


def test_a_copy_that_differs_is_no_backup(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copies = iter(range(100))
    monkeypatch.setattr(
        back_up.shutil, "copyfileobj", lambda source, target: target.write(source.read()[: 5000 // (next(copies) + 1)])
    )
    assert run(["backup", str(book), "-o", str(tmp_path), "--photos"]) == FAILED
    assert "后核对不一致，没有备份，请检查磁盘后重试" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["单位"]
