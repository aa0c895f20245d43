"""File mode: the macros carry out what the program writes down, tried in LibreOffice, which runs VBA."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest

from support.calc_office import ZCERT, CalcOffice
from support.domain import RESIDENT, right_row
from support.file_mode_fakes import FAKES
from support.macro_file import built, opened_with_macros
from support.merging import people
from zcert.values.id_number import accepted_regions
from zcert_addin.cli.commands import button
from zcert_addin.hosts.listing import HEADER_FILL, LINK_COLOUR
from zcert_addin.hosts.steps import Kind, Step
from zcert_addin.hosts.steps_file import line_of
from zcert_addin.reading.suffixes import PICKED
from zcert_dictionaries import load_edition
from zcert_macros.flavour import ADDIN, BOOK
from zcert_macros.vba_project import modules
from zcert_macros.vba_source import stored
from zcert_templates import dictionary_sheet
from zcert_templates.cell_ref import column_letters
from zcert_templates.formulas import GOOD_RESULTS, red_result
from zcert_templates.marks import LAST_MARK, WIDTH
from zcert_templates.styles import WRONG

DOCS = Path(__file__).parents[2] / "docs"
SOURCES = modules(BOOK)
RESULT, NAME = RESIDENT.index["身份证验证"], RESIDENT.index["姓名"]
RESULTS = f"{column_letters(RESULT)}4:{column_letters(RESULT)}43"
AWKWARD = ["", "正确", "甲\n乙", "a\tb", "\\", "\\n", "\\\\t", "=1+1", "𠮷田\u00e9\u07ff", "\ufffd"]
UNDER_TEST = ("ZcFileMode", "ZcCarryOut", "ZcCells", "ZcSheets", "ZcRows", "ZcSteps", "ZcUtf8", "ZcArguments")
PUBLIC = re.compile(r"(?m)^Public (?:Sub|Function) (\w+)(\(.*?\)(?: As \w+)?)\r?$")

# What is said in two places


def test_every_step_is_described_and_carried_out() -> None:
    table = (DOCS / "file_mode.md").read_text("utf-8").partition("|---|---|")[2]
    described = re.findall(r"`([\w-]+)`", "".join(re.findall(r"(?m)^\| (.*?) \|", table)))
    carried_out = re.findall(r'"([\w-]+)"', "".join(re.findall(r"(?m)^ +Case (\".*)$", SOURCES["ZcCarryOut"])))
    assert sorted(described) == sorted(get_args(Kind))
    assert sorted(carried_out) == sorted(get_args(Kind))


def test_every_option_of_the_macros_is_one_of_the_verb() -> None:
    known = {
        name for one in button.command.params if isinstance(one, click.Option) for name in one.opts + one.secondary_opts
    }
    used = set(re.findall(r"--[a-z]+", "".join(SOURCES[name] for name in ("ZcFileMode", "ZcCarryOut"))))
    assert used == known - {"--help"}


def test_constants_of_the_macros() -> None:
    patterns = re.search(r'PICKED_FILES As String = "(.*)"', SOURCES["ZcDialogs"])
    assert patterns
    assert patterns[1].split(";") == [f"*{suffix}" for suffix in sorted(PICKED)]
    colours = [tuple(map(int, found)) for found in re.findall(r"RGB\((\d+), (\d+), (\d+)\)", SOURCES["ZcRed"])]
    assert [f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in colours] == [*WRONG.values()]
    assert stored(f'x = "{GOOD_RESULTS[0]}"', "x").strip().removeprefix("x = ") in SOURCES["ZcRed"]
    assert GOOD_RESULTS[0] in red_result("A")
    numbers = dict(re.findall(r"Const (\w+) As Long = (\d+)", SOURCES["ZcSheets"]))
    assert (numbers["LAST_MARK"], numbers["MARK_COLUMNS"]) == (str(LAST_MARK), str(WIDTH))
    colours = [tuple(map(int, found)) for found in re.findall(r"RGB\((\d+), (\d+), (\d+)\)", SOURCES["ZcList"])]
    assert [f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in colours] == [HEADER_FILL, LINK_COLOUR]


def test_both_files_have_all_of_it() -> None:
    shared = set(SOURCES) & set(modules(ADDIN)) - {"ZcRibbon"}
    assert {"ZcFileMode", "ZcBridge", *FAKES} <= shared
    assert all(SOURCES[name] == modules(ADDIN)[name] for name in shared)


@pytest.mark.parametrize("name", FAKES)
def test_what_stands_in_is_called_alike(name: str) -> None:
    ours, theirs = (dict(PUBLIC.findall(text)) for text in (FAKES[name], SOURCES[name]))
    called = {one for one in theirs if any(re.search(rf"\b{one}\b", SOURCES[other]) for other in UNDER_TEST)}
    assert {one: ours.get(one) for one in called} == {one: theirs[one] for one in called}


def test_only_what_is_stood_in_for_calls_windows() -> None:
    calling = {name for name, text in SOURCES.items() if "Declare PtrSafe" in text}
    assert calling - set(FAKES) == {"ZcBridge"}


# In LibreOffice

in_office = pytest.mark.office


class Workbook:
    """A collection workbook with macros, open in LibreOffice, and the copy that the program reads."""

    def __init__(self, office: CalcOffice, folder: Path) -> None:
        self.office, self.folder = office, folder
        self.path, self.copy = folder / "采集表.xlsm", folder / "copy.xlsm"

    def open(self, **cells: object) -> None:
        """Open it with 40 persons and what some cells hold instead; ``zc_dict_B1`` is one of the dictionary's."""
        with opened_with_macros(io.BytesIO(built("id.xlsm"))) as content:
            row = right_row(RESIDENT)
            for at in range(4, 44):
                for column, header in enumerate(RESIDENT.headers, 1):
                    content.active.cell(at, column).value = row[header]
            for place, value in cells.items():
                sheet, _, cell = place.rpartition("_")
                (content[sheet] if sheet else content.active)[cell].value = value
            content.save(self.path)
        shutil.copy(self.path, self.copy)
        self.office.open(str(self.path), MacroExecutionMode=4)
        for name, text in FAKES.items():
            self.office.put_module(name, text)

    def press(self, name: str, *, agreed: bool = True, picked: str = "", program: object = ZCERT) -> list[str]:
        """Return what was told and asked, each after a word for it; the copy was always removed once."""
        text = self.office.macro("ZcDialogs.Pressed", name, str(program), str(self.folder), agreed, picked)
        told = str(text).split("\r")[:-1]
        told.remove("removed")
        assert "removed" not in told
        return told

    def steps(self) -> list[list[str]]:
        """Return the steps of the last run."""
        text = (self.folder / "results.txt").read_text("utf-8")
        return [line.split("\t") for line in text.split("\n")[:-1]]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalcOffice]:
    office = CalcOffice(tmp_path_factory.mktemp("office") / "profile")
    office.start()
    yield office
    office.stop()
    office.end()


