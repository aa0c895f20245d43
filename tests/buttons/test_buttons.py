"""What each button does on an open workbook, told by a host that remembers."""

import datetime as dt
import io
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from support.fake_host import FakeHost
from support.merging import EDITION, people
from zcert import clock
from zcert.codes import CODES
from zcert.errors import UserError
from zcert.fitting import Fit, fit
from zcert.tidying import Repair, repairs
from zcert.values.masking import mask
from zcert_addin.buttons import (
    back_up,
    check_data,
    check_identity,
    check_photos,
    consolidate_folder,
    declarations,
    restore,
    show_about,
    show_help,
    tidy_texts,
    update_dictionary,
)
from zcert_addin.commands.sheet import NO_ROWS, NOT_SAVED, NOT_THIS_SHEET
from zcert_addin.commands.way_back import copy_into
from zcert_addin.demonstration.units import FAULTY, PAPERS, Truth, write_units
from zcert_addin.filling.collection import filled
from zcert_addin.reading.workbook import read
from zcert_dictionaries import load_edition
from zcert_templates import FORMS, RESIDENT

ON_A_SHEET = (check_identity, check_photos, check_data, tidy_texts)
PHOTO, IDENTITY = RESIDENT.index["照片检测"], RESIDENT.index["身份证验证"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("units")
    return folder, write_units(folder, load_edition())


@pytest.fixture
def unit(made: tuple[Path, Truth], tmp_path: Path) -> Path:
    """The faulty unit's workbook beside its photos, in a separate folder."""
    shutil.copytree(made[0] / Path(FAULTY).stem, tmp_path / "单位")
    return tmp_path / "单位" / FAULTY


def plain(path: Path, rows: list[list[str]]) -> Path:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    path.write_bytes(file.getvalue())
    return path


def codes_by_row(truth: Truth, name: str, *prefixes: str) -> set[int | None]:
    return {one.row for one in truth.findings[name] if one.code.startswith(prefixes)}


def test_identity_is_written_and_counted(made: tuple[Path, Truth], unit: Path) -> None:
    host = FakeHost(unit)
    check_identity.run(host)
    first, texts = host.columns[IDENTITY]
    wrong = [first + at for at, text in enumerate(texts) if not text.startswith("正确")]
    warned = {19, 20, 21}
    assert wrong == sorted(codes_by_row(made[1], FAULTY, "id-", "sex-") - warned)  # type: ignore[type-var]
    assert (first, len(texts), list(host.columns)) == (4, made[1].rows[FAULTY], [IDENTITY])
    assert host.selected == [(4, 0)]
    counts = f"共验证42人，正确{42 - len(wrong)}人，错误{len(wrong)}人。第一处错误在第4行。"
    assert host.told == [f"{counts}\n验证结果仅供参考，请对照证件核对后再上报。"]


def test_identity_of_other_papers(made: tuple[Path, Truth]) -> None:
    host = FakeHost(made[0] / Path(PAPERS).stem / PAPERS)
    check_identity.run(host)
    assert host.told[0].startswith("共验证14人，正确12人，错误2人。")


def test_photos_are_written_and_orphans_named(made: tuple[Path, Truth], unit: Path) -> None:
    host = FakeHost(unit)
    check_photos.run(host)
    first, texts = host.columns[PHOTO]
    wrong = {first + at for at, text in enumerate(texts) if not text.startswith("正常")}
    assert wrong == {
        one.row
        for one in made[1].findings[FAULTY]
        if one.code.startswith("photo-") and one.code not in {"photo-ratio", "photo-double", "photo-orphan"}
    }
    assert "文件夹中有2张照片不属于表中任何人：" in host.told[0]
    assert host.steps[-1][0] == host.steps[-1][1] > 30


def test_orphans_are_named_whole_and_only_a_few(unit: Path) -> None:
    names = ["0.jpg", "1“旧”照.jpg", "2，3.jpg"]
    for name in names:
        (unit.parent / name).touch()
    host = FakeHost(unit)
    check_photos.run(host)
    told = host.told[0].partition("\n")[2]
    assert told.startswith("文件夹中有5张照片不属于表中任何人：0.jpg、1“旧”照.jpg、2，3.jpg、")
    assert told[-5:] == ".jpg。"
    (unit.parent / "4.jpg").touch()
    check_photos.run(host)
    told = host.told[1].partition("\n")[2]
    assert (told.count("、"), told[-6:]) == (4, ".jpg等。")


def test_data_are_listed_and_lead_to_their_cells(made: tuple[Path, Truth], unit: Path) -> None:
    host = FakeHost(unit)
    check_data.run(host)
    lines = host.shown["数据检查结果"]
    expected = [one for one in made[1].findings[FAULTY] if not one.code.startswith("photo-")]
    assert [(line.cells[0], line.cells[3], line.cells[-1]) for line in lines] == [
        (str(one.row), one.column, one.code) for one in expected
    ]
    header = ("行号", "姓名", "身份证号码", "栏目", "级别", "类别", "问题与处理办法", "代码")
    assert host.headers["数据检查结果"] == header
    assert re.fullmatch(r"“采集表”的数据检查结果（\d+年\d+月\d+日\d+:\d\d）：错误23处，提示6处", *host.titles.values())
    rows = read(unit).sheets[0].cells
    for line in lines:
        number, name, *_ = rows[int(line.cells[0]) - 1][:2]
        assert line.cells[1] == (name or "")
        assert line.cells[2] == mask(str(number or "").strip().upper())
    errors = {(one.row, one.column) for one in expected if CODES[one.code].severity == "error"}
    marked = {(mark.cell.row, mark.cell.column) for mark in host.marked[0].marks}
    assert marked - errors <= {(row, "身份证号码") for row, _ in errors}
    assert errors <= marked
    assert {line.place[0] for line in lines if line.place} == {"采集表"}
    for line in lines:
        assert line.place is not None
        assert line.place[1] == int(line.cells[0])
        assert line.place[2] == RESIDENT.index.get(line.cells[3], 0)
    assert "已列在“数据检查结果”工作表中" in host.told[0]


def test_a_right_sheet_is_praised(made: tuple[Path, Truth]) -> None:
    name = next(name for name, found in made[1].findings.items() if not found and made[1].rows[name])
    host = FakeHost(made[0] / Path(name).stem / name)
    for button in (check_data, tidy_texts):
        button.run(host)
    assert [text.endswith("没有发现问题") or text == "没有需要整理的内容" for text in host.told] == [True, True]
    assert (host.removed, host.shown, list(host.marked[0].marks)) == (["数据检查结果"], {}, [])


def test_tidying_shows_asks_keeps_a_copy_and_changes(unit: Path) -> None:
    host = FakeHost(unit, answers=[True])
    before = unit.read_bytes()
    tidy_texts.run(host)
    listed = {(line.cells[0], line.cells[1]) for line in host.shown["规范整理预览"]}
    assert listed == {("29", "取得时间"), ("34", "姓名"), ("35", "工作单位")}
    assert host.cells[29, RESIDENT.index["取得时间"]] == "20150630"
    assert host.cells[35, RESIDENT.index["工作单位"]] == "示例市甲区第一医院"
    (copy,) = unit.parent.glob("*.备份.xlsx")
    assert copy.read_bytes() == before
    assert re.fullmatch(r"示例市甲区高级专业技术资格证书采集表_\d{8}_\d{6}\.备份\.xlsx", copy.name)
    assert copy.name in host.told[0]


def test_tidying_refused_changes_nothing(unit: Path) -> None:
    host = FakeHost(unit, answers=[False])
    tidy_texts.run(host)
    assert (host.cells, host.told, list(unit.parent.glob("*.备份.xlsx"))) == ({}, [], [])


@pytest.mark.parametrize(
    ("header", "before", "after"),
    [
        pytest.param("身份证号码", " 33010619930420950x ", "33010619930420950X", id="number"),
        pytest.param("身份证号码", "３３０１０６１９９３０４２０９５０Ｘ", "33010619930420950X", id="full width"),
        pytest.param("取得时间", "2015年6月30日", "20150630", id="day in words"),
        pytest.param("取得时间", "２０１５－６－３", "20150603", id="day full width"),
        pytest.param("取得时间", "2015.13.1", "2015.13.1", id="no day of the calendar"),
        pytest.param("取得时间", "6/30/2015", "6/30/2015", id="order not sure"),
        pytest.param("邮政编码", "３１０００７ ", "310007", id="postcode"),
        pytest.param("姓名", "张　三", "张三", id="name"),
        pytest.param("姓名", "阿依古丽·买买提", "阿依古丽·买买提", id="name with a dot"),
        pytest.param("备注", "第一行\n第二行", "第一行第二行", id="line break"),
        pytest.param("高级专业技术资格名称", "高级工程师（教授级）", "高级工程师（教授级）", id="brackets stay"),
        pytest.param("身份证验证", " 结果 ", " 结果 ", id="results are not touched"),
    ],
)
def test_what_is_repaired(tmp_path: Path, header: str, before: str, after: str) -> None:
    row = ["x"] * len(RESIDENT.headers)
    row[RESIDENT.index[header]] = before
    path = plain(tmp_path / "a.xlsx", [[], [], list(RESIDENT.headers), row])
    found = fit(read(path).sheets[0], FORMS)
    assert isinstance(found, Fit)
    listed = [one for one in repairs(found.table) if one.column == header]
    assert listed == ([Repair(4, header, before, after)] if before != after else [])


def test_a_number_that_lost_its_digits_is_not_repaired(tmp_path: Path) -> None:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 0, RESIDENT.headers)
        sheet.write_number(3, 0, 330106198503149134)
    (tmp_path / "a.xlsx").write_bytes(file.getvalue())
    found = fit(read(tmp_path / "a.xlsx").sheets[0], FORMS)
    assert isinstance(found, Fit)
    assert repairs(found.table) == []


