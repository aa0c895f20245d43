"""What the built workbooks do in LibreOffice."""

import csv
import datetime as dt
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.built_books import CITY, COUNTY, EACH_FORM, EDITION, REGIONS, SERIES, TITLE, VECTORS, letters, opened
from support.office import RED, colours, convert
from zcert.finding import Fault
from zcert.form import FIRST_DATA_ROW, Form
from zcert.values.id_number import parse
from zcert_templates import RESIDENT, SPECIAL, data_sheet, formulas
from zcert_templates.build import COLLECTION_SHEET, build_collection
from zcert_templates.dictionary_sheet import hint_for, names_for

Answer = TypeVar("Answer")

# --- behaviour in LibreOffice ----------------------------------------------------------------------------------------


def red_cells(folder: Path, form: Form, rows: Iterable[dict[str, object]], headers: Iterable[str]) -> list[set[str]]:
    """Fill rows from row 4 on and return the headers of the red cells of each; only these headers are looked at."""
    book = opened(build_collection(form, EDITION, REGIONS))
    sheet, count = book[COLLECTION_SHEET], 0
    for count, row in enumerate(rows, 1):
        for header, value in row.items():
            cell = sheet.cell(FIRST_DATA_ROW - 1 + count, form.index[header] + 1, value)
            if isinstance(value, str) and not value.startswith("="):
                cell.data_type = "s"  # openpyxl takes #NAME? for an error
    book.save(folder / "filled.xlsx")
    table = colours(folder / "filled.xlsx", folder / "office")[0][FIRST_DATA_ROW - 1 :][:count]
    assert len(table) == count
    return [{header for header in headers if row[form.index[header]] == RED} for row in table]


def vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def on_one_day(ask: Callable[[dt.date], Answer]) -> tuple[dt.date, Answer]:
    """Ask LibreOffice something that depends on TODAY(), given that day; again when midnight came between."""
    while True:
        day = dt.date.today()  # noqa: DTZ011  as TODAY() in the sheet
        answer = ask(day)
        if dt.date.today() == day:  # noqa: DTZ011
            return day, answer


def is_wrong(vector: dict[str, str], today: dt.date) -> bool:
    """The verdict of the vectors, which take 2026-11-21 as today, on another day."""
    if vector["expected"] == "future-date" and len(vector["value"]) == 18:
        return f"{today:%Y%m%d}" < vector["value"][6:14]
    return vector["expected"] != "ok"


