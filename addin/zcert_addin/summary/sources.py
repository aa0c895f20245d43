"""Which files of a folder are to be merged, and why not the others? Which of them may hold people at all?

No file is skipped silently, except for photos, of which thousands are beside workbooks, and files that programs hide.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from zcert.errors import UserError
from zcert.exchange.ledger import NAME
from zcert.photos.key import JPEG_SUFFIXES, OTHER_SUFFIXES
from zcert_addin.disk.backup_name import former_name, is_backup
from zcert_addin.disk.entries import entries
from zcert_addin.disk.os_errors import OWN
from zcert_addin.opc.reader import PackageReader
from zcert_addin.reading.format import COMPOUND, ZIP
from zcert_addin.reading.suffixes import SUFFIXES
from zcert_templates.report_layout import REPORT_SHEET

SUMMARY_STEM: Final = "高级专业技术资格证书汇总表"

_WORKBOOK: Final = "xl/workbook.xml"
_WORKBOOK_BYTES: Final = 1 << 20
_VOLUME: Final = re.compile("（第[0-9]+册）$")
_SUMMARY: Final = "是以前的汇总表，不再汇入；如是下级报来的汇总表，请先按单位改名"
_WRITTEN: Final = frozenset({".xlsx", ".xlsm"})
"""Extensions of the summaries that are written here; one with another was saved by a person."""
_HIDDEN: Final = (
    "内容是工作簿，但扩展名不是.xlsx、.xls等，没有汇总；"
    "如果不是备份或临时文件，请改名为.xlsx（2003格式改为.xls）后重新汇总"
)
_BOOKS: Final = ("xl/workbook.xml", "xl/workbook.bin")
_STREAMS: Final = tuple(name.encode("utf-16-le") for name in ("Workbook", "EncryptedPackage"))
_COMPOUND_BYTES: Final = 20 << 20
_LEDGER: Final = frozenset({f"{NAME}.xlsx", f"{NAME}.json"})
_OWNER_FILES: Final = ("~$", ".~lock.", "._")
_NEARLY: Final = frozenset(
    {".ett", ".csv", ".tsv", ".txt", ".xlt", ".xltx", ".xltm", ".xlam", ".xml", ".htm", ".html", ".mht", ".mhtml"}
    | {".numbers", ".fods", ".dbf", ".doc", ".docx", ".wps", ".pdf", ".zip", ".rar", ".7z"}
)
"""Extensions of files that may hold rows but are not read."""

_PHOTOS: Final = frozenset(f".{suffix}" for suffix in JPEG_SUFFIXES | OTHER_SUFFIXES)
_OF_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the folder.

    reason:   why it is skipped, in a Chinese sentence; empty = to be merged.
    doubtful: whether rows may be in it although it is skipped, see ``zcert.consolidating.FileReport``.
    failed:  whether its rows should be merged and cannot be, which is no skipping.
    """

    name: str
    reason: str = ""
    size_bytes: int = 0
    doubtful: bool = False
    failed: bool = False


def list_workbooks(folder: Path, summary: Path) -> list[Listed]:
    """List all files but photos and hidden ones, by name.

    summary: the file that will be written; it and its backups are no input.
    Raises OSError when the folder cannot be read.
    """
    found = [listed for entry in entries(folder) if (listed := _listed(entry, summary))]
    return sorted(found, key=lambda listed: listed.name)


def list_people(folder: Path) -> list[Listed]:
    """List the workbooks of a folder in which people may be, summaries too; backups repeat people of others.

    Raises OSError when the folder cannot be read.
    """
    return [
        Listed(entry.name, size_bytes=_size_bytes(entry))
        for entry in entries(folder)
        if Path(entry.name).suffix.lower() in SUFFIXES
        and not _no_original(entry.name)
        and not _is_ledger(entry.name)
        and is_kind(entry.is_file)
    ]


def _listed(entry: os.DirEntry[str], summary: Path) -> Listed | None:
    return _folder(entry) if is_kind(entry.is_dir) else judged(entry, summary, is_summary_name(entry.name))


def judged(entry: os.DirEntry[str], summary: Path, former: bool) -> Listed | None:  # noqa: FBT001
    """Judge a file by its name and kind; None for photos, hidden ones and the ledger of what units sent.

    former: whether it has the name of an old summary.
    """
    if _is_ledger(entry.name):
        return None
    suffix = Path(entry.name).suffix.lower()
    if suffix in _NEARLY:
        reason = f"{suffix}文件不能直接汇总，其中如有数据，请另存为.xlsx或解压到本文件夹后重新汇总"
        return Listed(entry.name, reason, doubtful=True)
    if suffix not in SUFFIXES:
        if not entry.name.startswith((".", *_OWNER_FILES)) and _hides_workbook(entry):
            return Listed(entry.name, _no_original(entry.name) or _HIDDEN, doubtful=not _no_original(entry.name))
        unsaid = suffix in _PHOTOS or entry.name.startswith(".") or entry.name.lower() in _OF_SYSTEMS
        return None if unsaid else Listed(entry.name, "不是工作簿，没有汇总")
    if reason := _no_original(entry.name):
        return Listed(entry.name, reason)
    if former or _is_own(entry, summary):
        return Listed(entry.name, _SUMMARY, doubtful=suffix not in _WRITTEN)
    if not is_kind(entry.is_file):
        return Listed(entry.name, "不是普通文件，没有汇总，请换成采集表文件本身", doubtful=True)
    return Listed(entry.name, size_bytes=_size_bytes(entry))