def test_consolidating_warns_and_opens_the_summary(made: tuple[Path, Truth], tmp_path: Path) -> None:
    for file in sorted(made[0].glob("*/*")):
        shutil.copyfile(file, tmp_path / file.name)
    host = FakeHost(tmp_path / FAULTY, answers=[True, True], picks=[tmp_path, tmp_path])
    consolidate_folder.run(host)
    assert "会被覆盖" in host.asked[0]
    summary = tmp_path / "高级专业技术资格证书汇总表.xlsx"
    assert host.opened == [summary]
    assert host.told[0].startswith(
        "汇总完成：5个采集表、74人。\n有4个文件有问题没有汇总，原因见“汇总报告”。\n"
        "另有2个文件或文件夹可能有数据但不能直接汇总，见“汇总报告”。"
    )
    assert "备份" not in host.told[0]
    consolidate_folder.run(host)
    assert "高级专业技术资格证书汇总表.备份.xlsx" in host.told[1]


def test_a_perfect_folder_merged_again_names_no_file_as_left_out(tmp_path: Path) -> None:
    unit = tmp_path / "甲.xlsx"
    unit.write_bytes(filled(RESIDENT, EDITION, people(2)))
    (tmp_path / "~$甲.xlsx").write_bytes(b"\x05zcert")
    (tmp_path / "甲_20260101_080000.备份.xlsx").write_bytes(unit.read_bytes())
    host = FakeHost(unit, answers=[True, True], picks=[tmp_path, tmp_path])
    consolidate_folder.run(host)
    consolidate_folder.run(host)
    assert host.told == [
        "汇总完成：1个采集表、2人",
        "汇总完成：1个采集表、2人\n原来的汇总表备份为：高级专业技术资格证书汇总表.备份.xlsx",
    ]


