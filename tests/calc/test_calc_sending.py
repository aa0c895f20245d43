"""A unit packs in a real LibreOffice Calc, its superior receives there: what arrives is what was sent."""

from pathlib import Path

import pytest

from support.calc_office import CalcOffice
from support.packages import UNIT, unit_folder
from zcert.exchange.ledger import State
from zcert_addin.exchange.ledger_file import WORKBOOK, load

pytestmark = pytest.mark.office


def test_from_the_unit_to_the_ledger(office: CalcOffice, tmp_path: Path) -> None:
    book = unit_folder(tmp_path / "单位")
    sent, into = tmp_path / "优盘", tmp_path / "接收"
    sent.mkdir()
    into.mkdir()
    office.open(book)
    office.press("报送打包")
    ((asked, told),) = office.converse(yes=True, path=str(sent))
    (package,) = sent.iterdir()
    assert (asked, told) == (False, f"已打包：{UNIT}，3人、照片3张。\n报送包：{package}。")
    office.fill("B4", [["改过"]])
    office.press("报送打包")
    assert office.converse(yes=False, path=str(sent)) == [
        [True, "本工作簿有未保存的修改。\n现在保存并继续吗？选“否”则不报送打包。"]
    ]
    assert len(list(sent.iterdir())) == 1
    office.press("接收报送")
    assert office.converse(yes=True, path=[str(sent), str(into)]) == [[False, "接收完成：已接收1个"]]
    assert WORKBOOK in office.open_names()
    (entry,) = load(into).entries
    assert (entry.unit, entry.state, entry.rows, entry.package) == (UNIT, State.RECEIVED, 3, package.name)
    assert (into / entry.file).read_bytes() == book.read_bytes()
    photos = {path.name: path.read_bytes() for path in book.parent.glob("*.jpg")}
    assert {path.name: path.read_bytes() for path in into.glob("*.jpg")} == photos
