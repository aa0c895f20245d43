"""The command line as a person or a program meets it: output, exit codes, one sentence for each failure."""

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from support.main import run as run_in_process
from support.merging import EDITION, SUMMARY, people
from zcert_addin.cli import main
from zcert_addin.cli.main import COMMANDS, FAILED, FOUND_ERRORS, FOUND_NOTHING
from zcert_addin.filling.collection import filled
from zcert_program.toolbox import TOOLBOX
from zcert_templates import FORMS, RESIDENT
from zcert_templates.build import build_summary, template_name

RIGHT = "330106196503149134"
TODAY = ("--today", "2026-11-21")
TEMPLATE = template_name(RESIDENT)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = run_in_process([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_id_json_of_a_right_number(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "id", *TODAY, "--json", "11010519491231002x")
    assert (code, err) == (FOUND_NOTHING, "")
    assert json.loads(out) == {
        "value": "11010519491231002x",
        "ok": True,
        "code": None,
        "message": "正确",
        "warnings": ["id-region-age"],
        "normalised": "11010519491231002X",
        "birth_date": "1949-12-31",
        "sex": "女",
        "region": "北京市朝阳区",
    }


def test_id_json_of_a_wrong_number(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "id", *TODAY, "--json", "110105194912310021")
    assert code == FOUND_ERRORS
    assert json.loads(out) == {
        "value": "110105194912310021",
        "ok": False,
        "code": "id-checksum",
        "message": "校验码不符，号码中至少有一位写错，请对照证件逐位核对",
        "warnings": [],
        "normalised": "110105194912310021",
        "birth_date": None,
        "sex": None,
        "region": None,
    }


def test_id_reads_lines_in_order(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "11010519491231002X\n无\n\n330106650314911\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    code, out, _ = run(capsys, "id", *TODAY, "--json", "-")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == FOUND_ERRORS
    assert [(one["value"], one["code"]) for one in records] == [
        ("11010519491231002X", None),
        ("无", "id-length"),
        ("", "id-length"),
        ("330106650314911", None),
    ]


def test_id_for_people_masks_the_number(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "id", *TODAY, "11010519491231002X", "110105194912310021")
    assert code == FOUND_ERRORS
    assert out.splitlines() == [
        "110***********002X  正确  女  1949-12-31  北京市朝阳区",
        "    提示：地区代码1980年才启用，晚于出生年份；后来编号的属正常，有疑问时核对证件（id-region-age）",
        "110***********0021  错误  校验码不符，号码中至少有一位写错，请对照证件逐位核对（id-checksum）",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ["nothing"],
            "没有这个命令，可用的命令有：new、build、id、check、photos、merge、pack、receive、backup、restore、stats、return",
            id="command",
        ),
        pytest.param(["id"], "缺少参数“号码…”", id="argument missing"),
        pytest.param(["id", "--colour", "1"], "没有选项“--colour”", id="option"),
        pytest.param(["id", "--today", "2026-13-01", "1"], "“2026-13-01”不是日期", id="day"),
        pytest.param(["new", "--form", "x"], "选项“--form”只能是id、special", id="choice"),
        pytest.param(["check", "a.xlsx", "b.xlsx"], "参数不对，可能多写了参数", id="too many"),
        pytest.param(["check", "没有.xlsx"], "“没有.xlsx”：文件或文件夹不存在，请核对路径", id="no file"),
        pytest.param(["check", "."], "“.”是文件夹，请给出其中的一个采集表", id="a folder"),
        pytest.param(["merge", "没有"], "找不到文件夹“没有”，请核对路径", id="no folder"),
        pytest.param(["merge", ".", "-o", "a.xls"], "汇总表的文件名应以.xlsx结尾", id="summary as xls"),
        pytest.param(["merge", ".", "-o", "没有/a.xlsx"], "汇总表不能写到“没有/a.xlsx”", id="no place"),
        pytest.param(["new", "--dictionary", "没有"], "找不到字典文件夹", id="dictionary"),
        pytest.param(["chek"], "没有命令“chek”，您要的是不是“check”；用法见“zcert --help”", id="misspelled"),
        pytest.param(["Merge"], "没有命令“Merge”，您要的是不是“merge”", id="capital"),
        pytest.param([""], "没有这个命令，可用的命令有：new、", id="empty command"),
        pytest.param(["-"], "没有这个命令，可用的命令有：new、", id="dash as command"),
        pytest.param(["."], "“.”前面缺少命令，例如“zcert merge .”", id="folder without command"),
        pytest.param(["--versoin"], "没有选项“--versoin”，您要的是不是“--version”", id="misspelled option"),
        pytest.param(
            ["merge", "--yse", "."], "没有选项“--yse”，您要的是不是“--yes”", id="misspelled option of a command"
        ),
        pytest.param(["new", "-o"], "选项“-o”的用法不对，可能缺少它的值", id="no value"),
        pytest.param(["merge", "我的", "表"], "路径中有空格时请加引号", id="blank in a path"),
        pytest.param(["check", "甲\n乙.xlsx"], "“甲�乙.xlsx”：文件或文件夹不存在，请核对路径", id="line break"),
        pytest.param(["check", "长" * 300], "：文件名太长，请改短后重试", id="long name"),
        pytest.param(["merge", "没\n有"], "找不到文件夹“没�有”，请核对路径", id="line break in a folder"),
        pytest.param(["merge", ".", "-o", "."], "“.”是文件夹，请写出汇总表的文件名", id="summary as folder"),
        pytest.param(
            ["button", "consolidate_folder", "--yes", "--folder", "没有", "--results", "没有/结果"],
            "“没有”：文件或文件夹不存在，请核对路径",
            id="results nowhere",
        ),
    ],
)
def test_wrong_use_is_one_sentence(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (FAILED, "")
    assert err.startswith("zcert：")
    assert sentence in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


PATHS = [
    pytest.param(["check"], id="check"),
    pytest.param(["check", "甲.xlsx", "--photos"], id="check photos"),
    pytest.param(["check", "甲.xlsx", "--dictionary"], id="check dictionary"),
    pytest.param(["photos"], id="photos"),
    pytest.param(["photos", "甲.xlsx", "--photos"], id="photos photos"),
    pytest.param(["merge"], id="merge"),
    pytest.param(["merge", "夹", "-o"], id="merge output"),
    pytest.param(["merge", "夹", "--dictionary"], id="merge dictionary"),
    pytest.param(["stats"], id="stats"),
    pytest.param(["stats", "甲.xlsx", "-o"], id="stats output"),
    pytest.param(["stats", "甲.xlsx", "--dictionary"], id="stats dictionary"),
    pytest.param(["new", "-o"], id="new output"),
    pytest.param(["new", "--dictionary"], id="new dictionary"),
    pytest.param(["build", "-o"], id="build output"),
    pytest.param(["demo"], id="demo"),
    pytest.param(["button", "check_data", "--results", "结果"], id="button file"),
    pytest.param(["button", "check_data", "甲.xlsx", "--results"], id="button results"),
    pytest.param(["button", "restore", "甲.xlsx", "--results", "结果", "--file"], id="button picked file"),
    pytest.param(["button", "consolidate_folder", "--results", "结果", "--folder"], id="button folder"),
]
"""Every place where a path is given."""


@pytest.mark.parametrize("path", ["", "-"])
@pytest.mark.parametrize("arguments", PATHS)
def test_an_empty_path_is_not_the_current_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "夹").mkdir()
    code, out, err = run(capsys, *arguments, path)
    assert (code, out) == (FAILED, "")
    assert re.fullmatch(rf"zcert：(参数|选项)“[^\[]+”的值不对：请写出路径；用法见“zcert {arguments[0]} --help”\n", err)
    assert [file.name for file in tmp_path.iterdir()] == ["夹"]


@pytest.mark.parametrize("arguments", PATHS)
def test_what_must_not_be_read_is_never_told_in_english(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "access", lambda *_path, **_mode: False)
    (tmp_path / "夹").mkdir()
    _, _, err = run(capsys, *arguments, "夹")
    assert "not readable" not in err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ["check", "夹"], "“夹”是文件夹，请给出其中的一个采集表；汇总整个文件夹请用“zcert merge", id="check"
        ),
        pytest.param(["photos", "夹"], "“夹”是文件夹，请给出其中的一个采集表", id="photos"),
        pytest.param(["check", "文.txt/甲.xlsx"], "“文.txt/甲.xlsx”：这不是文件夹，请核对路径", id="inside a file"),
        pytest.param(["check", "环.xlsx"], "“环.xlsx”：是指向自己的链接，请给出文件本身", id="link to itself"),
        pytest.param(["check", "甲.xlsx", "--photos", "文.txt"], "找不到照片文件夹“文.txt”", id="photos in a file"),
        pytest.param(["check", "甲.xlsx", "--photos", "环.xlsx"], "“环.xlsx”：是指向自己的链接", id="photos in a link"),
        pytest.param(["check", "甲.xlsx", "--dictionary", "文.txt"], "找不到字典文件夹“文.txt”", id="dictionary file"),
        pytest.param(["check", "甲.xlsx", "--dictionary", "夹"], "文件夹“夹”中没有字典文件", id="no dictionary"),
        pytest.param(["merge", "文.txt"], "“文.txt”不是文件夹，请给出放有采集表的文件夹", id="merge of a file"),
        pytest.param(["merge", "甲.xlsx"], "“甲.xlsx”不是文件夹", id="merge of a workbook"),
        pytest.param(
            ["merge", ".", "--yes", "-o", "甲.xlsx"], "“甲.xlsx”已经存在，而且不是汇总表，没有写入", id="input"
        ),
        pytest.param(
            ["merge", ".", "-o", "夹.xlsx"], "“夹.xlsx”是文件夹，请写出汇总表的文件名", id="folder as summary"
        ),
        pytest.param(
            ["merge", ".", "--yes", "-o", "管道.xlsx"],
            "“管道.xlsx”已经存在，而且不是汇总表",
            id="summary as pipe",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders"),
        ),
        pytest.param(["new", "-o", "文.txt"], "“文.txt”：已经有同名的文件，请换一个名称", id="new into a file"),
        pytest.param(["new", "-o", "文.txt/新"], "“文.txt/新”：这不是文件夹，请核对路径", id="new below a file"),
        pytest.param(["new", "--yes", "-o", "占"], f"“占/{TEMPLATE}”：这是一个文件夹", id="new onto a folder"),
        pytest.param(["build", "-o", "文.txt"], "“文.txt”：已经有同名的文件，请换一个名称", id="build into a file"),
        pytest.param(["demo", "文.txt"], "“文.txt”：这不是文件夹，请核对路径", id="demo into a file"),
        pytest.param(["demo", "."], "文件夹“.”中已有别的文件，请换一个空文件夹", id="demo among others"),
        pytest.param(
            ["button", "check_data", "夹", "--results", "结果"],
            "“夹”：这是一个文件夹，请给出文件",
            id="button on a folder",
        ),
        pytest.param(
            ["button", "show_about", "甲.xlsx", "--results", "夹"], "“夹”：这是一个文件夹", id="results onto a folder"
        ),
        pytest.param(
            ["button", "consolidate_folder", "--yes", "--folder", "文.txt", "--results", "结果"],
            "“文.txt”：这不是文件夹，请核对路径",
            id="button merges a file",
        ),
    ],
)
def test_a_file_for_a_folder_and_a_folder_for_a_file_are_named(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1)))
    (tmp_path / "文.txt").write_text("文", "utf-8")
    (tmp_path / "环.xlsx").symlink_to("环.xlsx")
    for folder in ("夹", "夹.xlsx", f"占/{TEMPLATE}"):
        (tmp_path / folder).mkdir(parents=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道.xlsx")
    before = sorted(tmp_path.rglob("*"))
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (FAILED, "")
    assert err.startswith(f"zcert：{sentence}")
    assert err.count("\n") == 1
    assert [path for path in sorted(tmp_path.rglob("*")) if path.name != "结果"] == before


def test_a_summary_of_another_name_is_replaced_by_the_next_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    for _ in range(2):
        code, out, _ = run(capsys, "merge", tmp_path, *TODAY, "--yes", "-o", tmp_path / "县汇总.xlsx")
        assert code == FOUND_NOTHING
        assert out.startswith("汇总完成：1个采集表、2人")


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys) == run(capsys, "--help")


