"""Under which names do workbooks come? For code that lists or picks files without reading them."""

from typing import Final

SUFFIXES: Final = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et"})
"""Extensions of the files that are read, in lower case; .et is WPS's own ending for what is .xls or .xlsx inside."""

PICKED: Final = SUFFIXES | {".csv"}
"""Extensions of the files that a dialog offers: workbooks, and lists of units."""