@pytest.mark.parametrize(("answers", "picks"), [([False], []), ([True], [None])], ids=["no", "cancelled"])
def test_consolidating_refused_does_nothing(unit: Path, answers: list[bool], picks: list[Path | None]) -> None:
    host = FakeHost(unit, answers=answers, picks=picks)
    consolidate_folder.run(host)
    assert (host.told, host.opened) == ([], [])


def test_consolidating_the_wrong_folder_is_a_sentence(unit: Path, tmp_path: Path) -> None:
    host = FakeHost(unit, answers=[True, False], picks=[tmp_path])
    with pytest.raises(UserError, match="请确认选对了文件夹"):
        consolidate_folder.run(host)


def test_backup_with_photos_and_back(made: tuple[Path, Truth], unit: Path, tmp_path: Path) -> None:
    (tmp_path / "U盘").mkdir()
    host = FakeHost(unit, answers=[True], picks=[tmp_path / "U盘"])
    back_up.run(host)
    (folder,) = (tmp_path / "U盘").iterdir()
    (copy,) = folder.glob("*.xlsx")
    assert copy.read_bytes() == unit.read_bytes()
    photos = {path.name for path in unit.parent.glob("*.jp*g")}
    assert {path.name for path in folder.glob("*.jp*g")} < photos
    assert host.told == [f"备份完成：{copy}"]
    saved, kept = unit.read_bytes(), copy.read_bytes()
    unit.write_bytes(b"spoilt")
    lost = unit.parent / next(folder.glob("*.jp*g")).name
    lost.unlink()
    again = FakeHost(unit, picks=[copy])
    restore.run(again)
    assert (unit.read_bytes(), copy.read_bytes()) == (saved, kept)
    assert again.opened == [unit]
    assert again.told[0].endswith("\n取回了1张缺少的照片")
    assert {path.name for path in unit.parent.glob("*.jp*g")} == photos
    assert made[1].rows[FAULTY] == 42


