"""The issue list leads to the rows, and what was written is counted again."""

from pathlib import Path

import pytest

from support import main
from support.merging import (
    EDITION,
    SUMMARY,
    merge,
    people,
    report_texts,
    summary_rows,
)
from zcert.values.masking import mask
from zcert_addin.filling import template
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT


def test_the_issue_list_leads_to_both_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad = people(2)
    bad[RESIDENT.index["最高学历"]] = "本科"
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, [good]))
    (tmp_path / "乙.xlsx").write_bytes(filled(RESIDENT, EDITION, [bad]))
    merge(capsys, tmp_path)
    *_, issue = report_texts(tmp_path, "问题清单")
    assert issue == [
        *("乙.xlsx", "采集表", "4", "4", bad[RESIDENT.index["姓名"]], mask(bad[0]), "示例单位"),
        *("最高学历", "错误", "选项"),
        *("不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典", "not-in-list"),
    ]
    assert summary_rows(tmp_path)[0]["最高学历"] == "本科"


def test_rows_lost_on_the_disk_keep_the_old_summary(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    (tmp_path / SUMMARY).write_bytes(b"old")
    monkeypatch.setattr(template, "_ROW", b"<no row ")
    assert main.run(["merge", str(tmp_path), "--yes"]) == 2
    assert "核对行数不符" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"甲.xlsx", SUMMARY}
    assert (tmp_path / SUMMARY).read_bytes() == b"old"
