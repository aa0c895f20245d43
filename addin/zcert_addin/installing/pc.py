"""What installing touches of a Windows PC; tests replace it by a folder and a dictionary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

Value = str | int | bytes

PROGRAM: Final = "zcert.exe"
ADDIN: Final = "zcert.xlam"
_MARK: Final = ":Zone.Identifier"


def log_file(local: Path) -> Path:
    """Return the path of the log below LOCALAPPDATA, outside the program's folder, which installing replaces."""
    return local / "zcert-log" / "zcert.log"


class Registry(Protocol):
    """The Windows registry. Keys begin with ``HKCU`` (this user) or ``HKLM`` (this machine, read only)."""

    def values(self, key: str) -> Mapping[str, Value]:
        """Return the values of a key by name; empty without such a key."""
        ...

    def subkeys(self, key: str) -> Sequence[str]:
        """Return the names of a key's subkeys; empty without such a key."""
        ...

    def write(self, key: str, name: str, value: str | int) -> None:
        """Write a value, text or 32-bit number, creating the key if needed."""
        ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value if it exists."""
        ...

    def remove_key(self, key: str) -> None:
        """Remove a key without subkeys if it exists."""
        ...


@dataclass(frozen=True, slots=True)
class Pc:
    """The PC of one user.

    local:   LOCALAPPDATA, for the program.
    roaming: APPDATA, which contains Excel's add-in folder.
    """

    registry: Registry
    local: Path
    roaming: Path

    @property
    def home(self) -> Path:
        """The program's folder, where the macros look for it first."""
        return self.local / "zcert"

    @property
    def log(self) -> Path:
        """The log, which may not exist."""
        return log_file(self.local)

    @property
    def addins(self) -> Path:
        """Excel's add-in folder."""
        return self.roaming / "Microsoft" / "AddIns"

    @property
    def addin(self) -> Path:
        """The installed add-in."""
        return self.addins / ADDIN


def blocked(path: Path) -> bool:
    """Return whether Windows marks a file as downloaded (Mark of the Web), which disables its macros."""
    return Path(f"{path}{_MARK}").is_file()


def unblock(path: Path) -> None:
    """Remove the Mark of the Web, an alternate data stream of the file."""
    Path(f"{path}{_MARK}").unlink(missing_ok=True)