@pytest.fixture
def workbook(running: CalcOffice, tmp_path: Path) -> Iterator[Workbook]:
    yield Workbook(running, tmp_path)
    running.close_all()


@in_office
def test_a_result_column_is_written(workbook: Workbook) -> None:
    workbook.open(A6="12", B5="样本")
    told = workbook.press("check_identity")
    (expected,) = [texts for kind, _, _, *texts in workbook.steps() if kind == "write"]
    assert [row[0] for row in workbook.office.texts(RESULTS)] == expected
    assert len(expected) == 40
    assert expected[2].startswith("身份证号码应为15位或18位，现有2位")
    assert told[0] == f"red 4 {RESULT + 1} {red_result(column_letters(RESULT))}"
    assert told[1] == f"marked 4 {len(RESIDENT.columns)} zc_marks_id"
    assert [row[0] for row in workbook.office.texts("G1:G40", "zc_marks_id")][:2] == ["|33010619880920948X"] * 2
    assert told[2].startswith("say 共验证40人，正确0人，错误40人。")
    assert told[2].endswith("\n\n（本次用文件方式完成。原因：reason）")
    assert workbook.office.selected().endswith("$A$4")


@in_office
def test_the_reason_is_said_once(workbook: Workbook) -> None:
    workbook.open()
    told = [workbook.press("show_about")[0].partition("（本次")[2] for _ in range(2)]
    assert told == ["用文件方式完成。原因：reason）", "用文件方式完成）"]


