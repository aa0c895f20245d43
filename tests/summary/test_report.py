"""The report and the console say the same."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from support import main
from support.merging import (
    EDITION,
    SUMMARY,
    TODAY,
    people,
    report_texts,
)
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT


def test_console_and_report_say_the_same_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(3, 1)))
    (tmp_path / "乙.xlsx").write_bytes(b"PK")
    (tmp_path / "丙.txt").touch()
    main.run(["merge", str(tmp_path), *TODAY])
    expected = {"甲.xlsx": "已汇总", "乙.xlsx": "未汇总", "丙.txt": "跳过"}
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert {cells[0]: cells[2] for cells in told if cells and cells[0] in expected} == expected
    reported = [cells for cells in report_texts(tmp_path) if len(cells) > 1 and cells[1] in expected]
    assert {(cells[1], *set(cells).intersection(expected.values())) for cells in reported} == set(expected.items())


def test_what_was_not_merged_comes_first(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(3, 1)))
    (tmp_path / "乙.xlsx").write_bytes(b"PK")
    (tmp_path / "丙.csv").touch()
    main.run(["merge", str(tmp_path), *TODAY])
    texts = report_texts(tmp_path)
    titles = [row[0] for row in texts if len(row) == 1 and row[0] != "无"][2:]
    assert titles == [
        *("有问题没有汇总的文件", "可能有数据、不能直接汇总的文件", "汇总情况", "问题最多的采集表（前20）"),
        *("没有数据的采集表", "不需要汇总的文件", "重复出现的人员", "按上报单位统计", "按问题种类统计", "全部文件"),
    ]
    assert [texts[at][:2] for at in (4, 7)] == [["1.0", "乙.xlsx"], ["1.0", "丙.csv"]]


def test_kinds_of_problems_are_named_in_chinese_with_the_code_at_the_end(tmp_path: Path) -> None:
    rows = people(1)
    rows[0][RESIDENT.index["最高学历"]] = "本科"
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, rows))
    main.run(["merge", str(tmp_path), *TODAY])
    texts = report_texts(tmp_path)
    at = texts.index(["按问题种类统计"])
    assert texts[at + 1 : at + 3] == [
        ["序号", "问题", "类别", "次数", "级别", "代码"],
        ["1.0", "不是下拉列表中的选项", "选项", "1.0", "错误", "not-in-list"],
    ]


def test_long_rows_are_tall_and_titles_are_not(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1)))
    (tmp_path / "名字特别长的一个文件名字特别长的一个文件.csv").touch()
    main.run(["merge", str(tmp_path), *TODAY])
    sheet = load_workbook(tmp_path / SUMMARY)["汇总报告"]
    heights = {str(row[0].value or row[1].value): sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows()}
    long = next(row[0].row for row in sheet.iter_rows() if str(row[1].value).endswith(".csv"))
    assert sheet.row_dimensions[long].height == 36
    assert heights["可能有数据、不能直接汇总的文件"] == heights["汇总情况"]
