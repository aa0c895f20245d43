"""``zcert pack`` and ``zcert receive``: what they print, their JSON, their questions, and wrong use."""

import datetime as dt
import json
from pathlib import Path

import pytest

from support.main import FAILED, FOUND_ERRORS, FOUND_NOTHING, run
from support.merging import EDITION, TODAY, people
from support.packages import NUMBERS, OTHER_PHOTO, package, parts, unit_folder
from zcert import clock
from zcert_addin.cli import passwords
from zcert_addin.exchange.package_reader import kind_of

PACKAGE = "甲中学_身份证号_20261125.zip"
LATER = "2026-11-25T09:30:00+08:00"


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    now = dt.datetime(2026, 11, 25, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.chdir(tmp_path)


def answers(monkeypatch: pytest.MonkeyPatch, *given: str) -> list[str]:
    asked: list[str] = []
    left = iter(given)
    monkeypatch.setattr("click.prompt", lambda question, **_options: asked.append(question) or next(left))
    return asked


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_right_workbook_is_packed_without_a_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit_folder(tmp_path)
    assert run(["pack", "甲中学.xlsx", *TODAY]) == FOUND_NOTHING
    assert capsys.readouterr().out == (
        f"甲中学.xlsx：3人，错误0处，提示0处\n已打包：甲中学，3人、照片3张\n报送包：{PACKAGE}\n"
    )


def test_photos_that_are_nobodys_stay_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit_folder(tmp_path)
    (tmp_path / f"{NUMBERS[0]}.jpg").write_bytes(OTHER_PHOTO)
    assert run(["pack", "甲中学.xlsx", *TODAY]) == FOUND_NOTHING
    assert capsys.readouterr().out.splitlines()[1:3] == [
        "已打包：甲中学，3人、照片3张",
        "文件夹中另有1张照片不属于表中任何人，没有打包",
    ]


def test_what_is_open_is_listed_and_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unit_folder(tmp_path, photos=1)
    asked = answers(monkeypatch, "n", "y")
    assert run(["pack", "甲中学.xlsx", *TODAY]) == FAILED
    told = capsys.readouterr()
    assert (asked, told.err) == (["还有2处错误没有改正，仍要打包吗？（y/N）"], "zcert：已取消，没有改动任何文件\n")
    assert [line.split() for line in told.out.splitlines() if "photo" in line] == [
        ["没有照片", "2", "把以号码命名的jpg照片放进工作簿所在的文件夹，再检测一次", "photo-missing"]
    ]
    assert list(tmp_path.glob("*.zip")) == []
    assert run(["pack", "甲中学.xlsx", *TODAY]) == FOUND_ERRORS
    assert [path.name for path in tmp_path.glob("*.zip")] == [PACKAGE]


def test_the_json_of_a_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit_folder(tmp_path, photos=1)
    (tmp_path / "出").mkdir()
    assert run(["pack", "甲中学.xlsx", *TODAY, "-o", "出", "--unit", "乙局", "--yes", "--json"]) == FOUND_ERRORS
    assert json.loads(capsys.readouterr().out) == {
        "package": "出/乙局_身份证号_20261125.zip",
        "unit": "乙局",
        "forms": ["id"],
        "summary": False,
        "packed": "2026-11-25T10:00:00+08:00",
        "dictionary": EDITION.date,
        "rows": 3,
        "photos": 1,
        "below": 0,
        "sealed": False,
        "findings": {"errors": 2, "warnings": 0, "codes": {"photo-missing": 2}},
        "other_volumes": [],
    }


def test_photos_in_another_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = unit_folder(tmp_path / "照片")
    path.rename(tmp_path / "甲中学.xlsx")
    assert run(["pack", "甲中学.xlsx", *TODAY, "--photos", "照片"]) == FOUND_NOTHING
    assert "3人、照片3张" in capsys.readouterr().out


def test_sealed_and_opened_with_a_password_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit_folder(tmp_path)
    (tmp_path / "密码.txt").write_text("\ufeff秘密 \n第二行", "utf-8")
    assert run(["pack", "甲中学.xlsx", *TODAY, "--password-file", "密码.txt"]) == FOUND_NOTHING
    assert "已打包：甲中学，3人、照片3张，已用密码封好" in capsys.readouterr().out
    assert kind_of(tmp_path / PACKAGE) == "sealed"
    assert run(["receive", PACKAGE, "--into", "县"]) == FOUND_ERRORS
    assert "报送包有密码，请向报送单位问明密码，用命令行（zcert）重做" in "".join(capsys.readouterr().out.split())
    assert run(["receive", PACKAGE, "--into", "县", "--password-file", "密码.txt"]) == FOUND_NOTHING
    assert {"甲中学.xlsx", *(f"{row[0]}.jpg" for row in people(3, 1, "甲中学"))} <= files(tmp_path / "县")


def test_sealed_and_opened_with_a_password_that_is_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unit_folder(tmp_path)
    monkeypatch.setattr(passwords.sys.stdin, "isatty", lambda: True)
    asked = answers(monkeypatch, "秘密", "打错", "秘密", "秘密", "", "秘密")
    assert run(["pack", "甲中学.xlsx", *TODAY, "--seal"]) == FOUND_NOTHING
    assert asked == ["报送包的密码", "再输入一次"] * 2
    assert "两次输入的不一样，请重新输入" in capsys.readouterr().err
    assert run(["receive", PACKAGE, "--into", "县"]) == FOUND_ERRORS
    assert run(["receive", PACKAGE, "--into", "县"]) == FOUND_NOTHING
    assert asked[4:] == [f"“{PACKAGE}”的密码（不知道就直接按回车）"] * 2


def test_what_was_received_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.zip").write_bytes(package())
    (tmp_path / "坏.zip").write_bytes(b"x")
    assert run(["receive", "甲.zip", "坏.zip", "--into", "县"]) == FOUND_ERRORS
    assert [line.split() for line in capsys.readouterr().out.splitlines() if line.strip(" ─")] == [
        ["接收完成：已接收1个，没有接收1个"],
        ["报送包或文件", "单位", "状态", "人数", "照片", "说明"],
        ["坏.zip", "没有接收", "报送包不完整或已损坏，请重新复制，或让报送单位重新打包"],
        ["甲.zip", "甲中学", "已接收", "2", "2"],
        ["接收台账：县/接收台账.xlsx"],
    ]


def test_what_changed_and_which_photos_are_in_conflict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.zip").write_bytes(package())
    (tmp_path / "新.zip").write_bytes(package(parts(count=3), packed=LATER, rows=3))
    other = parts("乙局", photos={f"{NUMBERS[0]}.jpg": OTHER_PHOTO})
    (tmp_path / "乙.zip").write_bytes(package(other, "乙局"))
    run(["receive", "甲.zip", "--into", "县"])
    capsys.readouterr()
    assert run(["receive", "新.zip", "乙.zip", "--into", "县"]) == FOUND_ERRORS
    out = capsys.readouterr().out
    name = people(3, 1, "甲中学")[2][1]
    assert f"甲中学再次报送：新增1人（新增{name}）" in out
    hidden = "330***********9077"
    assert f"照片“{hidden}.jpg”与乙局报送的不同，两张都保留，后者为“{hidden}（乙局）.jpg”，请核对" in out
    assert NUMBERS[0] not in out


def test_the_json_of_what_was_received(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.zip").write_bytes(package())
    assert run(["receive", "甲.zip", "--into", "县", "--json"]) == FOUND_NOTHING
    assert json.loads(capsys.readouterr().out) == {
        "folder": "县",
        "received": [
            {
                "source": "甲.zip",
                "unit": "甲中学",
                "status": "received",
                "file": "甲中学.xlsx",
                "rows": 2,
                "photos": 2,
                "conflicts": [],
                "changes": [],
                "notes": [],
                "clean": True,
            }
        ],
        "counts": {"received": 1, "replaced": 0, "mended": 0, "twice": 0, "refused": 0, "skipped": 0},
        "stopped": False,
        "ledger": None,
    }


def test_only_units_of_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.zip").write_bytes(package())
    (tmp_path / "清单.csv").write_text("单位名称\n乙局\n", "utf-8")
    assert run(["receive", "甲.zip", "--into", "县", "--units", "清单.csv", "--json"]) == FOUND_ERRORS
    (received,) = json.loads(capsys.readouterr().out)["received"]
    assert received["notes"] == ["清单中没有“甲中学”，没有接收，请核对单位名称，或把它补进清单"]
    (tmp_path / "清单.csv").write_text("单位名称\n乙局\n甲中学\n", "utf-8")
    assert run(["receive", "甲.zip", "--into", "县", "--units", "清单.csv"]) == FOUND_NOTHING


def test_the_ledger_that_is_open_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.zip").write_bytes(package())
    (tmp_path / "县").mkdir()
    (tmp_path / "县" / "~$接收台账.xlsx").write_bytes(bytes(165))
    assert run(["receive", "甲.zip", "--into", "县"]) == FOUND_NOTHING
    sentence = "“接收台账.xlsx”正打开着，没有更新（内容已记入“接收台账.json”），请关闭后再做一次"
    assert sentence in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["pack", "没有.xlsx"], "“没有.xlsx”：文件或文件夹不存在，请核对路径", id="no file"),
        pytest.param(
            ["pack", "夹"], "“夹”是文件夹，请给出其中的一个采集表；汇总整个文件夹请用“zcert merge”", id="folder"
        ),
        pytest.param(["pack", "甲中学.xlsx", "-o", "无"], "报送包不能写到“无”，请核对路径", id="no place"),
        pytest.param(
            ["pack", "甲中学.xlsx", "--seal", "--yes"], "封包要有密码，请用“--password-file”给出", id="no password"
        ),
        pytest.param(
            ["pack", "甲中学.xlsx", "--yes", "--password-file", "空.txt"],
            "“空.txt”的第一行是空的，请写上密码",
            id="empty password",
        ),
        pytest.param(
            ["receive", "没有.zip", "--into", "县"], "“没有.zip”：文件或文件夹不存在，请核对路径", id="no zip"
        ),
        pytest.param(["receive", "夹", "--into", "县"], "其中没有报送包或采集表，没有接收，请核对路径", id="empty"),
        pytest.param(
            ["receive", "--into", "县"], "缺少参数“报送包…”；用法见“zcert receive --help”", id="nothing named"
        ),
        pytest.param(["receive", "夹"], "缺少选项“--into”；用法见“zcert receive --help”", id="no folder named"),
    ],
)
def test_wrong_use_is_one_sentence_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (tmp_path / "夹").mkdir()
    (tmp_path / "空.txt").write_bytes(b" \n")
    unit_folder(tmp_path)
    before = files(tmp_path)
    assert run([*arguments, *(TODAY if arguments[0] == "pack" else ())]) == FAILED
    assert capsys.readouterr().err == f"zcert：{sentence}\n"
    assert files(tmp_path) == before
