"""The one root of all errors that are shown to the user: edges catch it, and no other error of ours."""

from zcert_dictionaries.errors import UserError

__all__ = ["UserError"]
