"""What is a code: how serious is a finding of this kind, what does it mean, and what is to be done?"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding.

    meaning: a short Chinese phrase for reports and documentation.
    quiet:   holds for about half of all people; named when one workbook is checked, not in summaries.
    remedy:  a Chinese sentence that says what to do, without the particulars that a finding's message has.
    """

    severity: Severity
    meaning: str
    quiet: bool = False
    remedy: str = ""


def error(meaning: str, remedy: str = "对照证件或原始材料改正，再检查一次") -> Code:
    """Declare what must be corrected before the file is sent up."""
    return Code("error", meaning, remedy=remedy)


def warning(meaning: str, remedy: str = "核对一次，确认无误的不必改动", *, quiet: bool = False) -> Code:
    """Declare what a person should look at; it never changes a verdict."""
    return Code("warning", meaning, quiet, remedy)
