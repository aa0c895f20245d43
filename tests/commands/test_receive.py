"""接收报送: what comes into the folder, what is left alone, and what is said of each package."""

import datetime as dt
from pathlib import Path

import pytest

from support.merging import EDITION, people
from support.packages import NUMBERS, OTHER_PHOTO, PHOTO, package, parts, unit_folder, workbook
from zcert import clock
from zcert.errors import UserError
from zcert.exchange.ledger import Event, Ledger, State
from zcert_addin.commands.receipt import Receipt, Received, ReceiveSettings
from zcert_addin.commands.receive import receive
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.exchange import ledger_file
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT

NOW = dt.datetime(2026, 11, 25, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LATER = "2026-11-25T09:30:00+08:00"
PHOTOS = [f"{number}.jpg" for number in NUMBERS]
LEDGER = {"接收台账.json", "接收台账.xlsx"}


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "县"


def put(folder: Path, data: bytes, name: str = "包.zip") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def got(into: Path, *paths: Path, **changes: object) -> Receipt:
    return receive(paths, into, ReceiveSettings(NOW.date(), EDITION, **changes))  # type: ignore[arg-type]


def one(into: Path, *paths: Path, **changes: object) -> Received:
    (received,) = got(into, *paths, **changes).received
    return received


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_package_is_placed_by_its_unit(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, package(), "随便什么名字.zip")
    received = one(into, path)
    assert received == Received("随便什么名字.zip", "received", "甲中学", "甲中学.xlsx", 2, 2)
    assert received.clean
    assert files(into) == {"甲中学.xlsx", *PHOTOS, *LEDGER}
    assert {name: (into / name).read_bytes() for name in parts()} == parts()
    (entry,) = ledger_file.load(into).entries
    digest = entry.digest
    assert entry.history == (
        Event(State.SENT, "2026-11-25T09:00:00+08:00", str(path)),
        Event(State.RECEIVED, "2026-11-25T10:00:00+08:00", str(path), 2, digest),
    )
    assert (entry.file, entry.unit, entry.forms, entry.rows) == ("甲中学.xlsx", "甲中学", ("id",), 2)
    assert (sorted(entry.photos), entry.errors, entry.warnings) == (PHOTOS, 1, 2)
    assert (entry.package, entry.packed) == ("随便什么名字.zip", "2026-11-25T09:00:00+08:00")


def test_several_units_and_a_package_inside_the_folder(tmp_path: Path, into: Path) -> None:
    first = put(into, package(), "报送/甲.zip")
    second = put(tmp_path, package(parts("乙局", photos={}), "乙局"))
    receipt = got(into, first, second)
    assert [(found.unit, found.status) for found in receipt.received] == [("甲中学", "received"), ("乙局", "received")]
    assert (receipt.clean, receipt.stopped, receipt.ledger) == (True, False, "")
    assert [entry.history[-1].file for entry in ledger_file.load(into).entries] == ["报送/甲.zip", str(second)]


def test_the_same_twice_changes_nothing(tmp_path: Path, into: Path) -> None:
    one(into, put(tmp_path, package()))
    before = {name: (into / name).read_bytes() for name in files(into)}
    again = one(into, put(tmp_path, package(packed=LATER), "改了名.zip"))
    assert again == Received("改了名.zip", "twice", "甲中学", "甲中学.xlsx", 2, 2, notes=["以前已经接收，没有改动"])
    assert {name: (into / name).read_bytes() for name in files(into)} == before


def test_what_is_missing_of_it_is_put_back(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, package())
    one(into, path)
    (into / PHOTOS[0]).unlink()
    (into / "甲中学.xlsx").unlink()
    again = one(into, path)
    assert (again.status, again.notes) == ("replaced", ["以前已经接收，这次补回缺少的文件"])
    assert files(into) == {"甲中学.xlsx", *PHOTOS, *LEDGER, "接收台账.备份.json"}


def test_a_newer_one_replaces_the_older_which_is_kept(tmp_path: Path, into: Path) -> None:
    one(into, put(tmp_path, package()))
    old = (into / "甲中学.xlsx").read_bytes()
    newer = parts(count=3) | {PHOTOS[0]: OTHER_PHOTO}
    received = one(into, put(tmp_path, package(newer, packed=LATER, rows=3)))
    assert (received.status, received.rows, received.photos, received.conflicts) == ("replaced", 3, 2, [])
    assert received.notes == [
        "原来的工作簿备份为：甲中学_20261125_100000.备份.xlsx",
        "换下的1张照片在文件夹“甲中学_20261125_100000”中",
    ]
    assert received.changes.sentence == "新增1人"
    assert (into / "甲中学.xlsx").read_bytes() == newer["甲中学.xlsx"]
    assert (into / "甲中学_20261125_100000.备份.xlsx").read_bytes() == old
    assert (into / PHOTOS[0]).read_bytes() == OTHER_PHOTO
    assert (into / "甲中学_20261125_100000" / PHOTOS[0]).read_bytes() == PHOTO
    (entry,) = ledger_file.load(into).entries
    assert [event.state.value for event in entry.history] == ["已报送", "已接收", "已报送", "已接收"]
    assert (entry.rows, entry.history[-1].changes) == (3, received.changes)


def test_what_was_replaced_does_not_come_back(tmp_path: Path, into: Path) -> None:
    old, new = (
        put(tmp_path, package(), "旧.zip"),
        put(tmp_path, package(parts(count=3), packed=LATER, rows=3), "新.zip"),
    )
    got(into, new, old)
    assert [entry.rows for entry in ledger_file.load(into).entries] == [3]
    received = one(into, old)
    assert (received.status, received.clean, received.rows, received.photos) == ("twice", True, 2, 2)
    assert received.notes == ["以前接收过，后来已被更新的代替，没有改动"]


def test_one_that_was_packed_before_replaces_nothing_unless_it_is_wanted(tmp_path: Path, into: Path) -> None:
    one(into, put(tmp_path, package()))
    older = put(tmp_path, package(parts(count=3), packed="2026-11-24T09:00:00+08:00", rows=3), "早.zip")
    refused = one(into, older)
    sentence = (
        "打包时间2026-11-24 09:00早于已接收的2026-11-25 09:00，没有接收，"
        "如确实是新的（报送单位的电脑日期不准），请用“zcert receive --older”接收，或请报送单位改准后重新打包"
    )
    assert (refused.status, refused.clean, refused.notes) == ("refused", False, [sentence])
    (entry,) = ledger_file.load(into).entries
    assert (entry.state, entry.history[-1].note, entry.rows) == (State.SENT, sentence, 2)
    one(into, older)
    assert len(ledger_file.load(into).entries[0].history) == len(entry.history)
    wanted = one(into, older, older=True)
    assert (wanted.status, ledger_file.load(into).entries[0].rows) == ("replaced", 3)


def test_what_was_returned_comes_back_mended(tmp_path: Path, into: Path) -> None:
    one(into, put(tmp_path, package()))
    back = Event(State.RETURNED, "2026-11-25T09:10:00+08:00", "退回/甲中学.xlsx", 1)
    ledger_file.change(into, lambda ledger: ledger.record("甲中学.xlsx", back))
    received = one(into, put(tmp_path, package(parts(count=3), packed=LATER, rows=3)))
    assert received.status == "mended"
    states = [event.state.value for event in ledger_file.load(into).entries[0].history]
    assert states == ["已报送", "已接收", "已退回", "已报送", "已更正"]


def test_a_clock_that_is_ahead_is_named(tmp_path: Path, into: Path) -> None:
    received = one(into, put(tmp_path, package(packed="2027-01-01T09:00:00+08:00")))
    assert (received.status, received.notes) == (
        "received",
        ["打包时间2027-01-01 09:00在将来，请报送单位核对电脑的日期"],
    )


def test_this_clock_may_go_backwards(tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one(into, put(tmp_path, package()))
    monkeypatch.setattr(clock, "now", lambda: NOW - dt.timedelta(days=3000))
    newer = put(tmp_path, package(parts(count=3), packed="2026-11-25T09:00:01+08:00", rows=3))
    assert one(into, newer).status == "replaced"
    (entry,) = ledger_file.load(into).entries
    assert (entry.state, entry.rows) == (State.RECEIVED, 3)
    assert entry.history[-1].at < entry.history[1].at


def test_photos_of_one_number_with_other_content_are_both_kept(tmp_path: Path, into: Path) -> None:
    one(into, put(tmp_path, package()))
    other = parts("乙局", photos={PHOTOS[0].replace(".jpg", ".JPG"): OTHER_PHOTO, PHOTOS[1]: PHOTO})
    received = one(into, put(tmp_path, package(other, "乙局")))
    kept = PHOTOS[0].replace(".jpg", "（乙局）.JPG")
    assert (received.status, received.conflicts, received.clean) == ("received", [(PHOTOS[0], kept)], False)
    assert (into / PHOTOS[0]).read_bytes() == PHOTO
    assert (into / kept).read_bytes() == OTHER_PHOTO
    assert files(into) == {"甲中学.xlsx", "乙局.xlsx", *PHOTOS, kept, *LEDGER, "接收台账.备份.json"}
    (into / "乙局.xlsx").unlink()
    again = one(into, put(tmp_path, package(other, "乙局")))
    assert again.conflicts == [(PHOTOS[0], kept)]
    assert len(files(into)) == 8


def test_a_photo_that_a_person_changed_or_another_unit_sent_too_is_not_replaced(tmp_path: Path, into: Path) -> None:
    one(into, put(tmp_path, package()))
    one(into, put(tmp_path, package(parts("乙局", photos={PHOTOS[1]: PHOTO}), "乙局")))
    (into / PHOTOS[0]).write_bytes(b"\xff\xd8\xff by hand")
    newer = parts(count=3, photos=dict.fromkeys(PHOTOS, OTHER_PHOTO))
    received = one(into, put(tmp_path, package(newer, packed=LATER, rows=3)))
    assert received.conflicts == [(name, name.replace(".jpg", "（甲中学）.jpg")) for name in PHOTOS]
    assert (into / PHOTOS[0]).read_bytes() == b"\xff\xd8\xff by hand"
    assert (into / PHOTOS[1]).read_bytes() == PHOTO


def test_a_workbook_that_was_changed_in_the_folder_is_kept_as_it_was_changed(tmp_path: Path, into: Path) -> None:
    one(into, put(tmp_path, package()))
    (into / "甲中学.xlsx").write_bytes(workbook(count=4))
    one(into, put(tmp_path, package(parts(count=3), packed=LATER, rows=3)))
    assert (into / "甲中学_20261125_100000.备份.xlsx").read_bytes() == workbook(count=4)


def test_a_workbook_of_the_same_name_that_came_otherwise_is_not_overwritten(tmp_path: Path, into: Path) -> None:
    put(into, b"by hand", "甲中学.xlsx")
    received = one(into, put(tmp_path, package()))
    note = "文件夹中已有不是接收来的“甲中学.xlsx”，这次放为“甲中学(身份证号).xlsx”，请核对后只留一个"
    assert (received.file, received.notes, received.clean) == ("甲中学(身份证号).xlsx", [note], False)
    assert (into / "甲中学.xlsx").read_bytes() == b"by hand"


def test_a_workbook_that_was_put_there_by_hand_already_is_the_units(tmp_path: Path, into: Path) -> None:
    put(into, parts()["甲中学.xlsx"], "甲中学.xlsx")
    received = one(into, put(tmp_path, package()))
    assert (received.file, received.notes, received.clean) == ("甲中学.xlsx", [], True)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", "报送包不完整或已损坏，请重新复制，或让报送单位重新打包", id="empty"),
        pytest.param(
            package(parts() | {"甲中学.xlsx": b"no workbook"}),
            "内容是纯文本或CSV，不是真正的Excel工作簿，请在Excel或WPS中打开后另存为.xlsx再提交",
            id="no workbook in it",
        ),
        pytest.param(
            package(version=9),
            "报送包的清单是更新版本的程序写的（第9版，本程序到第1版），请更新本程序后重试",
            id="later version",
        ),
    ],
)
def test_one_that_is_refused_stops_no_other(tmp_path: Path, into: Path, data: bytes, sentence: str) -> None:
    bad, good = put(tmp_path, data, "坏.zip"), put(tmp_path, package(parts("乙局", photos={}), "乙局"), "好.zip")
    received = {found.name: found for found in got(into, bad, good).received}
    assert (received["坏.zip"].status, received["坏.zip"].notes) == ("refused", [sentence])
    assert received["好.zip"].status == "received"
    assert files(into) - {"接收台账.备份.json"} == {"乙局.xlsx", *LEDGER}


