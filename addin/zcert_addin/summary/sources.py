"""Which files of a folder are to be merged, and why not the others? Which of them may hold people at all?

No file is skipped silently, except for photos, of which thousands are beside workbooks, and files that programs hide.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert.photos.key import JPEG_SUFFIXES, OTHER_SUFFIXES
from zcert_addin.disk.backup_name import is_backup
from zcert_addin.disk.os_errors import OWN
from zcert_addin.opc.reader import PackageReader
from zcert_addin.reading.suffixes import SUFFIXES
from zcert_templates.report_layout import REPORT_SHEET

SUMMARY_STEM: Final = "高级专业技术资格证书汇总表"

_WORKBOOK: Final = "xl/workbook.xml"
_WORKBOOK_BYTES: Final = 1 << 20
_VOLUME: Final = re.compile("（第[0-9]+册）$")
_SUMMARY: Final = "是以前的汇总表，不再汇入；如是下级报来的汇总表，请先按单位改名"
_WRITTEN: Final = frozenset({".xlsx", ".xlsm"})
"""Extensions of the summaries that are written here; one with another was saved by a person."""
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
    """

    name: str
    reason: str = ""
    size_bytes: int = 0
    doubtful: bool = False


def list_workbooks(folder: Path, summary: Path) -> list[Listed]:
    """List all files but photos and hidden ones, by name.

    summary: the file that will be written; it and its backups are no input.
    Raises OSError when the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        found = [listed for entry in entries if (listed := _listed(entry, summary))]
    return sorted(found, key=lambda listed: listed.name)


def list_people(folder: Path) -> list[Listed]:
    """List the workbooks of a folder in which people may be, summaries too; backups repeat people of others.

    Raises OSError when the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        return [
            Listed(entry.name, size_bytes=_size_bytes(entry))
            for entry in entries
            if Path(entry.name).suffix.lower() in SUFFIXES and not _no_original(entry.name) and _is(entry.is_file)
        ]


def _listed(entry: os.DirEntry[str], summary: Path) -> Listed | None:
    if _is(entry.is_dir):
        return _folder(entry)
    suffix = Path(entry.name).suffix.lower()
    if suffix in _NEARLY:
        reason = f"{suffix}文件不能直接汇总，其中如有数据，请另存为.xlsx或解压到本文件夹后重新汇总"
        return Listed(entry.name, reason, doubtful=True)
    if suffix not in SUFFIXES:
        unsaid = suffix in _PHOTOS or entry.name.startswith(".") or entry.name.lower() in _OF_SYSTEMS
        return None if unsaid else Listed(entry.name, "不是工作簿，没有汇总")
    if reason := _no_original(entry.name):
        return Listed(entry.name, reason)
    if _is_summary(entry, summary):
        return Listed(entry.name, _SUMMARY, doubtful=suffix not in _WRITTEN)
    if not _is(entry.is_file):
        return Listed(entry.name, "不是普通文件，没有汇总，请换成采集表文件本身", doubtful=True)
    return Listed(entry.name, size_bytes=_size_bytes(entry))


def _is_summary(entry: os.DirEntry[str], summary: Path) -> bool:
    """Return whether a file is a summary or a volume; by the summary's own name only in the summary's folder."""
    stem = _VOLUME.sub("", Path(entry.name).stem)
    own = Path(entry.path).parent.resolve() == summary.parent.resolve() and Path(entry.name).suffix.lower() in _WRITTEN
    return stem == SUMMARY_STEM or (own and stem == summary.stem)


def _no_original(name: str) -> str:
    """Return by a file's name why it is no original that a person filled in; empty when it is one."""
    if name.startswith(_OWNER_FILES):
        return "是打开工作簿时产生的临时文件，没有数据"
    if name.startswith(OWN):
        return "是上次汇总中断留下的临时文件，可以删除"
    return "是备份文件，不再汇入" if is_backup(Path(name)) else ""


def _is(kind: Callable[[], bool]) -> bool:
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
        inside = any(_holds_rows(name) for name in _names(entry.path))
    except OSError:
        inside = True
    reason = "是子文件夹，其中的工作簿没有汇总，如需汇总请移到本文件夹"
    return Listed(entry.name + os.sep, reason, doubtful=True) if inside else None


def _names(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry.name


def _holds_rows(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(_OWNER_FILES)


def is_volume(path: Path, summary: Path) -> bool:
    """Return whether a file of the summary's folder is the summary or one of its volumes."""
    own = _VOLUME.sub("", path.stem) + path.suffix
    return os.path.normcase(summary.name) in {os.path.normcase(path.name), os.path.normcase(own)}


def volumes_of(summary: Path) -> list[Path]:
    """List the summary and its volumes that are there, by name; OSError when the folder cannot be read."""
    return sorted(path for path in summary.parent.iterdir() if is_volume(path, summary))


def is_summary(path: Path) -> bool:
    """Return whether a workbook has the sheet of a summary's report, without reading its rows; raises OSError."""
    if not path.is_file():
        return False
    try:
        with PackageReader(path) as package:
            return f'"{REPORT_SHEET}"'.encode() in package.head(_WORKBOOK, _WORKBOOK_BYTES)
    except (UserError, KeyError):
        return False


def volume_of(path: Path, number: int) -> Path:
    """Return the name of a summary's volume, counted from 1; the first one has the summary's own name."""
    return path if number == 1 else path.with_name(f"{path.stem}（第{number}册）{path.suffix}")
