"""Ribbon tab and macros for Excel as text, and how macro-enabled files are made of them without Excel.

excel/          the VBA modules as they are read and edited: UTF-8, Chinese literals
ribbon.py       the ribbon tab and its callbacks, made from the declarations of the buttons
vba_source.py   VBA text as the project stores it: ASCII
vba_project.py  the VBA project of a workbook
macro_file.py   a plain workbook becomes an .xlsm or an .xlam
macro_books.py  which of these files there are
"""
