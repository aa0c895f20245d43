"""What is on the very hidden sheet, and by which defined names is it reached?

A1:B3 name the edition and the forms (label, value); below is what was preset for one unit, and a unit's own entries
(see ``own_lists``). The other columns have a caption in row 1: C the positions 1-17 and D the weights of an identity
number, E the accepted region codes, F characters that are cleaned away; from G on one column per list, then three
columns per cascade (parent, child, hint).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zcert import preset as presets
from zcert.form import Form, Kind
from zcert.preset import NO_PRESET, Preset
from zcert.roles import Role
from zcert_dictionaries import Edition, lists
from zcert_templates import own_lists
from zcert_templates.cell_ref import column_letters
from zcert_templates.formulas import (
    ODD_CHARACTERS,
    POSITIONS,
    REGIONS,
    UNSEEN,
    UNSEEN_CHARACTERS,
    WEIGHTS,
    Cascade,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

SHEET: Final = "zc_dict"
DATE_LABEL: Final = "字典日期"
NAME_LABEL: Final = "字典名称"
FORMS_LABEL: Final = "采集表种类"
LABELS: Final = (DATE_LABEL, NAME_LABEL, FORMS_LABEL, *presets.LABELS.values())
"""The labels in column A from A1 on, those of a preset only where there is one; the values are beside them."""
_OWN: Final[Mapping[Role, str]] = {Role.UNIT: "zc_own_unit", Role.REPORTING_UNIT: "zc_own_reporting_unit"}
"""Defined names of what is preset, by the role of the column that offers it."""
LAST_FACT_ROW: Final = 10_000
"""Down to this row (1-based) programs look for labels in an open workbook: more than a unit has entries of its own."""

LAST_POSITION: Final = 17


@dataclass(frozen=True, slots=True)
class Names:
    """Defined names by name of the dictionary list; ``own``: of a preset entry, by the role of its column."""

    lists: Mapping[str, str]
    cascades: Mapping[str, Cascade]
    own: Mapping[Role, str] = field(default_factory=dict)


def names_for(forms: Iterable[Form], preset: Preset = NO_PRESET) -> Names:
    """Name the lists of these forms by number; a list that two forms share has one name."""
    numbered = list(enumerate(_listed(forms), 1))
    return Names(
        lists={name: f"zc_list_{at}" for at, (name, cascaded) in numbered if not cascaded},
        cascades={
            name: Cascade(*(f"zc_{part}_{at}" for part in ("parents", "children", "first", "hint")))
            for at, (name, cascaded) in numbered
            if cascaded
        },
        own={role: name for role, name in _OWN.items() if presets.LABELS[role] in preset.facts},
    )


def _listed(forms: Iterable[Form]) -> dict[tuple[str, bool], str]:
    """Return the caption of its parent for each list of the forms, by name and by whether it depends on a parent.

    Without a column for the parent any entry of a list is right.
    """
    parents: dict[tuple[str, bool], str] = {}
    for form in forms:
        for _, column in form.of_kind(Kind.LISTED):
            parent = form.parent(column)
            parents.setdefault((column.list_name, parent is not None), parent.header if parent else "")
    return parents


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole sheet: the contents of its columns, and what the defined names refer to.

    columns: values from row 1 on, one sequence per column from A on.
    names:   reference of each defined name, e.g. ``=zc_dict!$G$2:$G$3``.
    """

    columns: Sequence[Sequence[str | int]]
    names: Mapping[str, str]


class _Columns:
    """Columns being filled from left to right, and the names of their parts."""

    def __init__(self) -> None:
        self.columns: list[list[str | int]] = []
        self.names: dict[str, str] = {}

    def add(self, values: Iterable[str | int]) -> int:
        self.columns.append(list(values))
        return len(self.columns) - 1

    def define(self, name: str, column: int, first: int, last: int) -> None:
        """Name rows ``first`` to ``last`` (1-based) of a column (0-based)."""
        letters = column_letters(column)
        area = f"${letters}${first}" + (f":${letters}${last}" if last != first else "")
        self.names[name] = f"={SHEET}!{area}"

    def add_named(self, name: str, caption: str, values: Iterable[str | int]) -> int:
        """Add a column whose values below the caption have a name."""
        column = self.add([caption, *values])
        self.define(name, column, 2, len(self.columns[column]))
        return column


