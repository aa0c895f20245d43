"""The root of all errors that are shown to the user, and the error of an edition with a fault.

The root is defined in the lowest package, because an edition is refused with the same kind of sentence as all else;
everything above takes it from ``zcert.errors``.
"""


class UserError(Exception):
    """Nothing was changed; the text is one Chinese sentence that says why and what to do."""


class EditionError(UserError):
    """An edition that cannot be used; the text names the file and, where there is one, the line."""

    @classmethod
    def at(cls, file: str, line: int, what: str) -> "EditionError":
        """Return the error of one line, counted from 1 as an editor does."""
        return cls(f"字典文件“{file}”第{line}行：{what}")

    @classmethod
    def of(cls, file: str, what: str) -> "EditionError":
        """Return the error of a whole file."""
        return cls(f"字典文件“{file}”：{what}")
