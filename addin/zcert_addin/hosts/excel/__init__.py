"""The host for Excel, reached through xlwings."""
