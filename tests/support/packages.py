"""Packages as they should be, and as they should not: made from parts, each of which a test can change."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from support.merging import EDITION, people
from zcert_addin.demonstration import portraits
from zcert_addin.exchange import manifest as manifests
from zcert_addin.exchange.manifest import Manifest, PackedFile
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT

UNIT = "甲中学"
PACKED = "2026-11-25T09:00:00+08:00"
NUMBERS = ("330106196304139077", "330106196405149098")
PHOTO = portraits.portrait(Random(1))
OTHER_PHOTO = portraits.portrait(Random(2))


def unit_folder(folder: Path, unit: str = UNIT, count: int = 3, seed: int = 1, photos: int | None = None) -> Path:
    """Write a unit's workbook with its photos, of all its people unless fewer are wanted, and return the workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = people(count, seed, unit)
    path = folder / f"{unit}.xlsx"
    path.write_bytes(filled(RESIDENT, EDITION, rows))
    for row in rows[:photos]:
        (folder / f"{row[0]}.jpg").write_bytes(portraits.portrait(Random(row[0])))
    return path


@cache
def workbook(unit: str = UNIT, count: int = 2, seed: int = 1) -> bytes:
    return filled(RESIDENT, EDITION, people(count, seed, unit))


def parts(
    unit: str = UNIT, count: int = 2, seed: int = 1, photos: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return the files of a package, the workbook first; photos by name, two unless others are wanted."""
    own = {f"{number}.jpg": PHOTO for number in NUMBERS} if photos is None else dict(photos)
    return {f"{unit}.xlsx": workbook(unit, count, seed), **own}


def told(packed_files: Mapping[str, bytes], unit: str = UNIT, /, **changes: object) -> dict[str, Any]:
    """Return what a manifest says of these files, with changed fields."""
    packed = tuple(
        PackedFile(name, "photo" if at else "workbook", len(data), hashlib.sha256(data).hexdigest())
        for at, (name, data) in enumerate(packed_files.items())
    )
    facts = Manifest(
        product="0.1.0",
        dictionary="2026-11-21",
        unit=unit,
        forms=("id",),
        summary=False,
        packed=PACKED,
        rows=2,
        files=packed,
        findings={"photo-missing": 1, "photo-turned": 2},
    )
    document: dict[str, Any] = json.loads(manifests.encode(facts))
    return document | changes


def package(
    files: Mapping[str, bytes] | None = None,
    unit: str = UNIT,
    change: Callable[[zipfile.ZipFile], None] = lambda _zip: None,
    **changes: object,
) -> bytes:
    """Return a package of these files; change: does something more to the zip before it is closed."""
    files = parts(unit) if files is None else files
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zip_:
        for name, data in files.items():
            zip_.writestr(name, data)
        zip_.writestr(manifests.NAME, json.dumps(told(files, unit, **changes), ensure_ascii=False))
        change(zip_)
    return file.getvalue()


def rebuilt(data: bytes, change: Callable[[str, bytes], tuple[str | zipfile.ZipInfo, bytes] | None]) -> bytes:
    """Return a zip with changed entries; None leaves one out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if changed := change(name, old.read(name)):
                new.writestr(*changed)
    return file.getvalue()
