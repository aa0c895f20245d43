"""Microsoft's Open XML SDK as the judge of workbooks (https://github.com/dotnet/Open-XML-SDK, OpenXmlValidator).

It is a program of its own, which takes one file and one version of Office at a time; tests/install-programs brings it.
"""

import functools
import json
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PROGRAM = (
    Path(__file__).parents[1] / "valid" / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
)
VERSIONS = ("Office2007", "Office2010", "Microsoft365")
JUDGED = frozenset({".xlsx", ".xlsm", ".xlam"})
SECONDS = 120
MOST = 1000
"""So many faults of a file the SDK counts, and no more."""

# Without the first it wants libicu, and only for sorting and the like; the second spares a fifth of its time.
_SETTINGS = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_TieredPGO": "0"}


@dataclass(frozen=True)
class Fault:
    """What a version of Office has against a part; ``where`` is an XPath, all of them are empty for no package."""

    version: str
    part: str
    where: str
    said: str


def faults(suffix: str, *contents: bytes, versions: Iterable[str] = VERSIONS) -> list[Fault]:
    """Judge files of one kind; no fault in any makes an empty list."""
    asked = [(suffix, content, version) for content in dict.fromkeys(contents) for version in versions]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [fault for found in pool.map(_judged, *zip(*asked, strict=True)) for fault in found]


def faults_of(paths: Iterable[Path]) -> dict[str, list[Fault]]:
    """Judge files by their names, and return those with faults."""
    found = {path.name: faults(path.suffix, path.read_bytes()) for path in paths}
    return {name: some for name, some in found.items() if some}


def added(suffix: str, before: bytes, after: bytes) -> list[Fault]:
    """Return the faults that a change has added, wherever the others have moved to."""
    assert before != after
    new = faults(suffix, after)
    old = faults(suffix, before, versions={fault.version for fault in new}) if new else []
    assert max(len(old), len(new)) < MOST
    room = Counter(_moved(fault) for fault in old)
    room.subtract(_moved(fault) for fault in new)
    return [fault for fault in new if room[_moved(fault)] < 0]


def _moved(fault: Fault) -> tuple[str, str, str]:
    return fault.version, fault.part, fault.said


@functools.cache
def _judged(suffix: str, content: bytes, version: str) -> tuple[Fault, ...]:
    assert suffix in JUDGED
    assert PROGRAM.is_file(), "the validator is missing: run tests/install-programs"
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(content)
        file.flush()
        output = subprocess.run(
            [PROGRAM, file.name, version],
            env=os.environ | _SETTINGS,
            stdout=subprocess.PIPE,
            timeout=SECONDS,
            check=True,
        ).stdout
    answer = json.loads(output)
    found = [Fault(version, one["path"] or "", one["xPath"] or "", one["description"]) for one in answer["errors"]]
    assert answer["ok"] is not bool(found)
    return tuple(found)