def test_a_refused_package_of_a_known_unit_is_in_the_ledger(tmp_path: Path, into: Path) -> None:
    data = bytearray(package())
    data[data.find(PHOTO) + 1000] ^= 1
    path = put(tmp_path, bytes(data))
    assert one(into, path).status == "refused"
    (entry,) = ledger_file.load(into).entries
    note = "报送包不完整或已损坏，请重新复制，或让报送单位重新打包"
    assert (entry.unit, entry.received, entry.history) == (
        "甲中学",
        False,
        (Event(State.SENT, "2026-11-25T09:00:00+08:00", str(path), note=note),),
    )
    assert files(into) == LEDGER
    put(tmp_path, package())
    assert one(into, path).status == "received"
    assert [event.state.value for event in ledger_file.load(into).entries[0].history] == ["已报送", "已报送", "已接收"]


def test_a_unit_that_is_not_in_the_list(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, package())
    refused = one(into, path, units=["乙局", "丙局"])
    assert refused.notes == ["清单中没有“甲中学”，没有接收，请核对单位名称，或把它补进清单"]
    assert (refused.status, ledger_file.load(into)) == ("refused", Ledger())
    assert one(into, path, units=["甲 中学"]).status == "received"


def test_what_another_unit_has_sent(tmp_path: Path, into: Path) -> None:
    one(into, put(tmp_path, package()))
    copied = one(
        into, put(tmp_path, package({"乙局.xlsx": parts()["甲中学.xlsx"], **dict.fromkeys(PHOTOS, PHOTO)}, "乙局"))
    )
    assert copied.notes == ["与“甲中学”报送的完全相同，没有接收，请核对是哪个单位的"]


