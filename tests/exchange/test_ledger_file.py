"""The ledger in a folder: JSON that counts, a workbook for people, and what is said of a damaged one."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from zcert.errors import UserError
from zcert.exchange.changes import ChangedPerson, Changes
from zcert.exchange.ledger import NO_LEDGER, Below, Entry, Event, Ledger, State
from zcert.exchange.progress import STATES
from zcert_addin.disk.folder_lock import Held, folder_lock
from zcert_addin.exchange import ledger_file

CHANGES = Changes((ChangedPerson("mended", "李测试", "330***********9077", ("姓名", "取得时间")),))
SENT = Event(State.SENT, "2026-11-25T09:00:00+08:00", "C:\\包\\甲#1.zip")
RECEIVED = Event(State.RECEIVED, "2026-11-25T10:00:00+08:00", "/收/甲 50%.zip", 12, "0123", "", CHANGES)
RETURNED = Event(State.RETURNED, "2026-11-26T09:00:00+08:00", "退回/甲#中学.xlsx", 2, note="退回2行")
FULL = Entry(
    "甲中学.xlsx",
    "甲中学",
    (SENT, RECEIVED, RETURNED),
    ("id", "special"),
    summary=False,
    rows=12,
    photos={"330106196304139077.jpg": "0123456789abcdef"},
    findings={"id-check-digit": 2, "photo-missing": 1},
    package="甲#1.zip",
    packed="2026-11-25T09:00:00+08:00",
    below=(Below("乙.xlsx", "乙", below=(Below("丙.xlsx", "丙"),)),),
    merged="0123",
)


def test_what_is_stored_is_loaded(tmp_path: Path) -> None:
    assert ledger_file.load(tmp_path) == NO_LEDGER
    ledger = Ledger((FULL,))
    assert ledger_file.change(tmp_path, lambda _: ledger) == (ledger, "")
    assert ledger_file.load(tmp_path) == ledger
    assert sorted(path.name for path in tmp_path.iterdir()) == ["接收台账.json", "接收台账.xlsx"]


def test_the_former_ledger_is_kept_and_the_same_one_has_the_same_bytes(tmp_path: Path) -> None:
    ledger_file.change(tmp_path, lambda _: Ledger((FULL,)))
    before = [(tmp_path / name).read_bytes() for name in (ledger_file.JSON, ledger_file.WORKBOOK)]
    ledger_file.change(tmp_path, lambda ledger: ledger.record("乙.xlsx", SENT))
    assert (tmp_path / "接收台账.备份.json").read_bytes() == before[0]
    ledger_file.change(tmp_path, lambda _: Ledger((FULL,)))
    assert [(tmp_path / name).read_bytes() for name in (ledger_file.JSON, ledger_file.WORKBOOK)] == before


def test_the_workbook_for_people(tmp_path: Path) -> None:
    ledger_file.change(tmp_path, lambda _: Ledger((FULL,)).record("乙.xlsx", SENT, "乙局"))
    book = load_workbook(tmp_path / ledger_file.WORKBOOK)
    assert book.sheetnames == ["接收台账", "经过", "人员变化"]
    rows = [[cell.value for cell in row] for row in book["接收台账"].iter_rows(min_row=3)]
    heads = "序号 单位 表种 状态 人数 照片 错误 提示 报送时间 接收时间 工作簿 报送包 退回的工作簿 说明"
    sent, received = "2026-11-25 09:00:00", "2026-11-25 10:00:00"
    files = ("甲中学.xlsx", "甲#1.zip", "甲#中学.xlsx")
    assert rows == [
        heads.split(),
        [1, "甲中学", "身份证号、特殊证书", "已退回", 12, 1, 3, 0, sent, received, *files, "退回2行"],
        [2, "乙局", None, "已报送", *[None] * 4, sent, None, None, "甲#1.zip", None, None],
    ]
    links = {cell.value: cell.hyperlink.target for cell in book["接收台账"][4] if cell.hyperlink}
    assert links == {
        "甲中学.xlsx": "甲中学.xlsx",
        "甲#1.zip": "file:///C:\\%E5%8C%85\\%E7%94%B2%231.zip",
        "甲#中学.xlsx": "退回\\甲%23中学.xlsx",
    }
    assert book["经过"]["E5"].hyperlink.target == "FILE:///%E6%94%B6/%E7%94%B2%2050%25.zip"
    history = [[cell.value for cell in row] for row in book["经过"].iter_rows(min_row=4)]
    assert history[1] == ["甲中学", "2026-11-25 10:00:00", "已接收", 12, "甲 50%.zip", "改正1人", None]
    (changed,) = [[cell.value for cell in row] for row in book["人员变化"].iter_rows(min_row=4)]
    assert changed == ["甲中学", "2026-11-25 10:00:00", "改正", "李测试", "330***********9077", "姓名、取得时间"]


def test_every_state_has_its_colour_and_the_list_a_filter(tmp_path: Path) -> None:
    ledger_file.change(tmp_path, lambda _: Ledger((FULL,)))
    sheet = load_workbook(tmp_path / ledger_file.WORKBOOK)["接收台账"]
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert [rule.formula for rule in rules] == [[f'"{state}"'] for state in STATES]
    assert len({rule.dxf.fill.bgColor.rgb for rule in rules}) == len(STATES)
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A3:N4", "A4")


def test_an_open_workbook_is_left_as_it_is_and_the_json_is_written(tmp_path: Path) -> None:
    ledger_file.change(tmp_path, lambda _: Ledger((FULL,)))
    before = (tmp_path / ledger_file.WORKBOOK).read_bytes()
    sign = tmp_path / f"~${ledger_file.WORKBOOK}"
    sign.write_bytes(bytes(165))
    ledger, said = ledger_file.change(tmp_path, lambda ledger: ledger.record("乙.xlsx", SENT))
    assert said == "“接收台账.xlsx”正打开着，没有更新（内容已记入“接收台账.json”），请关闭后再做一次"
    assert ledger_file.load(tmp_path) == ledger
    assert (tmp_path / ledger_file.WORKBOOK).read_bytes() == before
    sign.unlink()
    assert ledger_file.change(tmp_path, lambda ledger: ledger)[1] == ""
    assert (tmp_path / ledger_file.WORKBOOK).read_bytes() != before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "已损坏，不是完整的JSON", id="empty"),
        pytest.param(b'{"kind": "zcert-ledger", "versi', "已损坏，不是完整的JSON", id="cut off"),
        pytest.param(
            b'{"kind": "zcert-ledger", "version": 1, "entries": ' + b"[" * 100_000, "不是完整的JSON", id="deep"
        ),
        pytest.param(b'{"kind": "\xff"}', "已损坏，不是完整的JSON", id="no UTF-8"),
        pytest.param(b'{"kind": "other", "version": 1}', "不是本程序写的", id="another kind"),
        pytest.param(b"[]", "的内容不对（$）", id="a list"),
        pytest.param(
            b'{"kind": "zcert-ledger", "version": 2, "entries": 3}',
            "是更新版本的程序写的（第2版，本程序到第1版），请更新本程序后重试",
            id="later version",
        ),
        pytest.param(
            b'{"kind": "zcert-ledger", "version": 1, "entries": [{"file": 3}]}',
            "的内容不对（$.entries[0].file）",
            id="a number for a text",
        ),
        pytest.param(
            '{"kind": "zcert-ledger", "version": 1, "entries": [{"file": "甲", "unit": "甲", "history": '
            '[{"state": "不知道", "at": ""}]}]}'.encode(),
            "的内容不对（$.entries[0].history[0].state）",
            id="a state of no meaning",
        ),
    ],
)
def test_a_damaged_ledger_is_one_sentence_and_stays(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / ledger_file.JSON
    path.write_bytes(content)
    with pytest.raises(UserError) as error:
        ledger_file.change(tmp_path, lambda ledger: ledger)
    said = str(error.value)
    assert said == f"“接收台账.json”{said[said.index('”') + 1 :]}"
    assert sentence in said
    assert said.endswith("，没有改动；上一次的内容在“接收台账.备份.json”中")
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_two_at_once(tmp_path: Path) -> None:
    with folder_lock(tmp_path), pytest.raises(Held):
        ledger_file.change(tmp_path, lambda ledger: ledger)
