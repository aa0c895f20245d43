"""``zcert restore``: 恢复 of a backup."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from zcert.errors import UserError
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command, confirm
from zcert_addin.commands.restore_backup import Restored, require_backup, restore_backup, told
from zcert_addin.disk.backup_name import former_name
from zcert_addin.hosts.protocol import OpenWorkbook
from zcert_addin.photos.album import Progress
from zcert_templates import FORMS


class _NoProgram:
    """No program in which workbooks are open."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def open_workbooks(self) -> Sequence[OpenWorkbook]:
        return ()

    def close(self, _path: Path, _unsaved: Path) -> bool:
        return False

    def tell(self, text: str) -> None:
        console.say(text)

    def open(self, path: Path) -> NoReturn:
        raise AssertionError(path)


@click.command("restore", cls=Command)
@click.argument("backup", type=options.PATH, metavar="备份")
@click.option("--into", type=options.PATH, metavar="文件夹", help="恢复到哪个文件夹，默认备份所在的文件夹")
@options.yes
@options.as_json
def command(backup: Path, into: Path | None, *, yes: bool, as_json: bool) -> None:
    """恢复：让备份代替原来的工作簿，代替前先备份现在的内容；缺少的照片取回，已有的不动"""
    require_backup(backup)
    folder = into or backup.parent
    if not folder.is_dir():
        raise UserError(f"不能恢复到“{folder}”，请核对路径")
    target = folder / former_name(backup)
    if not yes:
        replaced = f"“{target.name}”将由备份代替（现在的内容先备份）"
        added = f"“{folder}”中没有“{target.name}”，如果它已经改名，同一批人会有两个工作簿"
        confirm(f"{replaced if target.exists() else added}，继续吗？")
    with console.progress("恢复") as bar:
        restored = restore_backup(backup, target, _NoProgram(bar), FORMS)
    if as_json:
        console.print_json(as_document(target, restored))
    else:
        for line in told(target, restored):
            console.say(line)


def as_document(target: Path, restored: Restored) -> dict[str, object]:
    """Return the JSON of a restored workbook; ``photos`` is null when those of the backup could not be told."""
    photos = restored.photos
    return {
        "restored": str(target),
        "former": str(restored.former) if restored.former else None,
        "photos": {"missing": list(photos.missing), "different": list(photos.different)} if photos else None,
    }
