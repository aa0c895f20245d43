"""Make the built-in edition from the research tables.

    python dictionaries/update/trim.py SOURCE_FOLDER

SOURCE_FOLDER holds title_series.csv, code_lists.csv, zhejiang_regions.csv, region_codes.csv, reporting_units.csv and
review_orgs.csv, the tables that SOURCES.md describes. The same tables yield the same bytes. Only what the product uses
is kept: facts, no sentences. The project must be installed: the names of the lists are its own.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from zcert_dictionaries.lists import CODE_LISTS, PAPER_TYPE

Record = dict[str, str]
Row = tuple[str, ...]

TARGET: Final = Path(__file__).parents[1] / "zcert_dictionaries" / "edition"

EDITION: Final = (("date", "2026-11-21"), ("name", "2026-11全国现行与历史职称（浙江）"))

# Ours: the source workbook has no such column, but numbers of different papers collide.
PAPERS: Final = (
    "中国护照",
    "外国护照",
    "军官证或文职干部证",
    "军士证或士兵证",
    "军人退休证",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    "其它证件",
)

# Listed beside the 27 series with a remark for a name; the historical series 律师 has the same titles.
DROPPED_SERIES: Final = "律师（不在27系列内，部分省仍评）"

CONFIRMATION: Final = "经浙江省人事厅确认"

# From best to worst; C (tables before the first identity cards) is left out.
GRADES: Final = "ABDX"

# Any birth year may follow these: residence permits carry no place, and two X codes have no known years.
NO_BEGINNING: Final = "1900"
PERMITS: Final = ("810000", "820000", "830000")

# The tables print several spellings with a slash, a doubt or half-width brackets.
REGION_NAMES: Final = {
    "321119": "丹阳市（名称未证实）",
    "659000": "自治区直辖县级行政区划",
    "830000": "台湾居民居住证（地址码）",
}

# Codes on cards that their holders reported and no table of the Ministry has (jxlwqq/id-validator#66 and #71,
# jxlwqq/id-validator.py#19): code, name, parent.
REPORTED: Final = (
    ("230119", "阿城市（名称未证实）", "230100"),
    ("430419", "耒阳市（名称未证实）", "430400"),
    ("612403", "（名称未查到）", "612400"),
    ("622961", "（名称未查到）", "622900"),
    ("632824", "（名称未查到）", "632800"),
    ("632825", "（名称未查到）", "632800"),
    ("632826", "（名称未查到）", "632800"),
)

# From 1985 on a county that became a city below a prefecture-level city got the last number of the districts, e.g.
# 330219 余姚市; in 1986 the Ministry moved them to XX90XX, but cards keep the first number (321119, 320219, 430419
# were reported), so any city of those years may have one.
CITY_SUFFIX: Final = "19"
CITY_NAME: Final = "县级市（名称未查到）"
CITY_YEARS: Final = ("1985", "1990")


def records(folder: Path, file: str) -> list[Record]:
    """Return the rows of one research table."""
    with (folder / file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(file: str, header: Row, rows: Iterable[Row]) -> None:
    """Write one table of the edition."""
    with (TARGET / file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


def code_lists(folder: Path) -> Iterator[Row]:
    """Yield the short coded lists in the order of the form, then the papers."""
    source = records(folder, "code_lists.csv")
    for name in CODE_LISTS:
        found = sorted((row for row in source if row["list"] == name), key=lambda row: int(row["order"]))
        yield from ((name, row["code"], row["label"]) for row in found)
    yield from ((PAPER_TYPE, str(code), label) for code, label in enumerate(PAPERS, start=1))


def titles(folder: Path) -> Iterator[Row]:
    """Yield the titles, current before historical, each (series, title) once."""
    seen = set()
    source = records(folder, "title_series.csv")
    for vintage in ("current", "historical"):
        for row in source:
            pair = row["series"], row["title"]
            if not row["vintage"].startswith(vintage) or pair in seen or row["series"] == DROPPED_SERIES:
                continue
            seen.add(pair)
            yield vintage, *pair, row["level"], row["certainty"]


def counties(folder: Path) -> Iterator[Row]:
    """Yield the counties by city, those of today before those that have ended."""
    source = records(folder, "zhejiang_regions.csv")
    for row in sorted(source, key=lambda row: (row["city_code"], row["valid_to"] != "", row["code"])):
        yield row["city"], row["county"], row["code"], row["valid_from"], row["valid_to"]


def reporting_units(folder: Path) -> Iterator[Row]:
    """Yield the verified reporting units, those of today first."""
    source = [row for row in records(folder, "reporting_units.csv") if row["verified"] == "yes"]
    for row in sorted(source, key=lambda row: row["valid_to"] != ""):
        yield row["name"], row["valid_from"], row["valid_to"]


def review_orgs(folder: Path) -> Iterator[Row]:
    """Yield the verified review bodies and the entry that opens 其它评审组织."""
    for row in records(folder, "review_orgs.csv"):
        if row["verified"] == "yes":
            yield row["name"], "confirmation" if row["name"] == CONFIRMATION else "committee"
    yield "其它", "other"


def region_name(row: Record) -> str:
    """Return one spelling of the name."""
    return REGION_NAMES.get(row["code"], row["name"].split("/")[0])


def region(row: Record) -> Row:
    """Return one region with the widest span of years in any table."""
    begin = NO_BEGINNING if row["code"] in PERMITS else row["alt_from"] or NO_BEGINNING
    return row["code"], region_name(row), row["parent_code"], row["level"], begin, row["alt_to"], row["certainty"]


def merged(one: Row, other: Row) -> Row:
    """Return the region of two rows with the same code and name: widest span, best grade."""
    grade = min(one[6], other[6], key=GRADES.index)
    end = max(one[5], other[5]) if one[5] and other[5] else ""
    return *one[:4], min(one[4], other[4]), end, grade


def regions(folder: Path) -> list[Row]:
    """Return the regions in code order, one row for each code and name."""
    found: dict[Row, Row] = {}
    for row in records(folder, "region_codes.csv"):
        if row["certainty"] in GRADES:
            fresh = region(row)
            found[fresh[:2]] = merged(found.get(fresh[:2], fresh), fresh)
    known = [*found.values(), *reported_regions()]
    return sorted([*known, *former_cities(known)], key=lambda row: row[0])


def reported_regions() -> Iterator[Row]:
    """Yield the regions that only their holders know."""
    for code, name, parent in REPORTED:
        yield code, name, parent, "county", NO_BEGINNING, "", "X"


def former_cities(known: list[Row]) -> Iterator[Row]:
    """Yield the number that a county-level city of 1985 to 1990 may have had below each prefecture-level city."""
    codes = {row[0] for row in known}
    first, last = CITY_YEARS
    parents = {
        code: name
        for code, name, _, level, begin, end, _ in known
        if level == "prefecture" and name.endswith("市") and begin <= last and (end or last) >= first
    }
    for parent in parents:
        code = parent[:4] + CITY_SUFFIX
        if code not in codes:
            yield code, CITY_NAME, parent, "county", first, last, "X"


def main(folder: Path) -> None:
    """Write every table of the edition."""
    write("edition.csv", ("key", "value"), EDITION)
    write("code_lists.csv", ("list", "code", "label"), code_lists(folder))
    write("titles.csv", ("vintage", "series", "title", "level", "certainty"), titles(folder))
    write("counties.csv", ("city", "county", "code", "valid_from", "valid_to"), counties(folder))
    columns = ("code", "name", "parent", "level", "from_year", "to_year", "certainty")
    write("regions.csv", columns, regions(folder))
    write("reporting_units.csv", ("name", "valid_from", "valid_to"), reporting_units(folder))
    write("review_orgs.csv", ("name", "kind"), review_orgs(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
