"""What do the live rules of a sheet say, as formulas of the spreadsheet?

Texts as in a workbook part, without a leading ``=``. They reach the dictionary through defined names alone:
a conditional format that names another sheet is only allowed in an extension that older programs drop. They hold no
array constants, which conditional formats forbid as well ([MS-XLSB] 2.5.98.6), and no ROW($1:$17), which an inserted
row would shift. ``cell`` and ``parent`` are references such as ``$A4``: column fixed, row relative.

>>> result_is_wrong("$AB4")
'AND($AB4<>"",LEFT($AB4,2)<>"正确",LEFT($AB4,2)<>"正常")'
"""

from dataclasses import dataclass
from typing import Final

from zcert import words
from zcert.values.text import AROUND_NUMBERS, INVISIBLE

POSITIONS: Final = "zc_positions"
WEIGHTS: Final = "zc_weights"
REGIONS: Final = "zc_regions"
ODD_CHARACTERS: Final = {
    "zc_no_break_space": ("\u00a0", " "),
    "zc_ideographic_space": ("\u3000", " "),
    "zc_zero_width_space": ("\u200b", ""),
    "zc_left_to_right_mark": ("\u200e", ""),
    "zc_byte_order_mark": ("\ufeff", ""),
}
"""Invisible characters that pasted numbers carry, by the name of the cell that holds one, and what replaces them."""

UNSEEN: Final = "zc_unseen"
"""The cells that hold all other characters of which judging a number takes no notice, see ``UNSEEN_CHARACTERS``."""
_APOSTROPHE: Final = "'"
UNSEEN_CHARACTERS: Final = (
    *(chr(code) for code in INVISIBLE if chr(code) not in {odd for odd, _ in ODD_CHARACTERS.values()}),
    *(mark for mark in AROUND_NUMBERS if mark != _APOSTROPHE),
    *("\u2169", "\u2179"),
)
"""Too many to clean away in a formula: a number with one of them is left to the program, which knows them all.

Not the apostrophe, which is no text of a cell of its own: Excel takes it for the mark before a text.
"""

GOOD_RESULTS: Final = (words.CORRECT, words.NORMAL)
"""A text of 照片检测 or 身份证验证 that begins with one of these is no fault."""

NEVER: Final = "FALSE"
EARLIEST_BIRTH_YEAR: Final = 1900
_TODAY: Final = "YEAR(TODAY())*10000+MONTH(TODAY())*100+DAY(TODAY())"


@dataclass(frozen=True, slots=True)
class Cascade:
    """Defined names of a dictionary whose rows are parent and child, grouped by parent.

    first_child: the cell of the first row's child.
    hint:        the cell whose text is offered while there is no parent.
    """

    parents: str
    children: str
    first_child: str
    hint: str


def cascade_list(parent: str, names: Cascade) -> str:
    """Return the source of a drop-down: the children of this parent, found by position and count, or the hint."""
    count = f"COUNTIF({names.parents},{parent})"
    rows = f"OFFSET({names.first_child},MATCH({parent},{names.parents},0)-1,0,{count},1)"
    return f"IF({count}=0,{names.hint},{rows})"


def stale_child(cell: str, parent: str, names: Cascade) -> str:
    """Say that a child is filled in and no row of the dictionary has this parent and this child."""
    # Not COUNTIFS, for which * and ? in a pasted text are wildcards.
    return f'AND({cell}<>"",SUMPRODUCT(EXACT({names.parents},{parent})*EXACT({names.children},{cell}))=0)'


def result_is_wrong(cell: str) -> str:
    """Say that a text written by the program names a fault."""
    return "AND(" + ",".join([f'{cell}<>""', *(f'LEFT({cell},{len(good)})<>"{good}"' for good in GOOD_RESULTS)]) + ")"


def red_result(letters: str) -> str:
    """Say when a cell of a result column is red, for a rule that is added to an open workbook.

    Spreadsheet programs read relative references of such a rule from the position of the cursor; this formula has none.

    >>> red_result("C")
    '=AND(INDEX($C:$C,ROW())<>"",LEFT(INDEX($C:$C,ROW()),2)<>"正确",LEFT(INDEX($C:$C,ROW()),2)<>"正常")'
    """
    return f"={result_is_wrong(f'INDEX(${letters}:${letters},ROW())')}"


def identity_faults(cell: str) -> tuple[str, ...]:
    """Return one formula per fault of an identity number (GB 11643-1999); none is true for a right number or no number.

    An error inside a formula counts as not true, and then one of the formulas before it is true.
    """
    return (
        f"AND(NOT(ISBLANK({cell})),NOT(ISTEXT({cell})))",
        *(f"AND({_is_seen(cell)},{fault})" for fault in _faults(cell)),
    )


