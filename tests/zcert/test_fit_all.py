"""All sheets of a workbook sorted into those that fit, those whose header was changed, and others."""

import pytest

from support.domain import SPECIAL, make_grid
from support.sheet_grids import changed_header, rename
from zcert.errors import UserError
from zcert.fitting import Fits, Grid, fit_all
from zcert_templates import FORMS

OTHER = Grid("说明", [["使用说明"]])
CHANGED = make_grid({}, change=rename(姓名="名字"))


def test_sheets_are_sorted_in_order() -> None:
    found = fit_all([OTHER, make_grid({}), CHANGED, make_grid({}, {}, form=SPECIAL)], FORMS)
    assert [(fit.table.form.name, len(fit.table.rows)) for fit in found.fits] == [("id", 1), ("special", 2)]
    assert [misfit.form.name for misfit in found.misfits] == ["id"]


def test_a_workbook_of_other_sheets_is_nothing() -> None:
    assert fit_all([OTHER], FORMS) == Fits((), ())
    assert not fit_all([OTHER], FORMS)
    assert fit_all([CHANGED], FORMS)


def test_what_is_required_is_named_when_it_is_missing() -> None:
    found = fit_all([OTHER, make_grid({})], FORMS)
    assert found.required("没有") == found.fits
    with pytest.raises(UserError, match=r"^没有$"):
        fit_all([OTHER], FORMS).required("没有")
    with pytest.raises(UserError, match=changed_header("缺少“姓名”列；多出“名字”列")):
        fit_all([CHANGED], FORMS).required("没有")


def test_a_changed_header_is_named_with_its_sheet_where_there_are_several() -> None:
    old = Grid("2019年旧表", CHANGED.cells, CHANGED.top)
    (alone,) = fit_all([old], FORMS).misfits
    (beside,) = fit_all([make_grid({}), old], FORMS).misfits
    assert alone.message.startswith("表头与采集表不一致（")
    assert beside.message == f"工作表“2019年旧表”的{alone.message}"
