import pytest
from xlsxwriter.utility import xl_col_to_name

from zcert_templates.cell_ref import (
    LAST_COLUMN,
    Range,
    column_index,
    column_letters,
    format_range,
    jump_formula,
    parse_range,
)


def test_letters_of_every_column_are_those_of_xlsxwriter() -> None:
    letters = [column_letters(at) for at in range(LAST_COLUMN + 1)]
    assert letters == [xl_col_to_name(at) for at in range(LAST_COLUMN + 1)]
    assert [column_index(one) for one in letters] == list(range(LAST_COLUMN + 1))
    assert letters[-1] == "XFD"


@pytest.mark.parametrize("letters", ["", "XFE", "AAAA", "a", "A1", "Ａ"])
def test_what_names_no_column(letters: str) -> None:
    with pytest.raises(ValueError, match="no column"):
        column_index(letters)


@pytest.mark.parametrize(
    ("ref", "block"),
    [
        ("$B$2", Range(2, 1, 2, 1)),
        ("B2:C9", Range(2, 1, 9, 2)),
        ("C9:B2", Range(2, 1, 9, 2)),
        ("A1:XFD1048576", Range(1, 0, 1_048_576, LAST_COLUMN)),
    ],
)
def test_blocks(ref: str, block: Range) -> None:
    assert parse_range(ref) == block
    assert parse_range(format_range(block)) == block


@pytest.mark.parametrize("ref", ["", "A", "1", "A:B", "1:2", "A0", "a1"])
def test_what_names_no_block(ref: str) -> None:
    with pytest.raises(ValueError, match="no c"):
        parse_range(ref)


@pytest.mark.parametrize(
    ("place", "formula"),
    [
        (None, ""),
        (("采集表", 4, 27), """=HYPERLINK("#'采集表'!AB4","第4行")"""),
        (('a"1', 23, 1), """=HYPERLINK("#'a""1'!B23","第23行")"""),
        (("a'1", 23, 1), """=HYPERLINK("#'a''1'!B23","第23行")"""),
    ],
)
def test_formula_of_a_link(place: tuple[str, int, int] | None, formula: str) -> None:
    assert jump_formula(place, ",") == formula
    assert jump_formula(place, ";") == formula.replace('","', '";"')
