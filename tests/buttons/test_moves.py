"""下一处错误, 上一处错误 and 只看有错的行, told by a host that remembers."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import pytest

from support.domain import RESIDENT
from support.fake_host import FakeHost
from support.merging import EDITION, merge, people, report_texts, summary_rows
from zcert.errors import UserError
from zcert_addin.buttons import next_error, only_wrong_rows, previous_error
from zcert_addin.demonstration.portraits import portrait
from zcert_addin.filling.collection import filled
from zcert_addin.hosts.protocol import REMOTE

KEY, NAME, PHONE, PHOTO, IDENTITY = map(
    RESIDENT.index.get, ("身份证号码", "姓名", "联系电话", "照片检测", "身份证验证")
)
NO_NAME = "“姓名”必须填写，请补填"
NO_UNIT = "“工作单位”必须填写，请补填"
NO_PHOTO = "文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致"
ROWS = range(4, 9)


def sheet_of(folder: Path, **changes: str) -> FakeHost:
    """Open a workbook of five right people in rows 4 to 8 with cells changed: ``姓名5="…"``."""
    rows = people(len(ROWS))
    for place, text in changes.items():
        rows[int(place[-1]) - ROWS[0]][RESIDENT.index[place[:-1]]] = text
    path = folder / "采集表.xlsx"
    path.write_bytes(filled(RESIDENT, EDITION, rows))
    return FakeHost(path, cell=(1, 51))


def told(host: FakeHost, run: Callable[[FakeHost], None]) -> str:
    run(host)
    return host.told[-1]


def test_through_all_errors_and_round_again(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 姓名5="", 联系电话5="12", 姓名8="", 备注6=" 只是 提示 ")
    first, second, third = (
        f"第5行“姓名”：{NO_NAME}（第1处，共3处）",
        "第5行“联系电话”：联系电话应为11位手机号码，或带区号的固定电话如0571-87654321，多个号码用顿号分隔，请核对（第2处，共3处）",
        f"第8行“姓名”：{NO_NAME}（第3处，共3处）",
    )
    assert [told(host, next_error.run) for _ in range(4)] == [
        first,
        second,
        third,
        f"后面没有错误了，回到第一处。\n{first}。",
    ]
    assert host.selected == [(5, NAME), (5, PHONE), (8, NAME), (5, NAME)]
    assert told(host, previous_error.run) == f"前面没有错误了，转到最后一处。\n{third}。"
    assert told(host, previous_error.run) == second


def test_what_was_mended_is_no_longer_gone_to(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 姓名5="", 姓名8="")
    assert told(host, next_error.run).endswith("（第1处，共2处）")
    host.edits = sheet_of(tmp_path, 姓名8="").path.read_bytes()
    assert told(host, next_error.run) == f"第8行“姓名”：{NO_NAME}（第1处，共1处）"


@pytest.mark.parametrize("button", [next_error.run, previous_error.run])
def test_nothing_wrong_is_one_sentence(button: Callable[[FakeHost], None], tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 备注6=" 只是 提示 ")
    assert told(host, button) == "共检查5人，没有发现错误"
    assert host.selected == []


def test_several_errors_of_a_cell_are_one_place(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 姓名6="甲\ufffd乙")
    assert told(host, next_error.run).startswith("第6行“姓名”：")
    assert host.told[-1].endswith("（第1处，共1处）")


def test_a_cursor_on_another_sheet_begins_at_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = sheet_of(tmp_path, 姓名5="", 姓名8="")
    monkeypatch.setattr(FakeHost, "selected_cell", lambda _host: ("数据检查结果", 7, 0))
    assert told(host, next_error.run).startswith("第5行")
    assert told(host, previous_error.run).startswith("前面没有错误了，转到最后一处。\n第8行")
    monkeypatch.setattr(FakeHost, "selected_cell", lambda _host: (host.read().name.upper(), 7, 0))
    assert told(host, next_error.run).startswith("第8行")


def test_a_hidden_place_says_so(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 姓名5="")
    host.hidden = {5}
    assert told(host, next_error.run) == f"第5行“姓名”：{NO_NAME}（第1处，共1处）。\n这一行是隐藏的，显示以后才看得见。"


def test_a_result_of_the_numbers_is_no_second_place(tmp_path: Path) -> None:
    assert told(sheet_of(tmp_path, 身份证验证5="校验码不符"), next_error.run) == "共检查5人，没有发现错误"
    assert told(sheet_of(tmp_path, 身份证号码5="12", 身份证验证5="位数不对"), next_error.run).endswith(
        "（第1处，共1处）"
    )


def test_a_photo_that_is_still_wrong_is_a_place(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 照片检测4="以前写的", 照片检测5="没有照片", 照片检测6="正常", 姓名5="")
    mended = people(len(ROWS))[0][0]
    (tmp_path / f"{mended}.jpg").write_bytes(portrait(Random(1)))
    assert told(host, next_error.run).startswith("第5行“姓名”：")
    assert told(host, next_error.run) == f"第5行“照片检测”：{NO_PHOTO}（第2处，共2处）"
    assert host.selected[-1] == (5, PHOTO)


def test_without_a_folder_photos_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = sheet_of(tmp_path, 照片检测5="没有照片")
    host.saved = False
    assert told(host, next_error.run) == "共检查5人，没有发现错误"

    def refuse(_host: FakeHost) -> None:
        raise UserError(REMOTE)

    monkeypatch.setattr(FakeHost, "folder", property(refuse))
    assert told(host, next_error.run) == "共检查5人，没有发现错误"


# 只看有错的行


def test_right_rows_are_hidden_and_shown_again(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 姓名5="", 工作单位5="", 姓名7="", 备注6=" 只是 提示 ")
    assert told(host, only_wrong_rows.run) == (
        "只显示有错的2行，隐藏了3行。\n再点一次“只看有错的行”显示全部，上报前请先显示全部。"
    )
    assert (host.hidden, host.selected) == ({4, 6, 8}, [(5, NAME)])
    assert told(host, only_wrong_rows.run) == (
        "已显示全部5行，其中3行原来是隐藏的。\n再点一次“只看有错的行”又只显示有错的行。"
    )
    assert host.hidden == set()


def test_only_rows_of_people_are_hidden(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 姓名8="", **{f"{header}6": "" for header in RESIDENT.headers})
    only_wrong_rows.run(host)
    assert host.hidden == {4, 5, 7}


def test_rows_that_the_user_hid_are_shown_too_and_that_is_said(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 姓名5="")
    host.hidden = {5, 7}
    assert told(host, only_wrong_rows.run).startswith("已显示全部5行，其中2行原来是隐藏的。")
    assert host.hidden == set()


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        (set(), "没有发现错误，没有隐藏任何行"),
        ({4, 6}, "没有发现错误。已显示全部5行，其中2行原来是隐藏的。"),
    ],
)
def test_without_errors_nothing_is_hidden(hidden: set[int], said: str, tmp_path: Path) -> None:
    host = sheet_of(tmp_path)
    host.hidden = hidden
    assert told(host, only_wrong_rows.run) == said
    assert host.hidden == set()


def test_where_everybody_is_wrong_nothing_is_hidden(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, **{f"姓名{row}": "" for row in ROWS})
    assert told(host, only_wrong_rows.run) == "5行都有错误，没有隐藏任何行"
    assert host.hidden == set()


def test_a_filter_stays_as_it_is(tmp_path: Path) -> None:
    host = sheet_of(tmp_path, 姓名5="", 姓名7="")
    host.filtered = {4, 5}
    assert told(host, only_wrong_rows.run).startswith("只显示有错的1行，隐藏了2行。")
    assert (host.hidden, host.selected) == ({6, 8}, [(7, NAME)])
    assert told(host, only_wrong_rows.run) == (
        "已显示隐藏的行，筛选照旧，筛选隐藏的行请在“数据”中清除筛选后显示。\n再点一次“只看有错的行”又只显示有错的行。"
    )
    assert (host.hidden, host.filtered) == (set(), {4, 5})
    host.filtered = {5, 7}
    assert told(host, only_wrong_rows.run).startswith("只显示有错的0行，隐藏了3行。")


def test_hidden_rows_are_merged_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    host = sheet_of(tmp_path, 姓名5="")
    only_wrong_rows.run(host)
    content = openpyxl.load_workbook(host.path)
    for row in host.hidden:
        content.active.row_dimensions[row].hidden = True
    content.save(host.path)
    assert merge(capsys, tmp_path)["rows"] == len(ROWS)
    assert len(summary_rows(tmp_path)) == len(ROWS)
    lines = report_texts(tmp_path, "问题清单")
    assert sum("这一行是隐藏的，已照常读取" in "".join(line) for line in lines) == len(host.hidden) == 4
