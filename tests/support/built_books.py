"""The built workbooks, opened with openpyxl."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from zcert.form import Form
from zcert.values.id_number import accepted_regions
from zcert_dictionaries import load_edition
from zcert_templates import FORMS, RESIDENT, SPECIAL, data_sheet
from zcert_templates.build import COLLECTION_SHEET, build_collection, build_summary

EDITION = load_edition()
REGIONS = accepted_regions()
VECTORS = Path(__file__).parent / "data" / "id_vectors.csv"
TITLE, SERIES, CITY, COUNTY = "高级专业技术资格名称", "所属系列", "所在地市", "所在县市"
EVERY_BUILD = [
    pytest.param(lambda: build_collection(RESIDENT, EDITION, REGIONS), id="id"),
    pytest.param(lambda: build_collection(SPECIAL, EDITION, REGIONS), id="special"),
    pytest.param(lambda: build_summary(FORMS, EDITION, REGIONS), id="summary"),
]
EACH_FORM = pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def sheet_of(form: Form) -> Worksheet:
    return opened(build_collection(form, EDITION, REGIONS))[COLLECTION_SHEET]


def letters(form: Form, header: str) -> str:
    return data_sheet.validations.reference(form.index[header])[1:-1]


def rules_by_area(sheet: Worksheet) -> dict[str, list[str]]:
    found = {str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting}
    return {area: texts for area, texts in found.items() if texts}
