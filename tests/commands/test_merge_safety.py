"""The old summary is safe, the same inputs produce the same bytes, and nothing grows without end."""

import io
import json
from contextlib import nullcontext
from pathlib import Path

import openpyxl
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
    sheet_rows,
    statuses,
    summary_rows,
    workbook,
)
from zcert.values.masking import mask
from zcert_addin.cli import console
from zcert_addin.filling.collection import filled
from zcert_addin.reading.csv import NO_WORKBOOK
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_templates import RESIDENT


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


@pytest.mark.parametrize(("files", "told"), [(["甲"], "“甲.xlsx”"), (["甲", "乙"], "“乙.xlsx”等2个")])
def test_where_no_workbook_can_be_read_the_reason_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, files: list[str], told: str
) -> None:
    for name in files:
        (tmp_path / f"{name}.xlsx").write_bytes(b"PK")
    assert main.run(["merge", str(tmp_path)]) == main.FAILED
    assert capsys.readouterr().err == (
        f"zcert：文件夹“{tmp_path.name}”中没有可以汇总的采集表，其中{told}没有读出（{NO_WORKBOOK}）；汇总表没有改动\n"
    )


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
    hidden = mask(two[0])
    assert [row[1:4] for row in report_texts(tmp_path) if hidden in row] == [[hidden, "号码相同", "2.0"]]
    assert not any(two[0] in cell for row in report_texts(tmp_path) for cell in row)
    name, issues = RESIDENT.index["姓名"], report_texts(tmp_path, "问题清单")[3:]
    assert [(row[0], row[2:-3], row[-1]) for row in issues] == [
        ("b.xlsx", ["4", "6", "改名", hidden, "示例单位", "身份证号码", "错误"], "id-elsewhere"),
        ("b.xlsx", ["5", "7", one[name], mask(three[0]), "示例单位", "姓名", "提示"], "name-elsewhere"),
        ("a.xlsx", ["5", two[name], hidden, "示例单位", "身份证号码", "错误"], "id-elsewhere"),
        ("a.xlsx", ["4", one[name], mask(one[0]), "示例单位", "姓名", "提示"], "name-elsewhere"),
    ]
    assert {row[-3] for row in issues} == {"重复"}
    # The column of the sheet says what the row is by itself, for all of them alike.
    assert {row["身份证验证"] for row in summary_rows(tmp_path)} == {"正确"}


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


def test_names_from_outside_stay_texts_when_a_cell_is_edited(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = people(2)
    rows[0][RESIDENT.index["姓名"]], rows[1][RESIDENT.index["身份证号码"]] = "-1", "330106196503149112"
    (tmp_path / "=1+1.xlsx").write_bytes(workbook(sheet_rows(rows), "=1+1"))
    merge(capsys, tmp_path)
    book = openpyxl.load_workbook(tmp_path / SUMMARY)
    people_sheet, issues, report = book["汇总表"], book["问题清单"], book["汇总报告"]
    origins = [row[-3:] for row in people_sheet.iter_rows(4)]
    assert [tuple(cell.value for cell in row) for row in origins] == [
        ("=1+1.xlsx", "=1+1", "4"),
        ("=1+1.xlsx", "=1+1", "5"),
    ]
    listed = [row[:8] for row in issues.iter_rows(4)]
    assert ["=1+1.xlsx", "=1+1", "5", "5"] in [[cell.value for cell in row[:4]] for row in listed]
    files = [(row[1],) for row in report.iter_rows(3) if row[1].value == "=1+1.xlsx"]
    assert len(files) >= 2
    cells = [cell for row in [*origins, *listed, *files] for cell in row]
    assert {(cell.number_format, cell.data_type) for cell in cells if cell.value is not None} == {("@", "s")}
    letters = [cell.column_letter for cell in origins[0]]
    assert all(people_sheet.column_dimensions[letter].number_format == "@" for letter in letters)
