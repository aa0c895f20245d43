"""照片检测: the photo of every person, looked for in the workbook's own folder."""

from dataclasses import replace
from typing import Final

from zcert import words
from zcert.checking import check
from zcert.photos.album import orphans
from zcert.results import PHOTO, results
from zcert.rules import photo
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
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
        "结果写在“照片检测”一列。补齐照片后可以再次检测。"
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
    verdicts = results(table, check(inspection, (photo,)), PHOTO)
    column = sheet.write_result(host, found, PHOTO, verdicts)
    wrong = [row for row, verdict in verdicts.items() if verdict.wrong]
    told = [f"共检测{len(verdicts)}人的照片，合格{len(verdicts) - len(wrong)}人，有问题{len(wrong)}人"]
    if wrong:
        host.select(wrong[0], column)
        told.append(f"第一处问题在第{wrong[0]}行")
    host.tell(words.sentences(*told, _belonging_to_nobody(orphans(album.folder, numbers))))


def _belonging_to_nobody(names: list[str]) -> str:
    if not names:
        return ""
    named = "、".join(names[:_NAMED])
    return f"\n文件夹中有{len(names)}张照片不属于表中任何人：{named}{'等' if len(names) > _NAMED else ''}"
