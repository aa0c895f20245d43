"""How does a cell function of Excel reach Python?

The wrappers are exactly what xlwings' own generator writes (xlwings 0.37, BSD licence), so that its server understands
them. A test compares the two.
"""

from collections.abc import Iterable
from inspect import Parameter, signature
from typing import Final

from zcert_udfs import CellFunction

MODULE: Final = "ZcFunctions"
HELP_MODULE: Final = "ZcFunctionHelp"
LONGEST_HELP: Final = 255
"""Characters that the function wizard shows of a function's and of an argument's help."""


def wrappers(functions: Iterable[CellFunction], python_module: str) -> str:
    """Return the VBA module with one function for each; python_module is where the server looks for them."""
    head = [
        f'Attribute VB_Name = "{MODULE}"',
        "Option Explicit",
        "'Made by make_functions.py from the cell functions in the text of xlwings' own generator: do not edit.",
        '#Const App = "Microsoft Excel" \'Adjust when using outside of Excel',
    ]
    ordered = sorted(functions, key=lambda function: function.name)
    return "\n".join([*head, *(line for function in ordered for line in _wrapper(function, python_module))]) + "\n"


def _wrapper(function: CellFunction, python_module: str) -> list[str]:
    names = ", ".join(argument.name for argument in function.arguments)
    call = f'{function.name} = XLPy.CallUDF("{python_module}", "{function.name}", Array({names})'
    return [
        f"Function {function.name}({', '.join(_parameters(function))})",
        '    #If App = "Microsoft Excel" Then',
        "        If TypeOf Application.Caller Is Range Then On Error GoTo failed",
        f"        {call}, ActiveWorkbook, Application.Caller)",
        "        Exit Function",
        "    #Else",
        f"        {call})",
        "        Exit Function",
        "    #End If",
        "failed:",
        f"    {function.name} = Err.Description",
        "End Function",
        "",
    ]


def _parameters(function: CellFunction) -> list[str]:
    defaults = [parameter.default for parameter in signature(function.function).parameters.values()]
    return [
        argument.name if default is Parameter.empty else f"Optional {argument.name}"
        for argument, default in zip(function.arguments, defaults, strict=True)
    ]


def help_texts(functions: Iterable[CellFunction]) -> str:
    """Return the VBA module that tells the function wizard what each function and argument is.

    Raises ValueError for a help text that the wizard would cut.
    """
    lines = [
        f'Attribute VB_Name = "{HELP_MODULE}"',
        "Option Explicit",
        "Option Private Module",
        "' Made by make_functions.py from the cell functions: do not edit.",
        "",
        "Public Sub DescribeFunctions()",
    ]
    for function in sorted(functions, key=lambda function: function.name):
        texts = [_literal(argument.help) for argument in function.arguments]
        head = f'    Describe "{function.name}", {_literal(function.summary)}, Array('
        lines.append(head + "".join(f" _\n        {text}," for text in texts).rstrip(",") + ")")
    return "\n".join([*lines, "End Sub"]) + "\n"


def _literal(text: str) -> str:
    if len(text) > LONGEST_HELP:
        raise ValueError(f"the function wizard cuts this text at {LONGEST_HELP} characters: {text}")
    escaped = text.replace('"', '""')
    return f'"{escaped}"'