def _is_seen(cell: str) -> str:
    """Say that a formula sees all that is in a cell."""
    return f'SUMPRODUCT(--ISNUMBER(FIND({UNSEEN},{cell})))+ISNUMBER(FIND("{_APOSTROPHE}",{cell}))=0'


def _faults(cell: str) -> tuple[str, ...]:
    number = _normalised(cell)
    return (
        f"AND(LEN({number})<>0,LEN({number})<>15,LEN({number})<>18)",
        _wrong_character(number),
        _wrong_birth_date(number),
        f'IFERROR(LOOKUP(LEFT({number},6)+0,{REGIONS}),"")<>LEFT({number},6)+0',
        _wrong_check_character(number),
    )


def contradicts_sex(cell: str, sex: str) -> str:
    """Say that a right identity number and an entry of 性别 contradict each other (GB 11643-1999, clause 4.3)."""
    number = _normalised(cell)
    said = f'IF(MOD(MID({number},IF(LEN({number})=15,15,17),1),2)=1,"男","女")'
    right = f"AND({_is_seen(cell)},ISTEXT({cell}),NOT(OR({','.join(_faults(cell))})))"
    return f'IFERROR(IF(OR({sex}="男",{sex}="女"),IF({sex}<>{said},{right},FALSE),FALSE),FALSE)'


def is_double(cell: str, others: str) -> str:
    """Say that other cells of a column, this one among them, hold the same identity number, with 15 or 18 characters.

    As texts, because COUNTIF takes 18 digits for a number and forgets the last three.
    """
    number = f"UPPER(TRIM({cell}))"
    cut = f"LEFT({number},6)&MID({number},9,9)"
    long = f"IF(LEN({number})=15,{_with_check_character(number)},{number})"
    short = f"IF(LEN({number})=18,IF({_with_check_character(cut)}={number},{cut},{number}),{number})"
    same = f"SUMPRODUCT(--(({others}={long})+({others}={short})>0))"
    itself = f"--OR({cell}={long},{cell}={short})"
    return f"IFERROR(IF(OR(LEN({number})=15,LEN({number})=18),{same}>{itself},FALSE),FALSE)"


def _with_check_character(old: str) -> str:
    """Return 18 characters for a number of 15."""
    full = f'REPLACE({old},7,0,"19")'
    return f'{full}&MID("10X98765432",MOD(SUMPRODUCT(MID({full},{POSITIONS},1)*{WEIGHTS}),11)+1,1)'


def _normalised(cell: str) -> str:
    """Half width, no invisible characters, no blanks or line breaks at the ends, upper case."""
    text = f'SUBSTITUTE(ASC({cell}),CHAR(10)," ")'
    for name, (_, replacement) in ODD_CHARACTERS.items():
        text = f'SUBSTITUTE({text},{name},"{replacement}")'
    return f"UPPER(TRIM({text}))"


def _wrong_character(number: str) -> str:
    # Filled up to 18 places, because FIND of an empty text succeeds in Excel and fails in Calc.
    filled = f'{number}&"000"'
    digits = f'SUMPRODUCT(--ISNUMBER(FIND(MID({filled},{POSITIONS},1),"0123456789")))'
    last = f'ISERROR(FIND(MID({filled},18,1),"0123456789X"))'
    return f"AND(LEN({number})>0,OR({digits}<17,{last}))"


def _wrong_birth_date(number: str) -> str:
    full = f'REPLACE({number},7,0,IF(LEN({number})=15,"19",""))'
    year, month, day = f"MID({full},7,4)", f"MID({full},11,2)", f"MID({full},13,2)"
    # Excel takes 1900-02-29 for a day; 400 years later the calendar is the same and Excel knows it.
    # A day that the month does not have ends up in another month.
    no_such_day = f"MONTH(DATE({year}+400,{month},{day}))<>{month}+0"
    outside = f"{year}+0<{EARLIEST_BIRTH_YEAR},MID({full},7,8)+0>{_TODAY}"
    return f"IF(LEN({number})=0,FALSE,IFERROR(OR({outside},{no_such_day}),TRUE))"


def _wrong_check_character(number: str) -> str:
    """ISO 7064 MOD 11-2 over the first 17 places."""
    remainder = f"MOD(SUMPRODUCT(MID({number},{POSITIONS},1)*{WEIGHTS}),11)"
    return f'IF(LEN({number})=18,MID("10X98765432",{remainder}+1,1)<>RIGHT({number},1),FALSE)'


def day_is_possible(cell: str) -> str:
    """Say that a text is a day as YYYYMMDD and not after today."""
    text = f"TRIM(ASC({cell}))"
    day = f"DATE(LEFT({text},4),MID({text},5,2),RIGHT({text},2))"
    return f"AND(LEN({text})=8,MONTH({day})=MID({text},5,2)+0,{day}<=TODAY())"


def postcode_is_possible(cell: str) -> str:
    """Say that a text has the length of a postal code."""
    return f"LEN(TRIM(ASC({cell})))=6"
