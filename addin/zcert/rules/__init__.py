"""One question about a table per module."""

from collections.abc import Iterator, Mapping
from typing import Final, Protocol

from zcert.code import Code
from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.rules import (
    cascade,
    day,
    duplicate,
    exact,
    identity,
    listed,
    nobody,
    paper,
    phone,
    photo,
    postcode,
    required,
    review_organisation,
    sex,
    stray,
    tidiness,
    unread,
)


class Rule(Protocol):
    """A module that answers one question about a table.

    CODES: every code that it finds, its own and those of the values that it judges.
    """

    @property
    def CODES(self) -> Mapping[str, Code]:  # noqa: N802  a constant of the module
        """Codes by name."""
        ...

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Yield a finding for every cell at fault."""
        ...


# Written out, not discovered: a frozen program holds only what is imported, and without rules it finds no faults.
RULES: Final[tuple[Rule, ...]] = (
    identity,
    paper,
    duplicate,
    sex,
    required,
    listed,
    cascade,
    day,
    review_organisation,
    phone,
    postcode,
    tidiness,
    exact,
    stray,
    nobody,
    unread,
    photo,
)
