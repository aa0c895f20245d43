"""Which packages are opened, and what of a stranger's zip is refused before or while it is unpacked."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from support.packages import NUMBERS, PHOTO, package, parts, rebuilt
from zcert.errors import UserError
from zcert_addin.exchange.package_reader import kind_of, opened

NAME = f"{NUMBERS[0]}.jpg"
AGAIN = "，没有接收，请让报送单位重新打包"
DAMAGED = "报送包不完整或已损坏，请重新复制，或让报送单位重新打包"


def taken_out(path: Path) -> dict[str, bytes]:
    found = {}
    with opened(path, lambda _name: "") as one:
        for file in one.manifest.files:
            target = io.BytesIO()
            one.copy(file, target)
            found[file.name] = target.getvalue()
    return found


def refused(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "包.zip"
    path.write_bytes(data)
    with pytest.raises(UserError) as error:
        taken_out(path)
    return str(error.value)


def test_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(package())
    assert taken_out(path) == parts()
    assert kind_of(path) == "plain"


def test_one_that_was_zipped_anew_is_as_good(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(rebuilt(package(), lambda name, data: (name, data)))
    assert taken_out(path) == parts()


def test_one_that_explorer_zipped_anew_in_the_code_page_of_windows(tmp_path: Path) -> None:
    old = "甲中学.xlsx".encode("gb18030")
    data = package()
    plain = rebuilt(data, lambda name, content: (name.replace("甲中学", "@" * (len(old) - 5)), content))
    path = tmp_path / "包.zip"
    path.write_bytes(plain.replace(b"@" * (len(old) - 5) + b".xlsx", old))
    assert taken_out(path) == parts()


def entry(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def added(name: str, data: bytes = PHOTO, mode: int = 0o100644) -> Callable[[zipfile.ZipFile], None]:
    return lambda zip_: zip_.writestr(entry(name, mode), data)


def changed(name: str, data: bytes) -> bytes:
    return rebuilt(package(), lambda at, old: (at, data if at == name else old))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", DAMAGED, id="empty"),
        pytest.param(b"no zip" * 100, DAMAGED, id="no zip"),
        pytest.param(package()[:-100], DAMAGED, id="cut off"),
        pytest.param(
            rebuilt(package(), lambda name, data: None if name == "manifest.json" else (name, data)),
            "不是报送包（其中没有清单manifest.json），请让报送单位用“报送打包”生成",
            id="an ordinary zip",
        ),
        pytest.param(changed("manifest.json", b"{}"), "报送包的清单的内容不对（$）", id="an empty manifest"),
        pytest.param(
            changed(NAME, PHOTO[:-1] + bytes([PHOTO[-1] ^ 1])),
            f"报送包中的“{NAME}”与清单中的校验值不符，可能被改动过{AGAIN}",
            id="a changed photo",
        ),
        pytest.param(
            changed(NAME, PHOTO + b"x"), f"报送包中的“{NAME}”的大小与清单不符{AGAIN}", id="a photo of another size"
        ),
        pytest.param(
            rebuilt(package(), lambda name, data: None if name == NAME else (name, data)),
            f"报送包中的“{NAME}”在清单中，但包里没有{AGAIN}",
            id="a file less",
        ),
        pytest.param(package(change=added("程序.exe")), f"报送包中的“程序.exe”不在清单中{AGAIN}", id="a file more"),
        pytest.param(
            package(change=added("../../外面.jpg")), f"报送包中的“../../外面.jpg”带有路径{AGAIN}", id="zip slip"
        ),
        pytest.param(package(change=added("/etc/x.jpg")), f"报送包中的“/etc/x.jpg”带有路径{AGAIN}", id="absolute"),
        pytest.param(package(change=added("..\\x.jpg")), f"报送包中的“..\\x.jpg”带有路径{AGAIN}", id="backslash"),
        pytest.param(package(change=added("C:x.jpg")), f"报送包中的“C:x.jpg”带有路径{AGAIN}", id="a drive"),
        pytest.param(package(change=added("夹/")), f"报送包中的“夹/”带有路径{AGAIN}", id="a folder"),
        pytest.param(
            package(change=added("x.jpg", b"/etc/passwd", 0o120777)),
            f"报送包中的“x.jpg”不是普通文件（是链接、文件夹或设备）{AGAIN}",
            id="a link",
        ),
        pytest.param(
            package(change=added("x.jpg", b"", 0o020644)),
            f"报送包中的“x.jpg”不是普通文件（是链接、文件夹或设备）{AGAIN}",
            id="a device",
        ),
        pytest.param(
            package(change=added(NAME.upper(), PHOTO)), f"报送包中有两个文件同名{AGAIN}", id="names differ by case"
        ),
        pytest.param(
            package(change=lambda zip_: zip_.writestr("x.jpg", b"x", zipfile.ZIP_BZIP2)),
            f"报送包中的“x.jpg”的压缩方式无法识别{AGAIN}",
            id="another method",
        ),
        pytest.param(
            package(change=lambda zip_: zip_.writestr("x.jpg", bytes(200 << 20), zipfile.ZIP_DEFLATED)),
            f"报送包解开后异常庞大（可能是压缩炸弹）{AGAIN}",
            id="a bomb",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    assert refused(tmp_path, data) == sentence
    assert [path.name for path in tmp_path.iterdir()] == ["包.zip"]


def test_two_entries_of_one_name(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = package(change=added(NAME))
    assert refused(tmp_path, data) == f"报送包中有两个文件同名{AGAIN}"


def test_a_bomb_that_lies_about_its_size_is_read_no_further_than_announced(tmp_path: Path) -> None:
    zeros = bytes(64 << 20)
    files = parts() | {NAME: zeros[:1000]}
    bomb = rebuilt(package(files), lambda name, data: (name, zeros if name == NAME else data))
    lying = bomb.replace(struct.pack("<I", len(zeros)), struct.pack("<I", 1000))
    sentence = refused(tmp_path, lying)
    # zipfile stops at the announced size, and the CRC is another one.
    assert sentence == DAMAGED


def test_overlapping_entries(tmp_path: Path) -> None:
    def overlap(zip_: zipfile.ZipFile) -> None:
        first, second = zip_.filelist[1:3]
        second.header_offset = first.header_offset

    assert refused(tmp_path, package(change=overlap)) == f"报送包中的文件互相重叠{AGAIN}"


def test_a_bit_that_was_turned_in_a_stored_photo(tmp_path: Path) -> None:
    data = bytearray(package())
    data[data.find(PHOTO) + 1000] ^= 1
    assert refused(tmp_path, bytes(data)) == DAMAGED


def test_every_place_at_which_it_can_be_cut_off(tmp_path: Path) -> None:
    data = package()
    for share in range(1, 100, 7):
        assert refused(tmp_path, data[: len(data) * share // 100]) == DAMAGED


def test_another_program_locked_it(tmp_path: Path) -> None:
    data = bytearray(package())
    at = data.rfind(b"PK\1\2")
    data[at + 8] |= 1
    sentence = "有密码，但不是“报送打包”封的报送包，没有接收，请让报送单位重新打包"
    assert refused(tmp_path, bytes(data)) == sentence


def test_what_is_no_package(tmp_path: Path) -> None:
    plain, none = tmp_path / "a.zip", tmp_path / "没有.zip"
    with zipfile.ZipFile(plain, "w") as zip_:
        zip_.writestr("a.txt", b"x")
    assert (kind_of(plain), kind_of(none), kind_of(tmp_path)) == ("none", "none", "none")


def test_a_manifest_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    data = rebuilt(package(), lambda name, old: (name, b" " * (129 << 20) if name == "manifest.json" else old))
    assert refused(tmp_path, data) == f"报送包解开后异常庞大（可能是压缩炸弹）{AGAIN}"
