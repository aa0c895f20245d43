"""The Excel side of the bridge as text, and how macro-enabled files are made of it without Excel.

excel/          the VBA modules as they are read and edited: UTF-8, Chinese literals
buttons.py      what the ribbon tab holds; the tab and the callbacks are made from it
vba_source.py   VBA text as the project stores it: ASCII
vba_project.py  the VBA project of a workbook
macro_file.py   a plain workbook becomes an .xlsm or an .xlam
"""