def test_a_manifest_that_counts_other_people(tmp_path: Path, into: Path) -> None:
    received = one(into, put(tmp_path, package(rows=7)))
    assert (received.status, received.rows, received.clean) == ("received", 2, False)
    assert received.notes == ["清单写7人，工作簿中有2人，请核对"]


def test_loose_workbooks_and_folders(tmp_path: Path, into: Path) -> None:
    unit_folder(tmp_path / "收" / "甲", "甲中学", 3, photos=2)
    unit_folder(tmp_path / "收" / "乙", "乙局", 2, seed=2)
    put(tmp_path / "收", package(parts("丙院", photos={}), "丙院"), "丙.zip")
    put(tmp_path / "收", b"x", "甲/甲中学.备份.xlsx")
    put(tmp_path / "收", b"x", "甲/~$丁.xlsx")
    put(tmp_path / "收", b"x", "说明.txt")
    receipt = got(into, tmp_path / "收")
    found = {
        received.name: (received.unit, received.status, received.rows, received.photos) for received in receipt.received
    }
    assert found == {
        "丙.zip": ("丙院", "received", 2, 0),
        "甲/甲中学.xlsx": ("甲中学", "received", 3, 2),
        "乙/乙局.xlsx": ("乙局", "received", 2, 2),
    }
    ledger = ledger_file.load(into)
    loose = ledger.of_unit("甲中学")[0]
    assert [event.state for event in loose.history] == [State.RECEIVED]
    assert (loose.package, loose.packed, loose.errors) == ("", "", 0)
    assert {(entry.unit, entry.rows) for entry in ledger.entries} == {("甲中学", 3), ("乙局", 2), ("丙院", 2)}


