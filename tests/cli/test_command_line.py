"""The command line as a person or a program meets it: output, exit codes, one sentence for whatever goes wrong."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.merging import EDITION, SUMMARY, people
from zcert_addin.cli import main
from zcert_addin.cli.main import COMMANDS, FAILED, FOUND_ERRORS, FOUND_NOTHING
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT

RIGHT = "330106196503149134"
TODAY = ("--today", "2026-11-21")


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main.run([str(argument) for argument in arguments])
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
            ["nothing"], "没有这个命令，可用的命令有：new、build、id、check、photos、merge、demo", id="command"
        ),
        pytest.param(["id"], "缺少参数 号码…", id="argument missing"),
        pytest.param(["id", "--colour", "1"], "没有选项 --colour", id="option"),
        pytest.param(["id", "--today", "2026-13-01", "1"], "“2026-13-01”不是日期", id="day"),
        pytest.param(["new", "--form", "x"], "选项 --form 只能是 id、special", id="choice"),
        pytest.param(["check", "a.xlsx", "b.xlsx"], "参数不对，可能多写了参数", id="too many"),
        pytest.param(["check", "没有.xlsx"], "“没有.xlsx”：文件或文件夹不存在，请核对路径", id="no file"),
        pytest.param(["check", "."], "这是一个文件夹，请给出文件", id="a folder"),
        pytest.param(["merge", "没有"], "找不到文件夹“没有”，请核对路径", id="no folder"),
        pytest.param(["merge", ".", "-o", "a.xls"], "汇总表的文件名应以.xlsx结尾", id="summary as xls"),
        pytest.param(["merge", ".", "-o", "没有/a.xlsx"], "汇总表不能写到“没有/a.xlsx”", id="no place"),
        pytest.param(["new", "--dictionary", "没有"], "找不到字典文件夹", id="dictionary"),
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


def test_a_bug_shows_no_traceback(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: object = None) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(main, "run", broken)
    hook = sys.unraisablehook
    with pytest.raises(SystemExit) as exit_:
        main.main()
    # What is not closed is a fault, here and in every test that comes after this one.
    assert sys.unraisablehook is hook
    assert exit_.value.code == FAILED
    assert capsys.readouterr().err == "zcert：程序内部出错（ZeroDivisionError），请把所用的命令告诉维护人员\n"
    monkeypatch.setenv("ZCERT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main.main()


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
    assert said.count("将被覆盖（旧表会留一份备份），继续吗？ [y/N]: ") == asked
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


def test_a_reader_that_goes_away_is_no_failure_to_talk_about() -> None:
    program = Path(sys.executable).with_name("zcert")
    numbers = "11010519491231002X\n" * 20_000
    done = subprocess.run(
        ["sh", "-c", f"'{program}' id --json - | head -n 1"], input=numbers.encode(), capture_output=True, check=False
    )
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


def test_new_writes_both_templates_and_overwrites_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    names = {f"(模板)浙江省高级专业技术资格证书采集表({label}).xlsx" for label in ("身份证号", "特殊证书")}
    assert run(capsys, "new", "-o", tmp_path / "新")[0] == FOUND_NOTHING
    assert {path.name for path in (tmp_path / "新").iterdir()} == names
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "新").iterdir()}
    code, _, err = run(capsys, "new", "-o", tmp_path / "新")
    assert code == FAILED
    assert "已经存在，为免覆盖已填的数据没有写入；确要覆盖请加 --yes" in err
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
