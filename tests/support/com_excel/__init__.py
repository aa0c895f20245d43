"""An imitation of Excel as others see it on Windows: its windows, its COM objects, its type library, its busy moments.

It runs in a Windows Python (under Wine) and shows the object model of ``excel_engine`` by COM, so that xlwings' own
Windows engine, in another process, finds it and works in it as in Excel.

member.py       objects with properties and methods as COM objects, and the type library made from them
application.py  Application, Workbooks, Workbook and what belongs to them
sheets.py       Worksheets, Worksheet, names and page setup
cells.py        Range, its fonts, rows and conditional formats
desktop.py      the windows by which Excel is found, and the person who reads and answers message boxes
busy.py         the message filter by which Excel rejects calls in edit mode and while a dialog is open
vba.py          what the macros do: xlwings' DLL, buttons and cell functions
__main__.py     a second Excel, in a process of its own

What follows Microsoft's reference (Excel VBA object model, learn.microsoft.com/office/vba/api; [MS-OAUT] for
IDispatch): names of members and their arguments, the interface identifiers of Application, Workbook, Worksheet and
Range, one value instead of an array for a single cell, Null for mixed cells (NumberFormat, MergeCells, Hidden),
currency as VT_CY, dates as VT_DATE, the numbers of cell errors, 1-based indexes, Worksheets without charts while Index
counts them, -1/0/2 for Visible, HRESULT DISP_E_EXCEPTION with 0x800A03EC for what Excel refuses, RPC_E_CALL_REJECTED
from the message filter, WM_GETOBJECT of an EXCEL7 window below XLDESK below XLMAIN for Application.

What is guessed, since no document says it: that the error of a setter in edit mode is 0x800AC472 (VBA_E_IGNORE, as
xlwings' source has it); that a very hidden sheet can be moved but not activated; the text that a message box of
Excel's shows; order of rules after SetFirstPriority. What a cell becomes when something is written into it is
excel_engine's business, and is described there.

A member that is not imitated is noted in ``member.LACKING``, and every test looks that nothing is there.
"""
