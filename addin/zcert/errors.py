"""The one root of all errors that are told to a person: edges catch it, and nothing else of ours."""

from zcert_dictionaries.errors import UserError

__all__ = ["UserError"]
