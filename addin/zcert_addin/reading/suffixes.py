"""Under which names do workbooks and lists come? For code that lists or picks files without reading them."""

from typing import Final

SUFFIXES: Final = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et"})
"""Extensions of the files that are read, in lower case; .et is WPS's own ending for what is .xls or .xlsx inside."""

PICKED: Final = SUFFIXES | {".csv", ".txt"}
"""Extensions that a dialog for files offers: a unit's own list can be a plain text."""
PICKED_LABEL: Final = "工作簿和名单"
