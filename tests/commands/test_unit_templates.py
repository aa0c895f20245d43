"""Templates for the units of a list: their names, what is preset in them, and files that are there already."""

import unicodedata
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.domain import TODAY, right_row
from support.merging import EDITION
from zcert.errors import UserError
from zcert.preset import Preset
from zcert.unit_list import ListedUnit
from zcert_addin.commands.check_workbook import Settings, check_workbook
from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate
from zcert_addin.commands.unit_templates import (
    TemplateSettings,
    file_names,
    read_units,
    write_unit_templates,
)
from zcert_addin.disk.holder import OpenElsewhere
from zcert_addin.reading.workbook import read
from zcert_addin.summary.sources import list_workbooks
from zcert_templates import FORMS, RESIDENT, SPECIAL

SETTINGS = TemplateSettings(EDITION)


def unit(name: str, row: int = 2, form: object = RESIDENT, reporting: str = "") -> ListedUnit:
    return ListedUnit(row, Preset(name, reporting), form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("units", "names"),
    [
        pytest.param([unit("甲"), unit("乙")], ["甲", "乙"], id="different"),
        pytest.param([unit("甲/乙"), unit("甲:乙"), unit("甲_乙")], ["甲_乙", "甲_乙_2", "甲_乙_3"], id="replaced"),
        pytest.param([unit("abc"), unit("ABC")], ["abc", "ABC(身份证号)"], id="capital letters alone"),
        pytest.param([unit("a/"), unit("A")], ["a", "A_2"], id="capital letters"),
        pytest.param([unit("甲", form=SPECIAL), unit("甲")], ["甲", "甲(身份证号)"], id="two forms"),
        pytest.param([unit("甲/"), unit("甲"), unit("甲_2")], ["甲", "甲_2", "甲_2_2"], id="numbered already"),
        pytest.param([unit("长" * 60), unit("长" * 70)], ["长" * 50, f"{'长' * 50}_2"], id="shortened"),
    ],
)
def test_names(units: list[ListedUnit], names: list[str]) -> None:
    assert file_names(units, ".xlsx") == [f"{name}.xlsx" for name in names]


@given(st.lists(st.text("aA甲/:._ 2", max_size=4)))
def test_no_two_units_share_a_file(names: list[str]) -> None:
    found = file_names([unit(name) for name in names], ".xlsx")
    assert len({unicodedata.normalize("NFC", name).casefold() for name in found}) == len(names)
    assert file_names([unit(name) for name in names], ".xlsm") == [name[:-1] + "m" for name in found]


def test_templates_are_made_and_filled_in_and_merged(tmp_path: Path) -> None:
    units = [unit("甲中学", 2, reporting="杭州市"), unit("乙中学", 3), unit("甲中学", 4, SPECIAL, "杭州市")]
    seen: list[tuple[int, int, str]] = []
    settings = TemplateSettings(EDITION, lambda *step: seen.append(step))
    written = write_unit_templates(tmp_path / "模板", units, settings)
    names = ["甲中学.xlsx", "乙中学.xlsx", "甲中学(特殊证书).xlsx"]
    assert [(one.path.name, one.status) for one in written] == [(name, "made") for name in names]
    assert seen == [(0, 3, names[0]), (1, 3, names[1]), (2, 3, names[2]), (3, 3, "")]
    facts = [read(one.path, dictionary=True).dictionary for one in written]
    assert [(one.get("填报单位"), one.get("上报单位")) for one in facts] == [
        ("甲中学", "杭州市"),
        ("乙中学", None),
        ("甲中学", "杭州市"),
    ]
    # Nobody is in an empty template.
    assert check_workbook(written[0].path, Settings(TODAY, EDITION)).rows == 0
    book = openpyxl.load_workbook(written[0].path)
    for at, text in enumerate(right_row(RESIDENT).values(), 1):
        book.active.cell(4, at, text)
    book.save(written[0].path)
    merged = consolidate(tmp_path / "模板", tmp_path / "模板" / "汇总.xlsx", MergeSettings(TODAY, EDITION))
    assert {one.file: (one.status, one.rows) for one in merged.files} == {
        "甲中学.xlsx": ("merged", 1),
        "乙中学.xlsx": ("merged", 0),
        "甲中学(特殊证书).xlsx": ("merged", 0),
    }


def test_what_is_there_is_kept_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(b"filled in")
    units = [unit("甲"), unit("乙")]
    first = write_unit_templates(tmp_path, units, SETTINGS)
    assert [one.status for one in first] == ["kept", "made"]
    assert (tmp_path / "甲.xlsx").read_bytes() == b"filled in"
    again = write_unit_templates(tmp_path, [*units, unit("丙")], SETTINGS)
    assert [one.status for one in again] == ["kept", "kept", "made"]
    replaced = write_unit_templates(tmp_path, [*units, unit("丁")], TemplateSettings(EDITION, overwrite=True))
    assert [one.status for one in replaced] == ["replaced", "replaced", "made"]
    assert read(tmp_path / "甲.xlsx", dictionary=True).dictionary["填报单位"] == "甲"


def test_nothing_is_replaced_while_one_of_them_is_open(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        (tmp_path / name).write_bytes(b"filled in")
    (tmp_path / ".~lock.乙.xlsx#").write_text(",张三,pc,,;", "utf-8")
    with pytest.raises(OpenElsewhere):
        write_unit_templates(tmp_path, [unit("甲"), unit("乙")], TemplateSettings(EDITION, overwrite=True))
    assert (tmp_path / "甲.xlsx").read_bytes() == b"filled in"
    assert [one.status for one in write_unit_templates(tmp_path, [unit("乙")], SETTINGS)] == ["kept"]


def test_a_stopped_run_is_continued(tmp_path: Path) -> None:
    def stop(done: int, _total: int, _name: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    units = [unit("甲"), unit("乙"), unit("丙")]
    with pytest.raises(UserError, match=r"^已停止，3个模板中完成了1个，再做一次即可继续$"):
        write_unit_templates(tmp_path, units, TemplateSettings(EDITION, stop))
    assert [one.name for one in list_workbooks(tmp_path, tmp_path / "汇总.xlsx")] == ["甲.xlsx"]
    assert [one.status for one in write_unit_templates(tmp_path, units, SETTINGS)] == ["kept", "made", "made"]


def test_with_macros(tmp_path: Path) -> None:
    settings = TemplateSettings(EDITION, add_macros=lambda plain: plain[:2] + b"macros")
    (one,) = write_unit_templates(tmp_path, [unit("甲")], settings)
    assert (one.path.name, one.path.read_bytes()) == ("甲.xlsm", b"PKmacros")


def test_the_list_is_read_with_the_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("单位名称,上报单位\n甲,杭州市\n", "gb18030")
    assert read_units(path, FORMS, EDITION, SPECIAL) == [unit("甲", 2, SPECIAL, "杭州市")]
    path.write_text("单位名称,上报单位\n甲,杭洲市\n", "gb18030")
    with pytest.raises(UserError, match=r"^清单第2行的上报单位“杭洲市”不在字典中"):
        read_units(path, FORMS, EDITION, SPECIAL)
