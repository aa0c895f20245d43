"""The rows of a sheet are the same, however its XML is written, and what is far away without a value does not count."""

import io
from random import Random

import openpyxl  # type: ignore[import-untyped]
import pytest

from support.merging import people, sheet_rows
from support.odd_workbook import MAIN, Varied, book, inline, shared, sheet
from support.read_tables import table
from zcert_addin.reading import calamine, xlsx
from zcert_addin.reading.plain_xml import refuse_ill_formed
from zcert_addin.reading.preflight import BROKEN_INSIDE, DOCTYPE, TOO_WIDE, Unreadable
from zcert_addin.reading.workbook import parse

ROWS = sheet_rows(people(3))
GOOD = sheet(ROWS)
SHARED, TABLE = shared(ROWS)
TALL = 1_048_576


@pytest.mark.parametrize("seed", range(150))
def test_the_same_rows_in_every_way_of_writing(seed: int) -> None:
    rng = Random(seed)
    rows = sheet_rows(people(3, seed))
    for row in rows[3:]:
        row[rng.randrange(1, 24)] = rng.choice(["", " 甲  乙 ", "a & b", '<row r="5">', "]]>", "0", "甲\n乙"])
    read = table(Varied(rng).book(rows))
    assert (read.rows, read.numbers) == (rows[3:], [4, 5, 6])


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(f'<row r="{TALL}" ht="15" customHeight="1"/>', id="height"),
        pytest.param(f'<row r="{TALL}"><c r="A{TALL}"/><c r="AB{TALL}" s="0"/></row>', id="empty cells"),
        pytest.param(f'<row r="{TALL}"><c r="XFD{TALL}"/></row>', id="empty cell in the corner"),
        pytest.param(f'<row r="{TALL}">{inline(TALL, 16_383, " ")}</row>', id="blank in the corner"),
        pytest.param(f'<row r="{TALL}"><c r="A{TALL}" t="str"><v>\n \t</v></c></row>', id="blanks"),
        pytest.param(f'<row r="{TALL}"><c r="A{TALL}"><v></v></c></row>', id="empty value"),
        pytest.param(f'<row r="{TALL}"><c r="A{TALL}"><v/></c></row>', id="closed value"),
        pytest.param(f'<row r="7">{inline(7, 16_383, " ")}</row>', id="blank in a far column"),
        pytest.param('<row r="7"><c r="XFD7"/></row>', id="empty cell in a far column"),
        pytest.param("".join(f'<row r="{at}" hidden="1"/>' for at in range(7, 3000)), id="many hidden rows"),
    ],
)
def test_what_is_far_away_without_a_value_does_not_count(row: str) -> None:
    read = table(book(GOOD.replace("</sheetData>", f"{row}</sheetData>")))
    assert (read.rows, read.numbers, read.stray) == (ROWS[3:], [4, 5, 6], ())


def test_a_shared_blank_far_away() -> None:
    far = f'<row r="{TALL}"><c r="XFD{TALL}" t="s"><v>{TABLE.count("<si>")}</v></c></row></sheetData>'
    strings = TABLE.replace("</sst>", "<si><t> </t></si></sst>")
    read = table(book(SHARED.replace("</sheetData>", far), strings))
    assert (read.rows, read.numbers) == (ROWS[3:], [4, 5, 6])


@pytest.mark.parametrize("text", ["x", "0"])
def test_a_value_far_away_is_named(text: str) -> None:
    far = f'<row r="{TALL}">{inline(TALL, 16_383, text)}</row></sheetData>'
    with pytest.raises(Unreadable) as raised:
        parse(book(GOOD.replace("</sheetData>", far)))
    assert str(raised.value) == TOO_WIDE


def test_a_blank_among_the_values_stays() -> None:
    rows = [["a", " ", "b"], ["", " ", "c", " "], [" "], ["d"], [" "]]
    far = f'<row r="{TALL}"><c r="XFD{TALL}"/></row></sheetData>'
    (grid,) = parse(book(sheet(rows).replace("</sheetData>", far))).sheets
    assert [list(row) for row in grid.cells] == [["a", " ", "b"], ["", " ", "c"], [" ", "", ""], ["d", "", ""]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param('<c r="A1" t="s"><v> 1 </v></c>', "二", id="blanks round an index"),
        pytest.param('<c r="A1" t="s"><v>&#49;</v></c>', "二", id="index as a reference"),
        pytest.param('<c r="A1" t="s"><v>1<!-- --></v></c>', "二", id="comment behind an index"),
        pytest.param('<c r="A1" t="s"><v>1<![CDATA[0]]></v></c>', "十一", id="index in two pieces"),
        pytest.param('<c r="A1"><v> 5 </v></c>', 5.0, id="blanks round a number"),
        pytest.param('<c r="A1" t="n"><v>\n5\n</v></c>', 5.0, id="line breaks round a number"),
        pytest.param('<c r="A1"><v>5.50</v></c>', 5.5, id="a usual number"),
        pytest.param('<c r="A1"><v>3.30106198503149E+17</v></c>', 3.30106198503149e17, id="a large number"),
        pytest.param('<c r="A1" t="b"><v> true </v></c>', True, id="a truth"),
        pytest.param('<c r="A1" t="b"><v>false</v></c>', False, id="a falsehood"),
        pytest.param('<c r="A1" t="str"><v> a </v></c>', " a ", id="blanks of a text"),
        pytest.param('<c r="A1" t="str"><v>a<![CDATA[b]]></v></c>', "ab", id="CDATA in a text"),
        pytest.param('<c r="A1" t="str"><v>a</v><f>1</f></c>', "a", id="formula behind its value"),
        pytest.param('<c r="A1" t="str"><v>a</v><extLst><ext><v>b</v></ext></extLst></c>', "a", id="extension"),
        pytest.param('<c r="A1" t="inlineStr"><v>a</v></c>', "a", id="inline text in a value"),
        pytest.param('<c r="A1" t="inlineStr"><is><t>a<!-- b -->c</t></is></c>', "ac", id="comment in a text"),
        pytest.param('<c r=" $A$1 " t="str"><v>a</v></c>', "a", id="absolute reference"),
        pytest.param('<c r="a1" t="&#115;tr"><v>a</v></c>', "a", id="small letter, kind as a reference"),
        pytest.param('<c r="A1" t="e"><v>#N/A</v></c>', "", id="error"),
        pytest.param('<c r="A1" t="str"><f>""</f><v></v></c>', "", id="empty text of a formula"),
    ],
)
def test_a_value_in_another_way(written: str, value: object) -> None:
    last = '<c r="B1"><v>1</v></c>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{written}{last}</row></sheetData></worksheet>'
    strings = f'<sst xmlns="{MAIN}"><si><t>一</t></si><si><t>二</t></si>{"<si/>" * 8}<si><t>十一</t></si></sst>'
    (grid,) = parse(book(xml, strings)).sheets
    assert [list(row) for row in grid.cells] == [[value, 1.0]]
    assert grid.left == 0


