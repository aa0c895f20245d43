"""A photo belongs to nobody only when nobody in the workbook and in the others of its folder has its number."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from support import main
from support.domain import SPECIAL, right_row
from support.fake_host import FakeHost
from support.merging import EDITION, merge, people
from zcert.errors import UserError
from zcert_addin.buttons import check_photos
from zcert_addin.commands import find_orphans
from zcert_addin.filling.collection import filled
from zcert_addin.reading.workbook import read
from zcert_templates import RESIDENT

PAPER = "E12345678"
ORPHAN = "别人.jpg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the layout of the instructions: both forms' workbooks and everybody's photos in one folder."""
    made = tmp_path / "单位"
    made.mkdir()
    (made / "身份证号.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    (made / "特殊证书.xlsx").write_bytes(filled(SPECIAL, EDITION, [[*right_row(SPECIAL, 证件号码=PAPER).values()]]))
    for name in (*(f"{row[0]}.jpg" for row in people(2)), f"{PAPER}.jpg"):
        (made / name).touch()
    return made


def told(path: Path) -> list[str]:
    """Press 照片检测 and give what is said of the photos of nobody."""
    host = FakeHost(path)
    check_photos.run(host)
    return host.told[0].split("\n")[1:]


def listed(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[list[str], list[str]]:
    """Give the photos of nobody and the unread workbooks as the command line has them."""
    main.run(["photos", str(path), "--json", *more])
    document = json.loads(capsys.readouterr().out)
    orphans = [one["message"].split("“")[1].split("”")[0] for one in document["findings"] if "orphan" in one["code"]]
    return orphans, document["unread"]


def test_a_photo_that_somebody_in_another_workbook_is_to_rename_is_no_orphan(folder: Path) -> None:
    (folder / f"{PAPER}.jpg").rename(folder / f"护照{PAPER}.jpg")
    assert told(folder / "身份证号.xlsx") == []
    assert told(folder / "特殊证书.xlsx") == []


@pytest.mark.parametrize("name", ["身份证号.xlsx", "特殊证书.xlsx"])
def test_photos_of_the_other_form_are_no_orphans(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(folder / name) == []
    assert listed(folder / name, capsys) == ([], [])
    (folder / ORPHAN).touch()
    assert told(folder / name) == [f"文件夹中有1张照片不属于表中任何人：{ORPHAN}。"]
    assert listed(folder / name, capsys) == ([ORPHAN], [])


def test_photos_of_the_other_sheet_are_no_orphans_for_the_button(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(capsys, folder)
    for unit in ("身份证号.xlsx", "特殊证书.xlsx"):
        (folder / unit).unlink()
    (folder / ORPHAN).touch()
    assert told(folder / "高级专业技术资格证书汇总表.xlsx") == [f"文件夹中有1张照片不属于表中任何人：{ORPHAN}。"]


def test_a_person_in_the_summary_is_a_person(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merge(capsys, folder)
    (folder / "特殊证书.xlsx").unlink()
    assert told(folder / "身份证号.xlsx") == []


def test_people_of_backups_and_owner_files_do_not_count(folder: Path) -> None:
    (folder / "特殊证书.xlsx").rename(folder / "特殊证书.备份.xlsx")
    shutil.copy(folder / "身份证号.xlsx", folder / "~$身份证号.xlsx")
    assert told(folder / "身份证号.xlsx") == [f"文件夹中有1张照片不属于表中任何人：{PAPER}.jpg。"]


def spoil(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 no workbook")


def change_header(path: Path) -> None:
    content = openpyxl.load_workbook(path)
    content.active["B3"] = "名字"
    content.save(path)


@pytest.mark.parametrize("harm", [spoil, change_header])
def test_a_workbook_that_cannot_be_read_is_said(harm: object, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harm(folder / "特殊证书.xlsx")  # type: ignore[operator]
    reservation = "有1个工作簿中的人员读不出，其中可能有这些照片的人：特殊证书.xlsx"
    orphan = f"文件夹中有1张照片不属于表中任何人：{PAPER}.jpg。"
    assert told(folder / "身份证号.xlsx") == [orphan, f"{reservation}。"]
    assert listed(folder / "身份证号.xlsx", capsys) == ([f"{PAPER}.jpg"], ["特殊证书.xlsx"])
    main.run(["photos", str(folder / "身份证号.xlsx")])
    assert reservation in capsys.readouterr().out.splitlines()
    (folder / f"{PAPER}.jpg").unlink()
    assert told(folder / "身份证号.xlsx") == []
    assert listed(folder / "身份证号.xlsx", capsys) == ([], [])


def test_other_workbooks_are_no_harm(folder: Path) -> None:
    content = openpyxl.Workbook()
    content.active.append(["姓名", "电话"])
    content.save(folder / "通讯录.xlsx")
    (folder / ORPHAN).touch()
    assert told(folder / "身份证号.xlsx") == [f"文件夹中有1张照片不属于表中任何人：{ORPHAN}。"]


def test_a_sheet_of_the_workbook_that_cannot_be_read_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ORPHAN).touch()

    def refuse(_host: FakeHost) -> None:
        raise UserError("格式一直用到最后一行")

    read_first = FakeHost.read_all
    monkeypatch.setattr(FakeHost, "read", lambda host: read_first(host)[0])
    monkeypatch.setattr(FakeHost, "read_all", refuse)
    assert told(folder / "身份证号.xlsx") == [
        f"文件夹中有1张照片不属于表中任何人：{ORPHAN}。",
        "有1个工作簿中的人员读不出，其中可能有这些照片的人：身份证号.xlsx。",
    ]


def test_photos_elsewhere_are_judged_against_both_folders(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = tmp_path / "照片"
    photos.mkdir()
    for photo in folder.glob("*.jpg"):
        photo.rename(photos / photo.name)
    assert listed(folder / "身份证号.xlsx", capsys, "--photos", str(photos)) == ([], [])
    (folder / "特殊证书.xlsx").rename(photos / "特殊证书.xlsx")
    assert listed(folder / "身份证号.xlsx", capsys, "--photos", str(photos)) == ([], [])


def test_nothing_is_read_when_every_photo_is_somebodys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / f"{PAPER}.jpg").unlink()
    asked: list[object] = []
    monkeypatch.setattr(find_orphans, "isolated", lambda *question: asked.append(question))
    only = read(folder / "身份证号.xlsx").sheets[0]
    monkeypatch.setattr(FakeHost, "read", lambda _host: only)
    monkeypatch.setattr(FakeHost, "read_all", asked.append)
    assert told(folder / "身份证号.xlsx") == []
    assert asked == []


def test_the_search_ends_when_everybody_is_found(folder: Path) -> None:
    (folder / "最大.xlsx").write_bytes(filled(RESIDENT, EDITION, people(500, seed=2)))
    host = FakeHost(folder / "身份证号.xlsx")
    check_photos.run(host)
    assert host.steps[-2:] == [(0, 2), (2, 2)]
