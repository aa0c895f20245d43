"""Installs into the registry of Wine, removes again, and shows that Windows' own tools keep what was written.

    WINEPREFIX=/tmp/prefix python tests/prove_under_wine.py

By hand, because it needs Wine (Debian: ``apt-get install wine wine64``) and a few minutes. ``winreg`` itself is not
tried: that would take a Python for Windows.
"""

import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from zcert_addin.installing import diagnosis, plan
from zcert_addin.installing.pc import Pc, Value

ROOTS = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE"}
LINE = re.compile(r'"((?:[^"\\]|\\.)*)"=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{8}))')
EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"


class WineRegistry:
    """Wine's registry, written by regedit and read from what it exports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def values(self, key: str) -> Mapping[str, Value]:
        return self._export(key).get(long(key).lower(), {})

    def subkeys(self, key: str) -> Sequence[str]:
        start = f"{long(key).lower()}\\"
        below = [one[len(start) :].partition("\\")[0] for one in self._export(key) if one.startswith(start)]
        return [name.title() if name == "excel" else name for name in dict.fromkeys(below)]

    def write(self, key: str, name: str, value: str | int) -> None:
        told = f'"{escaped(value)}"' if isinstance(value, str) else f"dword:{value:08x}"
        self._import(f'[{long(key)}]\r\n"{escaped(name)}"={told}')

    def remove(self, key: str, name: str) -> None:
        self._import(f'[{long(key)}]\r\n"{escaped(name)}"=-')

    def remove_key(self, key: str) -> None:
        self._import(f"[-{long(key)}]")

    def _import(self, text: str) -> None:
        file = self.folder / "in.reg"
        file.write_bytes(f"Windows Registry Editor Version 5.00\r\n\r\n{text}\r\n".encode("utf-16"))
        subprocess.run(["wine", "regedit", "/S", str(file)], check=True, capture_output=True)

    def _export(self, key: str) -> dict[str, dict[str, Value]]:
        file = self.folder / "out.reg"
        file.unlink(missing_ok=True)
        subprocess.run(["wine", "regedit", "/E", str(file), long(key)], check=False, capture_output=True)
        keys: dict[str, dict[str, Value]] = {}
        for line in file.read_text("utf-16").splitlines() if file.exists() else ():
            if line.startswith("["):
                values = keys[line.strip("[]").lower()] = {}
            elif found := LINE.fullmatch(line):
                name, text, number = found.groups()
                values[plain(name)] = int(number, 16) if number else plain(text)
        return keys


def long(key: str) -> str:
    root, _, path = key.partition("\\")
    return f"{ROOTS[root]}\\{path}"


def escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"")


def plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        download = folder / "下 载"
        download.mkdir()
        for name in ("zcert.exe", "zcert.xlam", "xlwings32-0.dll", "xlwings64-0.dll"):
            (download / name).touch()
        registry = WineRegistry(folder)
        pc = Pc(registry, folder / "本地", folder / "漫游")
        pc.local.mkdir()
        registry.write(rf"{EXCEL}\Options", "OPEN", r'"D:\别的.xlam"')
        source = plan.Source(download)
        plan.carry_out(plan.install(pc, source), print)
        assert registry.values(rf"{EXCEL}\Options") == {"OPEN": r'"D:\别的.xlam"', "OPEN1": f'"{pc.addin}"'}
        assert registry.values(rf"{EXCEL}\Security\Trusted Locations\zcert1")["AllowSubfolders"] == 0
        assert list(plan.install(pc, plan.Source(pc.home))) == []
        assert list(diagnosis.problems(pc)) == []
        plan.carry_out(plan.uninstall(pc), print)
        assert registry.values(rf"{EXCEL}\Options") == {"OPEN": r'"D:\别的.xlam"'}
        assert registry.values(rf"{EXCEL}\Security\Trusted Locations\zcert1") == {}
        registry.remove(rf"{EXCEL}\Options", "OPEN")
        print("installed, nothing left to do, removed: as expected")


if __name__ == "__main__":
    main()
