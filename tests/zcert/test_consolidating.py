import dataclasses

import pytest

from support.domain import KEY, MAN, SPECIAL, WOMAN_15, WOMAN_18, inspect, make_table
from zcert.consolidating import Consolidation, FileReport, Tally, UnitTotal, count_by_unit
from zcert.finding import Finding
from zcert.form import Form
from zcert.several_files import Duplicate, People
from zcert.table import Table
from zcert_templates import RESIDENT

UNIT = "上报单位"


def person(number: str, name: str = "样本", unit: str = "杭州样本大学") -> dict[str, str]:
    return {KEY: number, "姓名": name, "工作单位": unit}


def duplicates(*files: tuple[str, Table]) -> list[Duplicate]:
    people = People()
    for file, table in files:
        people.add(file, table, inspect(table).people)
    return list(people.duplicates())


def file(name: str, *rows: dict[str, str], form: Form = RESIDENT, numbers: tuple[int, ...] = ()) -> tuple[str, Table]:
    return name, make_table(*rows, form=form, numbers=numbers)


# The same person in several files


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param([], [], id="no file"),
        pytest.param([file("a", person(MAN)), file("b", person(WOMAN_18, "另一人"))], [], id="two people"),
        pytest.param(
            [file("a", person(MAN)), file("b", person(MAN, "另一人"))],
            [Duplicate("number", MAN, (("a", 4), ("b", 4)))],
            id="same number",
        ),
        pytest.param([file("a", person(MAN), person(MAN))], [], id="in one file only"),
        pytest.param([file("a", person(MAN)), file("a", person(MAN), numbers=(9,))], [], id="two sheets of one file"),
        pytest.param(
            [file("a", person(MAN), person(MAN)), file("b", person(MAN))],
            [Duplicate("number", MAN, (("a", 4), ("a", 5), ("b", 4)))],
            id="twice in the first",
        ),
        pytest.param(
            [file("a", person(WOMAN_15)), file("b", person(f" {WOMAN_18.lower()}"))],
            [Duplicate("number", WOMAN_18, (("a", 4), ("b", 4)))],
            id="15 and 18",
        ),
        pytest.param(
            [file("a", person(MAN)), file("b", person(WOMAN_18, " 样本 "))],
            [Duplicate("name", "样本 杭州样本大学", (("a", 4), ("b", 4)))],
            id="same name and unit with another number",
        ),
        pytest.param(
            [file("a", person(MAN)), file("b", person(WOMAN_18, unit="别处"))], [], id="same name in another unit"
        ),
        pytest.param([file("a", person(MAN, "")), file("b", person(WOMAN_18, ""))], [], id="no name"),
        pytest.param([file("a", person(MAN, unit="")), file("b", person(WOMAN_18, unit=""))], [], id="no unit"),
        pytest.param([file("a", person(MAN), person(WOMAN_18))], [], id="names in one file"),
        pytest.param([file("a", person("")), file("b", person(""))], [], id="no numbers"),
        pytest.param(
            [file("a", person(MAN)), file("b", person(WOMAN_18)), file("c", person(MAN))],
            [
                Duplicate("number", MAN, (("a", 4), ("c", 4))),
                Duplicate("name", "样本 杭州样本大学", (("a", 4), ("b", 4))),
            ],
            id="both",
        ),
        pytest.param(
            [file("a", {"证件号码": "E12345678"}, form=SPECIAL), file("b", {"证件号码": "e12345678 "}, form=SPECIAL)],
            [Duplicate("number", "中国护照 E12345678", (("a", 4), ("b", 4)))],
            id="papers",
        ),
        pytest.param(
            [file("a", person(MAN), numbers=(1_048_576,)), file("b", person(MAN), numbers=(2,))],
            [Duplicate("number", MAN, (("a", 1_048_576), ("b", 2)))],
            id="last row of a sheet",
        ),
    ],
)
def test_doubles(files: list[tuple[str, Table]], expected: list[Duplicate]) -> None:
    assert duplicates(*files) == expected


def test_doubles_come_in_the_order_in_which_they_were_met_again() -> None:
    found = duplicates(
        file("a", person(MAN, "甲"), person(WOMAN_18, "乙")), file("b", person(WOMAN_18, "丙"), person(MAN, "丁"))
    )
    assert [duplicate.value for duplicate in found] == [WOMAN_18, MAN]


