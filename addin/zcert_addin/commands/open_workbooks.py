"""Is what is open in the spreadsheet program in the way of a merge, or missing from it?"""

from collections.abc import Iterable
from os.path import normcase
from pathlib import Path

from zcert.errors import UserError
from zcert_addin.disk.holder import guard_closed
from zcert_addin.hosts.protocol import Host, OpenWorkbook
from zcert_addin.summary.sources import Listed, is_volume, volumes_of


def is_ready(host: Host, summary: Path, listed: Iterable[Listed]) -> bool:
    """Offer to save the open workbooks that will be merged into the summary; False when the user declines.

    listed: the files of the summary's folder and, where they are merged too, of those below it.
    Raises UserError when the old summary is open here, where its window would go on showing the rows of before, and
    OpenElsewhere when it is open in another program.
    """
    opened = host.open_workbooks()
    for one in opened:
        if _lies_in(one.path, summary.parent) and is_volume(one.path, summary):
            raise UserError(f"“{one.path.name}”正打开着，汇总会替换它，请先关闭它，再在采集表中点“数据汇总”")
    guard_closed(volumes_of(summary))
    unsaved = _unsaved(opened, summary.parent, listed)
    if not unsaved:
        return True
    names = "、".join(path.name for path in unsaved)
    if not host.ask(f"文件夹中打开着的工作簿有未保存的修改：{names}。\n现在保存并继续吗？选“否”则不汇总。"):
        return False
    for path in unsaved:
        host.save(path)
    return True


def is_saved(host: Host, path: Path, button: str) -> bool:
    """Offer to save the open workbook before its file is used; False when the user declines.

    button: the label of what is done with the file.
    """
    if any(
        one.unsaved and one.path.name == path.name and _lies_in(one.path, path.parent) for one in host.open_workbooks()
    ):
        if not host.ask(f"本工作簿有未保存的修改。\n现在保存并继续吗？选“否”则不{button}。"):
            return False
        host.save(path)
    return True


def guard_not_open(host: Host, path: Path, button: str) -> None:
    """Raise UserError when a workbook that is to be replaced is open here; ``button``: the label to press again."""
    if path.exists() and any(one.path.exists() and one.path.samefile(path) for one in host.open_workbooks()):
        raise UserError(f"“{path.name}”正打开着，请先关闭它，再点“{button}”")


def _unsaved(opened: Iterable[OpenWorkbook], folder: Path, listed: Iterable[Listed]) -> list[Path]:
    """Return the workbooks with unsaved changes that will be merged."""
    merged: dict[str, list[Path]] = {}
    for one in listed:
        if not one.reason:
            path = folder / one.name
            merged.setdefault(normcase(path.name), []).append(path.parent)
    return [
        one.path
        for one in opened
        if one.unsaved and any(_lies_in(one.path, parent) for parent in merged.get(normcase(one.path.name), ()))
    ]


def _lies_in(path: Path, folder: Path) -> bool:
    try:
        return path.parent.samefile(folder)
    except OSError:
        return False
