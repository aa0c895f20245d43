"""从号码填写 on an open workbook, told by a host that remembers."""

import re
from pathlib import Path

import pytest

from support.domain import MAN, SPECIAL, WOMAN, WOMAN_15, right_row
from support.fake_host import FakeHost
from zcert.errors import UserError
from zcert.form import Form
from zcert_addin.buttons import fill_from_number
from zcert_addin.commands.sheet import NOT_SAVED
from zcert_addin.filling.collection import filled
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT

SEX = RESIDENT.index["性别"]


def unit(tmp_path: Path, *rows: tuple[str, str], form: Form = RESIDENT) -> Path:
    """Return a workbook whose rows have these numbers and sexes."""
    lines = [right_row(form) | {form.key: number, "性别": sex} for number, sex in rows]
    path = tmp_path / "甲.xlsx"
    path.write_bytes(filled(form, load_edition(), [[*line.values()] for line in lines]))
    return path


def test_empty_cells_are_filled_after_asking_and_a_copy_is_kept(tmp_path: Path) -> None:
    path = unit(tmp_path, (MAN, ""), (WOMAN, "男"), (WOMAN_15, ""), (MAN[:-1] + "9", ""), ("", ""), (MAN, "男"))
    host = FakeHost(path, answers=[True])
    fill_from_number.run(host)
    assert host.asked == [
        (
            "按号码可以填写性别2处，只填空着的，已填的不动。"
            "\n有1处与号码不符，没有改动，第一处是第5行的性别，请核对。"
            "\n有2人没有号码或号码有误，不能填写，第一个在第7行。"
            "\n现在填写吗？"
        )
    ]
    assert host.cells == {(4, SEX): "男", (6, SEX): "女"}
    (copy,) = tmp_path.glob("*.备份.xlsx")
    assert copy.read_bytes() == path.read_bytes()
    assert re.fullmatch(r"甲_\d{8}_\d{6}\.备份\.xlsx", copy.name)
    assert host.told == [f"已填写性别2处。\n如需撤销，请点“恢复”，选“{copy.name}”。"]


def test_refused_changes_nothing(tmp_path: Path) -> None:
    host = FakeHost(unit(tmp_path, (MAN, "")), answers=[False])
    fill_from_number.run(host)
    assert (host.cells, host.told, list(tmp_path.glob("*.备份.xlsx"))) == ({}, [], [])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param([(MAN, "男")], "没有需要填写的内容", id="all filled"),
        pytest.param(
            [(MAN, "女"), ("E123", "")],
            "没有需要填写的内容。\n有1处与号码不符，没有改动，第一处是第4行的性别，请核对。"
            "\n有1人没有号码或号码有误，不能填写，第一个在第5行。",
            id="only what cannot be filled",
        ),
    ],
)
def test_nothing_to_do_is_told(tmp_path: Path, rows: list[tuple[str, str]], told: str) -> None:
    host = FakeHost(unit(tmp_path, *rows))
    fill_from_number.run(host)
    assert (host.told, host.asked, host.cells) == ([told], [], {})


def test_other_papers_are_told(tmp_path: Path) -> None:
    host = FakeHost(unit(tmp_path, ("E12345678", ""), form=SPECIAL))
    fill_from_number.run(host)
    assert host.told == ["本表没有能按号码填写的栏目（性别、出生日期只能按身份证号码填写）"]


def test_an_unsaved_workbook_cannot_be_kept(tmp_path: Path) -> None:
    host = FakeHost(unit(tmp_path, (MAN, "")), saved=False, answers=[True])
    with pytest.raises(UserError, match=NOT_SAVED):
        fill_from_number.run(host)
    assert (host.asked, host.cells) == ([], {})
