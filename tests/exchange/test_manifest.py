"""manifest.json: what is read back, and each mistake in one sentence."""

import json
from pathlib import Path

import pytest

from support.packages import parts, told
from zcert.errors import UserError
from zcert.exchange.ledger import Below
from zcert_addin.exchange import manifest as manifests
from zcert_addin.exchange.manifest import Manifest, PackedFile, digest

BOOK = PackedFile("甲.xlsx", "workbook", 3, "0" * 64)
PHOTO = PackedFile("330106196304139077.jpg", "photo", 2, "1" * 64)


def document(**changes: object) -> bytes:
    return json.dumps(told(parts(), **changes), ensure_ascii=False).encode()


def with_file(**changes: object) -> bytes:
    facts = told(parts())
    facts["files"][1] |= changes
    return json.dumps(facts, ensure_ascii=False).encode()


def test_what_is_encoded_is_decoded() -> None:
    below = (Below("乙.xlsx", "乙", "乙.zip", "2" * 64, "2026-11-25T08:00:00+08:00", 3, (Below("丙.xlsx", "丙"),)),)
    facts = Manifest(
        product="0.1.0",
        dictionary="2026-11-21",
        unit="甲",
        forms=("id", "special"),
        summary=True,
        packed="2026-11-25T09:00:00+08:00",
        rows=5,
        files=(BOOK, PHOTO),
        findings={"x": 1},
        below=below,
    )
    assert manifests.decode(manifests.encode(facts)) == facts
    assert (facts.workbook, facts.photos) == (BOOK, (PHOTO,))


def test_what_a_later_version_adds_within_this_one_is_passed_over() -> None:
    assert manifests.decode(document(more=["来自以后"])).unit == "甲中学"


def test_the_digest_tells_content_not_names_of_workbooks_nor_their_order() -> None:
    renamed = PackedFile("乙.xlsx", "workbook", 3, "0" * 64)
    assert digest([BOOK, PHOTO]) == digest([PHOTO, renamed])
    others = [
        [BOOK],
        [BOOK, PackedFile("330106196304139078.jpg", "photo", 2, "1" * 64)],
        [BOOK, PackedFile(PHOTO.name, "photo", 2, "2" * 64)],
        [PackedFile("甲.xlsx", "workbook", 3, "3" * 64), PHOTO],
    ]
    assert len({digest(files) for files in [[BOOK, PHOTO], *others]}) == 5


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"{", "报送包的清单已损坏，不是完整的JSON", id="no JSON"),
        pytest.param(document(kind="zip"), "报送包的清单不是本程序写的", id="another kind"),
        pytest.param(
            document(version=2, files=7),
            "报送包的清单是更新版本的程序写的（第2版，本程序到第1版），请更新本程序后重试",
            id="later version",
        ),
        pytest.param(document(rows="两人"), "报送包的清单的内容不对（$.rows）", id="text for a number"),
        pytest.param(document(rows=-1), "报送包的清单不对：人数或问题数是负数", id="negative rows"),
        pytest.param(document(findings={"x": -1}), "报送包的清单不对：人数或问题数是负数", id="negative findings"),
        pytest.param(document(unit=" "), "报送包的清单不对：单位名称是空的、太长或含有看不见的字符", id="no unit"),
        pytest.param(
            document(unit="甲\u202e中学"), "报送包的清单不对：单位名称是空的、太长或含有看不见的字符", id="turned unit"
        ),
        pytest.param(
            document(unit="甲" * 201), "报送包的清单不对：单位名称是空的、太长或含有看不见的字符", id="long unit"
        ),
        pytest.param(document(packed="昨天"), "报送包的清单不对：打包时间不是时间", id="no time"),
        pytest.param(
            document(packed="2026-13-25T09:00:00+08:00"), "报送包的清单不对：打包时间不是时间", id="thirteenth month"
        ),
        pytest.param(document(packed="2026-11-25T09:00:00"), "报送包的清单不对：打包时间不是时间", id="no offset"),
        pytest.param(document(files=[]), "报送包的清单不对：应当正好有一个工作簿", id="nothing in it"),
        pytest.param(
            with_file(role="workbook", name="乙.xlsx"), "报送包的清单不对：应当正好有一个工作簿", id="two workbooks"
        ),
        pytest.param(with_file(name="甲中学.XLSX"), "报送包的清单不对：有两个文件同名", id="names differ by case"),
        pytest.param(
            with_file(name="../a.jpg"),
            "报送包的清单不对：文件名“../a.jpg”不能用（不能含路径或系统不允许的字符）",
            id="a path out",
        ),
        pytest.param(
            with_file(name="C:a.jpg"),
            "报送包的清单不对：文件名“C:a.jpg”不能用（不能含路径或系统不允许的字符）",
            id="a drive",
        ),
        pytest.param(
            with_file(name="a\n.jpg"),
            "报送包的清单不对：文件名“a�.jpg”不能用（不能含路径或系统不允许的字符）",
            id="a line break",
        ),
        pytest.param(
            with_file(name=".zcert-lock.jpg"),
            "报送包的清单不对：文件名“.zcert-lock.jpg”不能用（不能含路径或系统不允许的字符）",
            id="a hidden name",
        ),
        pytest.param(with_file(name="a.exe"), "报送包的清单不对：“a.exe”不是工作簿或照片", id="a program"),
        pytest.param(with_file(name="desktop.ini"), "报送包的清单不对：“desktop.ini”不是工作簿或照片", id="system"),
        pytest.param(with_file(bytes=-1), "报送包的清单不对：“330106196304139077.jpg”的大小超出限度", id="negative"),
        pytest.param(
            with_file(bytes=21 << 20), "报送包的清单不对：“330106196304139077.jpg”的大小超出限度", id="large photo"
        ),
        pytest.param(
            with_file(sha256="A" * 64), "报送包的清单不对：“330106196304139077.jpg”的校验值不对", id="no SHA-256"
        ),
        pytest.param(with_file(role="program"), "报送包的清单的内容不对（$.files[1].role）", id="unknown role"),
        pytest.param(
            document(below=[{"file": "a"}]), "报送包的清单的内容不对（$.below[0]）", id="below without a unit"
        ),
    ],
)
def test_each_mistake_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UserError) as error:
        manifests.decode(data)
    assert str(error.value) == sentence


def test_what_cannot_be_packed(tmp_path: Path) -> None:
    good, bad, large = tmp_path / "330106196304139077.jpg", tmp_path / "33:0.jpg", tmp_path / "1.jpg"
    good.write_bytes(b"x")
    bad.write_bytes(b"x")
    with large.open("wb") as file:
        file.truncate((20 << 20) + 1)
    manifests.require_packable(good)
    with pytest.raises(UserError, match=r"照片“33:0.jpg”的文件名在别的系统中不能用，没有打包，请改名后重新打包"):
        manifests.require_packable(bad)
    with pytest.raises(UserError, match=r"照片“1.jpg”超过20MB，没有打包，请缩小后重新打包"):
        manifests.require_packable(large)
