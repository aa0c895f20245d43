"""A checking button that is pressed on a list works on the sheet to which the list belongs."""

from pathlib import Path

import openpyxl
import pytest

from support.contract import Case
from support.fake_host import FakeHost
from zcert.errors import UserError
from zcert_addin.buttons import check_data, check_identity, check_photos, tidy_texts
from zcert_addin.commands.sheet import NOT_THIS_SHEET, open_sheet

TITLE = "“采集表”的数据检查结果（2026年11月21日9:05）：错误1处，提示0处"


def with_list(path: Path, title: str = TITLE, name: str = "采集表") -> FakeHost:
    content = openpyxl.load_workbook(path)
    content.create_sheet("数据检查结果")["A1"] = title
    content["采集表"].title = name
    content.save(path)
    return FakeHost(path, front="数据检查结果", answers=[False])


@pytest.mark.parametrize("button", [check_data, check_identity, check_photos, tidy_texts])
def test_the_list_leads_to_its_sheet(case: Case, button: object) -> None:
    plain, host = FakeHost(case.path, answers=[False]), with_list(case.path)
    for one in (plain, host):
        button.run(one)  # type: ignore[attr-defined]
    assert host.front == "采集表"
    assert (host.told, host.shown, host.columns) == (plain.told, plain.shown, plain.columns)


def test_a_sheet_that_was_renamed_is_one_sentence(case: Case) -> None:
    host = with_list(case.path, name="改了名")
    with pytest.raises(UserError) as refused:
        open_sheet(host)
    assert str(refused.value) == (
        "这是工作表“采集表”的数据检查结果，但那张工作表已改名、删除或隐藏，请先点到填写数据的工作表上再试"
    )


@pytest.mark.parametrize("title", ["", "“采集表”的数据检查结果", "采集表"])
def test_any_other_sheet_is_no_list(case: Case, title: str) -> None:
    with pytest.raises(UserError, match=NOT_THIS_SHEET):
        open_sheet(with_list(case.path, title))
