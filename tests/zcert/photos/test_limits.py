from typing import Literal

import pytest

from zcert.photos.album import PhotoFacts
from zcert.photos.limits import photo_faults

Problem = Literal["not-jpeg", "broken", "huge"] | None


@pytest.mark.parametrize(
    ("width", "height", "bytes_", "problem", "message"),
    [
        (600, 800, 9_000, None, "照片为600×800像素，应在200×280到300×420像素之间，请缩小后重新保存"),
        (100, 140, 9_000, None, "照片为100×140像素，应在200×280到300×420像素之间，请重新扫描或换一张更大的照片"),
        (180, 500, 9_000, None, "照片为180×500像素，应在200×280到300×420像素之间，请重新裁剪后保存"),
        (
            5001,
            5000,
            9_000,
            "huge",
            "照片过大（5001×5000像素），没有打开检查，应在200×280到300×420像素之间，请缩小后重新保存",
        ),
        (
            240,
            336,
            51_201,
            None,
            "照片文件为51,201字节，应不超过51,200字节（50KB），请缩小像素或降低图像质量后重新保存",
        ),
        (
            283,
            382,
            9_000,
            None,
            "照片为283×382像素，高宽比为1.3498，应约为3:2（1.35到1.55之间），请重新裁剪后保存",
        ),
        (None, None, 0, "not-jpeg", "照片文件是空的（0字节），应为JPEG格式的照片，请重新复制或扫描"),
        (
            None,
            None,
            9_000,
            "not-jpeg",
            "照片文件（9,000字节）的内容不是JPEG格式，只改扩展名无效，请用画图等软件打开后另存为JPEG",
        ),
        (
            240,
            336,
            9_000,
            "broken",
            "照片文件（9,000字节）不完整或已损坏，应能正常打开，请重新复制、扫描或另存",
        ),
    ],
)
def test_messages_name_figures_and_the_way_out(
    width: int | None, height: int | None, bytes_: int, problem: Problem, message: str
) -> None:
    facts = PhotoFacts("a.jpg", bytes_, width, height, None, problem)
    assert [fault.message for fault in photo_faults(facts)] == [message]


@pytest.mark.parametrize("problem", ["not-jpeg", "broken"])
def test_an_unreadable_photo_has_one_fault(problem: Problem) -> None:
    facts = PhotoFacts("a.jpg", 99_999, 9, 9, None, problem)
    assert [fault.code for fault in photo_faults(facts)] == [f"photo-{problem}"]
