"""``zcert new --units``: what it prints, its exit codes, and lists with a fault."""

import json
from pathlib import Path

import pytest

from support.main import run as run_in_process
from zcert_addin.cli.main import FAILED, FOUND_NOTHING
from zcert_addin.reading.workbook import read

Read = pytest.CaptureFixture[str]


def run(capsys: Read, *arguments: str | Path) -> tuple[int, str, str]:
    code = run_in_process(["new", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "清单.csv"
    path.write_text("单位名称,上报单位,采集表种类\n甲中学,杭州市,\n乙/中学,,特殊证书\n", "utf-8-sig")
    return path


def test_a_line_for_each_unit_and_the_counts(capsys: Read, listed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "模板"
    code, out, err = run(capsys, "--units", listed, "-o", folder)
    assert (code, err) == (FOUND_NOTHING, "")
    assert out.splitlines() == [
        f"已生成：{folder / '甲中学.xlsx'}",
        f"已生成：{folder / '乙_中学.xlsx'}",
        f"2个单位：生成2个；所在文件夹：{folder}",
    ]
    (folder / "甲中学.xlsx").unlink()
    code, out, _ = run(capsys, "--units", listed, "-o", folder)
    assert (code, out.splitlines()[1:]) == (
        FOUND_NOTHING,
        [f"已有，没有改动：{folder / '乙_中学.xlsx'}", f"2个单位：生成1个，已有的1个没有改动；所在文件夹：{folder}"],
    )
    assert run(capsys, "--units", listed, "-o", folder, "--yes")[1].splitlines()[2].startswith("2个单位：覆盖2个；")


def test_json(capsys: Read, listed: Path, tmp_path: Path) -> None:
    code, out, err = run(capsys, "--units", listed, "-o", tmp_path, "--form", "special", "--json")
    assert (code, err) == (FOUND_NOTHING, "")
    assert json.loads(out) == {
        "units": [
            {
                "row": 2,
                "unit": "甲中学",
                "reporting_unit": "杭州市",
                "form": "special",
                "file": str(tmp_path / "甲中学.xlsx"),
                "status": "made",
            },
            {
                "row": 3,
                "unit": "乙/中学",
                "reporting_unit": None,
                "form": "special",
                "file": str(tmp_path / "乙_中学.xlsx"),
                "status": "made",
            },
        ],
        "counts": {"made": 2, "replaced": 0, "kept": 0},
    }


def test_json_without_a_list(capsys: Read, tmp_path: Path) -> None:
    code, out, _ = run(capsys, "--form", "id", "-o", tmp_path, "--json")
    (made,) = tmp_path.iterdir()
    assert (code, json.loads(out)) == (FOUND_NOTHING, {"files": [str(made)]})


def test_with_macros_each_unit_has_one_file(capsys: Read, listed: Path, tmp_path: Path) -> None:
    assert run(capsys, "--units", listed, "-o", tmp_path / "模板", "--macros")[0] == FOUND_NOTHING
    assert {path.name for path in (tmp_path / "模板").iterdir()} == {"甲中学.xlsm", "乙_中学.xlsm"}
    assert read(tmp_path / "模板" / "甲中学.xlsm", dictionary=True).dictionary["上报单位"] == "杭州市"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "文件是空的（0字节）", id="empty file"),
        pytest.param("单位名称\n", "清单中没有单位，请在“单位名称”列中每行填写一个单位", id="no units"),
        pytest.param("序号,上报单位\n1,杭州市\n", "清单中没有“单位名称”列", id="no unit column"),
        pytest.param("单位名称\n甲\n甲\n", "清单第3行的“甲”与第2行重复", id="twice"),
        pytest.param("单位名称,上报单位\n甲,杭洲市\n", "清单第2行的上报单位“杭洲市”不在字典中", id="unknown"),
    ],
)
def test_a_list_with_a_fault_is_one_sentence(capsys: Read, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "清单.csv").write_text(text, "utf-8")
    code, out, err = run(capsys, "--units", tmp_path / "清单.csv", "-o", tmp_path / "模板")
    assert (code, out, err.count("\n")) == (FAILED, "", 1)
    assert err.startswith(f"zcert：{said}")
    assert not (tmp_path / "模板").exists()


def test_a_list_that_is_not_there(capsys: Read, tmp_path: Path) -> None:
    code, _, err = run(capsys, "--units", tmp_path / "没有.csv", "-o", tmp_path / "模板")
    assert (code, err) == (FAILED, f"zcert：“{tmp_path / '没有.csv'}”：文件或文件夹不存在，请核对路径\n")
    assert run(capsys, "--units", tmp_path)[2] == f"zcert：“{tmp_path}”：这是一个文件夹，请给出文件\n"
