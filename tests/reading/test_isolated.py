"""A file that kills its reader costs an answer and not the program."""

from pathlib import Path

import pytest

from support.domain import RESIDENT
from zcert_addin.cli.main import run
from zcert_addin.reading import isolated
from zcert_addin.reading.isolated import read_grids_apart
from zcert_addin.reading.preflight import Unreadable
from zcert_addin.reading.workbook import EMPTY, read_grids
from zcert_dictionaries import load_edition
from zcert_templates.build import build_collection


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "采集表.xlsx"
    path.write_bytes(build_collection(RESIDENT, load_edition(), ()))
    return path


def test_the_same_is_read(workbook: Path) -> None:
    assert read_grids_apart(workbook) == read_grids(workbook)


def test_what_is_wrong_with_a_file_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    empty.touch()
    with pytest.raises(Unreadable, match=EMPTY):
        read_grids_apart(empty)
    with pytest.raises(FileNotFoundError):
        read_grids_apart(tmp_path / "没有.xlsx")


@pytest.mark.parametrize("answer", ["slow", "dead"])
def test_a_defeat_is_a_sentence(
    answer: isolated.Failure, workbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(isolated, "isolated", lambda *_: iter([answer]))
    assert run(["check", str(workbook)]) == 2
    assert isolated.DEFEATS[answer] in capsys.readouterr().err
