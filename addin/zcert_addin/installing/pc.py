"""What installing touches of a Windows PC; tests give it a folder and a dictionary instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

Value = str | int | bytes

PROGRAM: Final = "zcert.exe"
ADDIN: Final = "zcert.xlam"
_MARK: Final = ":Zone.Identifier"


def log_file(local: Path) -> Path:
    """Give the path of the program's log below LOCALAPPDATA: not in the program's folder, which installing replaces."""
    return local / "zcert-log" / "zcert.log"


class Registry(Protocol):
    """Windows' registry. Keys begin with ``HKCU`` (this person) or ``HKLM`` (this machine, only read)."""

    def values(self, key: str) -> Mapping[str, Value]:
        """Give the values of a key by name; empty without such a key."""
        ...

    def subkeys(self, key: str) -> Sequence[str]:
        """Give the names of the keys below a key; empty without such a key."""
        ...

    def write(self, key: str, name: str, value: str | int) -> None:
        """Write a value, text or 32-bit number; the key is made if need be."""
        ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value; nothing happens without it."""
        ...

    def remove_key(self, key: str) -> None:
        """Remove a key that has none below it; nothing happens without it."""
        ...


@dataclass(frozen=True, slots=True)
class Pc:
    """The PC as one person has it.

    local:   LOCALAPPDATA, for the program.
    roaming: APPDATA, below which Excel has its folder of add-ins.
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
        """Excel's folder of add-ins."""
        return self.roaming / "Microsoft" / "AddIns"

    @property
    def addin(self) -> Path:
        """The installed add-in."""
        return self.addins / ADDIN


def blocked(path: Path) -> bool:
    """Tell whether Windows remembers that a file came from the internet (Mark of the Web), so that macros are off."""
    return Path(f"{path}{_MARK}").is_file()


def unblock(path: Path) -> None:
    """Make Windows forget it: the mark is a second stream of the file."""
    Path(f"{path}{_MARK}").unlink(missing_ok=True)