def test_a_dry_run_installs_no_extension_either(capsys: pytest.CaptureFixture[str]) -> None:
    def never() -> None:
        raise AssertionError

    toolbox = replace(TOOLBOX, install_extension=never, remove_extension=never)
    assert main.run(["install", "--calc", "--dry-run"], toolbox) == FOUND_NOTHING
    assert main.run(["install", "--calc", "--remove", "--dry-run"], toolbox) == FOUND_NOTHING
    assert capsys.readouterr().out.splitlines() == [
        "将要：给LibreOffice安装扩展",
        "以上各步没有执行",
        "将要：从LibreOffice中卸载扩展",
        "以上各步没有执行",
    ]


def test_a_bug_shows_no_traceback(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(main, "run", broken)
    hook = sys.unraisablehook
    with pytest.raises(SystemExit) as exit_:
        main.main(TOOLBOX)
    # What is not closed is a fault, here and in every test that comes after this one.
    assert sys.unraisablehook is hook
    assert exit_.value.code == FAILED
    assert capsys.readouterr().err == "zcert：程序内部出错（ZeroDivisionError），请把所用的命令告诉维护人员\n"
    monkeypatch.setenv("ZCERT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main.main(TOOLBOX)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese(capsys: pytest.CaptureFixture[str], command: str) -> None:
    code, out, _ = run(capsys, command, "--help")
    assert code == FOUND_NOTHING
    assert out.startswith(f"用法：zcert {command} ")
    assert "选项：" in out
    for english in ("Usage", "Options", "Show this message", "default"):
        assert english not in out


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--help")
    assert "命令：" in out
    assert all(f"\n  {command} " in out for command in COMMANDS)


@pytest.mark.parametrize(
    ("typed", "code", "asked"),
    [
        pytest.param("y\n", FOUND_NOTHING, 1, id="yes"),
        pytest.param("n\n", FAILED, 1, id="no"),
        pytest.param("\n", FAILED, 1, id="no by default"),
        pytest.param("是\nYES\n", FOUND_NOTHING, 2, id="something else first"),
        pytest.param("", FAILED, 1, id="no answer"),
    ],
)
def test_overwriting_a_summary_is_asked_for_in_chinese(tmp_path: Path, typed: str, code: int, asked: int) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    (tmp_path / SUMMARY).write_bytes(b"old")
    program = Path(sys.executable).with_name("zcert")
    done = subprocess.run(
        [program, "merge", str(tmp_path), *TODAY], input=typed.encode(), capture_output=True, check=False
    )
    said = done.stderr.decode()
    assert done.returncode == code
    assert said.count("将被覆盖（旧表会留一份备份），继续吗？（y/N）：") == asked
    assert ("请输入y或n" in said) == (asked == 2)
    assert "rror" not in said
    assert ((tmp_path / SUMMARY).read_bytes() == b"old") == (code == FAILED)


def test_the_installed_program_answers() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("zcert"), "id", "--json", "-"],
        input=b"11010519491231002X\r\n",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (FOUND_NOTHING, b"")
    assert json.loads(done.stdout)["value"] == "11010519491231002X"


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is that of POSIX")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        pytest.param("id - <&-", FOUND_NOTHING, id="no input"),
        pytest.param("id 1 >&-", FOUND_ERRORS, id="no output"),
        pytest.param("check 没有.xlsx 2>&-", FAILED, id="no standard error"),
    ],
)
def test_closed_streams_are_no_bug(command: str, code: int) -> None:
    program = Path(sys.executable).with_name("zcert")
    done = subprocess.run(["sh", "-c", f"'{program}' {command}"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (code, b"")


def test_a_reader_that_goes_away_is_no_failure_to_talk_about() -> None:
    program = Path(sys.executable).with_name("zcert")
    numbers = "11010519491231002X\n" * 20_000
    done = subprocess.run(
        ["sh", "-c", f"'{program}' id --json - | head -n 1"], input=numbers.encode(), capture_output=True, check=False
    )
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


def test_new_writes_both_templates_and_overwrites_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    names = {f"(模板)浙江省高级专业技术资格证书采集表({form.label}).xlsx" for form in FORMS}
    assert run(capsys, "new", "-o", tmp_path / "新")[0] == FOUND_NOTHING
    assert {path.name for path in (tmp_path / "新").iterdir()} == names
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "新").iterdir()}
    code, _, err = run(capsys, "new", "-o", tmp_path / "新")
    assert code == FAILED
    assert "已经存在，为免覆盖已填的数据没有写入；确要覆盖请加“--yes”" in err
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "新").iterdir()} == before
    assert run(capsys, "new", "--form", "special", "-o", tmp_path / "新", "--yes")[0] == FOUND_NOTHING


