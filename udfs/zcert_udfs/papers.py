"""Cell functions about other identity papers."""

from zcert import words
from zcert.results import summed_up
from zcert.rules.listed import NOT_IN_LIST
from zcert.values import id_number, special_paper
from zcert.values.text import Cell, cell_text
from zcert_dictionaries import load_edition
from zcert_dictionaries.lists import PAPER_TYPE
from zcert_udfs.ranges import Answer, each_cell


@each_cell("number")
def check_special(paper: Cell, number: Cell) -> Answer:
    """Say whether a number has the shape that its kind of paper has."""
    kind = cell_text(paper).strip()
    if not kind:
        return f"“{PAPER_TYPE}”未填，请先选{PAPER_TYPE}"
    if kind not in load_edition().lists[PAPER_TYPE]:
        return f"{PAPER_TYPE}{NOT_IN_LIST.message}"
    if not isinstance(number, str):
        return id_number.STORED_AS_NUMBER.message
    return summed_up(special_paper.check(kind, number), words.CORRECT).text
