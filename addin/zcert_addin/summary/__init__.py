"""The summary workbook: what it is made of, its sheets, its volumes."""
