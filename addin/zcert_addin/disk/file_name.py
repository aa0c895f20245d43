r"""Which name does a file get that is called after a text, on any disk, in any system?

What Windows forbids (Microsoft, Naming Files, Paths, and Namespaces) is replaced everywhere, for the files travel:
``< > : " / \ | ? *``, control characters, names of devices, blanks and dots at the end. Names that begin like those of
hidden or temporary files, or end like those of backups, are changed as well: merging would pass them over.
"""

import re
import unicodedata
from typing import Final

from zcert_addin.disk.backup_name import BACKUP_MARK

STEM_BYTES: Final = 150
"""As UTF-8. Names of 255 bytes fit on a disk; the time, a number and 备份 are still to be added, and folders before."""

_FORBIDDEN: Final = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+'
)
_HIDDEN: Final = re.compile(r"^[.~\s_]+")
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)
_NAMELESS: Final = "未命名"


def safe_stem(text: str) -> str:
    """Return the text as the name of a file without its ending.

    >>> safe_stem("甲/乙*公司. "), safe_stem("CON"), safe_stem("~$表")
    ('甲_乙_公司', '_CON', '$表')
    """
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text))
    plain = _shortened(_HIDDEN.sub("", plain))
    while plain.endswith(BACKUP_MARK):
        plain = _shortened(plain.removesuffix(BACKUP_MARK))
    # Windows looks at what stands before the first dot.
    is_device = plain.split(".")[0].rstrip().lower() in _DEVICES
    return f"_{plain}" if is_device else plain or _NAMELESS


def _shortened(text: str) -> str:
    """Cut at a character; blanks, dots and replaced characters at the end are no part of a name."""
    return text.encode()[:STEM_BYTES].decode("utf-8", "ignore").rstrip(" .\u3000_")
