"""Bytes of a foreign file become sheets, one module per file format."""