def test_a_package_and_the_loose_files_of_it_are_the_same(tmp_path: Path, into: Path) -> None:
    path = unit_folder(tmp_path / "甲", photos=0)
    one(into, path)
    data = package({"甲中学.xlsx": path.read_bytes()}, rows=3)
    assert one(into, put(tmp_path, data)).status == "twice"


def test_a_loose_workbook_that_says_no_unit(tmp_path: Path, into: Path) -> None:
    rows = [row for unit in ("甲", "乙") for row in people(1, unit=unit)]
    for row in rows:
        row[RESIDENT.headers.index("上报单位")] = ""
    path = put(tmp_path / "收", filled(RESIDENT, EDITION, rows), "采集表.xlsx")
    received = one(into, path)
    assert received.status == "refused"
    assert received.notes == ["看不出是哪个单位的，没有接收，请把文件名改为单位名称后重新接收"]


def test_a_workbook_that_is_open(tmp_path: Path, into: Path) -> None:
    path = unit_folder(tmp_path / "收")
    sign = put(tmp_path / "收", bytes(165), "~$甲中学.xlsx")
    refused = one(into, path)
    assert refused.notes == [
        "“甲中学.xlsx”正由别的程序打开，没有接收，请关闭后重试；如确已关闭，请删除旁边的“~$甲中学.xlsx”"
    ]
    sign.unlink()
    one(into, path)
    put(into, bytes(165), "~$甲中学.xlsx")
    again = one(into, put(tmp_path, package(parts(count=4), rows=4)))
    assert again.notes[0].startswith("“甲中学.xlsx”正由别的程序打开，没有接收")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        pytest.param("县", "”就是接收到的文件夹，请选择下级单位送来的报送包，或换一个文件夹接收", id="itself"),
        pytest.param("空", "其中没有报送包或采集表，没有接收，请核对路径", id="empty"),
    ],
)
def test_nothing_to_receive(tmp_path: Path, into: Path, name: str, sentence: str) -> None:
    into.mkdir()
    (tmp_path / "空").mkdir()
    with pytest.raises(UserError) as error:
        got(into, tmp_path / name)
    assert str(error.value).endswith(sentence)


