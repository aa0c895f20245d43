"""The catalogue of findings: every code there is, its severity and its meaning.

Codes are public: programs read them from JSON. A code is never renamed and never used for something else. Each is
declared beside the question that finds it; this module only joins the declarations, in the order of the rules.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from zcert import elsewhere
from zcert.code import Code, Severity
from zcert.rules import RULES
from zcert.values import certificate_code


def join(declared: Iterable[Mapping[str, Code]]) -> dict[str, Code]:
    """Join declarations; ValueError where two different ones have the same name."""
    joined: dict[str, Code] = {}
    for codes in declared:
        for name, code in codes.items():
            # The same declaration may come from two rules: both judge numbers that were stored as numbers.
            if joined.setdefault(name, code) is not code:
                raise ValueError(f"code {name} is declared twice")
    return joined


CODES: Final = join((*(rule.CODES for rule in RULES), elsewhere.CODES, certificate_code.CODES))

QUIET: Final = frozenset(name for name, code in CODES.items() if code.quiet)
"""Codes that are named when one workbook is checked, not in summaries."""


def severity(code: str) -> Severity:
    """Return the severity of a code; KeyError for a code that does not exist."""
    return CODES[code].severity
