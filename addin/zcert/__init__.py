"""The domain: what a right value, a right row and a right table of the collection forms are.

Standard library only; nothing here knows a workbook, a window or a file.
"""
