"""manifest.json: what a package holds, who sends it, and what was still open when it was packed.

Written last into the package, read first and believed in nothing: each mistake is one sentence, and every file is held
against its size and SHA-256 when it is taken out.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from zcert.errors import UserError
from zcert.exchange.ledger import Below
from zcert.photos.key import JPEG_SUFFIXES
from zcert_addin.exchange import json_shape
from zcert_addin.exchange.ledger_file import JSON as LEDGER
from zcert_addin.photos.jpeg import MAX_READ_BYTES
from zcert_addin.reading.preflight import MAX_BYTES
from zcert_addin.reading.suffixes import SUFFIXES

NAME: Final = "manifest.json"
MOST_FILES: Final = 500_000

_KIND: Final = "zcert-package"
_VERSION: Final = 1
_SHA256: Final = re.compile("[0-9a-f]{64}")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_NO_NAME: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]|^[.~ ]|[. ]$')
_MOST_BYTES: Final = {"workbook": MAX_BYTES, "photo": MAX_READ_BYTES}
_LONGEST_UNIT: Final = 200
_LONGEST_NAME: Final = 255

Role = Literal["workbook", "photo"]


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the package; sha256: of its content, 64 hex digits in small letters."""

    name: str
    role: Role
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the package says of itself.

    product:    version of the program that packed it.
    dictionary: date of the dictionary edition by which it was checked, YYYY-MM-DD.
    forms:      names of the forms that its rows have.
    summary:    whether it is a summary of the level below.
    packed:     when it was packed, by the clock of the unit's PC, ISO 8601 with seconds and offset.
    rows:       people in the workbook.
    files:      one workbook and any number of photos.
    findings:   how many findings of each code were still open.
    below:      of a summary whose workbooks were received: who sent each of them.
    """

    product: str
    dictionary: str
    unit: str
    forms: tuple[str, ...]
    summary: bool
    packed: str
    rows: int
    files: tuple[PackedFile, ...]
    findings: Mapping[str, int]
    below: tuple[Below, ...] = ()

    @property
    def workbook(self) -> PackedFile:
        """The workbook."""
        return next(file for file in self.files if file.role == "workbook")

    @property
    def photos(self) -> tuple[PackedFile, ...]:
        """The photos."""
        return tuple(file for file in self.files if file.role == "photo")

    @property
    def digest(self) -> str:
        """Tells the content, whenever it was packed and whatever the workbook is called, see ``digest``."""
        return digest(self.files)


def digest(files: Iterable[PackedFile]) -> str:
    """Return what is the same for the same workbook and photos: 64 hex digits."""
    lines = sorted(f"{'' if file.role == 'workbook' else file.name}\0{file.sha256}\n" for file in files)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def encode(manifest: Manifest) -> bytes:
    """Return the manifest as JSON."""
    return json_shape.encode(_KIND, _VERSION, manifest)


def decode(data: bytes) -> Manifest:
    """Return the manifest in a package; raises UserError with one sentence for what is wrong."""
    manifest = json_shape.decode(data, _KIND, _VERSION, Manifest, "报送包的清单")
    fault = next(_faults(manifest), None)
    if fault:
        raise json_shape.WrongJson(f"报送包的清单不对：{fault}")
    return manifest


def _faults(manifest: Manifest) -> Iterator[str]:
    if not manifest.unit.strip() or len(manifest.unit) > _LONGEST_UNIT or _UNSEEN.search(manifest.unit):
        yield "单位名称是空的、太长或含有看不见的字符"
    if not _is_time(manifest.packed):
        yield "打包时间不是时间"
    if manifest.rows < 0 or any(count < 0 for count in manifest.findings.values()):
        yield "人数或问题数是负数"
    if sum(file.role == "workbook" for file in manifest.files) != 1:
        yield "应当正好有一个工作簿"
    if len(manifest.files) > MOST_FILES:
        yield "文件太多"
    if len({file.name.casefold() for file in manifest.files}) < len(manifest.files):
        yield "有两个文件同名"
    yield from (fault for file in manifest.files if (fault := _file_fault(file)))


def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text) and dt.datetime.fromisoformat(text))
    except ValueError:
        return False


def _file_fault(file: PackedFile) -> str:
    """Say what is wrong with a file's line; empty when nothing is."""
    name = _UNSEEN.sub("�", file.name)
    if name != file.name or not file.name or len(file.name) > _LONGEST_NAME or _NO_NAME.search(file.name):
        return f"文件名“{name}”不能用（不能含路径或系统不允许的字符）"
    suffix = file.name.rpartition(".")[2].lower()
    known = {one.removeprefix(".") for one in SUFFIXES} if file.role == "workbook" else JPEG_SUFFIXES
    if suffix not in known or file.name.casefold() in {NAME, LEDGER.casefold()}:
        return f"“{name}”不是工作簿或照片"
    if not 0 <= file.bytes <= _MOST_BYTES[file.role]:
        return f"“{name}”的大小超出限度"
    return "" if _SHA256.fullmatch(file.sha256) else f"“{name}”的校验值不对"


def require_packable(photo: Path) -> None:
    """Raise UserError for a photo that no package may hold; OSError."""
    if _file_fault(PackedFile(photo.name, "photo", 0, "0" * 64)):
        raise UserError(f"照片“{photo.name}”的文件名在别的系统中不能用，没有打包，请改名后重新打包")
    if photo.stat().st_size > MAX_READ_BYTES:
        raise UserError(f"照片“{photo.name}”超过{MAX_READ_BYTES >> 20}MB，没有打包，请缩小后重新打包")
