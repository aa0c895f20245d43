"""A merge looks at the photos beside the workbooks, where there are any."""

from pathlib import Path
from random import Random

import pytest

from support import main, worker_actions
from support.merging import EDITION, TODAY, merge, people, report_texts, summary_rows
from zcert.photos.album import numbered, sort_names
from zcert.values.masking import mask
from zcert_addin.commands import merged_photos
from zcert_addin.commands.merged_photos import measured
from zcert_addin.demonstration.portraits import faulty, portrait
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT

PHOTO = RESIDENT.index["照片检测"]
MISSING = "文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致"
ISSUE_ROWS = 3


def issues(folder: Path) -> list[list[str]]:
    return report_texts(folder, "问题清单")[ISSUE_ROWS:]


def told(folder: Path) -> list[object]:
    return [row["照片检测"] for row in summary_rows(folder)]


@pytest.fixture
def unit(tmp_path: Path) -> list[list[str]]:
    """Write two workbooks, one person's own result column saying something, and return the three people."""
    rows = people(3)
    rows[1][PHOTO] = "照片为1×1像素，请重新扫描"
    rows[2][PHOTO] = "正常；提示：照片为290×290像素"
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, rows[:1]))
    (tmp_path / "乙.xlsx").write_bytes(filled(RESIDENT, EDITION, rows[1:]))
    return rows


def test_people_are_checked_against_the_photos(
    unit: list[list[str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / f"{unit[0][0]}.JPG").write_bytes(portrait(Random(1)))
    (tmp_path / f"{unit[1][0]}.jpg").write_bytes(faulty(Random(1), "photo-broken"))
    (tmp_path / "全家福.jpg").write_bytes(portrait(Random(1)))
    (tmp_path / "330106198001019990.jpg").write_bytes(portrait(Random(1)))
    assert main.run(["merge", str(tmp_path), *TODAY, "--json"]) == 1
    capsys.readouterr()
    document = merge(capsys, tmp_path)
    assert document["photos"] == {"files": 4, "orphans": ["330106198001019990.jpg", "全家福.jpg"]}
    assert document["findings"]["codes"] == {  # type: ignore[index]
        "photo-missing": 1,
        "photo-broken": 1,
        "photo-orphan": 2,
    }
    name = RESIDENT.index["姓名"]
    assert [(row[0], row[2:-3], row[-3], row[-1]) for row in issues(tmp_path)[:2]] == [
        (
            "乙.xlsx",
            ["4", "4", unit[1][name], mask(unit[1][0]), "示例单位", "照片检测", "错误"],
            "照片",
            "photo-broken",
        ),
        (
            "乙.xlsx",
            ["5", "5", unit[2][name], mask(unit[2][0]), "示例单位", "照片检测", "错误"],
            "照片",
            "photo-missing",
        ),
    ]
    assert [(row[0], row[-2]) for row in issues(tmp_path)[2:]] == [
        ("330***********9990.jpg", "照片“330***********9990.jpg”不属于表中任何人，请核对文件名与号码是否一致"),
        ("全家福.jpg", "照片“全家福.jpg”不属于表中任何人，请核对文件名与号码是否一致"),
    ]
    assert told(tmp_path)[1:] == [MISSING, "正常"]
    assert str(told(tmp_path)[0]).startswith("照片文件（")
    assert ["8.0", "照片", "4.0", "2.0", "其中2张不属于已汇总的任何人"] in report_texts(tmp_path)


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param((), id="nothing"),
        pytest.param(("公函扫描.jpg", "IMG_20260304.jpg", "20260304.jpg", "1.jpeg"), id="scans"),
        pytest.param(("330106198001019990.png",), id="other pictures"),
    ],
)
def test_without_photos_the_units_own_results_are_listed(
    unit: list[list[str]], capsys: pytest.CaptureFixture[str], tmp_path: Path, beside: tuple[str, ...]
) -> None:
    for name in beside:
        (tmp_path / name).write_bytes(portrait(Random(1)))
    assert main.run(["merge", str(tmp_path), *TODAY]) == 0
    capsys.readouterr()
    document = merge(capsys, tmp_path)
    assert document["photos"] is None
    assert document["findings"]["codes"] == {"photo-reported": 1}  # type: ignore[index]
    said = "填报单位检测照片的结果是“照片为1×1像素，请重新扫描”，请由填报单位处理后重新检测"
    assert [(row[0], row[5], *row[-5:]) for row in issues(tmp_path)] == [
        ("乙.xlsx", mask(unit[1][0]), "照片检测", "提示", "照片", said, "photo-reported")
    ]
    assert told(tmp_path) == [unit[1][PHOTO], unit[2][PHOTO], ""]


