r"""Who has this workbook open? Answered from the files that LibreOffice and Excel put beside it.

LibreOffice: ``.~lock.NAME#``, UTF-8. Its first entry is the person's full name (often empty), account, machine, time
and profile, parted by commas and ended by a semicolon; each comma, semicolon or backslash inside follows a backslash.
Excel: ``~$NAME``, 165 bytes: the person's name in the code page of Windows (length, then 54 bytes filled up with
blanks), and again in UTF-16 (length in two bytes, then the text from byte 57 on).

A program that was killed leaves its file behind. That of LibreOffice counts no longer once no LibreOffice with its
profile runs on this machine. The lock of the system that LibreOffice 7.4 holds on a workbook tells nothing: there is
none from opening until the first saving. On Windows a workbook that is open cannot be replaced, whoever has it open
and whether or not there is such a file (in_use).
"""

import getpass
import os
import re
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from zcert.errors import UserError
from zcert_addin.disk import in_use

_FIELD: Final = re.compile(r"((?:[^,;\\]|\\.)*)[,;]", re.DOTALL)
_PROCESSES: Final = Path("/proc")
_OFFICE: Final = "soffice.bin"
_PROFILE: Final = "-env:UserInstallation="
_UTF16_LENGTH_AT: Final = 55
_UTF16_AT: Final = 57
_NOT_WRITTEN: Final = "没有写入"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who has a workbook open.

    name: as the program tells it, for LibreOffice with the machine; empty = it cannot be read.
    sign: the file beside the workbook that says so and may be out of date; None = the system itself says so.
    """

    name: str
    sign: Path | None


class OpenElsewhere(UserError):  # noqa: N818  # the name says the fault
    """A workbook that was to be replaced, or read as it was saved, is open in another program."""

    def __init__(self, path: Path, holder: Holder, consequence: str) -> None:
        who = f"“{holder.name}”" if holder.name else "别的程序"
        closed = f"；如确已关闭，请删除旁边的“{holder.sign.name}”" if holder.sign else ""
        super().__init__(f"“{path.name}”正由{who}打开，{consequence}，请关闭后重试{closed}")


class ReadOnly(UserError):  # noqa: N818  the name says the fault
    """A file that was to be replaced has the attribute 只读."""

    def __init__(self, path: Path, consequence: str) -> None:
        super().__init__(f"“{path.name}”是只读的，{consequence}，请在它的属性中取消“只读”后重试")


def guard_closed(paths: Iterable[Path], consequence: str = _NOT_WRITTEN) -> None:
    """Raise OpenElsewhere or ReadOnly for the first of these workbooks that cannot be replaced; missing ones can.

    consequence: what was not done, as the sentence says it.
    """
    for path in paths:
        guard_writable(path, consequence)
        guard_saved(path, consequence)


def guard_saved(path: Path, consequence: str) -> None:
    """Raise OpenElsewhere for a workbook that is open, as it may hold what is not saved."""
    holder = holder_of(path)
    if holder is not None:
        raise OpenElsewhere(path, holder, consequence)


def guard_writable(path: Path, consequence: str = _NOT_WRITTEN) -> None:
    """Raise ReadOnly for a file that Windows would not replace, even once it is closed."""
    if in_use.is_read_only(path):
        raise ReadOnly(path, consequence)


def holder_of(path: Path) -> Holder | None:
    """Return who has the workbook open for editing in LibreOffice or Excel, or in what Windows knows; None = no one."""
    named = _in_libreoffice(path) or _in_excel(path)
    if in_use.is_held(path) if named else in_use.stays_held(path):
        return Holder(named.name if named else "", None)
    return named


def _in_libreoffice(path: Path) -> Holder | None:
    sign = path.with_name(f".~lock.{path.name}#")
    content = _content(sign)
    if content is None:
        return None
    fields = [re.sub(r"\\(.)", r"\1", field) for field in _FIELD.findall(content.decode("utf-8", "replace"))]
    if len(fields) < len(("name", "account", "machine", "time", "profile")):
        return Holder("", sign)
    name, account, machine, _, profile = fields[:5]
    if _is_here(account, machine) and not _is_running(profile):
        return None
    return Holder(f"{name or account}@{machine}", sign)


def _in_excel(path: Path) -> Holder | None:
    sign = path.with_name(f"~${path.name}")
    content = _content(sign)
    if content is None or (os.name == "nt" and not in_use.is_held(path)):
        return None
    length = 2 * int.from_bytes(content[_UTF16_LENGTH_AT:_UTF16_AT], "little")
    return Holder(content[_UTF16_AT : _UTF16_AT + length].decode("utf-16-le", "replace").strip(), sign)


def _content(sign: Path) -> bytes | None:
    """Return the content of a file, None when there is none, nothing when Windows does not let others read it."""
    try:
        return sign.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _is_here(account: str, machine: str) -> bool:
    """Return whether this account on this machine is ours; processes of others may be hidden."""
    try:
        own = getpass.getuser()
    except (KeyError, OSError, ImportError):
        return False
    # LibreOffice writes the machine's name with or without its domain.
    return account == own and machine.partition(".")[0] == socket.gethostname().partition(".")[0]


def _is_running(profile: str) -> bool:
    """Return whether a LibreOffice may run with this profile, a URL; True where processes cannot be seen."""
    if not (_PROCESSES / "self" / "comm").exists():
        return True
    wanted = _plain(profile)
    for command in _commands():
        named = [_plain(part.removeprefix(_PROFILE)) for part in command if part.startswith(_PROFILE)]
        if not named or wanted in named:
            return True
    return False


def _plain(url: str) -> str:
    return unquote(url).rstrip("/")


def _commands() -> Iterator[list[str]]:
    """Yield the command line of every LibreOffice on this machine; a process that has ended has none."""
    for process in _PROCESSES.glob("[0-9]*"):
        try:
            is_office = (process / "comm").read_text("utf-8", "replace").strip() == _OFFICE
            command = (process / "cmdline").read_bytes() if is_office else b""
        except OSError:
            continue
        if command:
            yield os.fsdecode(command).split("\0")
