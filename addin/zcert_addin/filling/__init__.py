"""Workbooks made from a template and rows."""
