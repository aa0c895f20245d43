"""What does a returned row carry along, so that its mend finds the row from which it was taken?

Two columns behind those of the form: what is wrong, for the clerk, and a hidden one with the basis. That is where the
row came from, and a digest of each entry as it was sent: so rows may be sorted, copied and deleted, the number may be
the error, and a mend is told from an entry that was changed in the summary meanwhile. A digest says nothing of a
person that the row does not say itself.

>>> basis = basis_of(Origin("甲.xlsx", "采集表", "7"), ("姓名",), ("张三",), PersonKey("1", "张三"))
>>> parse(basis.text, ("姓名",)) == basis
True
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from zcert.added_columns import header_text
from zcert.errors import UserError
from zcert.person_key import PersonKey
from zcert.roles import Role
from zcert.table import Origin, Table

NOTE: Final = "退回说明"
BASIS: Final = "退回依据"
"""Captions of the two columns."""

IS_RETURNED: Final = "是退回改正的表，没有汇总，改好以后请用“并入改正”（“zcert accept”）并入汇总表"
"""Said of a returned workbook that was taken for a collection workbook."""

_VERSION: Final = 1
_BYTES: Final = 6
"""Of a digest: among a million rows, two of the same by chance in one of ten thousand tables."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a row was when it was returned.

    origin: where it came from, as the summary said; the file is empty where it did not say.
    person, who: digests of what tells the person, see ``zcert.person_key``; empty for a part that says nothing.
    digests: digest of each entry by header.
    """

    origin: Origin
    person: str
    who: str
    digests: Mapping[str, str]

    @property
    def text(self) -> str:
        """The text of the hidden cell."""
        origin = [self.origin.file, self.origin.sheet, self.origin.row]
        parts = [_VERSION, *origin, self.person, self.who, "".join(self.digests.values())]
        return json.dumps(parts, ensure_ascii=False)


class OtherBasis(UserError):  # noqa: N818  named for what happened
    """The hidden cell was changed, or written by another version of the program."""

    def __init__(self) -> None:
        super().__init__(f"隐藏的“{BASIS}”一栏被改动，或出自别的版本")


def basis_of(origin: Origin, headers: Sequence[str], texts: Sequence[str], key: PersonKey) -> Basis:
    """Return the basis of a row with these entries."""
    digests = {header: digest(header, text) for header, text in zip(headers, texts, strict=True)}
    return Basis(origin, key_digest(key.person), key_digest(key.who), digests)


def key_digest(part: str) -> str:
    """Return the digest of a part of a person's key; empty for one that says nothing."""
    return digest("", part) if part else ""


def digest(header: str, text: str) -> str:
    """Return a short digest of an entry, the same for every kind of line break."""
    plain = f"{header}\0{plain_text(text)}".encode("utf-8", "surrogatepass")
    return b64encode(blake2b(plain, digest_size=_BYTES).digest()).decode()


def plain_text(text: str) -> str:
    """Return an entry as it is compared with the same one in another workbook: with one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def parse(text: str, headers: Sequence[str]) -> Basis:
    """Read the hidden cell of a row with these entry columns; raises OtherBasis."""
    try:
        version, *origin, person, who, digests = json.loads(text)
    except (ValueError, TypeError):
        raise OtherBasis from None
    texts, width = [*origin, person, who, digests], len(digest("", ""))
    right = version == _VERSION and len(origin) == len(("file", "sheet", "row"))
    if not right or any(not isinstance(one, str) for one in texts) or len(digests) != width * len(headers):
        raise OtherBasis
    cut = [digests[at : at + width] for at in range(0, len(digests), width)]
    return Basis(Origin(*origin), person, who, dict(zip(headers, cut, strict=True)))


def bases(table: Table) -> Sequence[str]:
    """Return the text of the hidden cell of each row; all empty for a workbook that was not returned."""
    found = (texts for caption, texts in table.added.items() if header_text(caption) == BASIS)
    return next(found, ("",) * len(table.rows))


def asks_for_photos(table: Table) -> bool:
    """Tell whether any row of a returned sheet went back because of its photo."""
    column = table.form.role(Role.PHOTO_RESULT)
    if column is None:
        return False
    notes = [text for caption, texts in table.added.items() if header_text(caption) == NOTE for text in texts]
    return any(line.startswith(f"{column.header}：") for note in notes for line in note.splitlines())


def is_returned(table: Table) -> bool:
    """Tell whether rows of a sheet were returned to be mended."""
    return any(bases(table))
