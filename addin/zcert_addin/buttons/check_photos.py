"""照片检测: the photo of every person, looked for in the workbook's own folder."""

from dataclasses import replace

from zcert.checking import check
from zcert.photos.album import orphans
from zcert.results import PHOTO, results
from zcert.rules import photo
from zcert_addin.buttons import sheet
from zcert_addin.hosts.protocol import Host
from zcert_addin.photos.album import read_album

_NAMED = 5


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
    message = f"共检测{len(verdicts)}人的照片，合格{len(verdicts) - len(wrong)}人，有问题{len(wrong)}人。"
    if wrong:
        host.select(wrong[0], column)
        message += f"第一处问题在第{wrong[0]}行。"
    host.tell(message + _told(orphans(album.folder, numbers)))


def _told(names: list[str]) -> str:
    if not names:
        return ""
    named = "、".join(names[:_NAMED])
    return f"\n文件夹中有{len(names)}张照片不属于表中任何人：{named}{'等' if len(names) > _NAMED else ''}。"
