"""Which files does a clerk use in Excel? Templates with and without macros, the summary, the add-in."""

from collections.abc import Callable
from functools import partial
from typing import Final

from zcert.values.id_number import accepted_regions
from zcert_addin.commands.new_workbook import MACRO_ENABLED, AddMacros, Recipes, templates, with_macros
from zcert_addin.installing.pc import ADDIN
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_dictionaries import Edition
from zcert_templates import FORMS
from zcert_templates.build import build_summary

SUMMARY_FILE: Final = f"{SUMMARY_STEM}{MACRO_ENABLED}"
EXTENSION: Final = "zcert.oxt"
"""The extension for LibreOffice."""


def excel_files(edition: Edition, add_macros: AddMacros, build_addin: Callable[[], bytes]) -> Recipes:
    """Say how each of them is made."""
    summary = partial(build_summary, FORMS, edition, accepted_regions())
    macro_enabled = {SUMMARY_FILE: with_macros(summary, add_macros), ADDIN: build_addin}
    return {**templates(FORMS, edition, add_macros), **macro_enabled}
