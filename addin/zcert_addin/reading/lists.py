"""Reads a list that a person picks: a table of texts (CSV), or any workbook that is read otherwise."""

from pathlib import Path

from zcert_addin.reading import csv
from zcert_addin.reading.format import Workbook
from zcert_addin.reading.preflight import judged, read_regular
from zcert_addin.reading.text import decoded, table
from zcert_addin.reading.workbook import FORMATS, parse


def read_list(path: Path) -> Workbook:
    """Read the file in this process, see ``isolated``: what is no form's table is read as well.

    Raises Unreadable for everything that is wrong with the file's content, OSError when it cannot be opened.
    """
    data = read_regular(path)
    source = judged(data)
    form = next((form for form in FORMATS if form.recognises(source)), None)
    if form is csv:
        return Workbook((table(path.name, csv.rows(decoded(data))),), {})
    return parse(data)