def test_a_right_folder_finds_nothing(unit: list[list[str]], tmp_path: Path) -> None:
    for row in unit:
        (tmp_path / f"{row[0]}.jpg").write_bytes(portrait(Random(1)))
    assert main.run(["merge", str(tmp_path), *TODAY]) == 0
    assert issues(tmp_path) == []
    assert told(tmp_path) == ["正常"] * 3


def test_orphans_are_told_on_the_console(
    unit: list[list[str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for row in (*unit, ["全家福"]):
        (tmp_path / f"{row[0]}.jpg").write_bytes(portrait(Random(1)))
    assert main.run(["merge", str(tmp_path), *TODAY]) == 0
    assert "有1张照片不属于已汇总的任何人，见“问题清单”" in capsys.readouterr().out


def test_only_the_photo_that_kills_its_worker_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{at:015}.jpg" for at in range(5)]
    for name in names:
        (tmp_path / name).write_bytes(portrait(Random(1)))
    monkeypatch.setattr(merged_photos, "measure", worker_actions.measure_or_die)
    seen: list[tuple[int, int]] = []
    facts = measured(tmp_path, names, lambda done, total, _name: seen.append((done, total)))
    assert {name: one.problem for name, one in facts.items()} == {
        name: "broken" if name.startswith("000000000000003") else None for name in names
    }
    assert seen == [(0, 5), (5, 5)]


def test_no_photo_starts_no_worker(tmp_path: Path) -> None:
    assert measured(tmp_path, [], lambda *_: None) == {}


def test_two_photos_of_one_number_are_told(
    unit: list[list[str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / f"{unit[0][0]}.jpg").write_bytes(portrait(Random(1)))
    (tmp_path / f"{unit[0][0]}.jpeg").write_bytes(portrait(Random(1)))
    merge(capsys, tmp_path)
    assert "同一号码有2个照片文件（扩展名jpeg、jpg），请只保留一个" in str(told(tmp_path)[2])


@pytest.mark.parametrize(
    ("name", "photos"),
    [
        pytest.param("330106196503149112", True, id="identity number"),
        pytest.param("33010619O503149112", False, id="letter in it"),
        pytest.param("330106650314911", True, id="15 digits"),
        pytest.param("E12345678", True, id="passport"),
        pytest.param("军字第1234567号", True, id="officer"),
        pytest.param("20260304", False, id="a day"),
        pytest.param("IMG_20260304_120000", False, id="camera"),
        pytest.param("公函", False, id="letter"),
    ],
)
def test_photos_are_named_by_numbers(name: str, photos: bool) -> None:  # noqa: FBT001  a column of the table
    assert numbered(sort_names([f"{name}.jpg", "合影.jpg"])) is photos


def test_a_tree_of_folders_has_each_folders_own_photos(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever has a photo beside the own workbook has one; in a folder without photos nobody lacks any."""
    (first, second, third) = people(3)
    for name, row in (("甲", first), ("乙", second), ("丙", third)):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.xlsx").write_bytes(filled(RESIDENT, EDITION, [row]))
    (tmp_path / "甲" / f"{first[0]}.jpg").write_bytes(portrait(Random(1)))
    (tmp_path / "乙" / f"样本{second[0]}.jpg").write_bytes(portrait(Random(1)))
    (tmp_path / "乙" / f"{third[0]}.jpg").write_bytes(portrait(Random(1)))
    (tmp_path / "330106196503149118.jpg").write_bytes(portrait(Random(1)))
    document = merge(capsys, tmp_path, "--recursive")
    assert document["photos"] == {"files": 4, "orphans": ["330106196503149118.jpg"]}
    assert document["findings"]["codes"] == {"photo-missing": 1, "photo-orphan": 1}  # type: ignore[index]
    (issue, _) = issues(tmp_path)
    assert issue[0] == "乙/乙.xlsx"
    assert "样本" in issue[-2]
