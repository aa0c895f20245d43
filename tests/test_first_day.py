"""The list for the first day on Windows tells what the program really says."""

import re
from pathlib import Path

import pytest

from support.contract import Case, on_fake
from support.domain import RESIDENT
from zcert_addin.buttons import load
from zcert_macros.flavour import ADDIN
from zcert_macros.vba_project import modules
from zcert_templates.cell_ref import column_letters

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "first-day-on-windows.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("button", "quoted"),
    [
        ("check_identity", "共验证42人，正确32人，错误10人。第一处错误在第4行。"),
        ("check_data", "共检查42人，错误23处，提示6处"),
        ("only_wrong_rows", "只显示有错的23行，隐藏了19行。"),
        ("tidy_texts", "已整理3处。"),
    ],
)
def test_what_buttons_say(button: str, quoted: str, case: Case) -> None:
    assert f"“{quoted}”" in PAGE
    assert on_fake(case, load(button).run).told[0].startswith(quoted)


def test_functions_and_columns() -> None:
    functions = re.findall(r'Describe "(ZC_\w+)"', modules(ADDIN)["ZcFunctionHelp"])
    assert f"有{len(functions)}个函数" in PAGE
    column = column_letters(RESIDENT.index["身份证号码"])
    assert f"=ZC_CHECKID({column}4:{column}45)" in PAGE


def test_steps_are_numbered_and_referred_to() -> None:
    steps = [int(number) for number in re.findall(r"(?m)^\| (\d+) \|", PAGE)]
    assert steps == [*range(1, len(steps) + 1)]
    named = {
        int(number)
        for line in PAGE.partition("## 还有")[2].splitlines()
        for number in re.findall(r"\d+(?=至|步|、)|(?<=至)\d+", line)
    }
    assert named <= {*steps}


def test_it_is_linked_and_names_what_exists() -> None:
    assert "docs/first-day-on-windows.md" in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / "tests/processes/test_limits.py").exists()
