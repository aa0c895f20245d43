"""A folder into which was received is one thing with a merge: who sent what, and what was sent again."""

import datetime as dt
from pathlib import Path

import pytest

from support import main
from support.merging import EDITION, SUMMARY, merge, reason, report_texts, statuses, summary_rows
from support.packages import package, parts, unit_folder
from zcert import clock
from zcert.exchange.ledger import Event, State
from zcert_addin.commands.receipt import ReceiveSettings
from zcert_addin.commands.receive import receive
from zcert_addin.exchange import ledger_file

START = dt.datetime(2026, 11, 25, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LATER = "2026-11-25T09:30:00+08:00"


@pytest.fixture(autouse=True)
def minutes_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = iter(range(10_000))
    monkeypatch.setattr(clock, "now", lambda: START + dt.timedelta(minutes=next(minutes)))


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Return a folder with one unit's package received."""
    send(tmp_path / "县", tmp_path / "甲.zip", package())
    return tmp_path / "县"


def send(into: Path, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert receive([path], into, ReceiveSettings(START.date(), EDITION)).statuses["refused"] == 0


def section(folder: Path, title: str) -> list[list[str]]:
    rows = report_texts(folder)
    starts = [at for at, row in enumerate(rows) if row[:1] == [title]]
    if not starts:
        return []
    body = rows[starts[0] + 2 :]
    return body[: next((at for at, row in enumerate(body) if len(row) == 1), len(body))]


def test_ledger_and_packages_are_no_unread_files(into: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send(into, into / "乙.zip", package(parts("乙局", photos={}), "乙局"))
    (into / "丙.zip").write_bytes(package(parts("丙局", photos={}), "丙局"))
    (into / "别的.zip").write_bytes(b"PK no package")
    capsys.readouterr()
    document = merge(capsys, into)
    assert statuses(document) == {
        "甲中学.xlsx": "merged",
        "乙局.xlsx": "merged",
        "乙.zip": "skipped",
        "丙.zip": "skipped",
        "别的.zip": "skipped",
    }
    assert reason(document, "乙.zip") == "是已接收的报送包，其中的工作簿已在文件夹中"
    assert reason(document, "丙.zip") == "是报送包，还没有接收，请先接收报送，再重新汇总"
    assert reason(document, "别的.zip").startswith(".zip文件不能直接汇总")
    doubtful = {one["file"]: one["doubtful"] for one in document["files"]}  # type: ignore[attr-defined]
    assert (doubtful["乙.zip"], doubtful["丙.zip"], doubtful["别的.zip"]) == (False, True, True)


def test_the_package_that_goes_up_is_in_nobodys_way(
    into: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(capsys, into)
    main.run(["pack", str(into / SUMMARY), "--unit", "某县", "--yes"])
    (up,) = into.glob("某县_汇总表_*.zip")
    send(into, tmp_path / "乙.zip", package(parts("乙局", photos={}), "乙局"))
    capsys.readouterr()
    document = merge(capsys, into)
    (told,) = [one for one in document["files"] if one["file"] == up.name]  # type: ignore[attr-defined]
    assert (told["reason"], told["doubtful"]) == ("是报送包，其中各单位的表都已在文件夹中", False)
    before = ledger_file.load(into)
    (received,) = receive([up], into, ReceiveSettings(START.date(), EDITION)).received
    assert (received.status, received.notes) == ("skipped", ["其中各单位的表都已在接收的文件夹中，没有接收"])
    assert ledger_file.load(into) == before
    (received,) = receive([up], tmp_path / "市", ReceiveSettings(START.date(), EDITION)).received
    assert (received.status, received.file) == ("received", "某县.xlsx")


def test_the_report_names_unit_and_package_of_each_file(
    into: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loose = unit_folder(tmp_path / "收", "乙局", 2, seed=5)
    receive([loose], into, ReceiveSettings(START.date(), EDITION))
    (into / "手工放的.xlsx").write_bytes(parts("丙局", seed=9)["丙局.xlsx"])
    document = merge(capsys, into)
    assert document["senders"] == [
        {"file": "乙局.xlsx", "unit": "乙局", "rows": 2, "state": "已接收", "package": "", "packed": ""},
        {
            "file": "甲中学.xlsx",
            "unit": "甲中学",
            "rows": 2,
            "state": "已接收",
            "package": "甲.zip",
            "packed": "2026-11-25T09:00:00+08:00",
        },
    ]
    assert section(into, "报送单位和报送包") == [
        ["1.0", "乙局.xlsx", "乙局", "2.0", "已接收", "直接送来的工作簿"],
        ["2.0", "甲中学.xlsx", "甲中学", "2.0", "已接收", "甲.zip（2026-11-25 09:00）"],
    ]
    assert section(into, "上次汇总以后又报送的单位") == []
    assert {str(row["来源文件"]) for row in summary_rows(into)} == {"乙局.xlsx", "手工放的.xlsx", "甲中学.xlsx"}


def test_a_folder_without_a_ledger_is_merged_as_ever(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit_folder(tmp_path, photos=0)
    document = merge(capsys, tmp_path)
    assert (document["senders"], document["resent"]) == ([], [])
    assert section(tmp_path, "报送单位和报送包") == []
    assert {path.name for path in tmp_path.iterdir()} == {"甲中学.xlsx", SUMMARY}


def test_what_was_sent_again_is_told_at_the_next_merge_and_once(
    into: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(capsys, into)["resent"] == []
    send(into, tmp_path / "新.zip", package(parts(count=3), packed=LATER, rows=3))
    send(into, tmp_path / "再新.zip", package(parts(count=1), packed="2026-11-25T09:40:00+08:00", rows=1))
    document = merge(capsys, into)
    assert document["resent"] == [{"file": "甲中学.xlsx", "unit": "甲中学", "added": 1, "removed": 2, "mended": 0}]
    ((*figures, people),) = section(into, "上次汇总以后又报送的单位")
    assert figures == ["1.0", "甲中学.xlsx", "甲中学", "1.0", "2.0", "0.0", "2.0"]
    assert (people.count("新增"), people.count("减少")) == (1, 2)
    assert merge(capsys, into)["resent"] == []
    main.run(["merge", str(into), "--yes"])
    assert "又报送" not in capsys.readouterr().out


def test_the_console_and_what_is_remembered(into: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merge(capsys, into)
    entry = ledger_file.load(into).entries[0]
    assert entry.merged == entry.digest != ""
    back = Event(State.RETURNED, "2026-11-25T09:10:00+08:00", "退回/甲中学.xlsx", 1)
    ledger_file.change(into, lambda ledger: ledger.record("甲中学.xlsx", back))
    send(into, tmp_path / "新.zip", package(parts(count=3), packed=LATER, rows=3))
    capsys.readouterr()
    main.run(["merge", str(into), "--yes"])
    assert "甲中学在上次汇总以后又报送：新增1人" in capsys.readouterr().out
    assert [row[4] for row in section(into, "报送单位和报送包")] == ["已更正"]


def test_a_summary_elsewhere_and_folders_below(into: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = merge(capsys, tmp_path, "--recursive", "-o", str(tmp_path / SUMMARY))
    assert document["senders"] == [
        {
            "file": "县/甲中学.xlsx",
            "unit": "甲中学",
            "rows": 2,
            "state": "已接收",
            "package": "甲.zip",
            "packed": "2026-11-25T09:00:00+08:00",
        }
    ]
    assert statuses(document)["甲.zip"] == "skipped"
    assert reason(document, "甲.zip") == "是已接收的报送包，其中的工作簿已在文件夹中"
    assert ledger_file.load(into).entries[0].merged != ""


def test_a_damaged_ledger_is_in_the_way_of_no_merge(into: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (into / ledger_file.JSON).write_bytes(b"{")
    document = merge(capsys, into)
    assert (statuses(document), document["senders"]) == ({"甲中学.xlsx": "merged"}, [])
    assert (into / ledger_file.JSON).read_bytes() == b"{"


def test_packages_received_into_a_folder_above(into: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (into / "包").mkdir()
    send(into, into / "包" / "乙.zip", package(parts("乙局", photos={}), "乙局"))
    (into / "包" / "空.xlsx").write_bytes(parts("丁局", seed=8)["丁局.xlsx"])
    document = merge(capsys, into, "--recursive")
    assert reason(document, "包/乙.zip") == "是已接收的报送包，其中的工作簿已在文件夹中"
