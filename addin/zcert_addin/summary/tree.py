"""Which files of a folder and of all folders below it are to be merged, and why not the others?

Links to folders are not followed, so that no tree is endless and nothing is met twice; hidden folders are not entered.
Both are named where workbooks are in them, and so is a folder that cannot be read. A summary in a sub-folder is a
workbook like others: whether it or its units are merged is decided by what it says of its origins.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from zcert_addin.disk.entries import entries
from zcert_addin.disk.os_errors import meaning
from zcert_addin.summary.sources import Listed, holds_workbooks, is_kind, is_summary_name, judged

_JUNCTION: Final = 0xA000_0003
"""IO_REPARSE_TAG_MOUNT_POINT: a link to a folder that Windows does not call a symbolic one."""


def list_tree(
    folder: Path, summary: Path, progress: Callable[[int, int, str], None] = lambda _done, _total, _name: None
) -> list[Listed]:
    """List all files of a tree but photos and hidden ones, by name; names are relative, with ``/``.

    summary:  the file that will be written; it and its backups are no input.
    progress: called for each folder below with folders done, folders known, and its name.
    Raises OSError when the folder itself cannot be read.
    """
    found: list[Listed] = []
    waiting, done = [""], 0
    while waiting:
        below = waiting.pop()
        if below:
            progress(done, done + 1 + len(waiting), below)
        done += 1
        try:
            for entry in entries(folder / below):
                _take(entry, below, summary, found, waiting)
        except OSError as error:
            if not below:
                raise
            reason = f"子文件夹打不开，其中的工作簿没有汇总：{meaning(error)}"
            found.append(Listed(below, reason, failed=True))
    return sorted(found, key=lambda listed: listed.name)


def workbooks_below(listed: list[Listed]) -> dict[str, int]:
    """Return how many workbooks of a tree are to be merged under each of the folder's own sub-folders."""
    counts: dict[str, int] = {}
    for one in listed:
        first, slash, _ = one.name.partition("/")
        if slash and not one.reason:
            counts[first] = counts.get(first, 0) + 1
    return counts


def _take(entry: os.DirEntry[str], below: str, summary: Path, found: list[Listed], waiting: list[str]) -> None:
    """Put an entry of a folder to the files or, if it is a folder, to those that are waiting."""
    name = below + entry.name
    if not is_kind(entry.is_dir):
        former = not below and is_summary_name(entry.name)
        if listed := judged(entry, summary, former):
            found.append(replace(listed, name=name))
    elif reason := _not_entered(entry):
        if _may_hold(entry):
            found.append(Listed(f"{name}/", f"{reason}，其中的工作簿没有汇总，如需汇总请移到本文件夹", doubtful=True))
    else:
        waiting.append(f"{name}/")


def _not_entered(entry: os.DirEntry[str]) -> str:
    """Say why a folder is not entered; empty when it is."""
    status = entry.stat(follow_symlinks=False)
    if entry.is_symlink() or getattr(status, "st_reparse_tag", 0) == _JUNCTION:
        return "是指向别处的链接"
    hidden = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
    return "是隐藏的文件夹" if hidden or entry.name.startswith(".") else ""


def _may_hold(entry: os.DirEntry[str]) -> bool:
    try:
        return holds_workbooks(entry.path)
    except OSError:
        return True
