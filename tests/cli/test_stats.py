"""``zcert stats``: what it prints, its JSON, the workbook it writes, and what it refuses."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.counting import DAY, summary, unit
from support.domain import MAN, WOMAN
from support.main import run as run_in_process
from zcert_addin.cli.main import FAILED, FOUND_NOTHING

TODAY = ("--today", DAY)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = run_in_process(["stats", *(str(argument) for argument in arguments), *TODAY])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_tables_for_people(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, unit(tmp_path), "--by", "unit", "--by", "series", "--by", "age")
    assert (code, err) == (FOUND_NOTHING, "")
    assert (
        out
        == """\
甲.xlsx：共4人，同一号码只计一次为3人
按所属系列统计

 所属系列       人数     占比   男   女   未填及其它
 ───────────────────────────────────────────────────
 高等学校教师      4   100.0%    1    2            1
 合计              4   100.0%    1    2            1

按年龄段统计

 年龄段         人数     占比   男   女   未填及其它
 ───────────────────────────────────────────────────
 35岁及以下        1    25.0%    1    0            0
 36-40岁           2    50.0%    0    2            0
 41-45岁           0     0.0%    0    0            0
 46-50岁           0     0.0%    0    0            0
 51-54岁           0     0.0%    0    0            0
 55-59岁           0     0.0%    0    0            0
 60岁及以上        0     0.0%    0    0            0
 号码无法识别      1    25.0%    0    0            1
 合计              4   100.0%    1    2            1

按单位统计

 单位           人数     占比   男   女   未填及其它
 ───────────────────────────────────────────────────
 杭州样本大学      3    75.0%    1    1            1
 甲局              1    25.0%    0    1            0
 合计              4   100.0%    1    2            1

"""
    )


def test_both_forms_together_and_apart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, summary(tmp_path), "--by", "title")
    lines = [line for line in out.splitlines() if "统计" in line or "共" in line]
    assert lines == [
        "高级专业技术资格证书汇总表.xlsx：共5人（身份证号4人、特殊证书1人），同一号码只计一次为4人",
        "按高级专业技术资格名称统计（身份证号、特殊证书，共5人）",
        "按高级专业技术资格名称统计（身份证号，共4人）",
        "按高级专业技术资格名称统计（特殊证书，共1人）",
    ]
    assert " 高等学校教师   教授                      5   100.0%    1    3            1" in out.splitlines()


def test_every_topic_without_by_and_no_number_at_all(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    _, out, _ = run(capsys, path)
    assert [line for line in out.splitlines() if line.startswith("按")] == [
        f"按{label}统计"
        for label in (
            "所属系列",
            "高级专业技术资格名称",
            "性别",
            "最高学历",
            "年龄段",
            "单位性质",
            "所在地市",
            "所在县市",
            "单位",
        )
    ]
    _, document, _ = run(capsys, path, "--json", "-o", tmp_path / "统计.xlsx")
    cells = [str(cell.value) for row in load_workbook(tmp_path / "统计.xlsx")["统计"] for cell in row]
    for told in (out, document, " ".join(cells)):
        assert [secret for secret in (MAN, WOMAN, MAN[-4:], WOMAN[-4:], "****") if secret in told] == []


def test_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = unit(tmp_path)
    code, out, err = run(capsys, path, "--json", "--by", "county", "--by", "sex", "-o", tmp_path / "统计.xlsx")
    assert (code, err, out.count("\n")) == (FOUND_NOTHING, "", 1)
    assert json.loads(out) == {
        "file": str(path),
        "output": str(tmp_path / "统计.xlsx"),
        "today": "2026-11-21",
        "sheets": [{"sheet": "采集表", "form": "id", "rows": 4}],
        "statistics": [
            {
                "forms": ["身份证号"],
                "rows": 4,
                "people": 3,
                "tables": [
                    {
                        "by": "sex",
                        "heads": ["性别"],
                        "lines": [
                            {"labels": ["男"], "rows": 1, "share": 0.25, "sex": {"男": 1, "女": 0, "未填及其它": 0}},
                            {"labels": ["女"], "rows": 2, "share": 0.5, "sex": {"男": 0, "女": 2, "未填及其它": 0}},
                            {"labels": ["未填"], "rows": 1, "share": 0.25, "sex": {"男": 0, "女": 0, "未填及其它": 1}},
                        ],
                    },
                    {
                        "by": "county",
                        "heads": ["所在地市", "所在县市"],
                        "lines": [
                            {
                                "labels": ["杭州市", "西湖区"],
                                "rows": 4,
                                "share": 1.0,
                                "sex": {"男": 1, "女": 2, "未填及其它": 1},
                            }
                        ],
                    },
                ],
            }
        ],
    }
    _, out, _ = run(capsys, path, "--json")
    assert json.loads(out)["output"] is None


def test_the_day_of_the_ages(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code = run_in_process(["stats", str(unit(tmp_path)), "--by", "age", "--json", "--today", "2060-01-01"])
    (group,) = json.loads(capsys.readouterr().out)["statistics"]
    found = {line["labels"][0]: line["rows"] for line in group["tables"][0]["lines"] if line["rows"]}
    assert (code, found) == (FOUND_NOTHING, {"60岁及以上": 3, "号码无法识别": 1})


def test_a_workbook_is_written_and_replaced_after_a_question(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    unit(tmp_path)
    _, out, _ = run(capsys, "甲.xlsx", "-o", "统计.xlsx")
    assert out.splitlines()[-1] == "统计表：统计.xlsx"
    before = Path("统计.xlsx").stat().st_mtime_ns
    monkeypatch.setattr("click.prompt", lambda *_args, **_options: "n")
    assert run(capsys, "甲.xlsx", "-o", "统计.xlsx") == (FAILED, "", "zcert：已取消，没有改动任何文件\n")
    assert Path("统计.xlsx").stat().st_mtime_ns == before
    assert run(capsys, "甲.xlsx", "-o", "统计.xlsx", "--yes")[0] == FOUND_NOTHING
    assert Path("统计.xlsx").stat().st_mtime_ns > before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["夹"], "汇总整个文件夹请用“zcert merge”", id="folder"),
        pytest.param(["没有.xlsx"], "“没有.xlsx”：文件或文件夹不存在，请核对路径", id="no file"),
        pytest.param(["甲.xlsx", "--by", "zodiac"], "选项“--by”只能是series、title、sex、", id="topic"),
        pytest.param(["甲.xlsx", "-o", "甲.xlsx", "--yes"], "“甲.xlsx”已经存在，而且不是统计结果", id="itself"),
        pytest.param(["甲.xlsx", "-o", "夹"], "“夹”是文件夹，请写出统计表的文件名", id="output folder"),
        pytest.param(["甲.xlsx", "-o", "统计.xls"], "统计表的文件名应以.xlsx结尾", id="output as xls"),
        pytest.param(["甲.xlsx", "-o", "无/a.xlsx"], "统计表不能写到“无/a.xlsx”，请核对路径", id="no place"),
    ],
)
def test_wrong_use_is_one_sentence_and_writes_nothing(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "夹").mkdir()
    before = unit(tmp_path).read_bytes()
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (FAILED, "", 1)
    assert sentence in err
    assert (tmp_path / "甲.xlsx").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["夹", "甲.xlsx"]
