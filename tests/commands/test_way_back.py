"""What a button changes can be got back, and the user is told how."""

from pathlib import Path

import pytest

from support.domain import RESIDENT
from support.fake_host import FakeHost
from support.merging import EDITION, merge, people
from zcert.errors import UserError
from zcert_addin.commands.sheet import NOT_SAVED
from zcert_addin.commands.way_back import keep_way_back, require_way_back
from zcert_addin.filling.collection import filled


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(filled(RESIDENT, EDITION, people(2)))
    return path


@pytest.mark.parametrize(
    ("undoes", "said"),
    [
        (False, "如需撤销，请点“恢复”，选“{}”"),
        (True, "如需撤销，请按Ctrl+Z；关闭以后请点“恢复”，选“{}”"),
    ],
)
def test_a_backup_is_made_and_named(unit: Path, said: str, *, undoes: bool) -> None:
    told = keep_way_back(FakeHost(unit, undoes=undoes))
    (copy,) = unit.parent.glob("甲_*.备份.xlsx")
    assert copy.read_bytes() == unit.read_bytes()
    assert told == said.format(copy.name)


def test_the_backup_is_not_merged(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep_way_back(FakeHost(unit))
    assert merge(capsys, unit.parent)["rows"] == 2


def test_a_workbook_never_saved(unit: Path) -> None:
    assert keep_way_back(FakeHost(unit, saved=False, undoes=True)) == "如需撤销，请按Ctrl+Z"
    for need in (require_way_back, keep_way_back):
        with pytest.raises(UserError, match=f"^{NOT_SAVED}$"):
            need(FakeHost(unit, saved=False))
    assert list(unit.parent.iterdir()) == [unit]
