"""Who is in a workbook? Everybody on any of its collection sheets, whichever of them is in front."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zcert.fitting import Grid, fit_all
from zcert.form import Form


class Everybody(NamedTuple):
    """The people of a workbook.

    numbers:  texts of the key columns, in the order of sheets and rows; a number can occur more than once.
    complete: False when there are more of them on a sheet whose header was changed.
    """

    numbers: Sequence[str]
    complete: bool


def everybody(sheets: Iterable[Grid], forms: Sequence[Form]) -> Everybody:
    """Return the people of all sheets that have the columns of a form."""
    found = fit_all(sheets, forms)
    tables = [one.table for one in found.fits]
    return Everybody([number for table in tables for number in table.columns[table.form.key]], not found.misfits)
