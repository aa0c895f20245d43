"""Address codes of identity numbers: which exist, when they were in force, what the place is called.

Source: the tables behind ``dictionaries/SOURCES.md`` (GB/T 2260 and the Ministry's yearly tables). A person keeps the
code of the place that issued the number, so a code that was abolished long ago is right on a card.

>>> name("330106")
'浙江省杭州市西湖区'
>>> name("999999")
''
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zcert_dictionaries.regions import Region, load_regions

ISSUING_ABOVE_COUNTY: Final = frozenset({"441900", "442000", "460400", "620200", "810000", "820000", "830000"})
"""Codes that do not name a county but appear on cards: four cities without districts, and the residence permits for
people from Hong Kong, Macau and Taiwan (国办发〔2018〕81号 第三条)."""

CITIES_ONCE_WITHOUT_DISTRICTS: Final = frozenset(
    {"220600", "330500", "371100", "420400", "420500", "420800", "440300", "441000", "441100", "460100", "460200"}
    | {"460300", "530200", "650300"}
)
"""Prefecture-level cities that had no district in some year since 1984, by the same tables; like the four above they
may have given out numbers under their own code, which no document says."""


@dataclass(frozen=True, slots=True)
class Span:
    """When a code was in force: calendar years, both inclusive; ``last`` None = still in force.

    verified: an official table says that cards carry the code, not only public software, bug reports or reasoning.
    """

    first: int
    last: int | None
    verified: bool


def _issues_numbers(region: Region) -> bool:
    if region.code in ISSUING_ABOVE_COUNTY | CITIES_ONCE_WITHOUT_DISTRICTS:
        return True
    return region.level in {"county", "aggregate"} and not region.code.endswith("00")


@lru_cache(maxsize=1)
def spans() -> dict[str, Span]:
    """Return every address code that can appear on a card, with its years."""
    found: dict[str, Span] = {}
    for region in filter(_issues_numbers, load_regions()):
        verified = region.certainty != "X" and region.code not in CITIES_ONCE_WITHOUT_DISTRICTS
        span = Span(region.from_year, region.to_year, verified)
        known = found.get(region.code)
        found[region.code] = _joined(known, span) if known else span
    return found


def _joined(one: Span, other: Span) -> Span:
    last = None if one.last is None or other.last is None else max(one.last, other.last)
    return Span(min(one.first, other.first), last, one.verified or other.verified)


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[Region, ...]]:
    rows: dict[str, list[Region]] = {}
    for region in load_regions():
        rows.setdefault(region.code, []).append(region)
    return {code: tuple(same) for code, same in rows.items()}


def name(code: str) -> str:
    """Return the full name of the place, from the province down, as it was when the code was last in force.

    Empty for an unknown code.
    """
    rows = _rows().get(code)
    if not rows:
        return ""
    region = max(rows, key=_until)
    above = _rows().get(region.parent)
    if not above:
        return region.name
    upper = name(region.parent) if len(above) == 1 else _upper_at(region)
    return upper + region.name


def _until(region: Region) -> float:
    return float("inf") if region.to_year is None else region.to_year


def _upper_at(region: Region) -> str:
    """Return the full name of the parent place, as it was in the last year of the region."""
    then = _until(region)
    candidates = _rows()[region.parent]
    chosen = next((row for row in candidates if row.from_year <= then <= _until(row)), max(candidates, key=_until))
    return (name(chosen.parent) if chosen.parent else "") + chosen.name
