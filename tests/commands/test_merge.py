"""数据汇总 of a folder: every row of every good file arrives, every other file is named."""

import csv
import io
import os
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from random import Random

import pytest
from xlsxwriter.workbook import Workbook

from support import main
from support.biff import xls
from support.merging import (
    EDITION,
    SUMMARY,
    TODAY,
    merge,
    people,
    reason,
    report_texts,
    sheet_rows,
    statuses,
    summary_rows,
    workbook,
)
from support.office import convert
from support.xlsb import xlsb
from zcert.form import HEADER_ROW
from zcert_addin.demonstration.people import cells, person
from zcert_addin.filling.collection import filled
from zcert_addin.reading.format import COMPOUND
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_templates import RESIDENT, SPECIAL


@pytest.mark.office
def test_every_format_arrives_text_for_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "汇总"
    folder.mkdir()
    suffixes = ("xls", "et", "ods", "xlsm", "xlsx", "xlsb")
    sources = {suffix: people(5, seed, suffix) for seed, suffix in enumerate(suffixes)}
    for suffix in suffixes[:4]:
        ours = tmp_path / f"单位{suffix}.xlsx"
        ours.write_bytes(filled(RESIDENT, EDITION, sources[suffix]))
        target = {"xlsm": "xlsm:Calc MS Excel 2007 VBA XML", "et": "xls"}.get(suffix, suffix)
        convert(ours, target, tmp_path / "office").rename(folder / f"单位{suffix}.{suffix}")
    (folder / "单位xlsx.xlsx").write_bytes(filled(RESIDENT, EDITION, sources["xlsx"]))
    (folder / "单位xlsb.xlsb").write_bytes(xlsb("采集表", sheet_rows(sources["xlsb"])))
    document = merge(capsys, folder)
    assert set(statuses(document).values()) == {"merged"}
    assert document["rows"] == 30
    assert document["findings"]["errors"] == 0  # type: ignore[index]
    arrived = {
        str(row["身份证号码"]): [row[header] for header in RESIDENT.headers[:26]] for row in summary_rows(folder)
    }
    assert arrived == {row[0]: row[:26] for rows in sources.values() for row in rows}


