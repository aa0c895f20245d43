"""导入自有名单 and what 更新字典 keeps of it, told by a host that remembers."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.domain import ORGANISATION
from support.fake_host import FakeHost
from support.merging import workbook
from support.own_lists import KNOWN, OWN, facts_of, list_file, unit_file
from zcert import clock
from zcert.errors import UserError
from zcert_addin.buttons import bring_in_list, check_data, show_about, update_dictionary
from zcert_dictionaries import load_edition

TODAY = dt.date(2026, 11, 21)
EDITION = load_edition()
PUBLISHED = EDITION.lists[ORGANISATION]
FORMER = ("甲评审委员会", "乙评审委员会")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def way_back(host: FakeHost) -> str:
    """Say how the newest backup is got back."""
    newest = max(host.path.parent.glob("*.备份.xlsx"), key=lambda copy: copy.stat().st_mtime_ns)
    return f"\n如需撤销，请点“恢复”，选“{newest.name}”。"


def host_of(path: Path, *picks: Path | None, answer: bool = True, **facts: str) -> FakeHost:
    return FakeHost(path, answers=[answer], picks=list(picks), dictionary={**facts_of(path), **facts})


def offered(host: FakeHost) -> list[str | int]:
    """Return what the list offers that was written."""
    return next(list(column[1:]) for column in host.new_columns if column[0] == ORGANISATION)


def facts(host: FakeHost) -> Mapping[str | int, str | int]:
    return dict(zip(*host.new_columns[:2], strict=True))


def test_entries_are_counted_asked_about_and_written(tmp_path: Path) -> None:
    listed = list_file(tmp_path, *OWN, KNOWN, "12", OWN[0], "其他")
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"], own=()), listed)
    bring_in_list.run(host)
    assert host.asked == [
        (
            "“名单.csv”中的评审组织：新的3项，字典中已有的2项，不能用的2项（第6行不是名称、第7行与前面的重复）。"
            f"新的有：{'、'.join(OWN)}。\n现在导入吗？"
        )
    ]
    assert offered(host) == [*PUBLISHED[:-1], *OWN, "其它"]
    assert facts(host) == {
        "字典日期": EDITION.date,
        "字典名称": EDITION.name,
        "采集表种类": "id",
        "自有评审组织来源": "名单.csv，2026-11-21",
        **{f"自有评审组织{at}": entry for at, entry in enumerate(OWN, 1)},
    }
    (reference,) = [one for one in host.new_names.values() if one.endswith(f"${len(PUBLISHED) + 4}")]
    assert reference.startswith("=zc_dict!$")
    assert host.told == [f"已导入3项评审组织，可从下拉列表中选取。请保存工作簿。{way_back(host)}"]


def test_a_workbook_is_read_as_well_and_the_first_new_ones_are_named(tmp_path: Path) -> None:
    listed = tmp_path / "名单.xlsx"
    listed.write_bytes(
        workbook([["某市评审组织一览表"], ["序号", ORGANISATION], *([at, f"第{at}评委会"] for at in range(5))])
    )
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"], own=()), listed)
    bring_in_list.run(host)
    assert host.asked[0].startswith(
        "“名单.xlsx”中的评审组织：新的5项。新的有：第0评委会、第1评委会、第2评委会等。\n现在导入吗？"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_of_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"], own=()), list_file(tmp_path, *OWN, encoding=encoding))
    bring_in_list.run(host)
    assert offered(host)[-4:] == [*OWN, "其它"]


def test_a_second_list_takes_the_place_of_the_first(tmp_path: Path) -> None:
    path = unit_file(tmp_path / "甲.xlsx", ["其它"], own=FORMER)
    host = host_of(path, list_file(tmp_path, FORMER[1], OWN[0]))
    bring_in_list.run(host)
    assert host.asked == [
        (
            f"“名单.csv”中的评审组织：新的2项。新的有：{FORMER[1]}、{OWN[0]}。"
            "\n原来导入的2项评审组织中，有1项将去掉，用到的行在数据检查时会指出。\n现在导入吗？"
        )
    ]
    assert offered(host) == [*PUBLISHED[:-1], FORMER[1], OWN[0], "其它"]


def test_a_heading_alone_removes_the_former_list(tmp_path: Path) -> None:
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"], own=FORMER), list_file(tmp_path))
    bring_in_list.run(host)
    assert "原来导入的2项评审组织中，有2项将去掉" in host.asked[0]
    assert offered(host) == [*PUBLISHED]
    assert len(facts(host)) == 3
    assert host.told == [f"已去掉原来导入的名单。请保存工作簿。{way_back(host)}"]


@pytest.mark.parametrize("own", [OWN, ()], ids=["same", "all known"])
def test_what_is_there_already_is_told(tmp_path: Path, own: tuple[str, ...]) -> None:
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"], own=own), list_file(tmp_path, *own, KNOWN))
    bring_in_list.run(host)
    assert host.told[0].endswith("下拉列表中已经有这些，不需要导入。")
    assert (host.asked, host.new_columns) == ([], ())


def test_an_older_dictionary_is_updated_too_and_said(tmp_path: Path) -> None:
    path = unit_file(tmp_path / "甲.xlsx", ["其它"], own=OWN)
    host = host_of(path, list_file(tmp_path, *OWN), 字典日期="2020-01-01")
    bring_in_list.run(host)
    assert f"\n本工作簿的字典同时由2020-01-01版更新为程序自带的{EDITION.date}版。" in host.asked[0]
    assert facts(host)["字典日期"] == EDITION.date


def test_refused_or_cancelled_changes_nothing(tmp_path: Path) -> None:
    path = unit_file(tmp_path / "甲.xlsx", ["其它"], own=())
    for host in (host_of(path, list_file(tmp_path, *OWN), answer=False), host_of(path, None)):
        bring_in_list.run(host)
        assert (host.new_columns, host.told) == ((), [])


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (
            ["12", "", "13"],
            "“名单.csv”中没有可以导入的评审组织（第2行不是名称、第3行是空的、第4行不是名称），请核对名单",
        ),
        ([], "“名单.csv”中没有可以导入的评审组织，请核对名单"),
    ],
)
def test_a_list_without_use_is_one_sentence(tmp_path: Path, entries: list[str], why: str) -> None:
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"], own=()), list_file(tmp_path, *entries))
    with pytest.raises(UserError) as refused:
        bring_in_list.run(host)
    assert str(refused.value) == why
    assert host.new_columns == ()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", "甲".encode()[:2] + b"\xff"], ids=["empty", "binary", "torn"]
)
def test_what_is_no_list_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "名单.csv").write_bytes(content)
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"], own=()), tmp_path / "名单.csv")
    with pytest.raises(UserError):
        bring_in_list.run(host)
    assert host.new_columns == ()


def test_a_workbook_without_dictionary(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有字典"):
        bring_in_list.run(FakeHost(tmp_path / "甲.xlsx"))


def test_updating_the_dictionary_keeps_the_own_list(tmp_path: Path) -> None:
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"]), 字典日期="2020-01-01")
    update_dictionary.run(host)
    assert offered(host) == [*PUBLISHED[:-1], *OWN, "其它"]
    assert facts(host)["自有评审组织来源"] == "名单.csv，2026-11-21"
    assert host.told == [f"字典已更新为{EDITION.date}版，请保存工作簿。导入的3项评审组织仍在。{way_back(host)}"]


def test_an_own_entry_that_was_published_since_is_a_published_one(tmp_path: Path) -> None:
    own = {"自有评审组织来源": "x", "自有评审组织1": KNOWN, "自有评审组织2": OWN[0]}
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"], own=()), 字典日期="2020-01-01", **own)
    update_dictionary.run(host)
    assert offered(host) == [*PUBLISHED[:-1], OWN[0], "其它"]
    assert facts(host)["自有评审组织1"] == OWN[0]


def test_about_says_where_the_own_list_came_from(tmp_path: Path) -> None:
    host = host_of(unit_file(tmp_path / "甲.xlsx", ["其它"]))
    show_about.run(host)
    assert host.told[0].splitlines()[2:] == [
        f"本工作簿字典：{EDITION.date}",
        "自有评审组织：3项（名单.csv，2026-11-21）",
    ]


def test_checking_knows_the_own_list_of_the_workbook(tmp_path: Path) -> None:
    path = unit_file(tmp_path / "甲.xlsx", [*OWN, "没有的评委会"])
    host = host_of(path)
    check_data.run(host)
    found = [(line.cells[0], line.cells[3], line.cells[-1]) for line in host.shown["数据检查结果"]]
    assert [one for one in found if one[1] == ORGANISATION] == [("7", ORGANISATION, "not-in-list")]
    assert not any(one[2] == "other-org-missing" for one in found)
