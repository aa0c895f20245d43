"""``zcert status``: a table, JSON, a workbook with a chart; who is missing against a list."""

import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.main import run as run_in_process
from support.merging import SUMMARY, TODAY, people, statuses
from support.merging import merge as merge_by_command
from support.returning import DAY, merge, spoilt, write_unit
from zcert_addin.cli.main import FAILED, FOUND_ERRORS, FOUND_NOTHING


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is not to be changed: two units, one of them returned."""
    folder = tmp_path_factory.mktemp("某县")
    write_unit(folder / "甲中学.xlsx", spoilt(people(3, 1), {1: {DAY: "x"}}))
    write_unit(folder / "乙医院.xlsx", people(2, 2))
    run_in_process(["return", str(merge(folder)), "-o", str(folder / "退回"), *TODAY])
    (folder / "清单.csv").write_text("单位名称\n甲中学\n丙学院\n", "utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run_in_process(["status", *map(str, arguments), *TODAY])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_table_against_a_list(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, county, "--units", county / "清单.csv")
    assert (code, err) == (FOUND_ERRORS, "")
    lines = [line.rstrip() for line in out.splitlines()]
    assert lines[0] == "清单中的2个单位：未报送1个，已退回1个；清单以外1个"
    assert [line.split()[:2] for line in lines[4:7]] == [
        ["甲中学", "已退回"],
        ["丙学院", "未报送"],
        ["乙医院", "已接收"],
    ]
    assert lines[6].endswith("不在清单中；不是用“接收报送”收的，没有登记")


def test_as_json(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, county, "--units", county / "清单.csv", "--json")
    document = json.loads(out)
    assert (code, document["counts"]) == (
        FOUND_ERRORS,
        {"未报送": 1, "已报送": 0, "已接收": 0, "已退回": 1, "已更正": 0},
    )
    assert [(one["unit"], one["state"], one["listed"], one["returned"]) for one in document["units"]] == [
        ("甲中学", "returned", True, 1),
        ("丙学院", "missing", True, 0),
        ("乙医院", "received", False, 0),
    ]


def test_without_a_list_and_without_anything_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_unit(tmp_path / "甲.xlsx", people(1))
    code, out, err = run(capsys, tmp_path)
    assert (code, out.splitlines()[0], err) == (FOUND_NOTHING, "共1个单位：已接收1个", "")


def test_a_workbook_with_a_chart(county: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "进度.xlsx"
    _, out, _ = run(capsys, county, "--units", county / "清单.csv", "-o", target)
    assert out.splitlines()[-1] == f"进度表：{target}"
    book = load_workbook(target)
    assert book.sheetnames == ["报送进度", "各单位"]
    counted = [[cell.value for cell in row[:2]] for row in book["报送进度"].iter_rows(min_row=3, max_row=9)]
    assert counted == [
        ["状态", "单位数"],
        ["未报送", 1],
        ["已报送", 0],
        ["已接收", 0],
        ["已退回", 1],
        ["已更正", 0],
        ["合计", 2],
    ]
    rows = [[cell.value for cell in row] for row in book["各单位"].iter_rows(min_row=3)]
    assert rows[0][:7] == ["序号", "单位", "状态", "人数", "退回行数", "更正行数", "报送时间"]
    assert [row[1:5] for row in rows[1:]] == [
        ["甲中学", "已退回", None, 1],
        ["丙学院", "未报送", None, None],
        ["乙医院", "已接收", 2, None],
    ]
    assert book["各单位"].auto_filter.ref == "A3:M6"
    with zipfile.ZipFile(target) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "<c:v>未报送</c:v>" in chart or "报送进度!$B$4:$B$8" in chart
    before = target.read_bytes()
    run(capsys, county, "--units", county / "清单.csv", "-o", target, "--yes")
    assert target.read_bytes() == before


def test_a_merge_passes_over_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_unit(tmp_path / "甲.xlsx", people(1))
    run(capsys, tmp_path, "-o", tmp_path / "进度.xlsx")
    document = merge_by_command(capsys, tmp_path)
    assert statuses(document)["进度.xlsx"] == "skipped"
    assert [one["file"] for one in document["files"] if one["doubtful"]] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["没有"], "zcert：找不到文件夹“没有”，请核对路径\n", id="no folder"),
        pytest.param(
            ["."],
            "zcert：文件夹“空”中还没有报送的采集表，也没有接收台账，请确认选对了文件夹，或给出单位清单\n",
            id="empty",
        ),
        pytest.param([".", "-o", "进度.txt"], "zcert：进度表的文件名应以.xlsx结尾\n", id="ending"),
        pytest.param([".", "--units", "没有.csv"], "zcert：", id="no list"),
    ],
)
def test_wrong_use_is_one_sentence(
    arguments: list[str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path / "空")
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (FAILED, "", 1)
    assert err == sentence if sentence.endswith("\n") else err.startswith(sentence)


def test_nothing_else_is_overwritten(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, county, "-o", county / SUMMARY, "--yes")
    assert (code, err) == (
        FAILED,
        f"zcert：“{SUMMARY}”已经存在，而且不是统计结果，没有写入，请先给它改名，或换一个文件名\n",
    )
