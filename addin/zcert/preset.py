"""What does an empty workbook already know of the unit that will fill it in?

The preset offers entries and never makes a row: an empty row stays empty, so that no merge takes it for a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zcert.roles import Role
from zcert.table import Table
from zcert.tidying import Repair
from zcert_dictionaries import lists

LABELS: Final[Mapping[Role, str]] = {Role.UNIT: "填报单位", Role.REPORTING_UNIT: lists.REPORTING_UNIT}
"""What each part is called, on the sheet and among the facts of the dictionary sheet."""


@dataclass(frozen=True, slots=True)
class Preset:
    """The answers that are the same in every row.

    unit:           the unit for which the workbook was made; people may work in a part of it that is called otherwise.
    reporting_unit: the unit that sends all rows up, an entry of its list; empty = any entry of the list.
    """

    unit: str = ""
    reporting_unit: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """What is known, by its label."""
        known = {Role.UNIT: self.unit, Role.REPORTING_UNIT: self.reporting_unit}
        return {LABELS[role]: text for role, text in known.items() if text}

    @property
    def sentence(self) -> str:
        """What the sheet says of it, empty when nothing is known."""
        return "    ".join(f"{label}：{text}" for label, text in self.facts.items())


NO_PRESET: Final = Preset()


def preset_of(facts: Mapping[str, str]) -> Preset:
    """Return the preset that the facts of a dictionary sheet hold."""
    return Preset(*(facts.get(label, "") for label in LABELS.values()))


def left_out(table: Table, preset: Preset) -> list[Repair]:
    """Return the reporting unit for every row that lacks it, by row; the unit itself is the clerk's to say."""
    column = table.form.role(Role.REPORTING_UNIT)
    if column is None or not preset.reporting_unit:
        return []
    texts = zip(table.numbers, table.columns[column.header], strict=True)
    return [Repair(number, column.header, text, preset.reporting_unit) for number, text in texts if not text.strip()]
