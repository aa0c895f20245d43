r"""Where do Excel and WPS keep what they load and trust?

Excel <version>: ``HKCU\Software\Microsoft\Office\<version>\Excel``
    Options\OPEN, OPEN1, …         loaded add-ins, one quoted full path each, numbered without a gap
    Add-in Manager\<path>          known add-ins that are not loaded
    Security\Trusted Locations     folders whose macros run
    Security\VBAWarnings           4 = no macro runs
    Resiliency\DisabledItems       what Excel has disabled after a crash
The same keys below ``Software\Policies`` are set by the administrator and take precedence.

WPS reads keys of the same form below ``HKCU\Software\Kingsoft\Office\6.0\et``; untested.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from zcert_addin.installing.pc import ADDIN, Registry, Value

OFFICE: Final = r"HKCU\Software\Microsoft\Office"
POLICIES: Final = r"HKCU\Software\Policies\Microsoft\Office"
WPS: Final = r"HKCU\Software\Kingsoft\Office\6.0\et"
CLICK_TO_RUN: Final = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"

WPS_NAME: Final = "WPS表格"
TRUSTED: Final = "zcert"
"""How our keys below Trusted Locations are called, with a number behind."""

LATEST: Final = "16.0"
"""Version of Excel 2016 and later; assumed where Excel was never started."""

_VERSION: Final = re.compile(r"1[2-9]\.0")
_SLOT: Final = re.compile(r"OPEN(\d*)", re.IGNORECASE)


def versions(registry: Registry) -> list[str]:
    """Return the versions of Excel that this user has used, newest first."""
    return [name for name in _known(registry) if _is_used(registry, rf"{OFFICE}\{name}\Excel")]


def _known(registry: Registry) -> list[str]:
    """Return the versions of which there is a key, even if only installing here has made it, newest first."""
    found = [name for name in registry.subkeys(OFFICE) if _VERSION.fullmatch(name)]
    return sorted((name for name in found if "Excel" in registry.subkeys(rf"{OFFICE}\{name}")), reverse=True)


def _is_used(registry: Registry, program: str) -> bool:
    """Return whether a key of Excel holds more than what installing here writes into it."""
    ours = {
        "": {"options", "security"},
        r"\Options": set[str](),
        r"\Security": {"trusted locations"},
        r"\Security\Trusted Locations": {f"{TRUSTED}1", f"{TRUSTED}2"},
    }
    return any(
        set(map(str.lower, registry.subkeys(program + path))) - below
        or any(not _is_our_slot(name, value) for name, value in registry.values(program + path).items())
        for path, below in ours.items()
    )


def _is_our_slot(name: str, value: Value) -> bool:
    return bool(_SLOT.fullmatch(name)) and isinstance(value, str) and is_ours(value, ADDIN)


def programs(registry: Registry) -> dict[str, str]:
    """Return the key of each program that loads add-ins, by display name."""
    keys = {f"Excel {version}": rf"{OFFICE}\{version}\Excel" for version in _known(registry) or [LATEST]}
    parent, _, name = WPS.rpartition("\\")
    return keys | ({WPS_NAME: WPS} if name in map(str.lower, registry.subkeys(parent)) else {})


def loaded(registry: Registry, program: str) -> dict[int, str]:
    """Return the add-ins that a program (its key) loads, by slot (0-based)."""
    slots = ((_SLOT.fullmatch(name), value) for name, value in registry.values(rf"{program}\Options").items())
    return dict(sorted((int(slot[1] or 0), value) for slot, value in slots if slot and isinstance(value, str)))


def slot_name(slot: int) -> str:
    """Return the value name of a slot (0-based).

    >>> slot_name(0), slot_name(2)
    ('OPEN', 'OPEN2')
    """
    return f"OPEN{slot or ''}"


def is_ours(value: str, addin: str) -> bool:
    r"""Return whether a loaded add-in is ours, installed here or earlier elsewhere.

    >>> is_ours(r'/R "C:\old\ZCERT.xlam"', "zcert.xlam"), is_ours("my-zcert.xlam", "zcert.xlam")
    (True, False)
    """
    return re.split(r'[\\/"\s]', value.rstrip('"'))[-1].lower() == addin.lower()


def setting(registry: Registry, version: str, path: str, name: str) -> Value | None:
    r"""Return a setting below a key of Excel, e.g. ``Security``, the administrator's first; None when unset."""
    for values in _settings(registry, version, path):
        if name.lower() in values:
            return values[name.lower()]
    return None


def _settings(registry: Registry, version: str, path: str) -> Iterator[Mapping[str, Value]]:
    for root in (POLICIES, OFFICE):
        values = registry.values(rf"{root}\{version}\Excel\{path}")
        yield {name.lower(): value for name, value in values.items()}