def test_errors_and_hidden_rows_are_still_named() -> None:
    rows = '<!-- --><row><c/></row><row hidden="true"><c t="e"><v>#N/A</v></c><c><f>A1</f></c><c><v>1</v></c></row>'
    (grid,) = parse(book(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')).sheets
    assert sorted(grid.notes.doubts) == [(2, 0, "error"), (2, 1, "formula")]
    assert grid.notes.hidden_rows == {2}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('<row r="5">', '<row r="5"', id="tag never closed"),
        pytest.param('<row r="5">', '<!-- <row r="5">', id="comment never closed"),
        pytest.param('r="A5" t="inlineStr"><is>', 'r="A5" t="inlineStr"><iz>', id="another end tag"),
        pytest.param('<c r="A5" ', '<d r="A5" ', id="another start tag"),
        pytest.param("</t></is></c></row></sheetData>", "</t></is></c></row>", id="rows never end"),
        pytest.param('<row r="5">', '<row r="5"><c r="A5"><v>&#0;</v></c>', id="no character"),
    ],
)
def test_what_is_not_well_formed_is_refused(old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(Unreadable) as raised:
        parse(book(GOOD.replace(old, new)))
    assert str(raised.value) == BROKEN_INSIDE


@pytest.mark.parametrize("strings", [TABLE.replace("<si>", "<sj>", 2), TABLE[:-6], TABLE.replace("</t>", "", 1)])
def test_texts_that_are_not_well_formed_are_refused(strings: str) -> None:
    with pytest.raises(Unreadable, match=BROKEN_INSIDE):
        parse(book(SHARED, strings))
    assert table(book(SHARED, TABLE)).rows == ROWS[3:]


@pytest.mark.parametrize("index", ["9999", "1q", "-1", "1.5"])
def test_an_index_of_no_text_is_refused(index: str) -> None:
    with pytest.raises(Unreadable, match=BROKEN_INSIDE):
        parse(book(SHARED.replace("<v>30</v>", f"<v>{index}</v>"), TABLE))


def test_a_doctype_in_another_encoding_is_refused() -> None:
    xml = f'<!DOCTYPE worksheet><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(Unreadable) as raised:
        parse(book(xml.encode("utf-16")))
    assert str(raised.value) == DOCTYPE


@pytest.mark.parametrize("part", ["sheet", "strings"])
@pytest.mark.parametrize("seed", range(8))
def test_damage_never_changes_anything_without_a_word(seed: int, part: str) -> None:
    rng = Random(seed)
    whole = ROWS[3:]
    for _ in range(60):
        sheet_, strings = bytearray(SHARED.encode()), bytearray(TABLE.encode())
        _damage(sheet_ if part == "sheet" else strings, rng)
        try:
            read = table(book(bytes(sheet_), bytes(strings)))
        except (Unreadable, ValueError):  # a changed header is no table
            continue
        assert read.rows == whole or (_is_well_formed(bytes(sheet_)) and _is_well_formed(bytes(strings)))


def _damage(xml: bytearray, rng: Random) -> None:
    at = rng.randrange(120, len(xml))
    match rng.randrange(3):
        case 0:
            xml[at] = rng.choice(b'<>/"&v c0')
        case 1:
            del xml[at : at + rng.randrange(1, 60)]
        case _:
            xml[at:at] = xml[at : at + rng.randrange(1, 60)]


def _is_well_formed(xml: bytes) -> bool:
    try:
        refuse_ill_formed(xml)
    except Unreadable:
        return False
    return True


def test_a_usual_sheet_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_anew", None)
    assert table(book(GOOD)).rows == ROWS[3:]
    assert table(book(SHARED, TABLE)).rows == ROWS[3:]
    assert calamine.read_sheets(book(SHARED, TABLE))[0].cells[3:] == ROWS[3:]


def test_what_openpyxl_writes_is_usual_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_anew", None)
    made = openpyxl.Workbook()
    for row in ROWS:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    assert table(file.getvalue()).rows == ROWS[3:]
