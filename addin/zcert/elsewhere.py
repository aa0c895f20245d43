"""Is a person of this file in another file too? What each of the two units is told.

id-elsewhere    the same number is in another file
name-elsewhere  warning: name and unit are in another file with another number
"""

from typing import Final, Literal

from zcert.code import error, warning
from zcert.finding import Fault
from zcert.words import Category, places

Kind = Literal["number", "name"]
"""By what a person is known again: the number, or name and unit with another number."""

Place = tuple[str, int]
"""File and Excel row number (1-based)."""

CODES: Final = {
    "id-elsewhere": error("同一号码在其它文件中也有", Category.DOUBLE, "核对属于哪个单位，只保留一处"),
    "name-elsewhere": warning(
        "姓名和单位与其它文件中的人相同，号码不同", Category.DOUBLE, "核对是否同一人，号码填错的改正"
    ),
}


NUMBER_ELSEWHERE: Final = "与{}的号码相同，请两处核对，改正号码或只由一处上报"
"""Takes the other places."""


def fault_of(kind: Kind, other: Place) -> Fault:
    """Say what to do about a person who is at another place too."""
    where = places([other])
    if kind == "number":
        return Fault("id-elsewhere", NUMBER_ELSEWHERE.format(where))
    return Fault("name-elsewhere", f"与{where}的姓名和单位相同、号码不同，请两处核对是不是同一人")
