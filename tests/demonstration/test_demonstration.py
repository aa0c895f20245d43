"""The demonstration holds every kind of fault; checking and merging it finds exactly what was planted."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from support import main
from zcert.codes import CODES, severity
from zcert_addin.demonstration.faults import FAULTS, PAPER_FAULTS, PHOTO_FAULTS
from zcert_addin.demonstration.units import CLEAN, FAULTY, OTHER_FILES, PAPERS, Truth, write_units
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_dictionaries import load_edition

TODAY = ("--today", "2026-11-21")


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("units")
    return folder, write_units(folder, load_edition())


@pytest.fixture
def collected(units: tuple[Path, Truth], tmp_path: Path) -> Path:
    for file in sorted(units[0].glob("*/*")):
        shutil.copyfile(file, tmp_path / file.name)
    return tmp_path


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, object]]:
    code = main.run([*map(str, arguments), *TODAY, "--json"])
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document, dict)
    return code, document


def test_every_code_is_planted(units: tuple[Path, Truth]) -> None:
    planted = {one.code for findings in units[1].findings.values() for one in findings}
    offered = {*(code for code, *_ in (*FAULTS, *PAPER_FAULTS)), *PHOTO_FAULTS}
    assert planted == offered | {"id-duplicate", "photo-orphan", "outside-columns"}
    assert planted <= set(CODES)


def test_check_finds_exactly_what_was_planted(units: tuple[Path, Truth], capsys: pytest.CaptureFixture[str]) -> None:
    folder, truth = units
    for name, planted in truth.findings.items():
        path = folder / Path(name).stem / name
        code, document = run_json(capsys, "check", path)
        found = [(one["row"], one["column"], one["code"]) for one in document["findings"]]  # type: ignore[attr-defined]
        assert found == [(one.row, one.column, one.code) for one in planted], name
        assert document["rows"] == truth.rows[name]
        assert document["form"] == ("special" if name == PAPERS else "id")
        counts = Counter(severity(one.code) for one in planted)
        assert document["counts"] == {
            "errors": counts["error"],
            "warnings": counts["warning"],
            "codes": dict(Counter(one.code for one in planted)),
        }
        assert code == (1 if counts["error"] else 0)


def test_merge_finds_exactly_what_was_planted(
    units: tuple[Path, Truth], collected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    truth = units[1]
    code, document = run_json(capsys, "merge", collected)
    files = {one["file"]: one for one in document["files"]}  # type: ignore[attr-defined]
    assert code == 1
    assert {name: one["status"] for name, one in files.items()} == (
        dict.fromkeys(truth.rows, "merged") | truth.left_out
    )
    assert {name: files[name]["rows"] for name in truth.rows} == truth.rows
    assert document["rows"] == sum(truth.rows.values())
    for name, planted in truth.findings.items():
        expected = Counter(one.code for one in planted if one.code != "photo-orphan")
        # Each double person is in both of these files, one with the same number, one with another.
        expected.update({"id-elsewhere": 1, "name-elsewhere": 1} if name in {CLEAN, FAULTY} else {})
        assert files[name]["findings"]["codes"] == dict(expected), name
    where = [
        tuple((place["file"], place["row"]) for place in duplicate["where"])
        for duplicate in document["duplicates"]  # type: ignore[attr-defined]
    ]
    assert where == truth.duplicates
    orphans = sum(one.code == "photo-orphan" for planted in truth.findings.values() for one in planted)
    assert len(document["photos"]["orphans"]) == orphans  # type: ignore[index]


def test_every_row_arrives_with_its_origin(
    units: tuple[Path, Truth], collected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    truth = units[1]
    run_json(capsys, "merge", collected)
    workbook = CalamineWorkbook.from_path(str(collected / f"{SUMMARY_STEM}.xlsx"))
    arrived: dict[str, list[int]] = {name: [] for name, rows in truth.rows.items() if rows}
    for sheet in ("汇总表", "汇总表(特殊证书)"):
        header, *rows = workbook.get_sheet_by_name(sheet).to_python()[2:]
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            arrived[str(cells["来源文件"])].append(int(str(cells["来源行号"])))
    assert arrived == {name: list(range(4, 4 + rows)) for name, rows in truth.rows.items() if rows}


def test_demo_shows_the_whole_job(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "演示"
    assert main.run(["demo", str(folder)]) == 0
    out = capsys.readouterr().out
    assert (
        "汇总完成：5个采集表、74人；4个文件有问题没有汇总，2个文件或文件夹可能有数据但不能直接汇总，2个文件不需要汇总"
        in out
    )
    assert all(code in out for code in ("id-checksum", "photo-broken", "cascade", "id-duplicate"))
    # What the README shows of it is what comes: row, number, column, code of each line, and the counts.
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    shown = re.findall(r"^ (\d+) +(\S+) +(\S+) +.*? +(\S+)$", readme, re.MULTILINE)
    assert len(shown) == 3
    assert all(
        re.search(rf"^ {row} +{re.escape(number)} +{column} .* {code} *$", out, re.MULTILINE)
        for row, number, column, code in shown
    )
    assert all(line in out for line in re.findall(r"^.*人，错误.*$|^汇总完成.*$", readme, re.MULTILINE))
    # The same folder is made again; a folder with a user's work is not touched.
    assert main.run(["demo", str(folder)]) == 0
    capsys.readouterr()
    (tmp_path / "别人的").mkdir()
    (tmp_path / "别人的" / "数据.xlsx").write_bytes(b"x")
    assert main.run(["demo", str(tmp_path / "别人的")]) == 2
    assert "已有别的文件" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "别人的").iterdir()] == ["数据.xlsx"]


def test_reports_for_people_mask_numbers(
    units: tuple[Path, Truth], collected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = {path.stem for path in collected.glob("*.jp*g") if path.stem[:17].isdigit()}
    assert len(numbers) > 40
    folder = units[0]
    main.run(["check", str(folder / Path(FAULTY).stem / FAULTY), *TODAY])
    main.run(["merge", str(collected), *TODAY])
    captured = capsys.readouterr()
    shown = "".join((captured.out + captured.err).split())
    assert [number for number in numbers if number in shown] == []
    assert CLEAN in shown


def test_the_same_seed_gives_the_same_folder(units: tuple[Path, Truth], tmp_path: Path) -> None:
    write_units(tmp_path, load_edition())
    one, other = ({p.relative_to(f): p.read_bytes() for p in f.glob("*/*")} for f in (units[0], tmp_path))
    assert one == other
    assert any(path.parent.name == OTHER_FILES for path in one)
