"""Cell functions about lists that depend on each other: titles of a series, counties of a city.

What belongs together is what the built-in dictionary says, current and historical entries alike.
"""

from typing import Final

from zcert import words
from zcert.rules import cascade
from zcert.rules.listed import NOT_IN_LIST
from zcert.values.text import Cell, cell_text
from zcert_dictionaries import lists, load_edition
from zcert_udfs.ranges import Answer, each_cell

_BETWEEN: Final = "、"


@each_cell("series")
def titles(series: Cell) -> Answer:
    """Return the titles of a series in one text; a list that spilled would overwrite the cells below."""
    return _children(lists.TITLE, cell_text(series))


@each_cell("title")
def check_title(series: Cell, title: Cell) -> Answer:
    """Say whether a title belongs to its series."""
    return _check(lists.TITLE, cell_text(series), cell_text(title))


@each_cell("city")
def counties(city: Cell) -> Answer:
    """Return the counties of a city in one text."""
    return _children(lists.COUNTY, cell_text(city))


@each_cell("county")
def check_county(city: Cell, county: Cell) -> Answer:
    """Say whether a county belongs to its city."""
    return _check(lists.COUNTY, cell_text(city), cell_text(county))


def _children(name: str, parent: str) -> str:
    labels = load_edition().children[name].get(parent.strip())
    return _BETWEEN.join(labels) if labels else f"{lists.PARENTS[name]}{NOT_IN_LIST.message}"


def _check(name: str, parent: str, entry: str) -> str:
    children, parent_name = load_edition().children[name], lists.PARENTS[name]
    if entry in children.get(parent, ()):
        return words.CORRECT
    if not any(entry in labels for labels in children.values()):
        return NOT_IN_LIST.message
    if parent and parent not in children:
        return f"{parent_name}{NOT_IN_LIST.message}"
    return cascade.message(name, parent_name, parent)
