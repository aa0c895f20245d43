"""``zcert return`` and ``zcert accept``: what they print, their JSON, exit codes, and what the ledger says."""

import json
import shutil
from pathlib import Path

import pytest

from support.domain import RESIDENT
from support.main import run as run_in_process
from support.merging import SUMMARY, TODAY, people
from support.returning import COUNTY, DAY, merge, return_all, spoilt, type_into, write_unit
from zcert.exchange.ledger import Entry, Event, State
from zcert.values.masking import mask
from zcert_addin.cli.main import FAILED, FOUND_ERRORS, FOUND_NOTHING
from zcert_addin.exchange.ledger_file import JSON, change, load

ROWS = people(3, 1, "甲中学")
RIGHT_DAY = ROWS[1][RESIDENT.index[DAY]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("县") / "县"
    write_unit(folder / "甲中学.xlsx", spoilt(ROWS, {1: {DAY: "x"}, 2: {COUNTY: "舟山"}}))
    return_all(merge(folder), folder.parent / "退回")
    return folder.parent


@pytest.fixture
def county(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "全部")
    return tmp_path / "全部" / "县"


@pytest.fixture
def back(county: Path) -> Path:
    return county.parent / "退回" / "甲中学（退回）.xlsx"


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = run_in_process([*map(str, arguments), *TODAY])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def states(folder: Path) -> list[tuple[str, list[tuple[State, str, int, str]]]]:
    return [
        (entry.file, [(event.state, event.file, event.rows, event.note) for event in entry.history])
        for entry in load(folder).entries
    ]


def test_return(county: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "发下去"
    code, told, err = run(capsys, "return", county / SUMMARY, "-o", out)
    assert (code, err) == (FOUND_NOTHING, "")
    assert (
        told
        == f"""\
退回2行，共1个表

 单位     表种       行数   退回表
 ──────────────────────────────────────────────
 甲中学   身份证号      2   甲中学（退回）.xlsx

退回表在：{out}（请分发给各单位；改好交回以后用“zcert accept”并入汇总表）
"""
    )
    assert states(county) == [("甲中学.xlsx", [(State.RETURNED, str(out / "甲中学（退回）.xlsx"), 2, "")])]


def test_return_into_a_new_folder_beside_the_summary(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = set(county.iterdir())
    assert run(capsys, "return", county / SUMMARY)[0] == FOUND_NOTHING
    (folder,) = (path for path in set(county.iterdir()) - before if path.is_dir())
    assert folder.name.startswith("退回_")
    (entry,) = load(county).entries
    assert entry.history[-1].file == f"{folder.name}/甲中学（退回）.xlsx"


def test_return_as_json(county: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "return", county / SUMMARY, "-o", tmp_path / "发下去", "--json")
    document = json.loads(out)
    (unit,) = document["units"]
    assert (code, document["rows"], unit["unit"], unit["origin"], unit["form"]) == (
        FOUND_NOTHING,
        2,
        "甲中学",
        ["甲中学.xlsx"],
        "id",
    )
    assert unit["path"] == str(tmp_path / "发下去" / "甲中学（退回）.xlsx")
    assert [(row["row"], row["origin_row"], [f["code"] for f in row["findings"]]) for row in unit["rows"]] == [
        (5, "5", ["date-format"]),
        (6, "6", ["not-in-list"]),
    ]


def test_a_dry_run_writes_nothing(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = set(county.iterdir())
    code, out, err = run(capsys, "return", county / SUMMARY, "--dry-run")
    assert (code, out.splitlines()[0], err, set(county.iterdir())) == (
        FOUND_NOTHING,
        "需要退回2行，共1个表",
        "",
        before,
    )
    assert "退回表在" not in out


def test_nothing_to_return(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_unit(tmp_path / "甲.xlsx", ROWS)
    before = set(tmp_path.iterdir())
    assert run(capsys, "return", tmp_path / "甲.xlsx") == (FOUND_NOTHING, "没有发现错误，没有需要退回的行\n", "")
    assert set(tmp_path.iterdir()) == before


def test_accept(county: Path, back: Path, capsys: pytest.CaptureFixture[str]) -> None:
    county_of_third = ROWS[2][RESIDENT.index[COUNTY]]
    type_into(back, {(4, DAY): RIGHT_DAY, (5, COUNTY): county_of_third})
    code, out, err = run(capsys, "accept", county / SUMMARY, back)
    (summary_backup, unit_backup) = (
        next(path.name for path in county.iterdir() if path.name.startswith(name) and "备份" in path.name)
        for name in ("高级", "甲中学")
    )
    assert (code, err) == (FOUND_NOTHING, "")
    assert out.splitlines() == [
        f"{SUMMARY}：并入2行",
        f"并入前的汇总表备份为：{summary_backup}",
        f"来源文件“甲中学.xlsx”同时改正，原文件备份为：{unit_backup}",
        "“问题清单”和“汇总报告”仍是汇总时的，重新汇总即更新",
    ]
    assert states(county) == [("甲中学.xlsx", [(State.MENDED, str(back), 2, "")])]
    (entry,) = load(county).entries
    people_ = entry.history[0].changes.people
    assert [(one.kind, one.name, one.number, one.columns) for one in people_] == [
        ("mended", row[1], mask(row[0]), (header,)) for row, header in zip(ROWS[1:], (DAY, COUNTY), strict=True)
    ]


def test_accept_names_what_is_refused_and_what_is_still_wrong(
    county: Path, back: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stranger,) = people(1, 9)
    type_into(back, {(4, DAY): "2015.6"})
    type_into(back, {(6, header): text for header, text in zip(RESIDENT.headers, stranger, strict=True) if text})
    code, out, _ = run(capsys, "accept", county / SUMMARY, back)
    lines = out.splitlines()
    assert (code, lines[0]) == (FOUND_ERRORS, f"{SUMMARY}：并入1行，1行没有改动，1行没有并入")
    assert lines[1].startswith(f"“{stranger[1]}”（甲中学（退回）.xlsx第6行）在汇总表中没有对应的行")
    assert lines[2] == "并入以后仍有错误："
    assert [line.split()[0] for line in lines[6:8]] == ["5", "6"]
    assert states(county) == [("甲中学.xlsx", [(State.MENDED, str(back), 1, "其中1行仍有错误")])]


def test_the_ledger_counts_what_is_still_wrong(county: Path, back: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = Entry("甲中学.xlsx", "甲中学", (Event(State.RECEIVED, ""),), findings={"date-format": 1, "not-in-list": 1})
    change(county, lambda ledger: ledger.put(sent))
    type_into(back, {(4, DAY): RIGHT_DAY})
    run(capsys, "accept", county / SUMMARY, back)
    assert load(county).entries[0].findings == {"not-in-list": 1}
    type_into(back, {(5, COUNTY): ROWS[2][RESIDENT.index[COUNTY]]})
    run(capsys, "accept", county / SUMMARY, back)
    assert load(county).entries[0].findings == {}


def test_accept_as_json(county: Path, back: Path, capsys: pytest.CaptureFixture[str]) -> None:
    type_into(back, {(4, DAY): RIGHT_DAY})
    code, out, _ = run(capsys, "accept", county / SUMMARY, back, "--json")
    document = json.loads(out)
    assert code == FOUND_ERRORS
    assert [(one["row"], one["outcome"], one["summary_row"], one["changes"]) for one in document["rows"]] == [
        (4, "mended", 5, [{"column": DAY, "before": "x", "after": RIGHT_DAY}]),
        (5, "unchanged", 6, []),
    ]
    assert [[f["code"] for f in one["findings"]] for one in document["rows"]] == [[], ["not-in-list"]]
    assert [one["file"] for one in document["sources"]] == ["甲中学.xlsx"]
    assert (document["behind"], document["unread"], document["emptied"]) == ([], [], 0)


def test_accept_a_folder_twice(county: Path, back: Path, capsys: pytest.CaptureFixture[str]) -> None:
    type_into(back, {(4, DAY): RIGHT_DAY})
    run(capsys, "accept", county / SUMMARY, back.parent)
    code, out, _ = run(capsys, "accept", county / SUMMARY, back.parent)
    assert (code, out.splitlines()[0]) == (FOUND_ERRORS, f"{SUMMARY}：1行已经并入过，1行没有改动")
    assert len(states(county)[0][1]) == 1


def test_a_conflict_tells_the_option(county: Path, back: Path, capsys: pytest.CaptureFixture[str]) -> None:
    type_into(back, {(4, DAY): RIGHT_DAY})
    type_into(county / SUMMARY, {(5, DAY): "20140101"}, "汇总表")
    code, out, _ = run(capsys, "accept", county / SUMMARY, back)
    assert code == FOUND_ERRORS
    assert "两处都改过的，确要以退回表为准请加“--prefer-mended”" in out.splitlines()
    assert run(capsys, "accept", county / SUMMARY, back, "--prefer-mended")[1].splitlines()[0] == (
        f"{SUMMARY}：并入1行，1行没有改动"
    )


def test_a_damaged_ledger_is_told_and_undoes_nothing(
    county: Path, back: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (county / JSON).write_text("{", "utf-8")
    type_into(back, {(4, DAY): RIGHT_DAY})
    _, out, err = run(capsys, "accept", county / SUMMARY, back)
    assert out.startswith(f"{SUMMARY}：并入1行")
    assert err.startswith("zcert：没有记入接收台账：“接收台账.json”")
    assert (county / JSON).read_text("utf-8") == "{"


def test_a_unit_that_mends_its_own_workbook_gets_no_ledger(
    county: Path, back: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = county.parent / "本单位"
    own.mkdir()
    shutil.copy(county / "甲中学.xlsx", own)
    type_into(back, {(4, DAY): RIGHT_DAY})
    assert run(capsys, "accept", own / "甲中学.xlsx", back)[1].startswith("甲中学.xlsx：并入1行")
    assert not (own / JSON).exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["return", "没有.xlsx"], "zcert：“没有.xlsx”"),
        (["accept", "没有.xlsx", "也没有.xlsx"], "zcert：“也没有.xlsx”没有并入：文件或文件夹不存在，请核对路径\n"),
        (["accept", "没有.xlsx"], "zcert：缺少参数“退回表…”；用法见“zcert accept --help”"),
    ],
)
def test_wrong_use_is_one_sentence(
    arguments: list[str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (FAILED, "", 1)
    assert err.startswith(sentence) or err == sentence