def _is_ledger(name: str) -> bool:
    path = Path(name)
    return (former_name(path) if is_backup(path) else name) in _LEDGER


def is_summary_name(name: str) -> bool:
    """Return whether a file has the name that summaries and their volumes get."""
    return _VOLUME.sub("", Path(name).stem) == SUMMARY_STEM


def _is_own(entry: os.DirEntry[str], summary: Path) -> bool:
    """Return whether a file is the summary that will be written or one of its volumes."""
    path = Path(entry.path)
    named = _VOLUME.sub("", path.stem) == summary.stem and path.suffix.lower() in _WRITTEN
    return named and path.parent.resolve() == summary.parent.resolve()


def _hides_workbook(entry: os.DirEntry[str]) -> bool:
    """Return whether a file whose name is no workbook's is one by its content."""
    try:
        if not is_kind(entry.is_file):
            return False
        with open(entry.path, "rb") as file:  # noqa: PTH123  the name need not be text
            start = file.read(len(COMPOUND))
            if start == COMPOUND:
                content = file.read(_COMPOUND_BYTES)
                return any(name in content for name in _STREAMS)
            if not start.startswith(ZIP):
                return False
            file.seek(0)
            return any(PackageReader(file).find(name) for name in _BOOKS)
    except (OSError, UserError):
        return False


def _no_original(name: str) -> str:
    """Return by a file's name why it is no original that a person filled in; empty when it is one."""
    if name.startswith(_OWNER_FILES):
        return "是打开工作簿时产生的临时文件，没有数据"
    if name.startswith(OWN):
        return "是上次汇总中断留下的临时文件，可以删除"
    return "是备份文件，不再汇入" if is_backup(Path(name)) else ""


def is_kind(kind: Callable[[], bool]) -> bool:
    """Ask what an entry is; one whose links go round in a circle is nothing."""
    try:
        return kind()
    except OSError:
        return False


def _size_bytes(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_size
    except OSError:
        return 0


def _folder(entry: os.DirEntry[str]) -> Listed | None:
    """Name a sub-folder that holds workbooks: only the folder itself is merged."""
    try:
        inside = holds_workbooks(entry.path)
    except OSError:
        inside = True
    reason = "是子文件夹，其中的工作簿没有汇总，如需汇总请移到本文件夹，或连同子文件夹一起汇总"
    return Listed(entry.name + os.sep, reason, doubtful=True) if inside else None


def holds_workbooks(folder: str) -> bool:
    """Return whether a folder itself holds files that may be merged; OSError when it cannot be read."""
    return any(_holds_rows(entry.name) for entry in entries(folder))


def _holds_rows(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(_OWNER_FILES)


def is_volume(path: Path, summary: Path) -> bool:
    """Return whether a file of the summary's folder is the summary or one of its volumes."""
    own = _VOLUME.sub("", path.stem) + path.suffix
    return os.path.normcase(summary.name) in {os.path.normcase(path.name), os.path.normcase(own)}


def volumes_of(summary: Path) -> list[Path]:
    """List the summary and its volumes that are there, by name; OSError when the folder cannot be read."""
    return sorted(path for entry in entries(summary.parent) if is_volume(path := Path(entry.path), summary))


def is_summary(path: Path) -> bool:
    """Return whether a workbook has the sheet of a summary's report, without reading its rows; raises OSError."""
    if not path.is_file():
        return False
    try:
        with PackageReader(path) as package:
            return f'"{REPORT_SHEET}"'.encode() in package.head(_WORKBOOK, _WORKBOOK_BYTES)
    except (UserError, KeyError):
        return False


def without_volume(name: str) -> str:
    """Return the name of the summary of which a file is a volume.

    >>> without_volume("县/汇总表（第2册）.xlsx")
    '县/汇总表.xlsx'
    """
    path = PurePosixPath(name)
    return str(path.with_name(f"{_VOLUME.sub('', path.stem)}{path.suffix}"))


def volume_of(path: Path, number: int) -> Path:
    """Return the name of a summary's volume, counted from 1; the first one has the summary's own name."""
    return path if number == 1 else path.with_name(f"{path.stem}（第{number}册）{path.suffix}")
