"""Point the chart of a summary at the rows written, with their values for programs that only show them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zcert_addin.opc.xstring import xml_text
from zcert_templates.report_layout import CHART_ERRORS, CHART_NAMES, CHART_WARNINGS

PART = "xl/charts/chart1.xml"

_REFERENCE = r"<c:f>{reference}</c:f><c:(?P<kind>str|num)Cache>.*?</c:(?P=kind)Cache>"
_ROWS = re.compile(r"\$(?P<column>[A-Z]+)\$\d+:\$[A-Z]+\$\d+")


@dataclass(frozen=True, slots=True)
class ChartRows:
    """What the chart shows: names, errors and warnings from row ``first`` (1-based) on, at least one row."""

    first: int
    names: Sequence[str]
    errors: Sequence[int]
    warnings: Sequence[int]


def point_chart(part: str, rows: ChartRows) -> str:
    """Return the chart part with the references and values of these rows; ValueError when a reference is missing."""
    for reference, values in (
        (CHART_NAMES, rows.names),
        (CHART_ERRORS, rows.errors),
        (CHART_WARNINGS, rows.warnings),
    ):
        pattern = re.compile(_REFERENCE.format(reference=re.escape(reference)), re.DOTALL)
        part, count = pattern.subn(lambda match, r=reference, v=values: _data(match, r, v, rows.first), part)  # type: ignore[misc]
        if not count:
            raise ValueError(f"the template's chart does not refer to {reference}")
    return part


def _data(match: re.Match[str], reference: str, values: Sequence[str | int], first: int) -> str:
    kind, last = match["kind"], first + len(values) - 1
    moved = _ROWS.sub(rf"$\g<column>${first}:$\g<column>${last}", reference)
    points = "".join(f'<c:pt idx="{at}"><c:v>{xml_text(str(value))}</c:v></c:pt>' for at, value in enumerate(values))
    code = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    cache = f'<c:{kind}Cache>{code}<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'
    return f"<c:f>{moved}</c:f>{cache}"
