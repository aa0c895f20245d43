"""A template and rows become a workbook."""
