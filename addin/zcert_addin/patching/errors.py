"""Why can cells not be patched?"""

from zcert.errors import UserError


class CannotPatch(UserError):  # noqa: N818  # the name says the fault
    """The workbook cannot be patched; the text says what to do instead."""
