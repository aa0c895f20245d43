"""Basic functions that make =ZC_CHECKID(A4) work in Calc under the same name as in Excel.

Calc looks up unknown function names in the Standard library; each function passes its arguments on.
"""

from collections.abc import Sequence
from inspect import Parameter, signature
from typing import Final

from zcert_calc.guard import UNAVAILABLE
from zcert_udfs import CellFunction

HEAD: Final = """\
' zcert: cell functions of LibreOffice Calc (generated, written anew when the office starts)
Global zcertService As Object

Private Function Answer(functionName, given) As Variant
  Dim rows, row, matrix, at As Long, column As Long
  On Error GoTo failed
  ' Not createUnoService, which ends LibreOffice when its Python does not start.
  If IsNull(zcertService) Then zcertService = GetProcessServiceManager().createInstance("cn.zcert.calc.Functions")
  If IsNull(zcertService) Then
    Answer = {unavailable}
    Exit Function
  End If
  rows = zcertService.callFunction(functionName, given)
  If Not IsArray(rows) Then
    Answer = rows
    Exit Function
  End If
  ReDim matrix(UBound(rows), UBound(rows(0)))
  For at = 0 To UBound(rows)
    row = rows(at)
    For column = 0 To UBound(row)
      matrix(at, column) = row(column)
    Next column
  Next at
  Answer = matrix
  Exit Function
failed:
  ' A message box for each cell would lock the sheet.
  Answer = "zcert: " & Error$
End Function
"""


def shim(functions: Sequence[CellFunction]) -> str:
    """Return the text of the module, ASCII only."""
    return HEAD.format(unavailable=_ascii(UNAVAILABLE)) + "".join(map(_function, functions))


def _ascii(text: str) -> str:
    return " & ".join(f'"{sign}"' if sign.isascii() else f"Chr({ord(sign)})" for sign in text)


def _function(function: CellFunction) -> str:
    # Prefixed, because some names are functions of Basic.
    names = [f"given_{argument.name}" for argument in function.arguments]
    defaults = [one.default is not Parameter.empty for one in signature(function.function).parameters.values()]
    declared = ", ".join(f"Optional {name}" if has else name for name, has in zip(names, defaults, strict=True))
    lines = [f"Function {function.name}({declared}) As Variant"]
    for count, (name, has_default) in enumerate(zip(names, defaults, strict=True)):
        if has_default:
            short = _call(function.name, names[:count])
            lines += [f"  If IsMissing({name}) Then", f"    {short}", "    Exit Function", "  End If"]
    return "\n".join(["", *lines, f"  {_call(function.name, names)}", "End Function", ""])


def _call(name: str, arguments: Sequence[str]) -> str:
    return f'{name} = Answer("{name}", Array({", ".join(arguments)}))'
