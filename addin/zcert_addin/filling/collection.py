"""Filled collection workbooks: a form's template with rows in it."""

import io
from collections.abc import Iterable, Sequence

from zcert.form import FIRST_DATA_ROW, Form
from zcert.values.id_number import accepted_regions
from zcert_addin.filling.template import TemplateFiller
from zcert_dictionaries import Edition
from zcert_templates.build import COLLECTION_SHEET, build_collection


def filled(form: Form, edition: Edition, rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return the .xlsx with these rows, each with a text or number for every column of the form."""
    return fill(build_collection(form, edition, accepted_regions()), rows)


def fill(template: bytes, rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a built collection workbook filled with these rows."""
    file = io.BytesIO()
    with TemplateFiller(template, file, {COLLECTION_SHEET: FIRST_DATA_ROW}) as filler:
        for row in rows:
            filler.rows[COLLECTION_SHEET].append(row)
    return file.getvalue()
