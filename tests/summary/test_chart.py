"""The chart shows what the report says."""

import zipfile
from pathlib import Path

import pytest

from support.merging import (
    EDITION,
    SUMMARY,
    merge,
    people,
    report_texts,
)
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT


def test_the_chart_shows_the_rows_of_the_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, wrong in (("甲", 1), ("乙", 3), ("丙", 0)):
        rows = people(4, wrong)
        for row in rows[:wrong]:
            row[RESIDENT.index["邮政编码"]] = "1"
        (tmp_path / f"{name}.xlsx").write_bytes(filled(RESIDENT, EDITION, rows))
    merge(capsys, tmp_path)
    with zipfile.ZipFile(tmp_path / SUMMARY) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    texts = report_texts(tmp_path)
    first = texts.index(["问题最多的采集表（前20）"]) + 2
    assert [row[1] for row in texts[first : first + 3]] == ["乙.xlsx", "甲.xlsx", "丙.xlsx"]
    for column in "BEF":
        assert f"<c:f>汇总报告!${column}${first + 1}:${column}${first + 3}</c:f>" in chart
    assert '<c:pt idx="0"><c:v>3</c:v></c:pt><c:pt idx="1"><c:v>1</c:v></c:pt><c:pt idx="2"><c:v>0</c:v>' in chart
