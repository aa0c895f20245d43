"""How is the ledger kept in a folder? As JSON, which counts, and as a workbook for people, written anew from it.

Both are replaced in one step, JSON first, its former version kept as a backup. A workbook that is open elsewhere is
left as it is, which is said in one sentence; the next change writes it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert.exchange.ledger import NAME, NO_LEDGER, Ledger
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import backup_of
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_addin.disk.os_errors import meaning
from zcert_addin.exchange import json_shape
from zcert_templates.ledger_book import build_ledger

JSON: Final = f"{NAME}.json"
WORKBOOK: Final = f"{NAME}.xlsx"

_KIND: Final = "zcert-ledger"
_VERSION: Final = 1


def load(folder: Path) -> Ledger:
    """Return the ledger of a folder, an empty one where there is none.

    Raises WrongJson when it was damaged or written by a later version of this program, OSError.
    """
    path = folder / JSON
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return NO_LEDGER
    try:
        return json_shape.decode(data, _KIND, _VERSION, Ledger, f"“{path.name}”")
    except json_shape.WrongJson as wrong:
        raise json_shape.WrongJson(f"{wrong}，没有改动；上一次的内容在“{backup_of(path).name}”中") from None


def store(folder: Path, ledger: Ledger) -> str:
    """Keep the ledger in a folder, which the caller has locked (``folder_lock``), and write its workbook.

    Returns one sentence when the workbook could not be written, empty when all is written. Raises OSError when the
    JSON could not be: then both are as they were.
    """
    keep(folder, ledger)
    return write_workbook(folder, ledger)


def keep(folder: Path, ledger: Ledger) -> None:
    """Keep the ledger in a folder, which the caller has locked, as JSON only; raises OSError."""
    path = folder / JSON
    with replacing(path, backup=backup_of(path)) as file:
        file.write(json_shape.encode(_KIND, _VERSION, ledger))


def write_workbook(folder: Path, ledger: Ledger) -> str:
    """Write the ledger's workbook; returns one sentence when it could not be written."""
    book = folder / WORKBOOK
    try:
        guard_closed([book])
        with replacing(book, backup=None) as file:
            file.write(build_ledger(ledger))
    except (PermissionError, UserError):
        return f"“{book.name}”正打开着，没有更新（内容已记入“{JSON}”），请关闭后再做一次"
    except OSError as error:
        return f"“{book.name}”没有更新（内容已记入“{JSON}”）：{meaning(error)}"
    return ""


def change(folder: Path, function: Callable[[Ledger], Ledger]) -> tuple[Ledger, str]:
    """Change the ledger of a folder; returns the new one and what ``store`` returns.

    Raises Held while another program writes there, WrongJson, OSError; then nothing is changed.
    """
    with folder_lock(folder):
        ledger = function(load(folder))
        return ledger, store(folder, ledger)
