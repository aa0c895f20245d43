"""What is a code: how serious is a finding of this kind, what does it mean, and what is to be done?"""

from dataclasses import dataclass
from typing import Literal

from zcert.words import Category

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding.

    meaning:  a short Chinese phrase for reports and documentation.
    category: the Chinese word by which a clerk filters a list of findings.
    remedy:   a Chinese sentence that says what to do, without the particulars that a finding's message has.
    quiet:    holds for about half of all people; named when one workbook is checked, not in summaries.
    """

    severity: Severity
    meaning: str
    category: Category
    remedy: str
    quiet: bool = False


def error(meaning: str, category: Category, remedy: str = "对照证件或原始材料改正，再检查一次") -> Code:
    """Declare what must be corrected before the file is sent up."""
    return Code("error", meaning, category, remedy)


def warning(
    meaning: str, category: Category, remedy: str = "核对一次，确认无误的不必改动", *, quiet: bool = False
) -> Code:
    """Declare what a person should look at; it never changes a verdict."""
    return Code("warning", meaning, category, remedy, quiet)