def test_new_takes_another_dictionary(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "字典").mkdir()
    (tmp_path / "字典" / "review_orgs.csv").write_text(
        "name,kind\n经浙江省人事厅确认,confirmation\n示例评审委员会,committee\n其它,other\n", "utf-8"
    )
    assert run(capsys, "new", "-o", tmp_path, "--dictionary", tmp_path / "字典", "--form", "id")[0] == FOUND_NOTHING
    import openpyxl  # noqa: PLC0415

    (path,) = tmp_path.glob("*.xlsx")
    sheet = openpyxl.load_workbook(path)["zc_dict"]
    assert "示例评审委员会" in {cell.value for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["check", "表.xlsx", "--write"], id="check"),
        pytest.param(["photos", "表.xlsx", "--write"], id="photos"),
        pytest.param(["merge", ".", "-o", "表.xlsx"], id="merge"),
        pytest.param(["merge", ".", "-o", "表.xlsx", "--yes"], id="merge at once"),
    ],
)
def test_a_file_that_somebody_has_open_is_not_replaced(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    summary = build_summary(FORMS, EDITION, [])
    (tmp_path / "表.xlsx").write_bytes(summary)
    (tmp_path / ".~lock.表.xlsx#").write_text("李四,li,pc7,x,file:///p;", "utf-8")
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (FAILED, "")
    assert "“表.xlsx”正由“李四@pc7”打开，没有写入，请关闭后重试" in err
    assert (tmp_path / "表.xlsx").read_bytes() == summary


def test_an_open_template_is_not_replaced(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "new", "-o", tmp_path)[0] == FOUND_NOTHING
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    name = max(before).name
    lock = tmp_path / f".~lock.{name}#"
    lock.write_text(",li,pc7,x,file:///p;", "utf-8")
    code, _, err = run(capsys, "new", "-o", tmp_path, "--yes")
    assert (code, f"“{name}”正由“li@pc7”打开" in err) == (FAILED, True)
    assert {path: path.read_bytes() for path in before} == before
