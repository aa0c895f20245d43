"""Has each person one photo, and does it meet the notice?

Photos without a person concern a folder and all sheets beside it, not one table: ``zcert.photos.album.orphans`` names
them, ``orphan_finding`` says what to do.

photo-missing  no photo is named by the number
photo-double   warning: several are
photo-orphan   warning: a photo is named by no number
photo-reported warning: no photo is at hand, and the column written by an earlier check names a fault
The others are those of ``zcert.photos.limits``.
"""

from collections.abc import Iterator
from typing import Final

from zcert import words
from zcert.code import error, warning
from zcert.finding import Fault, Finding
from zcert.inspection import Inspection
from zcert.photos import limits
from zcert.photos.album import Album
from zcert.photos.key import photo_key
from zcert.photos.limits import photo_faults
from zcert.roles import Role
from zcert.table import Table
from zcert.words import Category

ORPHAN: Final = "photo-orphan"

CODES: Final = {
    "photo-missing": error("没有照片", Category.PHOTO, "把以号码命名的jpg照片放进工作簿所在的文件夹，再检测一次"),
    **limits.CODES,
    "photo-double": warning("同一号码有多个照片文件", Category.PHOTO, "只保留一个照片文件"),
    ORPHAN: warning("照片不属于表中任何人", Category.PHOTO, "核对文件名与号码是否一致，不是本表人员的照片请移走"),
    "photo-reported": warning("填报单位检测时照片有问题", Category.PHOTO, "请填报单位补齐或更换照片后重新检测"),
}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Judge the photos of each number where the form has a column for it; rows without a number have no photo."""
    album, table = inspection.photos, inspection.table
    column = table.form.role(Role.PHOTO_RESULT)
    if album is None or column is None:
        return
    numbers = table.columns[table.form.key]
    for row, number in zip(table.numbers, numbers, strict=True):
        key = photo_key(number)
        if key:
            for fault in faults_of(album, key):
                yield Finding(row, column.header, fault.code, fault.message)


def reported(table: Table) -> Iterator[Finding]:
    """Name the faults that the form's own column tells of an earlier check, for when the photos are not at hand."""
    column = table.form.role(Role.PHOTO_RESULT)
    if column is None:
        return
    for row, text in zip(table.numbers, table.columns[column.header], strict=True):
        told = text.strip()
        if told and not told.startswith((words.NORMAL, words.CORRECT)):
            message = f"填报单位检测照片的结果是“{told}”，请由填报单位处理后重新检测"
            yield Finding(row, column.header, "photo-reported", message)


def orphan_finding(name: str, header: str) -> Finding:
    """Say at the column with this header what to do about a photo file that belongs to no person in the tables."""
    return Finding(None, header, ORPHAN, f"照片“{name}”不属于表中任何人，请核对文件名与号码是否一致")


def faults_of(album: Album, key: str) -> list[Fault]:
    """Judge the photos of one number, given by its photo key."""
    names = album.folder.photos.get(key, ())
    if not names:
        return [Fault("photo-missing", _missing(album, key))]
    faults = photo_faults(album.facts[names[0]])
    if len(names) > 1:
        listed = "、".join(name.rpartition(".")[2] for name in names)
        faults.append(Fault("photo-double", f"同一号码有{len(names)}个照片文件（扩展名{listed}），请只保留一个"))
    return faults


def _missing(album: Album, key: str) -> str:
    if meant := album.folder.meant_for(key):
        return f"没有与号码同名的照片，但有文件“{meant[0]}”，请核对后改名为“{key}.jpg”"
    others = album.folder.others.get(key)
    if others:
        suffix = others[0].rpartition(".")[2].lower()
        return f"没有jpg照片，只有{suffix}格式的，请另存为jpg格式，文件名与号码一致"
    return "文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致"
