r"""Where do Excel and WPS keep what they load and trust?

Excel <version>: ``HKCU\Software\Microsoft\Office\<version>\Excel``
    Options\OPEN, OPEN1, …         add-ins that are loaded, one full path in quotes each, without a gap
    Add-in Manager\<path>          add-ins that are known and not loaded
    Security\Trusted Locations     folders whose macros run
    Security\VBAWarnings           4 = no macro runs
    Resiliency\DisabledItems       what Excel has switched off after a crash
The same below ``Software\Policies`` is laid down by the administrator and goes first.

WPS reads keys of the same form below ``HKCU\Software\Kingsoft\Office\6.0\et``; untried.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from zcert_addin.installing.pc import Registry, Value

OFFICE: Final = r"HKCU\Software\Microsoft\Office"
POLICIES: Final = r"HKCU\Software\Policies\Microsoft\Office"
WPS: Final = r"HKCU\Software\Kingsoft\Office\6.0\et"
CLICK_TO_RUN: Final = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"

LATEST: Final = "16.0"
"""Of Excel 2016 and everything since; assumed where Excel was installed and never started."""

_VERSION: Final = re.compile(r"1[2-9]\.0")
_SLOT: Final = re.compile(r"OPEN(\d*)", re.IGNORECASE)


def versions(registry: Registry) -> list[str]:
    """Give the versions of Excel that this person has used, the newest first."""
    found = [name for name in registry.subkeys(OFFICE) if _VERSION.fullmatch(name)]
    used = [name for name in found if "Excel" in registry.subkeys(rf"{OFFICE}\{name}")]
    return sorted(used, reverse=True)


def programs(registry: Registry) -> dict[str, str]:
    """Give the key of each program that loads add-ins, by what people call it."""
    keys = {f"Excel {version}": rf"{OFFICE}\{version}\Excel" for version in versions(registry) or [LATEST]}
    parent, _, name = WPS.rpartition("\\")
    return keys | ({"WPS表格": WPS} if name in map(str.lower, registry.subkeys(parent)) else {})


def loaded(registry: Registry, program: str) -> dict[int, str]:
    """Give the add-ins that a program (its key) loads, by slot."""
    slots = ((_SLOT.fullmatch(name), value) for name, value in registry.values(rf"{program}\Options").items())
    return dict(sorted((int(slot[1] or 0), value) for slot, value in slots if slot and isinstance(value, str)))


def slot_name(slot: int) -> str:
    """Give the name of a slot.

    >>> slot_name(0), slot_name(2)
    ('OPEN', 'OPEN2')
    """
    return f"OPEN{slot or ''}"


def is_ours(value: str, addin: str) -> bool:
    r"""Tell whether a loaded add-in is ours, installed here or elsewhere before.

    >>> is_ours(r'/R "C:\old\ZCERT.xlam"', "zcert.xlam"), is_ours("my-zcert.xlam", "zcert.xlam")
    (True, False)
    """
    return re.split(r'[\\/"\s]', value.rstrip('"'))[-1].lower() == addin.lower()


def setting(registry: Registry, version: str, path: str, name: str) -> Value | None:
    r"""Give a setting of Excel below its key, e.g. ``Security``, the administrator's before the person's own."""
    for values in _settings(registry, version, path):
        if name.lower() in values:
            return values[name.lower()]
    return None


def _settings(registry: Registry, version: str, path: str) -> Iterator[Mapping[str, Value]]:
    for root in (POLICIES, OFFICE):
        values = registry.values(rf"{root}\{version}\Excel\{path}")
        yield {name.lower(): value for name, value in values.items()}
