"""What ends a command without a result: wrong use, or a world that does not play along."""

from zcert.errors import UserError


class Refused(UserError):  # noqa: N818  named for what happened
    """Nothing was changed; the text is one Chinese sentence that says why and what to do."""
