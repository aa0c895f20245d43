"""接收报送: what units send is checked, placed in one folder under the units' names, and entered in the ledger.

One unit after the other: what is wrong with one costs no other. The ledger is kept after each, so that a run which is
stopped or killed has received what it says, and the next one goes on.
"""

import datetime as dt
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from zcert.errors import UserError
from zcert_addin.commands.incoming import Incoming, incoming, sizes
from zcert_addin.commands.look_into import Seen, look_into, prepare_looking
from zcert_addin.commands.read_unit import unread
from zcert_addin.commands.receipt import Receipt, Received, ReceiveSettings
from zcert_addin.commands.receive_one import ReceivingFolder
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.exchange import ledger_file
from zcert_addin.exchange.package_reader import opened
from zcert_addin.processes.gc_paused import gc_paused
from zcert_addin.processes.pool import isolated


def receive(paths: Sequence[Path], folder: Path, settings: ReceiveSettings) -> Receipt:
    """Receive packages, loose workbooks and folders of them into a folder, which is made if need be.

    Raises UserError when there is nothing to receive and when the ledger is damaged, Held while another program writes
    into the folder, OSError; what is wrong with one package is in the receipt.
    """
    listed = sorted(incoming(paths, folder, settings.forms, settings.progress), key=_packed)
    passwords = {str(one.path): settings.password(one.path.name) for one in listed if one.kind == "sealed"}
    folder.mkdir(parents=True, exist_ok=True)
    with folder_lock(folder), gc_paused():
        place = ReceivingFolder(folder, settings, passwords)
        with closing(_looked_into(listed, settings, passwords)) as seen:
            received, stopped = _receive_all(listed, seen, place)
        return Receipt(tuple(received), ledger_file.write_workbook(folder, place.ledger), stopped)


def _packed(one: Incoming) -> dt.datetime:
    """Sort packages by when they were packed: of two of one unit the later one replaces the earlier."""
    if one.kind == "plain":
        with suppress(UserError, OSError), opened(one.path, lambda _name: "") as package:
            return dt.datetime.fromisoformat(package.manifest.packed)
    return dt.datetime.min.replace(tzinfo=dt.UTC)


def _looked_into(
    listed: Iterable[Incoming], settings: ReceiveSettings, passwords: Mapping[str, str]
) -> Generator[Seen, None, None]:
    """Look into all in other processes, in order, a few ahead of the one that is being placed."""
    setting = (settings.today, settings.edition, settings.forms, passwords)
    with closing(isolated(look_into, sizes(listed), prepare_looking, setting)) as answers:
        for answer in answers:
            yield Seen(unread(answer)) if isinstance(answer, str) else answer


def _receive_all(
    listed: Sequence[Incoming], seen: Iterator[Seen], place: ReceivingFolder
) -> tuple[list[Received], bool]:
    """Receive one after the other until the user stops; return what became of them and whether that happened."""
    received: list[Received] = []
    try:
        for done, one in enumerate(listed):
            place.settings.progress(done, len(listed), one.name)
            skipped = Received(one.name, "skipped", notes=[one.reason])
            received.append(skipped if one.reason else place.receive(one, next(seen)))
        place.settings.progress(len(listed), len(listed), "")
    except KeyboardInterrupt:
        return received, True
    return received, False
