"""Where does a dialog for folders begin? Where it ended last time, at first in the workbook's folder.

One for files always begins in the workbook's folder.
"""

from pathlib import Path

from zcert.errors import UserError
from zcert_addin.hosts.protocol import Host

_CHOSEN: dict[str, Path] = {}
"""The folder chosen last under each title, as long as the program runs; in file mode the macros remember it."""


def choose_folder(host: Host, title: str) -> Path | None:
    """Let the user choose a folder; None = cancelled."""
    chosen = host.pick_folder(title, _beginning(host, title))
    if chosen is not None:
        _CHOSEN[title] = chosen
    return chosen


def choose_file(host: Host, title: str) -> Path | None:
    """Let the user choose a workbook or a list; None = cancelled."""
    return host.pick_file(title, _own_folder(host))


def _beginning(host: Host, title: str) -> Path | None:
    last = _CHOSEN.get(title)
    if last is not None and last.is_dir():
        return last
    return _own_folder(host)


def _own_folder(host: Host) -> Path | None:
    try:
        return host.folder if host.has_workbook else None
    except UserError:
        return None  # a workbook from the web is in no folder of this PC
