"""A Windows PC made of a folder and a dictionary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zcert_addin.installing import plan
from zcert_addin.installing.pc import Pc, Value

EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"
OPTIONS = rf"{EXCEL}\Options"
LIBRARIES = ("xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll")


@dataclass
class FakeRegistry:
    """Keys and their values; as in the real one, key names keep their case but are compared without it."""

    keys: dict[str, dict[str, Value]] = field(default_factory=dict)

    def values(self, key: str) -> Mapping[str, Value]:
        return dict(self.keys.get(key.lower(), {}))

    def subkeys(self, key: str) -> Sequence[str]:
        start = f"{key.lower()}\\"
        return list(
            dict.fromkeys(one[len(start) :].partition("\\")[0] for one in self._names if one.lower().startswith(start))
        )

    def write(self, key: str, name: str, value: str | int) -> None:
        assert not key.startswith("HKLM")
        self.put(key, name, value)

    def remove(self, key: str, name: str) -> None:
        self.keys.get(key.lower(), {}).pop(name, None)

    def remove_key(self, key: str) -> None:
        assert not self.subkeys(key)
        self.keys.pop(key.lower(), None)
        self._names.discard(key)

    _names: set[str] = field(default_factory=set)

    def put(self, key: str, name: str = "", value: Value = "") -> None:
        """Write as another program."""
        self._names.add(key)
        self.keys.setdefault(key.lower(), {})[name] = value


def fake_pc(folder: Path, *versions: str) -> tuple[Pc, FakeRegistry]:
    """Return a PC on which these versions of Excel were used."""
    registry = FakeRegistry()
    for version in versions:
        registry.put(rf"HKCU\Software\Microsoft\Office\{version}\Excel\Options", "Font", "宋体,11")
    local, roaming = folder / "Local", folder / "Roaming"
    local.mkdir()
    roaming.mkdir()
    return Pc(registry, local, roaming), registry


def mark(path: Path) -> None:
    Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", "utf-8")


def installed(tmp_path: Path, download: Path, *versions: str) -> tuple[Pc, FakeRegistry]:
    pc, registry = fake_pc(tmp_path, *versions)
    plan.carry_out(plan.install(pc, plan.Source(download)), lambda _text: None)
    return pc, registry


def texts(steps: Iterator[plan.Step]) -> list[str]:
    return [step.text for step in steps]