def contents(
    forms: tuple[Form, ...], edition: Edition, region_codes: Iterable[str], preset: Preset = NO_PRESET
) -> Contents:
    """Return the sheet's contents for these forms; ValueError when the edition has nothing for one of their lists."""
    found, names = _Columns(), names_for(forms, preset)
    own = own_lists.facts({name: one for name, one in edition.own.items() if name in names.lists})
    _add_facts(found, names, _facts(forms, edition) | preset.facts | dict(own))
    _add_number_tables(found, region_codes)
    for name, defined in names.lists.items():
        found.add_named(defined, name, _something(edition.entries(name), name))
    hints = {name: hint_for(parent) for (name, cascaded), parent in _listed(forms).items() if cascaded}
    for name, cascade in names.cascades.items():
        _add_cascade(found, name, cascade, hints[name], edition)
    return Contents(found.columns, found.names)


def write(book: "Workbook", sheet_contents: Contents) -> None:
    """Add the sheet to an XlsxWriter workbook and define its names."""
    sheet = book.add_worksheet(SHEET)
    sheet.very_hidden()
    for column, values in enumerate(sheet_contents.columns):
        for row, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write_number(row, column, value)
    for name, reference in sheet_contents.names.items():
        book.define_name(name, reference)


def _facts(forms: Iterable[Form], edition: Edition) -> dict[str, str]:
    return {DATE_LABEL: edition.date, NAME_LABEL: edition.name, FORMS_LABEL: " ".join(form.name for form in forms)}


def _add_facts(found: _Columns, names: Names, facts: Mapping[str, str]) -> None:
    labels = list(facts)
    found.add(labels)
    values = found.add(facts.values())
    for role, name in names.own.items():
        row = labels.index(presets.LABELS[role]) + 1
        found.define(name, values, row, row)


def _add_number_tables(found: _Columns, region_codes: Iterable[str]) -> None:
    positions = range(1, LAST_POSITION + 1)
    found.add_named(POSITIONS, POSITIONS, positions)
    found.add_named(WEIGHTS, WEIGHTS, (2 ** (18 - position) % 11 for position in positions))
    found.add_named(REGIONS, REGIONS, sorted(map(int, region_codes)))
    odd = found.add(("zc_odd_characters", *(odd for odd, _ in ODD_CHARACTERS.values()), *UNSEEN_CHARACTERS))
    for row, name in enumerate(ODD_CHARACTERS, 2):
        found.define(name, odd, row, row)
    found.define(UNSEEN, odd, 2 + len(ODD_CHARACTERS), len(found.columns[odd]))


def _add_cascade(found: _Columns, name: str, names: Cascade, hint: str, edition: Edition) -> None:
    parent_name, groups = lists.PARENTS[name], edition.children[name]
    pairs = [(parent, child) for parent in edition.lists[parent_name] for child in groups.get(parent, ())]
    found.add_named(names.parents, parent_name, _something([parent for parent, _ in pairs], name))
    children = found.add_named(names.children, name, (child for _, child in pairs))
    found.define(names.first_child, children, 2, 2)
    found.add_named(names.hint, name, (hint,))


def _something(labels: Sequence[str], name: str) -> Sequence[str]:
    if not labels:
        raise ValueError(f"the edition has no entry for {name}")
    return labels


def is_fact(label: object) -> bool:
    """Return whether a cell of the first column labels the one beside it."""
    return label in LABELS or (isinstance(label, str) and label.startswith(own_lists.PREFIX))


def hint_for(parent_header: str) -> str:
    """Return the one entry that a drop-down offers while its parent is empty.

    >>> hint_for("省份")
    '请先选择省份'
    """
    return f"请先选择{parent_header}"
