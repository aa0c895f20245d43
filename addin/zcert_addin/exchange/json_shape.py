"""Facts as JSON and back, by the declarations of their dataclasses; what does not fit is one Chinese sentence.

msgspec checks every value while it decodes: a text where a number is to be, a field that is missing, a list too deep.
"""

import re
from typing import Final, TypeVar

import msgspec

from zcert.errors import UserError

Facts = TypeVar("Facts")

_PLACE: Final = re.compile(r"`(\$[^`]*)`$")


class WrongJson(UserError):  # noqa: N818  # the name says the fault
    """A file of facts that does not hold what it should."""


class _Head(msgspec.Struct):
    kind: str
    version: int


def encode(kind: str, version: int, facts: object) -> bytes:
    """Return facts, a dataclass, as JSON that people can read: kind and version first; the same facts, the same bytes.

    Raises ValueError for a text that is no Unicode.
    """
    document = {"kind": kind, "version": version, **msgspec.to_builtins(facts)}
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def decode(data: bytes, kind: str, version: int, facts: type[Facts], name: str) -> Facts:
    """Return the facts in a JSON file.

    name: what the file is called in the sentences. Raises WrongJson: no such JSON, of another kind, of a later version.
    """
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.kind == kind and head.version > version:
            raise WrongJson(
                f"{name}是更新版本的程序写的（第{head.version}版，本程序到第{version}版），请更新本程序后重试"
            )
        if head.kind == kind:
            return msgspec.json.decode(data, type=facts)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        raise WrongJson(f"{name}的内容不对（{place[1] if place else '$'}）") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise WrongJson(f"{name}已损坏，不是完整的JSON") from None
    raise WrongJson(f"{name}不是本程序写的")