@pytest.fixture
def doubles_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the rule for doubles, which has a test of its own: here numbers are repeated."""
    monkeypatch.setattr(data_sheet, "_is_double", lambda _at: formulas.NEVER)


@pytest.mark.office
@pytest.mark.usefixtures("doubles_allowed")
def test_wrong_identity_numbers_are_red(tmp_path: Path) -> None:
    others = [
        (None, False),
        ("  ", False),
        ("", False),
        (330106198802299056, True),
        (330106880229905, True),
        (True, True),
        ("=1/0", True),
        ("000000198802299056", True),
        ("999999198802299056", True),
        ("\u200e330106198802299056\u00a0", False),
        ("\ufeff330106880229905", False),
        ("33010688022990 5", True),
        ("３３０１０６８８０２２９９０５", False),
        ("330106880230905", True),
        ("1E5106880229905", True),
        ("\u202d330106198802299056\u202c", False),
        ("\u2066330106880229905\u2069", False),
        ("'330106198802299056", False),
        ('"330106198802299056"', False),
        ("“330106198802299056”", False),
    ]
    values = [vector["value"] for vector in vectors()] + [value for value, _ in others]
    today, wrong = on_one_day(
        lambda _day: red_cells(tmp_path, RESIDENT, ({RESIDENT.key: value} for value in values), (RESIDENT.key,))
    )
    cases = [(vector["value"], is_wrong(vector, today)) for vector in vectors()] + others
    assert len(cases) >= 100
    disagreeing = [
        (value, expected) for (value, expected), red in zip(cases, wrong, strict=True) if bool(red) != expected
    ]
    assert disagreeing == []


@pytest.mark.office
@pytest.mark.usefixtures("doubles_allowed")
def test_live_red_agrees_with_the_program(tmp_path: Path) -> None:
    chance = random.Random(11643)
    numbers = [vector["normalised_value"] or vector["value"] for vector in vectors()]
    texts = [mutated(chance, chance.choice(numbers)) for _ in range(400)]
    today, red = on_one_day(
        lambda _day: red_cells(tmp_path, RESIDENT, ({RESIDENT.key: text} for text in texts), (RESIDENT.key,))
    )
    wrong = [text for text, cells in zip(texts, red, strict=True) if cells]
    assert wrong == [text for text in texts if text.strip() and isinstance(parse(text, today), Fault)]
    assert 20 < len(wrong) < 400


def mutated(chance: random.Random, number: str) -> str:
    """Change, drop, repeat or swap up to two characters; sometimes none."""
    characters = list(number)
    for _ in range(chance.choice((0, 1, 1, 2))):
        at = chance.randrange(len(characters)) if len(characters) > 1 else 0
        change = chance.choice(("digit", "digit", "digit", "odd", "drop", "double", "swap"))
        if change == "digit":
            characters[at] = chance.choice("0123456789")
        elif change == "odd":
            characters[at] = chance.choice("Xx.-+E/ ％５ＸO一\u200b")
        elif change == "drop":
            characters[at] = ""
        elif change == "double":
            characters.insert(at, characters[at])
        else:
            characters[at - 1], characters[at] = characters[at], characters[at - 1]
    return "".join(characters)


OLD, FULL, KEY = "330106880229905", "330106198802299056", RESIDENT.key


@pytest.mark.office
def test_doubles_and_contradictions_are_red_while_typing(tmp_path: Path) -> None:
    cases: list[tuple[dict[str, object], set[str]]] = [
        ({KEY: OLD, "性别": "男"}, {KEY}),
        ({KEY: FULL, "性别": "男"}, {KEY}),
        # All right: others differ in the last three digits, which COUNTIF does not see.
        ({KEY: "330106197001019013", "性别": "男"}, set()),
        ({KEY: "330106197001019021", "性别": "女"}, set()),
        ({KEY: "33010619700101903X", "性别": "女"}, {KEY, "性别"}),
        ({KEY: "330106197001019048", "性别": "男"}, {KEY, "性别"}),
        ({KEY: "330106700101905", "性别": "女"}, {KEY, "性别"}),
        # A wrong number says nothing about the sex, and is no double of the right one.
        ({KEY: "330106197001019064", "性别": "女"}, set()),
        ({KEY: "330106197001019065", "性别": "男"}, {KEY}),
        ({KEY: "330106197001019072", "性别": "未知"}, set()),
        ({KEY: None, "性别": "男"}, set()),
        ({KEY: "33010619700101911x", "性别": "男"}, {KEY}),
        ({KEY: "33010619700101911X", "性别": "男"}, {KEY}),
    ]
    red = red_cells(tmp_path, RESIDENT, (row for row, _ in cases), (KEY, "性别"))
    assert red == [expected for _, expected in cases]


@pytest.mark.office
def test_number_of_another_paper_is_never_red(tmp_path: Path) -> None:
    rows = [{SPECIAL.key: "E12345678"}, {SPECIAL.key: "330106198802299051"}]
    assert red_cells(tmp_path, SPECIAL, rows, (SPECIAL.key,)) == [set(), set()]


def pairs(header: str) -> list[tuple[str, str]]:
    return [(parent, child) for parent, children in EDITION.children[header].items() for child in children]


@pytest.mark.office
def test_stale_children_are_red(tmp_path: Path) -> None:
    titles, counties = pairs(TITLE), pairs(COUNTY)
    assert {"农业技术人员（农艺）", "卫生技术人员（中医/中药）"} <= {series for series, _ in titles}
    good = [{SERIES: series, TITLE: title} for series, title in titles]
    good += [{CITY: city, COUNTY: county} for city, county in counties]
    good += [{SERIES: "工程技术人员"}, {CITY: "杭州市", COUNTY: ""}]
    stale = [
        {SERIES: "农业技术人员（农艺）", TITLE: "主任中医师"},
        {SERIES: "农业技术人员(农艺)", TITLE: dict(titles)["农业技术人员（农艺）"]},
        {SERIES: None, TITLE: titles[0][1]},
        {SERIES: "*", TITLE: titles[0][1]},
        {SERIES: titles[0][0], TITLE: "*"},
        {SERIES: titles[0][0], TITLE: hint_for(SERIES)},
        {CITY: "杭州市", COUNTY: "鄞州区"},
        {CITY: "杭州市", COUNTY: hint_for(CITY)},
        {CITY: None, COUNTY: "西湖区"},
    ]
    expected: list[set[str]] = [set()] * len(good)
    expected += [{TITLE} if TITLE in row else {COUNTY} for row in stale]
    assert red_cells(tmp_path, RESIDENT, [*good, *stale], (TITLE, COUNTY)) == expected


@pytest.mark.office
@EACH_FORM
def test_bad_results_are_red(tmp_path: Path, form: Form) -> None:
    texts = {
        "": False,
        "正确": False,
        "正常": False,
        "正常（提示：宽高比）": False,
        "缺少照片": True,
        "错误：校验码": True,
    }
    for header in ("照片检测", "身份证验证"):
        folder = tmp_path / header
        folder.mkdir()
        # No row is empty, or LibreOffice would leave it out.
        rows = [{header: text, "姓名": "甲"} for text in texts]
        red = red_cells(folder, form, rows, (header,))
        assert [bool(cells) for cells in red] == list(texts.values())


@pytest.mark.office
@pytest.mark.parametrize(("child", "parent"), [(TITLE, SERIES), (COUNTY, CITY)])
def test_drop_down_offers_the_children_of_the_parent(tmp_path: Path, child: str, parent: str) -> None:
    offers = {name: list(children) for name, children in EDITION.children[child].items()}
    offers |= {"": [hint_for(parent)], "没有这一项": [hint_for(parent)]}
    width = max(map(len, offers.values())) + 1
    book = opened(build_collection(RESIDENT, EDITION, REGIONS))
    sheet, first = book[COLLECTION_SHEET], len(RESIDENT.columns) + 2
    for row, name in enumerate(offers, FIRST_DATA_ROW):
        sheet.cell(row, RESIDENT.index[parent] + 1, name or None)
        reference = f"${letters(RESIDENT, parent)}{row}"
        source = formulas.cascade_list(reference, names_for((RESIDENT,)).cascades[child])
        sheet.cell(row, first, f"=ROWS({source})")
        for at in range(1, width):
            sheet.cell(row, first + at, f'=IF(ROWS({source})<{at},"",INDEX({source},{at},1))')
    book.save(tmp_path / "offers.xlsx")
    target = convert(tmp_path / "offers.xlsx", "xlsx", tmp_path / "office")
    calculated = load_workbook(target, data_only=True)[COLLECTION_SHEET]
    for row, children in enumerate(offers.values(), FIRST_DATA_ROW):
        count, *texts = [calculated.cell(row, first + at).value for at in range(width)]
        assert count == len(children)
        assert [text for text in texts if text] == children


@pytest.mark.office
def test_days_and_postcodes_that_are_surely_wrong_are_refused(tmp_path: Path) -> None:
    days = {"19890105": True, "１９８９０１０５ ": True, "20000229": True, "19000229": None, "19890230": False}
    days |= {"19891301": False, "19890100": False, "1989": False, "1989.1.5": False, "无": False}
    codes = {"310007": True, "３１０００７": True, " 310007": True, "31000": False, "3100070": False}
    today, result = on_one_day(lambda today: typed(tmp_path, [*days, tomorrow(today)], codes))
    days[tomorrow(today)] = False
    verdicts = {text: result.cell(row, 2).value for row, text in enumerate(days, 1)}
    # Excel knows a 1900-02-29 and Calc does not; no title is that old.
    assert {
        text: verdict for text, verdict in verdicts.items() if days[text] is not None and verdict != days[text]
    } == {}
    assert [result.cell(row, 4).value for row in range(1, len(codes) + 1)] == list(codes.values())


def tomorrow(today: dt.date) -> str:
    return f"{today + dt.timedelta(1):%Y%m%d}"


def typed(folder: Path, days: Iterable[str], codes: Iterable[str]) -> Worksheet:
    """Calculate column B, what is said of each day in column A, and column D, of each postcode in column C."""
    book = Workbook()
    sheet = book.active
    for row, text in enumerate(days, 1):
        sheet.cell(row, 1, text)
        sheet.cell(row, 2, f"=IFERROR({formulas.day_is_possible(f'$A{row}')},FALSE)")
    for row, text in enumerate(codes, 1):
        sheet.cell(row, 3, text)
        sheet.cell(row, 4, f"={formulas.postcode_is_possible(f'$C{row}')}")
    book.save(folder / "typed.xlsx")
    return load_workbook(convert(folder / "typed.xlsx", "xlsx", folder / "office"), data_only=True).active
