"""A summary that one sheet cannot hold goes on in another volume."""

from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from support.merging import (
    EDITION,
    SUMMARY,
    merge,
    people,
    report_texts,
    statuses,
    summary_rows,
)
from zcert.consolidating import Consolidation
from zcert.finding import Finding
from zcert.rules.photo import orphan_finding
from zcert.table import Table
from zcert.values.id_number import accepted_regions
from zcert_addin.filling.collection import filled
from zcert_addin.filling.rows import SheetRows
from zcert_addin.summary.file import SummaryFile
from zcert_addin.summary.issues import NOBODY, Issue, Place
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_addin.summary.volumes import SummaryVolumes
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


def test_a_line_about_nobody_goes_on_in_another_volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template, summary = build_summary(FORMS, EDITION, accepted_regions()), tmp_path / SUMMARY
    monkeypatch.setattr(SheetRows, "has_room", lambda sheet, rows: sheet.next_row + rows <= 6)
    with SummaryVolumes(summary, template, FORMS) as written:
        for at in range(3):
            written.add_issue(Issue(Place(f"{at}.jpg"), NOBODY, orphan_finding(f"{at}.jpg", "照片检测")))
        written.finish(Consolidation())
    names = written.names
    listed = [
        [row[0] for row in CalamineWorkbook.from_path(tmp_path / name).get_sheet_by_name("问题清单").to_python()[3:]]
        for name in names
    ]
    assert listed == [["0.jpg", "1.jpg"], ["2.jpg"]]
