"""The PC that the program runs on: thin, and untested without Windows."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from zcert.errors import UserError
from zcert_addin.installing.pc import Pc, Value

if sys.platform == "win32":
    import winreg

    _ROOTS = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}

    class WindowsRegistry:
        """See ``pc.Registry``."""

        def values(self, key: str) -> Mapping[str, Value]:
            """Return the values of a key by name."""
            found: dict[str, Value] = {}
            with suppress(FileNotFoundError), _opened(key, winreg.KEY_READ) as handle:
                for at in range(winreg.QueryInfoKey(handle)[1]):
                    name, value, _kind = winreg.EnumValue(handle, at)
                    found[name] = value
            return found

        def subkeys(self, key: str) -> Sequence[str]:
            """Return the names of a key's subkeys."""
            return list(_below(key))

        def write(self, key: str, name: str, value: str | int) -> None:
            """Write a value."""
            root, path = _split(key)
            kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_DWORD
            with winreg.CreateKeyEx(root, path, access=winreg.KEY_WRITE) as handle:
                winreg.SetValueEx(handle, name, 0, kind, value)

        def remove(self, key: str, name: str) -> None:
            """Remove a value."""
            with suppress(FileNotFoundError), _opened(key, winreg.KEY_SET_VALUE) as handle:
                winreg.DeleteValue(handle, name)

        def remove_key(self, key: str) -> None:
            """Remove a key."""
            with suppress(FileNotFoundError):
                winreg.DeleteKey(*_split(key))

    def _split(key: str) -> tuple[int, str]:
        root, _, path = key.partition("\\")
        return _ROOTS[root], path

    def _opened(key: str, access: int) -> winreg.HKEYType:
        root, path = _split(key)
        # The 64-bit view for a 32-bit program too; HKCU\Software is the same in both.
        return winreg.OpenKeyEx(root, path, access=access | winreg.KEY_WOW64_64KEY)

    def _below(key: str) -> Iterator[str]:
        with suppress(FileNotFoundError), _opened(key, winreg.KEY_READ) as handle:
            for at in range(winreg.QueryInfoKey(handle)[0]):
                yield winreg.EnumKey(handle, at)

    def this_pc() -> Pc:
        """Return this user's PC."""
        return Pc(WindowsRegistry(), Path(os.environ["LOCALAPPDATA"]), Path(os.environ["APPDATA"]))

else:

    def this_pc() -> Pc:
        """Raise UserError: this is not Windows."""
        raise UserError(
            "安装和检查只用于Windows上的Excel；给LibreOffice安装扩展请用“zcert install --calc”，卸载再加“--remove”"
        )
