"""A summary that one sheet cannot hold goes on in another volume."""

from dataclasses import replace
from pathlib import Path

import pytest

from support.merging import (
    EDITION,
    SUMMARY,
    merge,
    people,
    report_texts,
    statuses,
    summary_rows,
)
from zcert.finding import Finding
from zcert.table import Table
from zcert.values.id_number import accepted_regions
from zcert_addin.filling.collection import filled
from zcert_addin.summary.file import SummaryFile
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_templates import FORMS, RESIDENT
from zcert_templates.build import build_summary
from zcert_templates.cell_ref import LAST_ROW


def test_more_rows_than_a_sheet_holds_go_on_in_another_volume(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = {name: people(2, seed) for seed, name in enumerate(("a.xlsx", "b.xlsx", "c.xlsx"))}
    for name, rows in sources.items():
        (tmp_path / name).write_bytes(filled(RESIDENT, EDITION, rows))
    monkeypatch.setattr("zcert_addin.summary.volumes.SummaryFile.has_room", has_room_for_five_rows)
    document = merge(capsys, tmp_path)
    second = f"{SUMMARY_STEM}（第2册）.xlsx"
    assert document["volumes"] == [SUMMARY, second]
    arrived = [[row["来源文件"] for row in summary_rows(tmp_path, name=name)] for name in (SUMMARY, second)]
    assert arrived == [["a.xlsx", "a.xlsx", "b.xlsx", "b.xlsx"], ["c.xlsx", "c.xlsx"]]
    assert any(f"{SUMMARY}、{second}" in row for row in report_texts(tmp_path))
    # The next, shorter summary keeps the further volume as a backup only.
    monkeypatch.undo()
    document = merge(capsys, tmp_path)
    assert (document["volumes"], document["rows"]) == ([SUMMARY], 6)
    assert statuses(document)[second] == "skipped"
    assert not (tmp_path / second).exists()
    assert (tmp_path / f"{SUMMARY_STEM}（第2册）.备份.xlsx").exists()


def has_room_for_five_rows(file: SummaryFile, table: Table, _findings: object) -> bool:
    return file._filler.rows["汇总表"].next_row + len(table.rows) <= 9  # noqa: SLF001  # a sheet of eight rows


def test_a_sheet_has_room_for_so_many_rows(tmp_path: Path) -> None:
    template = build_summary(FORMS, EDITION, accepted_regions())
    with (tmp_path / "汇总表").open("w+b") as file:
        summary = SummaryFile(template, file, FORMS)
        empty = Table(RESIDENT, "采集表", [[""] * 28] * (LAST_ROW - 3), range(LAST_ROW - 3))
        assert summary.has_room(empty, [])
        assert not summary.has_room(replace(empty, rows=[*empty.rows, [""] * 28]), [])
        assert not summary.has_room(empty, [Finding(4, "姓名", "required", "x")] * LAST_ROW)
