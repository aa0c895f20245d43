"""照片检测: the photo of every person, looked for in the workbook's own folder."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from zcert import words
from zcert.checking import check
from zcert.errors import UserError
from zcert.photos.album import Album, orphans
from zcert.results import PHOTO, results
from zcert.rules import photo
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.everybody import Everybody, everybody
from zcert_addin.commands.find_orphans import NO_ORPHANS, Orphans, Search, find_orphans
from zcert_addin.hosts.protocol import Host
from zcert_addin.photos.album import read_album

_NAMED = 5

BUTTON: Final = Button(
    label="照片检测",
    group=Group.CHECK,
    place=2,
    keytip="Z",
    image="PictureInsertFromFile",
    icon="######## #--oo--# #--oo--# #-oooo-# #oooooog ######gg ..g.gg.. ...gg...",
    tip="在本工作簿所在文件夹中查找以号码命名的照片，结果写入“照片检测”列；可以反复执行",
    help=(
        "在本工作簿所在的文件夹中找“号码.jpg”，检查能否打开、像素（200×280到300×420）和大小（50KB以内）；"
        "结果写在“照片检测”一列。补齐照片后可以再次检测。不属于任何人的照片另外列出，"
        "同一文件夹中其它采集表、汇总表的人员也算在内。"
    ),
    large=True,
)


def run(host: Host) -> None:
    """Check the photos of the open sheet; can be done again and again."""
    found = sheet.open_sheet(host)
    table = found.table
    numbers = table.columns[table.form.key]
    album = read_album(sheet.folder_of(host), numbers, host.progress)
    inspection = replace(sheet.inspection(found), photos=album)
    orphaned = _orphans(host, album, numbers)
    verdicts = results(table, check(inspection, (photo,)), PHOTO)
    column = sheet.write_result(host, found, PHOTO, verdicts)
    wrong = [row for row, verdict in verdicts.items() if verdict.wrong]
    told = [f"共检测{len(verdicts)}人的照片，合格{len(verdicts) - len(wrong)}人，有问题{len(wrong)}人"]
    if wrong:
        host.select(wrong[0], column)
        told.append(f"第一处问题在第{wrong[0]}行")
    host.tell(words.sentences(*told, *_belonging_to_nobody(orphaned)))


def _orphans(host: Host, album: Album, numbers: Iterable[str]) -> Orphans:
    """Return the orphaned photos; the other sheets and the other workbooks of the folder are read only if needed."""
    if not orphans(album.folder, numbers):
        return NO_ORPHANS
    try:
        own = everybody(host.read_all(), sheet.forms())
    except UserError:  # another sheet cannot be read: no reason not to check the photos of this one
        own = Everybody([], complete=False)
    folder = sheet.folder_of(host)
    search = Search(folder / host.name, folder, sheet.forms(), host.progress)
    found = find_orphans(album.folder, [*numbers, *own.numbers], search)
    return found if own.complete else replace(found, unread=[host.name, *found.unread])


def _belonging_to_nobody(found: Orphans) -> list[str]:
    if not found.names:
        return []
    named = "、".join(found.names[:_NAMED])
    more = "等" if len(found.names) > _NAMED else ""
    told = f"\n文件夹中有{len(found.names)}张照片不属于表中任何人：{named}{more}"
    return [told, f"\n{found.reservation}"] if found.reservation else [told]