def test_two_backups_in_one_second_are_two_files(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC))
    host = FakeHost(unit)
    names = [copy_into(host, unit.parent).name for _ in range(3)]
    stem = "示例市甲区高级专业技术资格证书采集表_20261121_120000"
    assert names == [f"{stem}.备份.xlsx", f"{stem}_2.备份.xlsx", f"{stem}_3.备份.xlsx"]
    again = FakeHost(unit, picks=[unit.parent / names[2]])
    restore.run(again)
    assert again.opened == [unit]
    assert again.told[0].endswith(f"\n恢复前的工作簿备份为：{stem}_4.备份.xlsx")


def test_backup_without_photos(unit: Path, tmp_path: Path) -> None:
    (tmp_path / "U盘").mkdir()
    host = FakeHost(unit, answers=[False], picks=[tmp_path / "U盘", None])
    back_up.run(host)
    assert [path.suffix for path in (tmp_path / "U盘").iterdir()] == [".xlsx"]
    back_up.run(host)
    assert len(host.told) == 1


def test_restoring_what_is_no_backup(unit: Path) -> None:
    with pytest.raises(UserError, match="不是备份文件"):
        restore.run(FakeHost(unit, picks=[unit]))
    host = FakeHost(unit, picks=[None])
    restore.run(host)
    assert host.told == []


def test_dictionary_is_updated_after_asking(unit: Path) -> None:
    old = {"字典日期": "2020-01-01", "字典名称": "旧", "采集表种类": "id"}
    host = FakeHost(unit, answers=[False, True], dictionary=old)
    update_dictionary.run(host)
    assert host.new_columns == ()
    update_dictionary.run(host)
    assert host.new_columns[1] == [load_edition().date, load_edition().name, "id"]
    assert set(host.new_names) >= {"zc_list_1", "zc_regions"}
    (copy,) = unit.parent.glob("*.备份.xlsx")
    done = f"字典已更新为{load_edition().date}版，请保存工作簿"
    assert host.told == [f"{done}。\n如需撤销，请点“恢复”，选“{copy.name}”。"]


def test_dictionary_of_today_and_no_dictionary(unit: Path) -> None:
    host = FakeHost(unit, dictionary={"字典日期": load_edition().date})
    update_dictionary.run(host)
    assert "不需要更新" in host.told[0]
    with pytest.raises(UserError, match="没有字典"):
        update_dictionary.run(FakeHost(unit))


def test_about_and_help(unit: Path) -> None:
    host = FakeHost(unit)
    show_about.run(host)
    show_help.run(host)
    assert host.told[0].splitlines()[1:] == [
        f"程序自带字典：{load_edition().date}（{load_edition().name}）",
        "本工作簿字典：没有",
    ]
    text = host.opened[0].read_text("utf-8")
    HTMLParser().feed(text)
    assert all(f'<tr id="button-{name}"><th>{one.label}</th>' in text for name, one in declarations().items())


@pytest.mark.parametrize("button", ON_A_SHEET, ids=lambda button: button.__name__.rpartition(".")[2])
def test_a_wrong_place_is_one_sentence(tmp_path: Path, button: object) -> None:
    run = button.run  # type: ignore[attr-defined]
    with pytest.raises(UserError, match=NOT_THIS_SHEET):
        run(FakeHost(plain(tmp_path / "通讯录.xlsx", [["姓名", "电话"]])))
    headers = ["名字" if header == "姓名" else header for header in RESIDENT.headers]
    changed = plain(tmp_path / "改.xlsx", [[], [], headers])
    with pytest.raises(UserError, match="缺少“姓名”列；多出“名字”列"):
        run(FakeHost(changed))
    (tmp_path / "空.xlsx").write_bytes(filled(RESIDENT, load_edition(), []))
    with pytest.raises(UserError, match=NO_ROWS):
        run(FakeHost(tmp_path / "空.xlsx"))


@pytest.mark.parametrize("button", [check_photos, back_up, tidy_texts], ids=["photos", "back up", "tidy"])
def test_an_unsaved_workbook_has_no_folder(unit: Path, button: object) -> None:
    with pytest.raises(UserError, match=NOT_SAVED):
        button.run(FakeHost(unit, saved=False))  # type: ignore[attr-defined]


def test_a_sheet_without_result_column(unit: Path, tmp_path: Path) -> None:
    row = ["330106196503149134", *["x"] * 25]
    path = plain(tmp_path / "旧.xlsx", [[], [], list(RESIDENT.headers[:26]), row])
    with pytest.raises(UserError, match="表中没有“身份证验证”列"):
        check_identity.run(FakeHost(path))
    assert unit.exists()
