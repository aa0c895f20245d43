"""批量模板: with and without an open workbook, cancelled, with a faulty list, and again."""

from pathlib import Path

import pytest

from support.fake_host import FakeHost
from zcert.errors import UserError
from zcert_addin.buttons import make_templates


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "清单.csv"
    path.write_text("单位名称,上报单位\n甲中学,杭州市\n乙中学,\n", "gb18030")
    return path


def host_of(tmp_path: Path, *picks: Path | None, has_workbook: bool = False) -> FakeHost:
    host = FakeHost(tmp_path / "采集表.xlsx", saved=has_workbook, has_workbook=has_workbook)
    host.picks = list(picks)
    return host


@pytest.mark.parametrize("has_workbook", [True, False])
def test_templates_are_made_and_counted(listed: Path, tmp_path: Path, *, has_workbook: bool) -> None:
    folder = tmp_path / "模板"
    host = host_of(tmp_path, listed, folder, has_workbook=has_workbook)
    make_templates.run(host)
    assert sorted(path.name for path in folder.iterdir()) == ["乙中学.xlsx", "甲中学.xlsx"]
    assert host.told == [f"已生成2个单位的模板。\n所在文件夹：{folder}。"]
    assert (host.steps, host.begun) == ([(0, 2), (1, 2), (2, 2)], [tmp_path if has_workbook else None])
    (folder / "甲中学.xlsx").write_bytes(b"filled in")
    (folder / "乙中学.xlsx").unlink()
    for said in ("已生成1个单位的模板。已有的1个没有改动。", "已有的2个没有改动。"):
        again = host_of(tmp_path, listed, folder)
        make_templates.run(again)
        assert again.told == [f"{said}\n所在文件夹：{folder}。"]
    assert (folder / "甲中学.xlsx").read_bytes() == b"filled in"


def test_cancelled(listed: Path, tmp_path: Path) -> None:
    for picks in ([None], [listed, None]):
        host = host_of(tmp_path, *picks)
        make_templates.run(host)
        assert (host.told, host.picks) == ([], [])
    assert list(tmp_path.iterdir()) == [listed]


def test_a_faulty_list_is_refused_before_a_folder_is_asked_for(listed: Path, tmp_path: Path) -> None:
    listed.write_text("单位名称\n甲\n甲\n", "utf-8")
    host = host_of(tmp_path, listed)
    with pytest.raises(UserError, match=r"^清单第3行的“甲”与第2行重复，请删去其中一行$"):
        make_templates.run(host)
    assert host.told == []
