"""Every button does the same on every host: what it writes, shows, tells, opens, and leaves behind."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
import xlwings as xw

from support.contract import (
    MOVES,
    NEED_FOLDER,
    ON_SHEETS,
    PRESSES,
    SPOILS,
    Case,
    Outcome,
    Spoil,
    age_dictionary,
    button_name,
    change_header,
    compare_units,
    empty_sexes,
    filled,
    grid_cells,
    hidden_rows,
    hide_rows,
    noted,
    on_fake,
    own_copy,
    place,
    press,
    put_errors,
    put_others_beside,
    sheet_cells,
    spell_units,
    spoil_sheet,
    told,
    with_own_backup,
    without_errors,
    without_first,
)
from support.excel_engine import App
from support.excel_outcome import open_case, outcome_of
from support.main import run
from support.own_lists import OWN, list_file
from zcert import unifying
from zcert.errors import UserError
from zcert_addin.buttons import load
from zcert_addin.demonstration.units import FAULTY
from zcert_addin.hosts import file_mode
from zcert_addin.hosts.excel.host import ExcelHost
from zcert_addin.hosts.file_mode import Answers, FileHost
from zcert_addin.hosts.protocol import CLOSE_FIRST, NO_WORKBOOK, REMOTE, Host
from zcert_addin.hosts.steps import Kind, OpenQuestion, Step
from zcert_addin.hosts.steps_file import write_steps
from zcert_addin.reading.format import Workbook
from zcert_addin.reading.isolated import read_in_worker
from zcert_addin.reading.workbook import read
from zcert_templates import RESIDENT, dictionary_sheet


def on_file(case: Case, button: Callable[[Host], None]) -> Outcome:
    picked = case.listing if button_name(button) in {"make_templates", "show_progress"} else case.file
    name = button_name(button)
    folders = case.picks(name) if name in {"accept_rows", "receive_packages"} else [case.folder]
    answers = Answers((case.yes, *case.more), tuple(filter(None, folders)), picked)
    others = tuple(case.open_workbooks)
    path = case.path if case.saved else None
    host = FileHost(case.path, path, read(case.path).sheets[0].name, answers, others=others, cell=case.cell)
    refused = press(button, host)
    outcome = Outcome(
        grid_cells(host.read()),
        [step.texts[0] for step in host.steps if step.kind == "tell"],
        refused=refused,
        hidden=hidden_rows(case.path),
    )
    sheet, homes = outcome.cells, {"dictionary": outcome.dictionary, "marks": outcome.marks}
    for step in host.steps:
        at, text = (step.row, step.column - 1), step.texts[0]
        below = {(row, at[1]): cell for row, cell in enumerate(step.texts, step.row)}
        if step.kind == "sheet":
            sheet = outcome.shown[text] = {}
        elif step.kind in homes:
            sheet = homes[step.kind]
        elif step.kind == "write":
            outcome.cells |= below
        elif step.kind in {"cell", "number"}:
            sheet.update(below)
        elif step.kind == "red":
            outcome.red.add(at[1])
        elif step.kind == "select":
            outcome.selected = place(*at)
        elif step.kind in {"hide", "unhide"}:
            outcome.hidden = hidden_after(outcome.hidden, step)
        elif step.kind in {"open", "page"}:
            outcome.opened.append(Path(text).name)
    outcome.cells, outcome.dictionary = filled(outcome.cells), filled(outcome.dictionary)
    outcome.shown = {name: filled(noted(without_first(cells))) for name, cells in outcome.shown.items()}
    outcome.marks = filled(outcome.marks)
    return outcome


def hidden_after(hidden: set[int], step: Step) -> set[int]:
    blocks = [tuple(map(int, text.split(":"))) for text in step.texts]
    rows = {row for first, last in blocks for row in range(first, last + 1)}
    return hidden | rows if step.kind == "hide" else hidden - rows


def on_excel(
    case: Case,
    button: Callable[[Host], None],
    app: App,
    monkeypatch: pytest.MonkeyPatch,
    edit: Spoil | None = None,
) -> Outcome:
    pages: list[str] = []
    monkeypatch.setattr(
        "zcert_addin.hosts.excel.host.webbrowser.open", lambda uri: pages.append(uri.rpartition("/")[2])
    )
    book = open_case(app, case, button_name(button))
    first = book.content.active.title
    app.answers.extend("yes" if yes else "no" for yes in (case.yes, *case.more))
    if edit:
        edit(book.content.active)
        book.is_saved = False
    refused = press(button, ExcelHost(xw.Book(impl=book)))
    told_ = [text for text, buttons, _ in app.alerts if buttons == "ok"]
    return outcome_of(book, first, told_, pages, refused)


OnAll = Callable[[str, Case], tuple[Outcome, Outcome, Outcome]]


@pytest.fixture
def on_all(tmp_path: Path, excel: App, monkeypatch: pytest.MonkeyPatch) -> OnAll:
    """Press a button on every host."""

    def outcomes(button: str, case: Case) -> tuple[Outcome, Outcome, Outcome]:
        press_it = load(button).run
        cases = {host: own_copy(case, tmp_path / host) for host in ("fake", "file", "excel")}
        return (
            told(on_fake(cases["fake"], press_it), cases["fake"].path.parent),
            told(on_file(cases["file"], press_it), cases["file"].path.parent),
            told(on_excel(cases["excel"], press_it, excel, monkeypatch), cases["excel"].path.parent),
        )

    return outcomes


@pytest.mark.parametrize(("button", "yes"), PRESSES)
def test_every_host_comes_to_the_same(button: str, *, yes: bool, case: Case, on_all: OnAll) -> None:
    case.yes = yes
    fake, file, live = on_all(button, case)
    assert file == fake
    assert live == fake
    assert fake.refused == ""
    assert fake.told or fake.opened or not yes


def test_an_old_dictionary_is_replaced_alike(case: Case, on_all: OnAll) -> None:
    age_dictionary(case)
    fake, file, live = on_all("update_dictionary", case)
    assert file == fake
    assert live == fake
    assert len(fake.dictionary) > 1000


def test_empty_cells_are_filled_alike(case: Case, on_all: OnAll) -> None:
    spoil_sheet(case, empty_sexes)
    fake, file, live = map(without_errors, on_all("fill_from_number", case))
    assert file == fake
    assert live == fake
    filled_in = [row for row in range(4, 12) if fake.cells.get((row, 2))]
    assert filled_in == [4, *range(6, 12)]
    assert fake.told[0].startswith(f"已填写性别{len(filled_in)}处。\n如需撤销，请点“恢复”，选“")


def test_an_own_list_is_brought_in_alike(case: Case, on_all: OnAll, tmp_path: Path) -> None:
    case.file = list_file(tmp_path, *OWN)
    fake, file, live = on_all("bring_in_list", case)
    assert file == fake
    assert live == fake
    assert set(OWN) < set(fake.dictionary.values())
    done = "已导入3项评审组织，可从下拉列表中选取。请保存工作簿。"
    assert [text.split("\n")[0] for text in fake.told] == [done]
    assert "如需撤销，请点“恢复”" in fake.told[0]


def test_names_of_units_are_compared_alike(case: Case, on_all: OnAll) -> None:
    spoil_sheet(case, spell_units)
    fake, file, live = on_all("unify_units", case)
    assert file == fake
    assert live == fake
    lines = fake.shown[unifying.SHEET]
    found = {lines[row, 1]: lines[row, 3] for row, column in lines if column == 0 and "宁波市" in lines[row, 1]}
    spellings = ("宁波市第一医院", "宁波市第一医完", "宁波市第1医院", "宁波市 第一医院")
    assert found == dict.fromkeys(spellings, "宁波市第一医院")
    assert re.match(r"有\d组、共\d+种单位名称写法相近，建议改\d+种，已列在“单位名称对照”工作表中。\n", fake.told[0])


@pytest.mark.parametrize("yes", [True, False])
def test_names_of_units_are_unified_alike(case: Case, on_all: OnAll, *, yes: bool) -> None:
    compare_units(case)
    case.yes = yes
    fake, file, live = on_all("unify_units", case)
    assert (fake.refused, file.refused, live.refused) == ("", "", "")
    assert fake.cells == file.cells == live.cells
    column = RESIDENT.index["工作单位"]
    names = [fake.cells[row, column] for row in range(4, 9)]
    unified = "宁波市第一医院" if yes else "宁波市第1医院"
    assert names == ["宁波市第一医院", unified, "宁波市 第一医院", "宁波市第一医完", "宁波市第二医院"]
    backup = f"{case.path.stem}_时刻.备份.xlsx"
    assert fake.files == file.files == live.files
    assert (backup in fake.files) is yes
    told_ = [f"已统一1种写法，共改动1处。\n如需撤销，请点“恢复”，选“{backup}”。"] if yes else []
    assert fake.told == file.told == live.told == told_


@pytest.mark.parametrize("button", ["check_photos", "back_up"])
def test_everybody_in_workbook_and_folder_is_known_alike(
    button: str, case: Case, tmp_path: Path, on_all: OnAll
) -> None:
    put_others_beside(case)
    fake, file, live = on_all(button, case)
    assert file == fake
    assert live == fake
    if button == "check_photos":
        assert "\n文件夹中有2张照片不属于表中任何人：" in fake.told[0]
    else:
        copied = {path.name for path in (tmp_path / "fake").rglob(f"{case.path.stem}_*/*.jpg")}
        assert ("E12345678.jpg" in copied, "P87654321.jpg" in copied) == (True, False)


@pytest.mark.parametrize("opened_too", [True, False])
def test_a_backup_takes_the_place_of_its_workbook(case: Case, on_all: OnAll, *, opened_too: bool) -> None:
    with_own_backup(case)
    if not opened_too:
        other = case.path.with_name("另一单位.xlsx")
        shutil.copy(case.path, other)
        case.path = other
    fake, file, live = on_all("restore", case)
    assert live == fake
    assert fake.opened == [FAULTY]
    assert "_时刻.备份.xlsx" in "".join(fake.files)
    assert fake.told[0].startswith(f"已恢复：文件夹/{FAULTY}\n恢复前的工作簿备份为：")
    if opened_too:
        assert file.refused == CLOSE_FIRST.format(FAULTY)
        assert (file.told, file.opened) == ([], [])
        assert not any("_时刻" in name for name in file.files)
    else:
        assert file == fake


def test_unsaved_edits_are_kept_when_the_open_workbook_is_restored(
    case: Case, excel: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_own_backup(case)
    saved = case.path.read_bytes()
    live = on_excel(case, load("restore").run, excel, monkeypatch, change_header)
    first, second = sorted(case.path.parent.glob("*_20*.备份.xlsx"))
    assert first.read_bytes() == saved
    assert sheet_cells(openpyxl.load_workbook(second).active)[3, 1] == "名字"
    assert case.file is not None
    assert case.path.read_bytes() == case.file.read_bytes()
    assert live.cells == grid_cells(read(case.file).sheets[0])
    assert live.opened == [FAULTY]
    assert live.told == [
        f"已恢复：{case.path}\n恢复前的工作簿备份为：{first.name}\n没有保存的修改备份为：{second.name}"
    ]


def test_excel_does_not_close_the_macros_that_wait_for_it(
    case: Case, excel: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_own_backup(case)
    before = case.path.read_bytes()
    monkeypatch.setattr("zcert_addin.hosts.excel.windows.has_macros", lambda _book: True)
    refused = on_excel(case, load("restore").run, excel, monkeypatch)
    assert refused.refused == CLOSE_FIRST.format(FAULTY)
    assert [book.name for book in excel.books.books] == [FAULTY]
    assert case.path.read_bytes() == before
    assert not list(case.path.parent.glob("*.备份.xlsx"))


def test_a_workbook_never_saved_has_no_way_back_from_new_lists(case: Case, on_all: OnAll) -> None:
    age_dictionary(case)
    case.saved = False
    fake, file, live = on_all("update_dictionary", case)
    assert fake.refused == file.refused == live.refused == "请先保存本工作簿，再执行本操作"
    assert fake.dictionary == file.dictionary == live.dictionary == {}


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("button", ON_SHEETS)
def test_every_host_refuses_with_the_same_sentence(button: str, spoil: Spoil, case: Case, on_all: OnAll) -> None:
    spoil_sheet(case, spoil)
    fake, file, live = on_all(button, case)
    assert fake.refused
    assert file == fake
    assert live == fake


@pytest.mark.parametrize("button", ON_SHEETS)
def test_errors_in_cells_are_the_same_findings(button: str, case: Case, on_all: OnAll) -> None:
    spoil_sheet(case, put_errors)
    fake, file, live = on_all(button, case)
    assert without_errors(file) == without_errors(fake)
    assert without_errors(live) == without_errors(fake)


@pytest.mark.parametrize("button", MOVES)
def test_hidden_rows_are_known_alike(button: str, case: Case, on_all: OnAll) -> None:
    spoil_sheet(case, hide_rows)
    case.cell = (12, 3)
    fake, file, live = on_all(button, case)
    assert file == fake
    assert live == fake
    assert fake.hidden == (set() if button == "only_wrong_rows" else {5, 12, 13})
    assert fake.told[0].startswith(
        {
            "next_error": "第13行“身份证号码”：",
            "previous_error": "第12行“身份证号码”：",
            "only_wrong_rows": "已显示全部42行，其中3行原来是隐藏的",
        }[button]
    )
    assert ("\n这一行是隐藏的" in fake.told[0]) == (button != "only_wrong_rows")


@pytest.mark.parametrize("button", NEED_FOLDER)
def test_every_host_asks_for_a_saved_workbook(button: str, case: Case, on_all: OnAll) -> None:
    case.saved = False
    refusals = [one.refused for one in on_all(button, case)]
    assert refusals == ["请先保存本工作簿，再执行本操作"] * 3


def test_statistics_of_a_workbook_that_was_never_saved_lie_in_a_chosen_folder(case: Case, on_all: OnAll) -> None:
    case.saved = False
    fake, file, live = on_all("count_people", case)
    assert file == fake
    assert live == fake
    (opened,) = fake.opened
    assert re.fullmatch(rf"统计_{Path(FAULTY).stem}_\d{{8}}\.xlsx", opened)
    assert opened in fake.files
    assert fake.told == [f"共42人，同一号码只计一次为41人。\n统计表：文件夹/{opened}"]


def test_an_open_summary_is_in_the_way_on_every_host(case: Case, on_all: OnAll) -> None:
    case.others = ("高级专业技术资格证书汇总表.xlsx",)
    shutil.copy(case.path, case.path.with_name(case.others[0]))
    fake, file, live = on_all("consolidate_folder", case)
    assert fake.refused.startswith(f"“{case.others[0]}”正打开着，汇总会替换它，请先关闭它")
    assert {one.refused for one in (file, live)} == {fake.refused}
    assert fake.files == file.files == live.files
    assert not [name for name in fake.files if "备份" in name]


@pytest.mark.parametrize("below", [True, False])
def test_sub_folders_are_merged_or_not_on_every_host(case: Case, on_all: OnAll, *, below: bool) -> None:
    case.more = (below,)
    other = case.path.parent / "下级" / "乙.xlsx"
    other.parent.mkdir()
    shutil.copy(case.path, other)
    fake, file, live = on_all("consolidate_folder", case)
    assert file == fake
    assert live == fake
    assert fake.told[0].startswith(f"汇总完成：{2 if below else 1}个采集表、")
    assert ("可能有数据但不能直接汇总" in fake.told[0]) is not below


# File mode alone


@pytest.mark.parametrize(
    ("button", "kind"),
    [
        ("consolidate_folder", "ask"),
        ("tidy_texts", "ask"),
        ("back_up", "pick-folder"),
        ("restore", "pick-file"),
        ("make_templates", "pick-file"),
        ("return_rows", "ask"),
        ("show_progress", "pick-folder"),
        ("accept_rows", "pick-folder"),
    ],
)
def test_an_open_question_ends_it_before_anything_is_changed(button: str, kind: str, case: Case) -> None:
    before = sorted(case.path.parent.iterdir())
    host = FileHost(case.path, case.path)
    with pytest.raises(OpenQuestion):
        load(button).run(host)
    assert host.steps[-1].kind == kind
    assert host.steps[-1].texts[0]
    assert not [step for step in host.steps if step.kind == "write"]
    assert sorted(case.path.parent.iterdir()) == before


def test_names_of_units_are_asked_about_before_any_is_written(case: Case) -> None:
    compare_units(case)
    host = FileHost(case.path, case.path)
    with pytest.raises(OpenQuestion):
        load("unify_units").run(host)
    assert [step.kind for step in host.steps] == ["ask"]


def test_lines_lead_to_their_cells(case: Case) -> None:
    host = FileHost(case.path, case.path)
    load("check_data").run(host)
    sheet = read(case.path).sheets[0].name
    begin = next(at for at, step in enumerate(host.steps) if step.kind == "sheet")
    (links,) = [step for step in host.steps[begin:] if step.kind == "link"]
    title, rows = [step for step in host.steps[begin:] if step.kind == "cell" and step.column == 1]
    assert ((links.row, links.column), (rows.row, rows.texts[0])) == ((3, 9), (2, "行号"))
    assert re.fullmatch(rf"“{sheet}”的数据检查结果（\d+年\d+月\d+日\d+:\d\d）：错误\d+处，提示\d+处", *title.texts)
    for link, row in zip(links.texts, rows.texts[1:], strict=True):
        assert re.fullmatch(rf"""=HYPERLINK\("#'{sheet}'![A-Z]+{row}","第{row}行"\)""", link)


def test_cells_below_each_other_are_one_step() -> None:
    host = FileHost(None, None)
    host.write_column(2, 4, ["甲", "", "乙"])
    host.write_column(2, 4, [])
    host.write_cells({(9, 0): "丁", (4, 0): "甲", (5, 0): "乙", (5, 1): "丙"})
    host.write_dictionary([["名称", 1, 2, "x"], []], {})
    assert host.steps == [
        Step("write", ("甲", "", "乙"), 4, 3),
        Step("write", ("甲", "乙"), 4, 1),
        Step("write", ("丁",), 9, 1),
        Step("write", ("丙",), 5, 2),
        Step("dictionary", (dictionary_sheet.SHEET,)),
        Step("cell", ("名称",), 1, 1),
        Step("number", ("1", "2"), 2, 1),
        Step("cell", ("x",), 4, 1),
    ]


def test_the_active_sheet_by_name(case: Case) -> None:
    name = read(case.path).sheets[0].name
    assert FileHost(case.path, case.path, name).read().name == name
    with pytest.raises(UserError, match="当前打开的不是工作表"):
        FileHost(case.path, case.path, "图表1").read()


def test_the_copy_is_read_once(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    def counted(path: Path) -> Workbook:
        read.append(path)
        return read_in_worker(path)

    monkeypatch.setattr(file_mode, "read_in_worker", counted)
    host = FileHost(case.path, case.path)
    assert host.read() is host.read()
    assert host.read_dictionary()[dictionary_sheet.DATE_LABEL]
    assert read == [case.path]


def test_the_open_workbook_is_not_overwritten(case: Case, tmp_path: Path) -> None:
    copy = tmp_path / "副本.xlsx"
    shutil.copy(case.path, copy)
    host = FileHost(copy, case.path)
    with pytest.raises(UserError, match="不能覆盖正在打开的工作簿"):
        host.save_copy(case.path)
    host.progress(0, 1, "甲")
    host.save_copy(tmp_path / "另一份.xlsx")
    assert (tmp_path / "另一份.xlsx").read_bytes() == copy.read_bytes()
    assert (host.name, host.folder, FileHost(copy, None).name) == (FAULTY, case.path.parent, "副本.xlsx")


def read_steps(path: Path) -> list[Step]:
    """Read the file as the macros do."""
    steps = []
    for line in path.read_text("utf-8").split("\n")[:-1]:
        kind, row, column, *written = line.split("\t")
        texts = [
            re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text) for text in written
        ]
        assert kind in get_args(Kind)
        steps.append(Step(kind, tuple(texts), int(row), int(column)))  # type: ignore[arg-type]
    return steps


def test_the_results_file_holds_the_steps(case: Case, tmp_path: Path) -> None:
    host = FileHost(case.path, case.path)
    load("check_identity").run(host)
    copy, results = tmp_path / "副本.xlsx", tmp_path / "结果.txt"
    shutil.copy(case.path, copy)
    arguments = ["button", "check_identity", str(copy), "--results", str(results)]
    assert run([*arguments, "--workbook", str(case.path), "--sheet", host.read().name]) == 0
    assert read_steps(results) == host.steps
    kinds = {"write", "red", "marks", "name", "cell", "link", "marked", "select", "tell"}
    assert {step.kind for step in host.steps} == kinds
    awkward = [Step("tell", ("甲\t乙\n\\n丙",)), Step("write", ("", "\t", "\\t", ""), 4, 28)]
    write_steps(results, awkward)
    assert read_steps(results) == awkward


@pytest.mark.parametrize(
    ("options", "kinds", "code"),
    [
        pytest.param([], ["sheet", "ask"], 0, id="asked"),
        pytest.param(["--no"], ["sheet"], 0, id="refused"),
        pytest.param(["--yes"], ["sheet", "write", "tell"], 0, id="agreed"),
        pytest.param(["--unsaved"], ["fail"], 2, id="never saved"),
        pytest.param(["--sheet", "没有"], ["fail"], 2, id="no such sheet"),
    ],
)
def test_a_button_on_the_command_line(
    case: Case, tmp_path: Path, options: list[str], kinds: list[str], code: int
) -> None:
    results = tmp_path / "结果.txt"
    assert run(["button", "tidy_texts", str(case.path), "--results", str(results), *options]) == code
    kinds_seen = dict.fromkeys(step.kind for step in read_steps(results))
    assert [kind for kind in kinds_seen if kind not in {"cell", "link", "list"}] == kinds


@pytest.mark.parametrize(
    "button",
    [
        *(
            "check_identity",
            "check_photos",
            "check_data",
            "tidy_texts",
            "unify_units",
            "back_up",
            "update_dictionary",
            "count_people",
            "return_rows",
            "accept_rows",
        ),
        *MOVES,
    ],
)
def test_without_a_workbook_one_sentence_says_what_to_do(button: str) -> None:
    host = FileHost(None, None)
    with pytest.raises(UserError, match=f"^{NO_WORKBOOK}$"):
        load(button).run(host)
    assert host.steps == []


@pytest.mark.parametrize(
    ("button", "kinds"),
    [
        ("show_help", ["page"]),
        ("show_about", ["tell"]),
        ("consolidate_folder", ["tell", "open"]),
        ("restore", ["tell", "open"]),
        ("make_templates", ["tell"]),
        ("show_progress", ["tell", "open"]),
    ],
)
def test_what_needs_no_workbook(button: str, kinds: list[str], case: Case, tmp_path: Path) -> None:
    results = tmp_path / "结果.txt"
    picked = case.listing if button in {"make_templates", "show_progress"} else case.file
    answers = ["--yes", "--folder", str(case.folder), "--file", str(picked)]
    assert run(["button", button, "--results", str(results), *answers]) == 0
    steps = read_steps(results)
    assert [step.kind for step in steps] == kinds
    assert button != "show_about" or steps[0].texts[0].endswith("本工作簿字典：没有打开工作簿")


@pytest.mark.parametrize(("button", "refused"), [("check_photos", True), ("check_identity", False)])
def test_a_workbook_from_the_web(button: str, case: Case, tmp_path: Path, *, refused: bool) -> None:
    results = tmp_path / "结果.txt"
    arguments = [
        "button",
        button,
        str(case.path),
        "--results",
        str(results),
        "--workbook",
        "https://example.org/表.xlsx",
    ]
    assert run(arguments) == (2 if refused else 0)
    assert (read_steps(results)[-1].texts == (REMOTE,)) is refused


def test_a_missing_copy_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = tmp_path / "结果.txt"
    assert run(["button", "check_data", str(tmp_path / "没有.xlsx"), "--results", str(results)]) == 2
    assert "文件或文件夹不存在" in capsys.readouterr().err
    assert [step.kind for step in read_steps(results)] == ["fail"]


def test_open_workbooks_are_saved_and_the_program_run_again(case: Case, tmp_path: Path) -> None:
    second, results = case.path.with_name("乙.xlsx"), tmp_path / "结果.txt"
    shutil.copy(case.path, second)
    answers = ["--edited", str(case.path), "--open", str(second), "--edited", str(second), "--yes"]
    kinds = []
    while True:
        assert run(["button", "consolidate_folder", str(case.path), "--results", str(results), *answers]) == 0
        (*_, last) = read_steps(results)
        kinds.append(last.kind)
        if last.kind == "open":
            break
        answers += {
            "pick-folder": ["--folder", str(case.folder)],
            "ask": ["--yes"],
            "save": ["--saved", last.texts[0]],
        }[last.kind]
    assert kinds == ["pick-folder", "ask", "save", "save", "open"]
    assert [one for one in answers if one.startswith("--")][-3:] == ["--yes", "--saved", "--saved"]


def test_an_open_summary_is_refused(case: Case, tmp_path: Path) -> None:
    old, results = case.path.with_name("高级专业技术资格证书汇总表.xlsx"), tmp_path / "结果.txt"
    old.write_bytes(b"old")
    arguments = ["button", "consolidate_folder", str(case.path), "--results", str(results), "--open", str(old), "--yes"]
    assert run([*arguments, "--folder", str(case.folder)]) == 2
    (step,) = read_steps(results)
    assert (step.kind, old.read_bytes()) == ("fail", b"old")
    assert step.texts[0].startswith(f"“{old.name}”正打开着")
