"""Which files does a clerk use in Excel? Templates with and without macros, the summary, the add-in."""

from functools import partial
from typing import Final

from zcert.values.id_number import accepted_regions
from zcert_addin.commands.new_workbook import Recipes, templates
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_dictionaries import Edition
from zcert_macros.flavour import ADDIN_FILE
from zcert_templates import FORMS
from zcert_templates.macro_books import build_addin, build_macro_summary

SUMMARY_FILE: Final = f"{SUMMARY_STEM}.xlsm"


def excel_files(edition: Edition) -> Recipes:
    """Say how each of them is made."""
    summary = partial(build_macro_summary, FORMS, edition, accepted_regions())
    return {**templates(FORMS, edition, macros=True), SUMMARY_FILE: summary, ADDIN_FILE: build_addin}
