"""Every button does in a real LibreOffice Calc what it does on the other hosts."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from support.calc_office import CalcOffice, wait_for
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
    compare_units,
    empty_sexes,
    hidden_in,
    hide_rows,
    noted,
    on_fake,
    own_copy,
    place,
    put_errors,
    put_others_beside,
    sheet_cells,
    spoil_sheet,
    told,
    with_own_backup,
    without_errors,
    without_first,
)
from support.own_lists import OWN, list_file
from zcert_addin.buttons import declarations, load
from zcert_addin.demonstration.units import FAULTY
from zcert_templates import dictionary_sheet
from zcert_templates.marks import is_home

pytestmark = pytest.mark.office

LABELS = {name: button.label for name, button in declarations().items()}
OPEN = ".~lock."
"""How LibreOffice names the file by which it shows others that a workbook is open."""
OnBoth = Callable[[str, Case], tuple[Outcome, Outcome]]


def on_calc(case: Case, button: str, office: CalcOffice, inspected: Path) -> Outcome:
    """Press in LibreOffice and read a copy that it saves; a refusal is told, like everything else."""
    office.open(case.path, AsTemplate=not case.saved)
    office.drop_rules()
    office.select(place(*case.cell))
    office.save(inspected, "Calc MS Excel 2007 XML")
    before = sheet_cells(openpyxl.load_workbook(inspected)[dictionary_sheet.SHEET])
    office.seen.unlink(missing_ok=True)
    office.press(LABELS[button])
    said = office.converse(case.yes, [str(pick) for pick in case.picks(button)])
    if button == "show_help":
        wait_for(office.seen.exists)
    reopened = office.go_on()
    office.save(inspected, "Calc MS Excel 2007 XML")
    content = openpyxl.load_workbook(inspected)
    first, *others = content.worksheets
    dictionary = sheet_cells(content[dictionary_sheet.SHEET])
    at = re.fullmatch(rf"\$'?{first.title}'?\.\$([A-Z]+)\$([0-9]+)", office.selected())
    pages = [unquote(office.seen.read_text()).rpartition("/")[2]] if office.seen.exists() else []
    return Outcome(
        cells=sheet_cells(first),
        told=[text for asked, text in said if not asked],
        shown={
            sheet.title: noted(without_first(sheet_cells(sheet))) for sheet in others if sheet.sheet_state == "visible"
        },
        marks={at: text for sheet in others if is_home(sheet.title) for at, text in noted(sheet_cells(sheet)).items()},
        red=set() if reopened else set(office.red_columns()),
        # A document that was opened instead begins where its file says.
        selected="".join(at.groups()) if at and not reopened and "".join(at.groups()) != place(*case.cell) else "",
        opened=[*pages, *office.open_names(), *filter(None, [reopened])],
        dictionary=dictionary if dictionary != before else {},
        hidden=hidden_in(first),
    )


@pytest.fixture
def on_both(tmp_path: Path, office: CalcOffice) -> OnBoth:
    """Press a button on a host that answers from memory, and in LibreOffice."""

    def outcomes(button: str, case: Case) -> tuple[Outcome, Outcome]:
        mine, theirs = own_copy(case, tmp_path / "fake"), own_copy(case, tmp_path / "calc")
        fake = told(on_fake(mine, load(button).run, undoes=True), mine.path.parent)
        fake.told, fake.refused = [*fake.told, *filter(None, [fake.refused])], ""
        calc = told(on_calc(theirs, button, office, tmp_path / "inspected.xlsx"), theirs.path.parent)
        calc.files = {name for name in calc.files if not name.startswith(OPEN)}
        return fake, calc

    return outcomes


@pytest.mark.parametrize(("button", "yes"), PRESSES)
def test_calc_comes_to_the_same(button: str, *, yes: bool, case: Case, on_both: OnBoth) -> None:
    case.yes = yes
    fake, calc = on_both(button, case)
    assert calc == fake


def test_an_old_dictionary_is_replaced_alike(case: Case, on_both: OnBoth) -> None:
    age_dictionary(case)
    fake, calc = on_both("update_dictionary", case)
    assert calc == fake
    assert len(calc.dictionary) > 1000


def test_empty_cells_are_filled_alike(case: Case, on_both: OnBoth) -> None:
    spoil_sheet(case, empty_sexes)
    fake, calc = map(without_errors, on_both("fill_from_number", case))
    assert calc == fake
    assert calc.told[0].startswith("已填写性别")


def test_an_own_list_is_brought_in_alike(case: Case, on_both: OnBoth, tmp_path: Path) -> None:
    case.file = list_file(tmp_path, *OWN)
    fake, calc = on_both("bring_in_list", case)
    assert calc == fake
    assert set(OWN) < set(calc.dictionary.values())


def test_names_of_units_are_unified_alike(case: Case, on_both: OnBoth) -> None:
    compare_units(case)
    fake, calc = on_both("unify_units", case)
    assert (calc.cells, calc.files) == (fake.cells, fake.files)
    assert calc.told[0].startswith("已统一1种写法，共改动1处。\n如需撤销，请按Ctrl+Z；")


@pytest.mark.parametrize("button", ["check_photos", "back_up"])
def test_everybody_in_workbook_and_folder_is_known_alike(button: str, case: Case, on_both: OnBoth) -> None:
    put_others_beside(case)
    fake, calc = on_both(button, case)
    assert calc == fake
    assert button != "check_photos" or "\n文件夹中有2张照片不属于表中任何人：" in calc.told[0]


def test_sub_folders_are_merged_too(case: Case, on_both: OnBoth) -> None:
    case.more = (True,)
    other = case.path.parent / "下级" / "乙.xlsx"
    other.parent.mkdir()
    shutil.copy(case.path, other)
    fake, calc = on_both("consolidate_folder", case)
    assert calc == fake
    assert calc.told[0].startswith("汇总完成：2个采集表、")


@pytest.mark.parametrize("opened_too", [True, False])
def test_a_backup_takes_the_place_of_its_workbook(case: Case, on_both: OnBoth, *, opened_too: bool) -> None:
    with_own_backup(case)
    if not opened_too:
        other = case.path.with_name("另一单位.xlsx")
        shutil.copy(case.path, other)
        case.path = other
    fake, calc = on_both("restore", case)
    assert calc == fake
    assert calc.opened == [FAULTY]


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("button", ON_SHEETS)
def test_calc_refuses_with_the_same_sentence(button: str, spoil: Spoil, case: Case, on_both: OnBoth) -> None:
    spoil_sheet(case, spoil)
    fake, calc = on_both(button, case)
    assert calc == fake


@pytest.mark.parametrize("button", ON_SHEETS)
def test_errors_in_cells_are_the_same_findings(button: str, case: Case, on_both: OnBoth) -> None:
    spoil_sheet(case, put_errors)
    fake, calc = on_both(button, case)
    assert without_errors(calc) == without_errors(fake)


@pytest.mark.parametrize("button", MOVES)
def test_hidden_rows_are_known_alike(button: str, case: Case, on_both: OnBoth) -> None:
    spoil_sheet(case, hide_rows)
    fake, calc = on_both(button, case)
    assert calc == fake


@pytest.mark.parametrize("button", NEED_FOLDER)
def test_calc_asks_for_a_saved_workbook(button: str, case: Case, on_both: OnBoth) -> None:
    case.saved = False
    assert on_both(button, case)[1].told == ["请先保存本工作簿，再执行本操作"]


def test_statistics_of_a_workbook_that_was_never_saved_lie_in_a_chosen_folder(case: Case, on_both: OnBoth) -> None:
    case.saved = False
    fake, calc = on_both("count_people", case)
    (opened,) = calc.opened
    assert re.fullmatch(r"统计_.+_\d{8}\.xlsx", opened)
    assert opened in calc.files
    assert [text.partition("\n")[0] for text in calc.told] == [text.partition("\n")[0] for text in fake.told]
