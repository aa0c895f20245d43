"""Which regions the first six digits of an identity number have named, and in which years."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Region:
    """One name of one region code.

    parent:    code of the region above, empty for provinces.
    level:     province, prefecture, county, aggregate (市辖区 and the like) or permit-address.
    from_year: first calendar year; 1980 means 1980 or earlier, 1900 that no birth year is too early.
    to_year:   last calendar year, None while in force.
    certainty: A, B, D or X; SOURCES.md says what they mean.
    """

    code: str
    name: str
    parent: str
    level: str
    from_year: int
    to_year: int | None
    certainty: str


@cache
def load_regions() -> tuple[Region, ...]:
    """Return the regions in code order; a code has one row for each name it has had."""
    text = (files("zcert_dictionaries") / "edition" / "regions.csv").read_text(encoding="utf-8")
    return tuple(map(_region, text.splitlines()[1:]))


def _region(line: str) -> Region:
    # Not the csv module: this runs at start, and no name holds a comma (a test sees to it).
    code, name, parent, level, from_year, to_year, certainty = line.split(",")
    return Region(code, name, parent, level, int(from_year), int(to_year) if to_year else None, certainty)
