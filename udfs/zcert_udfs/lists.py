"""Cell functions about lists that depend on each other: titles of a series, counties of a city.

What belongs together is what the built-in dictionary says, current and historical entries alike.
"""

from typing import Final

from zcert import words
from zcert.rules import cascade
from zcert.rules.listed import NOT_IN_LIST
from zcert.values.text import Cell, cell_text
from zcert_dictionaries import load_edition
from zcert_udfs.ranges import Answer, each_cell

_TITLE, _SERIES = "高级专业技术资格名称", "所属系列"
_COUNTY, _CITY = "所在县市", "所在地市"
_BETWEEN: Final = "、"


@each_cell("series")
def titles(series: Cell) -> Answer:
    """Give the titles of a series in one text; a list that spilled would overwrite what stands below."""
    return _children(_TITLE, _SERIES, cell_text(series))


@each_cell("title")
def check_title(series: Cell, title: Cell) -> Answer:
    """Say whether a title belongs to its series."""
    return _check(_TITLE, _SERIES, cell_text(series), cell_text(title))


@each_cell("city")
def counties(city: Cell) -> Answer:
    """Give the counties of a city in one text."""
    return _children(_COUNTY, _CITY, cell_text(city))


@each_cell("county")
def check_county(city: Cell, county: Cell) -> Answer:
    """Say whether a county belongs to its city."""
    return _check(_COUNTY, _CITY, cell_text(city), cell_text(county))


def _children(header: str, parent_header: str, parent: str) -> str:
    labels = load_edition().children[header].get(parent.strip())
    return _BETWEEN.join(labels) if labels else f"{parent_header}{NOT_IN_LIST.message}"


def _check(header: str, parent_header: str, parent: str, entry: str) -> str:
    children = load_edition().children[header]
    if entry in children.get(parent, ()):
        return words.CORRECT
    if not any(entry in labels for labels in children.values()):
        return NOT_IN_LIST.message
    if parent and parent not in children:
        return f"{parent_header}{NOT_IN_LIST.message}"
    return cascade.message(header, parent_header, parent)