def told(*files: tuple[str, Table]) -> list[tuple[str, int | None, str, str]]:
    """Return file, row, column and code of what the later files are told at once."""
    people = People()
    return [
        (file, one.row, one.column, one.code)
        for file, table in files
        for one in people.add(file, table, inspect(table).people)
    ]


def test_a_later_file_is_told_at_once() -> None:
    files = (file("a", person(MAN)), file("b", person(WOMAN_18), person(MAN, "另一人")), file("c", person("")))
    assert told(*files) == [("b", 4, "姓名", "name-elsewhere"), ("b", 5, KEY, "id-elsewhere")]
    people = People()
    people.add(*files[0], inspect(files[0][1]).people)
    messages = [one.message for one in people.add(*files[1], inspect(files[1][1]).people)]
    assert messages == [
        "与a第4行的姓名和单位相同、号码不同，请两处核对是不是同一人",
        "与a第4行的号码相同，请两处核对，改正号码或只由一处上报",
    ]


def test_nobody_is_told_of_the_own_file() -> None:
    name, table = file("a", person(MAN), numbers=(9,))
    other_sheet = dataclasses.replace(table, sheet="另一张表")
    assert told(file("a", person(MAN), person(MAN)), (name, table), (name, other_sheet)) == []


def test_the_first_file_is_told_at_the_end() -> None:
    people = People()
    for name, table in (
        file("a", person(MAN), person(MAN, "改名")),
        file("b", person(MAN)),
        file("c", person(WOMAN_18)),
    ):
        people.add(name, table, inspect(table).people)
    found = [
        (one.file, one.sheet, one.finding.row, one.finding.code, one.number, one.name, one.unit)
        for one in people.earlier()
    ]
    assert found == [
        ("a", "采集表", 4, "id-elsewhere", MAN, "样本", "杭州样本大学"),
        ("a", "采集表", 5, "id-elsewhere", MAN, "", ""),
        ("a", "采集表", 4, "name-elsewhere", MAN, "样本", "杭州样本大学"),
    ]
    assert [one.finding.message[:5] for one in people.earlier()] == ["与b第4行", "与b第4行", "与c第4行"]


def test_without_doubles_nobody_is_told() -> None:
    people = People()
    for name, table in (file("a", person(MAN)), file("b", person(WOMAN_18, "另一人"))):
        people.add(name, table, inspect(table).people)
    assert list(people.earlier()) == []


# Counts


def findings(*codes: str) -> list[Finding]:
    return [Finding(4, KEY, code, "x") for code in codes]


def test_tally() -> None:
    tally = Tally()
    tally.add(findings("id-length", "id-length", "id-region-age"))
    tally.add(findings("untidy-text", "required"))
    assert tally.codes == {"id-length": 2, "id-region-age": 1, "untidy-text": 1, "required": 1}
    assert (tally.total("error"), tally.total("error", quiet=False)) == (3, 3)
    assert (tally.total("warning"), tally.total("warning", quiet=False)) == (2, 1)


def test_totals_of_a_consolidation() -> None:
    first, second = FileReport("a", rows=3), FileReport("b", rows=4)
    first.tally.add(findings("id-length"))
    second.tally.add(findings("id-length", "required"))
    refused = FileReport("c", "refused", "x")
    whole = Consolidation([first, second, refused])
    assert whole.rows == 7
    assert whole.tally().codes == {"id-length": 2, "required": 1}
    whole.orphans = ["全家福.jpg"]
    assert whole.tally().codes == {"id-length": 2, "required": 1, "photo-orphan": 1}
    assert first.tally.codes == {"id-length": 1}
    assert (Consolidation().rows, Consolidation().tally().codes) == (0, {})


def test_counts_of_units() -> None:
    whole = Consolidation()
    one = make_table({UNIT: "杭州市"}, {UNIT: " 杭州市 "}, {UNIT: "宁波市"}, {UNIT: ""})
    whole.count_units(count_by_unit([one, make_table({UNIT: "杭州市", "证件号码": "E1"}, form=SPECIAL)]))
    whole.count_units(count_by_unit([make_table({UNIT: "宁波市"}, {UNIT: "　"})]))
    whole.count_units(count_by_unit([make_table()]))
    assert whole.units == {"杭州市": UnitTotal(1, 3), "宁波市": UnitTotal(2, 2), "（未填）": UnitTotal(2, 2)}
