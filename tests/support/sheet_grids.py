"""Grids of made-up sheets, and what is wrong with them."""

from collections.abc import Callable

from support.domain import RESIDENT
from zcert.fitting import Fit, Grid, Misfit, fit
from zcert.form import Kind
from zcert.table import Table
from zcert.values.text import Cell
from zcert_templates import FORMS

Cells = list[list[Cell]]

WITHOUT_RESULTS = tuple(column.header for column in RESIDENT.columns if column.kind is not Kind.RESULT)


def table_of(grid: Grid) -> Table:
    found = fit(grid, FORMS)
    assert isinstance(found, Fit), found
    return found.table


def misfit_of(grid: Grid) -> str:
    found = fit(grid, FORMS)
    assert isinstance(found, Misfit), found
    return found.message


def changed_header(difference: str) -> str:
    return f"表头与采集表不一致（{difference}），请恢复原来的表头后重新提交"


def rename(**names: str) -> Callable[[Cells], None]:
    def change(cells: Cells) -> None:
        cells[2] = [names.get(str(header), header) for header in cells[2]]

    return change