def test_a_summary_is_merged_one_level_up_with_its_origins(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    county, city = tmp_path / "县", tmp_path / "市"
    county.mkdir()
    city.mkdir()
    (county / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(3, 1)))
    (county / "乙.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2, 2)))
    merge(capsys, county)
    (county / SUMMARY).rename(city / "示例县汇总.xlsx")
    (city / "直属.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1, 3)))
    document = merge(capsys, city)
    assert (document["rows"], set(statuses(document).values())) == (6, {"merged"})
    origins = [(row["来源文件"], row["来源工作表"], row["来源行号"]) for row in summary_rows(city)]
    assert origins == [
        ("直属.xlsx", "采集表", "4"),
        ("示例县汇总.xlsx > 乙.xlsx", "采集表", "4"),
        ("示例县汇总.xlsx > 乙.xlsx", "采集表", "5"),
        ("示例县汇总.xlsx > 甲.xlsx", "采集表", "4"),
        ("示例县汇总.xlsx > 甲.xlsx", "采集表", "5"),
        ("示例县汇总.xlsx > 甲.xlsx", "采集表", "6"),
    ]


def test_a_row_is_taken_as_it_stands(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (row,) = people(1)
    texts = dict(zip(RESIDENT.headers, row, strict=True)) | {
        "姓名": "=1+1",
        "工作单位": "A & B <院>_x0041_",
        "备注": "第一行\n第二行",
        "公布文号": "+86@示例",
        "通信地址": " 前后有空格 ",
    }
    (tmp_path / "甲.xlsx").write_bytes(workbook(sheet_rows([list(texts.values())])))
    merge(capsys, tmp_path)
    (arrived,) = summary_rows(tmp_path)
    assert {header: arrived[header] for header in texts if header not in {"照片检测", "身份证验证"}} == {
        header: text for header, text in texts.items() if header not in {"照片检测", "身份证验证"}
    }
    with zipfile.ZipFile(tmp_path / SUMMARY) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_number_cells_are_named_and_never_guessed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows: list[list[object]] = [list(row) for row in people(3)]
    rows[0][0] = 330106198503149134.0
    rows[1][0] = 330106650314911
    rows[2][RESIDENT.index["取得时间"]] = 20150630
    (tmp_path / "甲.xlsx").write_bytes(workbook([*sheet_rows([]), *rows]))
    document = merge(capsys, tmp_path)
    assert document["findings"]["codes"]["id-number-stored"] == 2  # type: ignore[index]
    arrived = summary_rows(tmp_path)
    assert [row["身份证号码"] for row in arrived[:2]] == ["3.30106198503149E+17", "330106650314911"]
    assert arrived[2]["取得时间"] == "20150630"


def test_blank_rows_do_not_end_the_data(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first, second, third = people(3)
    rows = [first, [""] * 28, [" "] * 28, second, [], third, [""] * 28]
    (tmp_path / "甲.xlsx").write_bytes(workbook(sheet_rows(rows)))
    document = merge(capsys, tmp_path)
    assert document["rows"] == 3
    assert [row["来源行号"] for row in summary_rows(tmp_path)] == ["4", "7", "9"]


def test_rows_of_other_papers_go_to_the_second_sheet(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rng = Random(3)
    papers = [cells(SPECIAL, person(rng, SPECIAL, EDITION, "示例院")) for _ in range(4)]
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    (tmp_path / "乙.xlsx").write_bytes(filled(SPECIAL, EDITION, papers))
    document = merge(capsys, tmp_path)
    assert {one["file"]: one["form"] for one in document["files"]} == {"甲.xlsx": "id", "乙.xlsx": "special"}  # type: ignore[attr-defined]
    assert [row["证件号码"] for row in summary_rows(tmp_path, "汇总表(特殊证书)")] == [row[0] for row in papers]
    assert len(summary_rows(tmp_path)) == 2


def test_an_old_special_workbook_without_the_kind_of_paper_is_merged(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (row,) = people(1)
    headers = ["证件号码", *RESIDENT.headers[1:]]
    (tmp_path / "甲.xlsx").write_bytes(workbook([["题"], ["注"], headers, ["军字第1234567号", *row[1:]]]))
    document = merge(capsys, tmp_path)
    assert (document["rows"], document["files"][0]["form"]) == (1, "special")  # type: ignore[index]
    assert document["findings"]["codes"] == {"required": 1}  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "content", "status", "sentence"),
    [
        pytest.param("坏.xlsx", b"", "refused", "文件是空的（0字节）", id="empty"),
        pytest.param("坏.xlsx", b"PK\x03\x04" + bytes(200), "refused", "文件已损坏，无法读取", id="broken zip"),
        pytest.param(
            "坏.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "refused", "文件已损坏", id="broken xls"
        ),
        pytest.param("坏.xls", b"<html><table>", "refused", "内容是网页（HTML）", id="html as xls"),
        pytest.param("坏.xls", b"MIME-Version: 1.0\r\n", "refused", "内容是单个网页文件（MHTML）", id="mhtml as xls"),
        pytest.param(
            "坏.xls", "\ufeff<?xml version='1.0'?><Workbook/>".encode(), "refused", "内容是XML表格", id="xml 2003"
        ),
        pytest.param("坏.xls", "身份证号码,姓名\n".encode("gb18030"), "refused", "内容是纯文本或CSV", id="csv as xls"),
        pytest.param(
            "坏.xlsx", "身份证号码\t姓名\n".encode("utf-16"), "refused", "内容是纯文本或CSV", id="utf-16 text"
        ),
        pytest.param("坏.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00", "refused", "内容不是Excel工作簿", id="picture"),
        pytest.param(
            "坏.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
            "refused",
            "文件有打开密码",
            id="encrypted",
        ),
        pytest.param(
            "通讯录.xlsx", workbook([["姓名", "电话"], ["某", "1"]]), "skipped", "不是证书采集表", id="stranger"
        ),
        pytest.param("空.xlsx", workbook([]), "skipped", "不是证书采集表", id="no cell"),
        pytest.param("~$甲.xlsx", b"\x05user", "skipped", "临时文件", id="owner file"),
        pytest.param("甲.备份.xlsx", b"x", "skipped", "是备份文件", id="backup"),
        pytest.param(f"{SUMMARY_STEM}.xls", b"x", "skipped", "是以前的汇总表", id="old summary"),
        pytest.param("甲.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "refused", "文件已损坏", id="broken et"),
        pytest.param("甲.wps", b"x", "skipped", ".wps文件不能直接汇总", id="wps text"),
        pytest.param("甲.csv", b"x", "skipped", ".csv文件不能直接汇总", id="csv"),
        pytest.param("甲.TXT", b"x", "skipped", ".txt文件不能直接汇总", id="text"),
        pytest.param("甲.xlsx.bak", b"x", "skipped", "不是工作簿", id="unknown ending"),
        pytest.param("甲", b"x", "skipped", "不是工作簿", id="no ending"),
        pytest.param("甲", workbook([["题"]]), "skipped", "内容是工作簿，但扩展名不是", id="a workbook, no ending"),
        pytest.param("甲.xlsx.bak", xls("甲", [["题"]]), "skipped", "请改名为.xlsx（2003格式改为.xls）", id="old bak"),
        pytest.param("12AB.tmp", xlsb("甲", [["题"]]), "skipped", "如果不是备份或临时文件", id="binary, tmp"),
        pytest.param("甲.bin", COMPOUND + bytes(600), "skipped", "不是工作簿", id="something else in a compound file"),
        pytest.param("甲.jar", b"PK\3\4" + bytes(50), "skipped", "不是工作簿", id="a broken zip"),
        pytest.param("甲.zip", b"x", "skipped", ".zip文件不能直接汇总", id="zip"),
        pytest.param(
            "改.xlsx",
            workbook([["题"], ["注"], ["身份证号", *RESIDENT.headers[1:]]]),
            "refused",
            "表头与采集表不一致（缺少“身份证号码”列；多出“身份证号”列）",
            id="header renamed",
        ),
        pytest.param(
            "改.xlsx",
            workbook([["题"], ["注"], ["证件号码", *RESIDENT.headers]]),
            "refused",
            "表头与采集表不一致（多出“证件号码”列）",
            id="column of the other form",
        ),
        pytest.param(
            "改.xlsx",
            workbook([["题"], ["注"], [*RESIDENT.headers, "姓名"]]),
            "refused",
            "表头与采集表不一致（重复“姓名”列）",
            id="column twice",
        ),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_merged(  # noqa: PLR0913, PLR0917  the table's columns and two fixtures
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, status: str, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "好.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    document = merge(capsys, tmp_path)
    assert statuses(document) == {"好.xlsx": "merged", name: status}
    assert sentence in reason(document, name)
    assert document["rows"] == len(summary_rows(tmp_path)) == 2
    assert any(name in row and reason(document, name) in row for row in report_texts(tmp_path))


@pytest.mark.parametrize(
    ("name", "section"),
    [
        pytest.param("坏.xlsx", "有问题没有汇总的文件", id="refused"),
        pytest.param("表.csv", "可能有数据、不能直接汇总的文件", id="another format"),
        pytest.param("表.zip", "可能有数据、不能直接汇总的文件", id="archive"),
        pytest.param("下级/表.xlsx", "可能有数据、不能直接汇总的文件", id="sub-folder"),
        pytest.param("自制.xlsx", "可能有数据、不能直接汇总的文件", id="no form"),
        pytest.param(f"{SUMMARY_STEM}.xls", "可能有数据、不能直接汇总的文件", id="summary saved by somebody"),
        pytest.param("链接.xlsx", "可能有数据、不能直接汇总的文件", id="no regular file"),
        pytest.param(f"{SUMMARY_STEM}.备份.xlsx", "不需要汇总的文件", id="backup of the summary"),
        pytest.param(f"{SUMMARY_STEM}（第2册）.xlsm", "不需要汇总的文件", id="volume"),
        pytest.param("~$表.xlsx", "不需要汇总的文件", id="owner file"),
        pytest.param("程序.exe", "不需要汇总的文件", id="no table"),
    ],
)
def test_what_is_left_out_is_told_by_its_weight(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, section: str
) -> None:
    (tmp_path / "好.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1)))
    (tmp_path / name).parent.mkdir(exist_ok=True)
    if name.startswith("链接"):
        (tmp_path / name).symlink_to("没有.xlsx")
    else:
        (tmp_path / name).write_bytes(workbook([["姓名"], ["某"]]) if name == "自制.xlsx" else b"PK\x03\x04")
    main.run(["merge", str(tmp_path), *TODAY])
    first, *_ = capsys.readouterr().out.splitlines()
    told = {
        "有问题没有汇总的文件": "；1个文件有问题没有汇总",
        "可能有数据、不能直接汇总的文件": "；1个文件或文件夹可能有数据但不能直接汇总",
        "不需要汇总的文件": "；1个文件不需要汇总",
    }
    assert first == f"汇总完成：1个采集表、1人{told[section]}"
    texts = report_texts(tmp_path)
    at = {row[0]: number for number, row in enumerate(texts)}
    inside = {title for title in told if texts[at[title] + 2] != ["无"]}
    assert inside == {section}
    document = merge(capsys, tmp_path)
    doubtful = [one["file"] for one in document["files"] if one["doubtful"]]  # type: ignore[attr-defined]
    assert doubtful == ([name.split("/", maxsplit=1)[0] + os.sep * ("/" in name)] if "可能" in section else [])


def test_a_summary_elsewhere_leaves_no_unit_of_the_same_name_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "县").mkdir()
    (tmp_path / "县" / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    document = merge(capsys, tmp_path / "县", "-o", str(tmp_path / "甲.xlsx"))
    assert (document["rows"], statuses(document)) == (2, {"甲.xlsx": "merged"})


def html(rows: Sequence[Sequence[str]]) -> bytes:
    head = (
        '<html><meta http-equiv=Content-Type content="text/html; charset=gb2312"><table><tr><td colspan=28>题</td></tr>'
    )
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"{head}{body}</table></html>".encode("gb18030")


def separated(rows: Sequence[Sequence[str]], separator: str, encoding: str) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows([f'="{row[0]}"', *row[1:]] for row in rows)
    return file.getvalue().encode(encoding)


@pytest.mark.parametrize(
    ("write", "sheet"),
    [
        pytest.param(html, "网页（HTML）", id="web page"),
        pytest.param(lambda rows: separated(rows, ",", "gb18030"), "纯文本（CSV）", id="GBK commas"),
        pytest.param(lambda rows: separated(rows, ",", "utf-8"), "纯文本（CSV）", id="UTF-8 commas"),
        pytest.param(lambda rows: separated(rows, ";", "utf-8-sig"), "纯文本（CSV）", id="UTF-8 semicolons"),
        pytest.param(lambda rows: separated(rows, "\t", "utf-16"), "纯文本（CSV）", id="UTF-16 tabs"),
    ],
)
def test_a_list_that_calls_itself_a_workbook_is_merged_when_it_has_the_columns(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, write: Callable[[list[list[str]]], bytes], sheet: str
) -> None:
    rows = people(3)
    (tmp_path / "甲.xls").write_bytes(write([list(RESIDENT.headers), *rows]))
    document = merge(capsys, tmp_path)
    assert statuses(document) == {"甲.xls": "merged"}
    arrived = summary_rows(tmp_path)
    assert [[row[header] for header in RESIDENT.headers[:26]] for row in arrived] == [row[:26] for row in rows]
    assert {row["来源工作表"] for row in arrived} == {sheet}


def test_a_workbook_with_one_good_and_one_changed_sheet_is_not_half_merged(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for name, headers in (("一", list(RESIDENT.headers)), ("二", ["号", *RESIDENT.headers[1:]])):
            sheet = book.add_worksheet(name)
            sheet.write_row(HEADER_ROW - 1, 0, headers)
            sheet.write_row(HEADER_ROW, 0, people(1)[0])
    (tmp_path / "甲.xlsx").write_bytes(file.getvalue())
    (tmp_path / "好.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2, 9)))
    document = merge(capsys, tmp_path)
    assert statuses(document) == {"好.xlsx": "merged", "甲.xlsx": "refused"}
    assert document["rows"] == 2
