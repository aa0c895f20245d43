"""A tree of folders is merged: everybody arrives once, whether a sub-folder holds units, their summary, or both."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from support import main
from support.fake_host import FakeHost
from support.merging import EDITION, SUMMARY, merge, people, reason, report_texts, statuses, summary_rows
from zcert.errors import UserError
from zcert_addin.buttons import consolidate_folder
from zcert_addin.commands.nobody_twice import BY_SUMMARY, BY_UNITS, FormerSummary, twice
from zcert_addin.filling.collection import filled
from zcert_addin.hosts.protocol import OpenWorkbook
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_templates import RESIDENT

Merge = Callable[..., dict[str, object]]


@pytest.fixture
def merged(capsys: pytest.CaptureFixture[str]) -> Merge:
    return lambda folder, *more: merge(capsys, folder, *more)


def unit(path: Path, seed: int, count: int = 1) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(filled(RESIDENT, EDITION, people(count, seed)))


def origins(folder: Path) -> list[object]:
    return [row["来源文件"] for row in summary_rows(folder)]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "市"
    unit(folder / "直属.xlsx", 1)
    unit(folder / "甲县" / "一.xlsx", 2, 2)
    unit(folder / "甲县" / "镇" / "二.xlsx", 3)
    unit(folder / "乙县" / "一.xlsx", 4)
    return folder


def test_everybody_of_the_tree_arrives_with_a_relative_name(merged: Merge, city: Path) -> None:
    document = merged(city, "--recursive")
    files = ["乙县/一.xlsx", "甲县/一.xlsx", "甲县/镇/二.xlsx", "直属.xlsx"]
    assert statuses(document) == dict.fromkeys(sorted(files), "merged")
    assert (document["rows"], sorted(set(map(str, origins(city))))) == (5, sorted(files))
    assert ["甲县/镇/二.xlsx"] in [row[1:2] for row in report_texts(city)]


def test_without_the_option_all_is_as_before(merged: Merge, city: Path) -> None:
    document = merged(city)
    assert statuses(document) == {f"乙县{os.sep}": "skipped", f"甲县{os.sep}": "skipped", "直属.xlsx": "merged"}
    text = "是子文件夹，其中的工作簿没有汇总，如需汇总请移到本文件夹，或连同子文件夹一起汇总"
    assert reason(document, f"甲县{os.sep}") == text


def test_a_second_merge_and_one_above_count_nobody_twice(merged: Merge, city: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert merged(city, "-r")["rows"] == 5
    backup = f"{SUMMARY_STEM}.备份.xlsx"
    assert statuses(merged(city, "-r")) | {} == {
        **dict.fromkeys(("乙县/一.xlsx", "甲县/一.xlsx", "甲县/镇/二.xlsx", "直属.xlsx"), "merged"),
        SUMMARY: "skipped",
        backup: "skipped",
    }
    province = tmp_path / "省"
    province.mkdir()
    (city / SUMMARY).rename(province / "示例市.xlsx")
    assert merged(province)["rows"] == 5
    assert "示例市.xlsx > 甲县/镇/二.xlsx" in origins(province)


def test_a_summary_is_left_out_where_all_its_origins_are(merged: Merge, city: Path) -> None:
    merged(city / "甲县", "-r")
    merged(city / "甲县" / "镇")
    merged(city / "甲县", "-r")  # leaves a backup
    document = merged(city, "-r")
    assert document["rows"] == len({row["身份证号码"] for row in summary_rows(city)}) == 5
    for name in (f"甲县/{SUMMARY}", f"甲县/镇/{SUMMARY}"):
        assert (statuses(document)[name], reason(document, name)) == ("skipped", BY_UNITS)
        assert [name, "跳过", BY_UNITS] in [row[1:] for row in report_texts(city)]
    assert document["duplicates"] == []


def test_a_summary_represents_units_that_are_no_longer_all_there(merged: Merge, city: Path) -> None:
    unit(city / "甲县" / "三.xlsx", 7)
    merged(city / "甲县", "-r")
    (city / "甲县" / "三.xlsx").unlink()
    unit(city / "甲县" / "新.xlsx", 8)
    document = merged(city, "-r")
    text = BY_SUMMARY.format(f"甲县/{SUMMARY}")
    assert {name: reason(document, name) for name in ("甲县/一.xlsx", "甲县/镇/二.xlsx")} == {
        "甲县/一.xlsx": text,
        "甲县/镇/二.xlsx": text,
    }
    assert sorted(map(str, origins(city))) == sorted(
        [
            "直属.xlsx",
            "乙县/一.xlsx",
            "甲县/新.xlsx",
            *[f"甲县/{SUMMARY} > 一.xlsx"] * 2,
            f"甲县/{SUMMARY} > 三.xlsx",
            f"甲县/{SUMMARY} > 镇/二.xlsx",
        ]
    )
    assert (document["rows"], document["duplicates"]) == (7, [])


def test_a_summary_alone_or_of_others_is_merged(merged: Merge, city: Path, tmp_path: Path) -> None:
    merged(city / "乙县")
    (city / "乙县" / "一.xlsx").unlink()
    below = tmp_path / "别处"
    unit(below / "九.xlsx", 9)
    merged(below)
    (below / SUMMARY).rename(city / "甲县" / "丙区.xlsx")
    document = merged(city, "-r")
    assert set(statuses(document).values()) == {"merged"}
    assert (document["rows"], document["duplicates"]) == (6, [])
    assert {f"乙县/{SUMMARY} > 一.xlsx", "甲县/丙区.xlsx > 九.xlsx"} <= set(map(str, origins(city)))


def test_a_renamed_summary_beside_its_units_is_known_by_what_it_is(merged: Merge, city: Path) -> None:
    merged(city / "甲县", "-r")
    (city / "甲县" / SUMMARY).rename(city / "甲县" / "甲县汇总.xlsx")
    document = merged(city, "-r")
    assert (document["rows"], reason(document, "甲县/甲县汇总.xlsx")) == (5, BY_UNITS)


def test_a_summary_that_cannot_be_read_is_named_and_its_units_are_merged(merged: Merge, city: Path) -> None:
    (city / "甲县" / SUMMARY).write_bytes(b"PK\x03\x04" + bytes(200))
    document = merged(city, "-r")
    assert (document["rows"], statuses(document)[f"甲县/{SUMMARY}"]) == (5, "refused")


def test_a_folder_that_cannot_be_read_is_named_and_fails(
    capsys: pytest.CaptureFixture[str], city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: os.PathLike[str] | str) -> object:
        if Path(path).name == "甲县":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    document = merge(capsys, city, "-r")
    assert (document["rows"], statuses(document)["甲县/"]) == (2, "refused")
    assert main.run(["merge", str(city), "-r", "--yes", "--today", "2026-11-21"]) == main.FOUND_ERRORS


def test_a_tree_without_workbooks_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "空" / "空").mkdir(parents=True)
    assert main.run(["merge", str(tmp_path), "-r"]) == main.FAILED
    assert "中没有可以汇总的采集表" in capsys.readouterr().err
    assert not (tmp_path / SUMMARY).exists()


def test_the_option_is_explained_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    main.run(["merge", "--help"])
    assert "-r, --recursive" in (out := capsys.readouterr().out)
    assert "连同各级子文件夹中的工作簿一起汇总" in out


# Who is represented by whom

S, T = f"县/{SUMMARY}", f"县/镇/{SUMMARY}"


@pytest.mark.parametrize(
    ("summaries", "files", "left_out"),
    [
        pytest.param({S: ["县/a", "县/b"]}, ["县/a", "县/b"], {S: BY_UNITS}, id="all there"),
        pytest.param({S: ["县/a", "县/b"]}, ["县/a", "县/c"], {"县/a": S}, id="some there"),
        pytest.param({S: ["县/b"]}, ["县/a"], {}, id="none there"),
        pytest.param({S: []}, ["县/a"], {}, id="no rows"),
        pytest.param({S: ["县/a", ""]}, ["县/a"], {"县/a": S}, id="a row that says nothing"),
        pytest.param(
            {S: ["县/镇/a"], T: ["县/镇/a"]}, ["县/镇/a"], {S: BY_UNITS, T: BY_UNITS}, id="two levels, all there"
        ),
        pytest.param(
            {S: ["县/x", "县/镇/a", "县/镇/y"], T: ["县/镇/a", "县/镇/y"]},
            ["县/镇/a"],
            {"县/镇/a": S, T: BY_UNITS},
            id="the upper one holds what the lower one holds",
        ),
        pytest.param(
            {S: ["县/x", T], T: ["县/镇/a", "县/镇/y"]}, ["县/镇/a"], {T: S, "县/镇/a": T}, id="one in the other"
        ),
    ],
)
def test_who_is_left_out(summaries: dict[str, Sequence[str]], files: Sequence[str], left_out: dict[str, str]) -> None:
    former = [FormerSummary((name,), frozenset(of)) for name, of in reversed(summaries.items())]
    expected = {name: BY_SUMMARY.format(why) if why in {S, T} else why for name, why in left_out.items()}
    assert twice(former, {*files, *summaries}) == expected


def test_volumes_are_one_summary() -> None:
    second = f"县/{SUMMARY_STEM}（第2册）.xlsx"
    assert twice([FormerSummary((S, second), frozenset({"县/a", "县/b"}))], {S, second, "县/a", "县/b"}) == {
        S: BY_UNITS,
        second: BY_UNITS,
    }


# The button


def pressed(city: Path, answers: list[bool], others: Sequence[OpenWorkbook] = ()) -> FakeHost:
    host = FakeHost(city / "直属.xlsx", answers=[True, *answers], picks=[city], others=list(others))
    consolidate_folder.run(host)
    assert host.answers == []
    return host


QUESTION = "子文件夹“乙县”“甲县”中也有工作簿（共3个），一并汇总吗？\n选“否”则只汇总所选文件夹中的。"


def test_the_button_asks_once_and_merges_the_tree(city: Path) -> None:
    host = pressed(city, [True])
    assert host.asked[1:] == [QUESTION]
    assert host.told == ["汇总完成：4个采集表、5人"]
    assert host.opened == [city / SUMMARY]


def test_no_merges_the_folder_alone(city: Path) -> None:
    host = pressed(city, [False])
    assert host.asked[1:] == [QUESTION]
    assert host.told[0].startswith("汇总完成：1个采集表、1人。\n另有2个文件或文件夹可能有数据")


def test_sub_folders_without_workbooks_are_no_question(city: Path) -> None:
    assert len(pressed(city / "甲县" / "镇", []).asked) == 1


def test_many_sub_folders_are_named_in_part(city: Path) -> None:
    for at in range(6):
        unit(city / f"第{at}县" / "a.xlsx", 20 + at)
    assert (
        pressed(city, [False]).asked[1].startswith("子文件夹“乙县”“甲县”“第0县”“第1县”“第2县”等中也有工作簿（共9个）")
    )


@pytest.mark.parametrize("recursive", [True, False])
def test_unsaved_workbooks_of_sub_folders_are_saved_when_they_are_merged(city: Path, *, recursive: bool) -> None:
    below = city / "甲县" / "一.xlsx"
    others = [OpenWorkbook(below, unsaved=True), OpenWorkbook(city / "丙县" / "一.xlsx", unsaved=True)]
    host = pressed(city, [True, True] if recursive else [False], others)
    assert host.kept == ([below] if recursive else [])


def test_the_search_can_be_stopped(city: Path) -> None:
    class Host(FakeHost):
        def progress(self, *_step: object) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        consolidate_folder.run(Host(city / "直属.xlsx", answers=[True], picks=[city]))
    assert not (city / SUMMARY).exists()


def test_a_folder_of_folders_is_merged_from_above(city: Path) -> None:
    (city / "直属.xlsx").unlink()
    host = FakeHost(city / "甲县" / "一.xlsx", answers=[True, True], picks=[city])
    consolidate_folder.run(host)
    assert host.told == ["汇总完成：3个采集表、4人"]
    again = FakeHost(city / "甲县" / "一.xlsx", answers=[True, False], picks=[city])
    with pytest.raises(UserError, match="中没有可以汇总的采集表"):
        consolidate_folder.run(again)