@in_office
def test_findings_get_a_sheet_that_leads_to_their_cells(workbook: Workbook) -> None:
    workbook.open(A6="12", B5=" 样　本 ")
    for _ in range(2):
        workbook.press("check_data")
        steps = workbook.steps()
        steps = steps[[kind for kind, *_ in steps].index("sheet") :]
        cells = {
            (at, int(column)): text
            for kind, row, column, *texts in steps
            if kind == "cell"
            for at, text in enumerate(texts, int(row))
        }
        (links,) = [texts for kind, _, _, *texts in steps if kind == "link"]
        shown = workbook.office.texts(f"A1:I{len(links) + 3}", "数据检查结果")
        assert {
            (row, column): text for row, line in enumerate(shown, 1) for column, text in enumerate(line, 1) if text
        } == {
            **{at: text for at, text in cells.items() if text},
            **{(at, 9): f"第{shown[at - 1][0]}行" for at in range(3, len(links) + 3)},
        }
        formulas = [row[0] for row in workbook.office.formulas(f"I3:I{len(links) + 2}", "数据检查结果")]
        assert [formula.replace('";"', '","') for formula in formulas] == links
        # The second time the sheet is there, with something else on it.
        workbook.office.fill("A90:B90", [["以前", "的"]], "数据检查结果")
        workbook.office.go_to("采集表")
    assert workbook.office.sheets() == ["采集表", "数据检查结果", "zc_dict", "zc_marks_id"]


@in_office
@pytest.mark.parametrize("agreed", [True, False])
def test_a_question_is_asked_and_the_program_run_again(workbook: Workbook, *, agreed: bool) -> None:
    workbook.open(B5=" 样　本 ", B9="样\n本", D7="０１２")
    told = workbook.press("tidy_texts", agreed=agreed)
    assert told[0].startswith("ask 共有3处可以整理")
    assert [one[:8] for one in told[1:]] == (["say 已整理3处"[:8]] if agreed else [])
    names = [workbook.office.texts(place, "采集表")[0][0] for place in ("B5", "B9", "D7")]
    assert (names == ["样本", "样本", "012"]) is agreed
    assert len(list(workbook.folder.glob("采集表_*.备份.xlsm"))) == agreed
    assert workbook.office.texts("A2:D2", "规范整理预览") == [["行", "栏目", "原来", "改为"]]


@in_office
def test_from_the_active_cell_to_the_next_error(workbook: Workbook) -> None:
    workbook.open(F7="")
    workbook.office.select("A7")
    assert workbook.press("next_error")[0].startswith(
        "say 第7行“在职状态”：“在职状态”必须填写，请补填（第5处，共41处）"
    )
    assert workbook.office.selected().endswith("$F$7")
    assert workbook.press("previous_error")[0].startswith("say 第7行“身份证号码”：")
    assert workbook.office.selected().endswith("$A$7")


@in_office
def test_right_rows_are_hidden_and_shown_again(workbook: Workbook) -> None:
    right = dict(zip((5, 6, 20), people(3), strict=True))
    workbook.open(**{f"{letters}{at}": row["AC".index(letters) * 2] for at, row in right.items() for letters in "AC"})
    assert workbook.press("only_wrong_rows")[0].startswith("say 只显示有错的37行，隐藏了3行。")
    assert workbook.office.hidden_rows() == [*right]
    workbook.office.save(workbook.copy, "Calc MS Excel 2007 VBA XML")
    assert workbook.press("only_wrong_rows")[0].startswith("say 已显示全部40行，其中3行原来是隐藏的。")
    assert workbook.office.hidden_rows() == []


