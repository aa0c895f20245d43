"""The old summary is safe, the same inputs give the same bytes, and nothing grows without end."""

import io
import json
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from support import main
from support.merging import (
    EDITION,
    SUMMARY,
    TODAY,
    merge,
    people,
    reason,
    report_texts,
    statuses,
    summary_rows,
    workbook,
)
from zcert.finding import Finding
from zcert.form import FIRST_DATA_ROW
from zcert.table import Table
from zcert.values.id_number import accepted_regions
from zcert_addin.cli import console
from zcert_addin.filling import template
from zcert_addin.filling.collection import filled
from zcert_addin.summary.file import SummaryFile
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_templates import FORMS, RESIDENT
from zcert_templates.build import build_summary
from zcert_templates.cell_ref import LAST_ROW


def test_nothing_to_merge_leaves_the_folder_as_it_was(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "通讯录.xlsx").write_bytes(workbook([["姓名"]]))
    (tmp_path / SUMMARY).write_bytes(b"old")
    code = main.run(["merge", str(tmp_path), "--yes", "--json"])
    captured = capsys.readouterr()
    assert code == 2
    assert f"文件夹“{tmp_path.name}”中没有可以汇总的采集表" in captured.err
    assert json.loads(captured.out)["summary"] is None
    assert {path.name for path in tmp_path.iterdir()} == {"通讯录.xlsx", SUMMARY}
    assert (tmp_path / SUMMARY).read_bytes() == b"old"


def test_the_old_summary_is_asked_about_kept_and_not_merged(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    merge(capsys, tmp_path)
    first = (tmp_path / SUMMARY).read_bytes()
    (tmp_path / "乙.xlsx").write_bytes(filled(RESIDENT, EDITION, people(3, 2)))
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert main.run(["merge", str(tmp_path), *TODAY]) == 2
    assert "已取消，没有改动任何文件" in capsys.readouterr().err
    assert (tmp_path / SUMMARY).read_bytes() == first
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert main.run(["merge", str(tmp_path), *TODAY]) == 0
    assert "将被覆盖" in capsys.readouterr().err
    assert len(summary_rows(tmp_path)) == 5
    assert (tmp_path / f"{SUMMARY_STEM}.备份.xlsx").read_bytes() == first
    document = merge(capsys, tmp_path)
    assert document["rows"] == 5
    assert statuses(document)[SUMMARY] == "skipped"


def test_the_same_inputs_give_the_same_bytes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for seed, name in enumerate(("甲", "乙", "丙")):
        (tmp_path / f"{name}.xlsx").write_bytes(filled(RESIDENT, EDITION, people(4, seed)))
    merge(capsys, tmp_path)
    first = (tmp_path / SUMMARY).read_bytes()
    (tmp_path / SUMMARY).unlink()
    merge(capsys, tmp_path)
    assert (tmp_path / SUMMARY).read_bytes() == first


def test_inputs_are_never_changed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    merge(capsys, tmp_path)
    after = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {SUMMARY}


def test_doubles_across_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    one, two, three = people(3)
    (tmp_path / "a.xlsx").write_bytes(filled(RESIDENT, EDITION, [one, two]))
    moved = list(two)
    moved[RESIDENT.index["姓名"]] = "改名"
    renumbered = list(three)
    renumbered[RESIDENT.index["姓名"]] = one[RESIDENT.index["姓名"]]
    (tmp_path / "b.xlsx").write_bytes(filled(RESIDENT, EDITION, [moved, renumbered]))
    document = merge(capsys, tmp_path)
    where = [[(place["file"], place["row"]) for place in one["where"]] for one in document["duplicates"]]  # type: ignore[attr-defined]
    assert where == [[("a.xlsx", 5), ("b.xlsx", 4)], [("a.xlsx", 4), ("b.xlsx", 5)]]
    assert [one["kind"] for one in document["duplicates"]] == ["number", "name"]  # type: ignore[attr-defined]
    assert document["duplicates"][0]["value"] == two[0]  # type: ignore[index]
    assert [row[1:4] for row in report_texts(tmp_path) if two[0] in row] == [[two[0], "号码相同", "2.0"]]


def test_the_issue_list_leads_to_both_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad = people(2)
    bad[RESIDENT.index["最高学历"]] = "本科"
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, [good]))
    (tmp_path / "乙.xlsx").write_bytes(filled(RESIDENT, EDITION, [bad]))
    merge(capsys, tmp_path)
    *_, issue = report_texts(tmp_path, "问题清单")
    assert issue[:7] == ["乙.xlsx", "采集表", "4", "4", "最高学历", "错误", "not-in-list"]
    assert summary_rows(tmp_path)[0]["最高学历"] == "本科"


def test_the_chart_shows_the_rows_of_the_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, wrong in (("甲", 1), ("乙", 3), ("丙", 0)):
        rows = people(4, wrong)
        for row in rows[:wrong]:
            row[RESIDENT.index["邮政编码"]] = "1"
        (tmp_path / f"{name}.xlsx").write_bytes(filled(RESIDENT, EDITION, rows))
    merge(capsys, tmp_path)
    with zipfile.ZipFile(tmp_path / SUMMARY) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "<c:f>汇总报告!$E$5:$E$7</c:f>" in chart
    texts = report_texts(tmp_path)
    assert [row[1] for row in texts[FIRST_DATA_ROW : FIRST_DATA_ROW + 3]] == ["乙.xlsx", "甲.xlsx", "丙.xlsx"]
    assert '<c:pt idx="0"><c:v>3</c:v></c:pt><c:pt idx="1"><c:v>1</c:v></c:pt><c:pt idx="2"><c:v>0</c:v>' in chart


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


def test_an_interrupted_merge_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "甲乙丙":
        (tmp_path / f"{name}.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    (tmp_path / SUMMARY).write_bytes(b"old")

    def interrupted(_done: int, _total: int, name: str) -> None:
        if name.startswith("丙"):
            raise KeyboardInterrupt

    monkeypatch.setattr(console, "progress", lambda _what: nullcontext(interrupted))
    assert main.run(["merge", str(tmp_path), "--yes"]) == 2
    assert capsys.readouterr().err.strip() == "zcert：已取消，没有改动任何文件"
    assert (tmp_path / SUMMARY).read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 4


def test_a_file_that_cannot_be_opened_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "甲乙":
        (tmp_path / f"{name}.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))

    def gone(_done: int, _total: int, _name: str) -> None:
        (tmp_path / "甲.xlsx").unlink(missing_ok=True)

    monkeypatch.setattr(console, "progress", lambda _what: nullcontext(gone))
    document = merge(capsys, tmp_path)
    assert statuses(document) == {"乙.xlsx": "merged", "甲.xlsx": "refused"}
    assert "文件打不开" in reason(document, "甲.xlsx")


def test_the_shared_strings_stay_bounded(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(20)))
    merge(capsys, tmp_path)
    shared = summary_rows(tmp_path)
    monkeypatch.setattr("zcert_addin.filling.shared_strings.SharedStrings.__init__.__defaults__", (10,))
    merge(capsys, tmp_path)
    with zipfile.ZipFile(tmp_path / SUMMARY) as archive:
        assert b'uniqueCount="' in archive.read("xl/sharedStrings.xml")
        assert archive.read("xl/worksheets/sheet1.xml").count(b"inlineStr") > 100
    assert summary_rows(tmp_path) == shared
