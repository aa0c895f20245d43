"""How is an empty workbook made from a form, and one of statistics from counts?

The same form, edition and codes always produce the same bytes, and so do the same counts.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

from xlsxwriter.workbook import Workbook

from zcert.counting import Statistics
from zcert.form import Form
from zcert.preset import NO_PRESET, Preset
from zcert.returning import UnitReturn
from zcert.tabulating import TITLE
from zcert_dictionaries import Edition
from zcert_templates import (
    data_sheet,
    dictionary_sheet,
    marks,
    report_layout,
    report_sheets,
    returned_sheet,
    statistics_sheet,
)
from zcert_templates.data_sheet import Heading, Target
from zcert_templates.styles import BODY_FONT, Styles

COLLECTION_SHEET: Final = "采集表"

CREATED: Final = dt.datetime(2007, 1, 1, tzinfo=dt.UTC)
"""A fixed day keeps builds identical."""

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": BODY_FONT,
}


def template_name(form: Form) -> str:
    """Return the file name of a template.

    >>> from zcert_templates.collection import RESIDENT
    >>> template_name(RESIDENT)
    '(模板)浙江省高级专业技术资格证书采集表(身份证号).xlsx'
    """
    return f"(模板)浙江省高级专业技术资格证书采集表({form.label}).xlsx"


def build_collection(form: Form, edition: Edition, region_codes: Iterable[str], preset: Preset = NO_PRESET) -> bytes:
    """Make the empty collection workbook of a form, without macros, as the bytes of an .xlsx file.

    region_codes: the accepted address codes of identity numbers, six digits each.
    preset:       what the sheet offers to the unit for which it is made.
    """
    file = BytesIO()
    book = begin(file, form.title)
    target = Target(book, Styles(book), dictionary_sheet.names_for((form,), preset))
    heading = Heading(COLLECTION_SHEET, form.title, form.note, preset.sentence)
    data_sheet.write(target, form, heading, ruled_rows=data_sheet.RULED_ROWS)
    dictionary_sheet.write(book, dictionary_sheet.contents((form,), edition, region_codes, preset))
    marks.write(book, (form,))
    book.close()
    return file.getvalue()


def build_returned(
    returned: UnitReturn, edition: Edition, region_codes: Iterable[str], reporting_unit: str = ""
) -> bytes:
    """Make the workbook with the rows that go back to a unit, as the bytes of an .xlsx file.

    Arguments as of ``build_collection``; the unit is preset.
    """
    form, preset = returned.form, Preset(returned.unit, reporting_unit)
    file = BytesIO()
    book = begin(file, form.title)
    target = Target(book, Styles(book), dictionary_sheet.names_for((form,), preset))
    returned_sheet.write(target, Heading(COLLECTION_SHEET, form.title, form.note), returned)
    dictionary_sheet.write(book, dictionary_sheet.contents((form,), edition, region_codes, preset))
    marks.write(book, (form,), [returned_sheet.marking(COLLECTION_SHEET, returned)])
    book.close()
    return file.getvalue()


def build_summary(forms: tuple[Form, ...], edition: Edition, region_codes: Iterable[str]) -> bytes:
    """Make the empty summary workbook: one data sheet per form, 汇总报告, 问题清单; as the bytes of an .xlsx file.

    region_codes: the accepted address codes of identity numbers, six digits each.
    """
    file = BytesIO()
    book = begin(file, forms[0].summary_title)
    target = Target(book, Styles(book), dictionary_sheet.names_for(forms))
    for form in forms:
        heading = Heading(form.summary_sheet, form.summary_title, report_layout.SUMMARY_NOTE)
        data_sheet.write(target, form, heading, report_layout.ORIGIN_COLUMNS)
    report_sheets.write_report(book, target.styles)
    report_sheets.write_issues(book, target.styles)
    dictionary_sheet.write(book, dictionary_sheet.contents(forms, edition, region_codes))
    marks.write(book, forms)
    book.close()
    return file.getvalue()


def build_statistics(groups: Sequence[Statistics], note: str) -> bytes:
    """Make the workbook of statistics, those of each group on a sheet, as the bytes of an .xlsx file.

    groups: as ``zcert.counting.count`` returns them: all people, then those of each form.
    note:   what stands below the title of each sheet.
    """
    file = BytesIO()
    book = begin(file, TITLE)
    styles = Styles(book)
    for at, group in enumerate(groups):
        name = f"{statistics_sheet.SHEET}（{group.forms[0]}）" if at else statistics_sheet.SHEET
        statistics_sheet.write(book, styles, group, name, note)
    book.close()
    return file.getvalue()


def build_blank(title: str, comment: str, sheet: str) -> bytes:
    """Make a workbook of one empty sheet, as the bytes of an .xlsx file; title and comment are its properties."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"title": title, "comments": comment, "created": CREATED})
    book.add_worksheet(sheet)
    book.close()
    return file.getvalue()


def begin(file: BytesIO, title: str) -> Workbook:
    """Begin a workbook in which texts stay texts; close it when it is written."""
    book = Workbook(file, _OPTIONS)
    book.set_properties({"title": title, "created": CREATED})
    return book