@in_office
def test_the_dictionary_is_replaced(workbook: Workbook) -> None:
    workbook.open(zc_dict_B1="2000-01-01", zc_dict_G2="旧的选项")
    told = workbook.press("update_dictionary")
    assert [one.partition(" ")[0] for one in told] == ["ask", "say"]
    fresh = dictionary_sheet.contents((RESIDENT,), load_edition(), accepted_regions())
    for at, column in enumerate(fresh.columns):
        letters = column_letters(at)
        shown = workbook.office.formulas(f"{letters}1:{letters}{len(column) + 1}", dictionary_sheet.SHEET)
        assert [row[0].removeprefix("'") for row in shown] == [*map(str, column), ""]
    defined = {name: place.replace("$zc_dict.", "zc_dict!") for name, place in workbook.office.names().items()}
    assert {name: defined[name] for name in fresh.names} == {
        name: area.removeprefix("=") for name, area in fresh.names.items()
    }


@in_office
def test_a_folder_is_chosen_and_the_summary_opened(workbook: Workbook) -> None:
    workbook.open()
    units = workbook.folder / "单 位"
    units.mkdir()
    shutil.copy(workbook.path, units)
    told = workbook.press("consolidate_folder", picked=str(units))
    assert [one.partition(" ")[0] for one in told] == ["ask", "folder", "say", "open"]
    assert told[2].startswith("say 汇总完成：1个采集表、40人")
    assert told[3] == f"open {units / '高级专业技术资格证书汇总表.xlsx'}"


@in_office
def test_cancelling_ends_it(workbook: Workbook) -> None:
    workbook.open()
    assert [one.partition(" ")[0] for one in workbook.press("restore")] == ["file"]


@in_office
def test_a_refusal_is_shown(workbook: Workbook) -> None:
    workbook.open(B3="名字")
    (told,) = workbook.press("check_identity")
    assert told.startswith("complain ")
    assert "名字" in told


@in_office
def test_a_program_that_does_not_start_is_one_sentence(workbook: Workbook) -> None:
    workbook.open()
    assert workbook.press("check_identity", program="") == ["complain no program"]


@in_office
def test_the_pieces(workbook: Workbook) -> None:
    workbook.open()
    call: Any = workbook.office.macro
    file = workbook.folder / "a.txt"
    for text in ["", *AWKWARD, "".join(AWKWARD), "甲𠮷a" * 2_000]:
        file.write_bytes(text.encode())
        assert call("ZcUtf8.FileText", str(file)) == text
    for text in AWKWARD:
        step = Step("write", (text, "", text), 4, 28)
        assert call("ZcSteps.PartsOf", line_of(step)) == ["write", "4", "28", text, "", text]
    assert call("ZcSteps.LinesOf", "a\nb\n") == ["a", "b"]
    assert call("ZcSteps.LinesOf", "") == []


@in_office
@pytest.mark.parametrize(
    ("argument", "written"),
    [
        pytest.param("", '""', id="empty"),
        pytest.param("C:\\张 三\\表.xlsx", '"C:\\张 三\\表.xlsx"', id="blank"),
        pytest.param("D:\\", '"D:\\\\"', id="a disk"),
        pytest.param('表"1', '"表\\"1"', id="quotation mark"),
        pytest.param('a\\"', '"a\\\\\\""', id="both"),
        pytest.param("a\\\\b", '"a\\\\b"', id="a share"),
    ],
)
def test_arguments_as_windows_reads_them(workbook: Workbook, argument: str, written: str) -> None:
    workbook.open()
    assert workbook.office.macro("ZcArguments.Quoted", argument) == written
