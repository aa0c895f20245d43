"""Cell functions about certificate codes."""

from zcert import clock, words
from zcert.finding import Fault
from zcert.results import summed_up
from zcert.values import certificate_code
from zcert.values.text import Cell, cell_text
from zcert_udfs.ranges import Answer, each_cell


@each_cell("code")
def check_certificate(code: Cell) -> Answer:
    """Return 正确, what is wrong, or what the user should look at."""
    found = certificate_code.parse(cell_text(code), clock.today())
    return summed_up([found] if isinstance(found, Fault) else found.warnings, words.CORRECT).text