def test_what_is_no_package_and_what_is_there_already(tmp_path: Path, into: Path) -> None:
    text, inside = put(tmp_path, b"x", "说明.txt"), put(into, b"x", "乙.xlsx")
    receipt = got(into, text, inside)
    assert [(found.status, found.notes) for found in receipt.received] == [
        ("skipped", ["不是报送包，也不是采集表工作簿，没有接收"]),
        ("skipped", ["已在接收的文件夹中，没有再接收"]),
    ]


def test_two_at_once(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, package())
    into.mkdir()
    with folder_lock(into), pytest.raises(UserError, match="正在写这个文件夹"):
        got(into, path)
    assert files(into) == set()


def test_stopped_in_the_middle_what_was_received_is_in_the_ledger(tmp_path: Path, into: Path) -> None:
    first = put(tmp_path, package(), "甲.zip")
    second = put(tmp_path, package(parts("乙局", photos={}), "乙局", packed=LATER), "乙.zip")

    def progress(_done: int, _total: int, name: str) -> None:
        if name == "乙.zip":
            raise KeyboardInterrupt

    receipt = got(into, first, second, progress=progress)
    assert (receipt.stopped, receipt.clean, [found.unit for found in receipt.received]) == (True, False, ["甲中学"])
    assert [entry.unit for entry in ledger_file.load(into).entries] == ["甲中学"]
    assert [found.status for found in got(into, first, second).received] == ["twice", "received"]
