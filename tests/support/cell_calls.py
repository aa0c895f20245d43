"""Calls of cell functions by name, on a fixed day."""

import re
from collections.abc import Callable
from pathlib import Path

from zcert.values import id_number
from zcert_udfs import FUNCTIONS

ROOT = Path(__file__).parents[2]
RIGHT = "正确"
STORED = id_number.STORED_AS_NUMBER.message
TITLE, COUNTY = "高级专业技术资格名称", "所在县市"

# [MS-VBAL] 3.3.5.2, some names of its library, and the one that xlwings keeps for itself.
VBA_WORDS = """
abs addressof alias and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl
cdec cint circle clng close const csng cstr currency cvar cverr date debug decimal declare defbool defbyte
defcur defdate defdbl defint deflng defobj defsng defstr defvar dim do doevents double each else elseif empty
end enum eqv erase error event exit false fix for friend function get global gosub goto if imp implements in
input inputb instr int integer is lbound len lenb let like line lock long loop lset me mid midb mod name new
next not nothing null object on open option optional or paramarray preserve print private property pset public
put raiseevent redim rem resume return rset scale seek select set sgn shared single spc static step stop
string sub tab then time to true type typeof ubound unlock until variant vb wend while width with withevents
write xor caller
"""
CELL_ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]{1,7}|R(\[?-?\d+\]?)?(C(\[?-?\d+\]?)?)?|C(\[?-?\d+\]?)?", re.IGNORECASE)


def function(name: str) -> Callable[..., object]:
    return next(one.function for one in FUNCTIONS if one.name == name)


def call(name: str, *arguments: object) -> object:
    return function(name)(*arguments)


def leaves(value: object) -> list[object]:
    return [leaf for part in value for leaf in leaves(part)] if isinstance(value, (list, tuple)) else [value]


def shape(value: object) -> object:
    return [shape(part) for part in value] if isinstance(value, (list, tuple)) else None
