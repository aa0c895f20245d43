"""Where is something wrong on the open sheet now? Asked by buttons that go there or show only those rows.

All that 数据检查 calls an error is looked for afresh. What 身份证验证 has written says the same once more, and is no
place of its own. What 照片检测 has written is one while it is true: the photos it blames are looked at again.
"""

from dataclasses import replace
from pathlib import Path

from zcert.checking import check
from zcert.errors import UserError
from zcert.finding import Finding
from zcert.fitting import Fit
from zcert.results import PHOTO, names_fault
from zcert.rules import photo
from zcert.table import Table
from zcert.wrong_places import WrongPlace, wrong_places
from zcert_addin.commands import sheet
from zcert_addin.hosts.protocol import Host
from zcert_addin.photos.album import read_album


def find_wrong_places(host: Host, found: Fit) -> list[WrongPlace]:
    """Return the wrong places of the open sheet in reading order; raises what reading photos and stopping it raise."""
    return wrong_places(found, [*check(sheet.inspection(found)), *_photo_findings(host, found)])


def _photo_findings(host: Host, found: Fit) -> list[Finding]:
    """Judge again the photos of the rows whose result names a fault; where there is no folder none can be judged."""
    blamed, folder = _blamed(found.table), _folder(host)
    if not blamed.rows or folder is None:
        return []
    album = read_album(folder, blamed.columns[blamed.form.key], host.progress)
    return check(replace(sheet.inspection(replace(found, table=blamed)), photos=album), (photo,))


def _blamed(table: Table) -> Table:
    """Return the rows whose photo result names a fault."""
    said = table.texts(PHOTO)
    at = [place for place, text in enumerate(said) if names_fault(text)]
    return Table(table.form, table.sheet, [table.rows[place] for place in at], [table.numbers[place] for place in at])


def _folder(host: Host) -> Path | None:
    try:
        return host.folder
    except UserError:  # the workbook is in the web: no reason not to go to the other places
        return None
