"""A package that is written: an ordinary zip, the same bytes for the same files, sealed where it is wanted."""

import io
import shutil
import subprocess
import zipfile
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest
import pyzipper

from support.packages import PHOTO
from zcert.errors import UserError
from zcert_addin.exchange import manifest as manifests
from zcert_addin.exchange.manifest import Manifest, PackedFile
from zcert_addin.exchange.package_reader import kind_of, opened
from zcert_addin.exchange.package_writer import Source, seal, write

WORKBOOK = b"PK workbook"


def manifest(files: tuple[PackedFile, ...]) -> Manifest:
    return Manifest(
        product="0.1.0",
        dictionary="2026-11-21",
        unit="甲",
        forms=("id",),
        summary=False,
        packed="2026-11-25T09:00:00+08:00",
        rows=1,
        files=files,
        findings={},
    )


def sources(folder: Path) -> list[Source]:
    (folder / "原名.xlsx").write_bytes(WORKBOOK)
    for name in ("b.jpg", "a.jpg"):
        (folder / name).write_bytes(PHOTO + name.encode())
    photos = [Source(name, "photo", folder / name) for name in ("b.jpg", "a.jpg")]
    return [*photos, Source("甲.xlsx", "workbook", folder / "原名.xlsx")]


def plain(folder: Path, file: BinaryIO) -> Manifest:
    return write(file, sources(folder), manifest, lambda _done, _total, _name: None)


def packed(folder: Path) -> bytes:
    file = io.BytesIO()
    plain(folder, file)
    return file.getvalue()


def test_an_ordinary_zip_with_the_workbook_first_and_the_manifest_last(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    file = io.BytesIO()
    written = write(file, sources(tmp_path), manifest, lambda *step: seen.append(step))
    with zipfile.ZipFile(file) as zip_:
        assert zip_.testzip() is None
        assert zip_.namelist() == ["甲.xlsx", "a.jpg", "b.jpg", "manifest.json"]
        assert {entry.date_time for entry in zip_.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in zip_.infolist()} == {zipfile.ZIP_STORED}
        assert manifests.decode(zip_.read("manifest.json")) == written
    assert [(one.name, one.role, one.bytes) for one in written.files] == [
        ("甲.xlsx", "workbook", len(WORKBOOK)),
        *((name, "photo", len(PHOTO) + 5) for name in ("a.jpg", "b.jpg")),
    ]
    assert seen == [(0, 3, "甲.xlsx"), (1, 3, "a.jpg"), (2, 3, "b.jpg"), (3, 3, "")]


def test_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    first = packed(tmp_path)
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    assert packed(tmp_path) == first


def test_unzip_opens_it(tmp_path: Path) -> None:
    (tmp_path / "包.zip").write_bytes(packed(tmp_path))
    subprocess.run(["unzip", "-q", "包.zip", "-d", "出"], cwd=tmp_path, check=True)
    found = {path.name: path.read_bytes() for path in (tmp_path / "出").iterdir() if path.suffix == ".jpg"}
    assert found == {name: PHOTO + name.encode() for name in ("a.jpg", "b.jpg")}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "出").iterdir()} == {0o644}


def sealed(folder: Path, password: str = "秘密") -> Path:
    path = folder / "封.zip"
    with path.open("wb") as file:
        seal(file, password, folder, partial(plain, folder))
    return path


def test_a_sealed_package_shows_no_number_and_holds_the_plain_one(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    with zipfile.ZipFile(path) as zip_:
        assert zip_.namelist() == ["package.zip"]
    content = path.read_bytes()
    assert [text for text in (b"a.jpg", "甲".encode(), PHOTO[:50]) if text in content] == []
    assert kind_of(path) == "sealed"
    with opened(path, lambda name: {"封.zip": "秘密"}[name]) as package:
        target = io.BytesIO()
        package.copy(package.manifest.workbook, target)
    assert target.getvalue() == WORKBOOK
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.jpg", "b.jpg", "原名.xlsx", "封.zip"]


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "报送包有密码，请向报送单位问明密码，用命令行（zcert）重做"),
        ("密秘", "密码不对，没有接收，请核对密码后重新接收"),
    ],
)
def test_without_the_password_it_stays_closed(tmp_path: Path, password: str, sentence: str) -> None:
    with pytest.raises(UserError) as error, opened(sealed(tmp_path), lambda _name: password):
        pass
    assert str(error.value) == sentence


def test_a_sealed_package_that_was_changed_is_damaged(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(UserError) as error, opened(path, lambda _name: "秘密"):
        pass
    assert str(error.value) == "报送包不完整或已损坏，请重新复制，或让报送单位重新打包"


def test_inside_is_just_the_plain_package(tmp_path: Path) -> None:
    with pyzipper.AESZipFile(sealed(tmp_path)) as zip_:
        inner = zip_.read("package.zip", pwd="秘密".encode())
    assert inner == packed(tmp_path)
