"""What is a code: how serious is a finding of this kind, and what does it mean?"""

from dataclasses import dataclass
from typing import Literal

from zcert.words import Category

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding.

    meaning:  a short Chinese phrase for reports and documentation.
    category: the Chinese word by which a clerk filters a list of findings.
    quiet:    holds for about half of all people; named when one workbook is checked, not in summaries.
    """

    severity: Severity
    meaning: str
    category: Category
    quiet: bool = False


def error(meaning: str, category: Category) -> Code:
    """Declare what must be corrected before the file is sent up."""
    return Code("error", meaning, category)


def warning(meaning: str, category: Category, *, quiet: bool = False) -> Code:
    """Declare what a person should look at; it never changes a verdict."""
    return Code("warning", meaning, category, quiet)
