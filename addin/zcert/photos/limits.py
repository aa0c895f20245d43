"""Is a photo what the notice asks for?

浙人专[2007]57号, 附件1 二: 照片(扫描成jpg格式，用身份证号做文件名，高宽比约为3：2，分辨率按每英寸200像素设置；
其它方式采集的照片尺寸不大于300×420像素，不小于200×280像素，文件大小50K以内).
The notice prints 3:2 but its own pixel limits are 1.4:1, so both ratios pass and others only draw a warning.

>>> photo_faults(PhotoFacts("11010519491231002X.jpg", 18_000, 240, 336, 200.0, None))
[]
>>> [fault.code for fault in photo_faults(PhotoFacts("a.jpg", 18_000, 600, 800, None, None))]
['photo-pixels']

photo-not-jpeg  no JPEG inside, or an empty file
photo-broken    cut off, or cannot be decoded
photo-pixels    width or height outside the limits
photo-bytes     file too large
photo-ratio     warning: neither 3:2 nor 1.4:1
photo-turned    warning: shown upright only by programs that heed EXIF
"""

from typing import Final

from zcert.code import error, warning
from zcert.finding import Fault
from zcert.photos.album import PhotoFacts
from zcert.words import Category

CODES: Final = {
    "photo-not-jpeg": error("照片不是JPEG格式", Category.PHOTO, "用画图等软件打开后另存为JPEG，只改扩展名无效"),
    "photo-broken": error("照片文件不完整或已损坏", Category.PHOTO, "重新复制、扫描或另存，能正常打开以后再检测"),
    "photo-pixels": error("照片像素不符合要求", Category.PHOTO, "缩小、裁剪或重新扫描到200×280至300×420像素之间"),
    "photo-bytes": error("照片文件过大", Category.PHOTO, "缩小像素或降低图像质量，另存到50KB以内"),
    "photo-ratio": warning("照片高宽比偏离要求", Category.PHOTO, "重新裁剪，高宽比约为3:2"),
    "photo-turned": warning("照片靠旋转标记才显示为现在的方向", Category.PHOTO, "转成正立后另存，再看一遍方向"),
}

# 浙人专[2007]57号, 附件1 二
MIN_WIDTH: Final = 200
MAX_WIDTH: Final = 300
MIN_HEIGHT: Final = 280
MAX_HEIGHT: Final = 420
MAX_BYTES: Final = 50 * 1024

# Ours, around 1.4 and 1.5: the notice only says 约 ("about").
MIN_RATIO: Final = 1.35
MAX_RATIO: Final = 1.55

# Ours: above this many pixels a photo is refused before it is decoded.
MAX_PIXELS: Final = 25_000_000

_LIMITS: Final = f"应在{MIN_WIDTH}×{MIN_HEIGHT}到{MAX_WIDTH}×{MAX_HEIGHT}像素之间"


def photo_faults(facts: PhotoFacts) -> list[Fault]:
    """List what is wrong with a photo by 浙人专[2007]57号, 附件1 二."""
    if facts.problem == "not-jpeg":
        return [Fault("photo-not-jpeg", _not_jpeg(facts))]
    if facts.problem == "broken":
        message = f"照片文件（{facts.bytes_:,}字节）不完整或已损坏，应能正常打开，请重新复制、扫描或另存"
        return [Fault("photo-broken", message)]
    faults = _size_faults(facts)
    if facts.bytes_ > MAX_BYTES:
        size = f"照片文件为{facts.bytes_:,}字节，应不超过{MAX_BYTES:,}字节（50KB）"
        faults.append(Fault("photo-bytes", f"{size}，请缩小像素或降低图像质量后重新保存"))
    if facts.turned:
        message = "照片带有旋转标记，有的软件会显示成横的或倒的，请转成正立后另存，再看一遍方向"
        faults.append(Fault("photo-turned", message))
    return faults


def _not_jpeg(facts: PhotoFacts) -> str:
    if not facts.bytes_:
        return "照片文件是空的（0字节），应为JPEG格式的照片，请重新复制或扫描"
    return f"照片文件（{facts.bytes_:,}字节）的内容不是JPEG格式，只改扩展名无效，请用画图等软件打开后另存为JPEG"


def _size_faults(facts: PhotoFacts) -> list[Fault]:
    width, height, ratio = facts.width_px, facts.height_px, facts.ratio
    if width is None or height is None or ratio is None:
        return []
    measured = f"{width}×{height}像素"
    if facts.problem == "huge":
        return [Fault("photo-pixels", f"照片过大（{measured}），没有打开检查，{_LIMITS}，请缩小后重新保存")]
    small = width < MIN_WIDTH or height < MIN_HEIGHT
    large = width > MAX_WIDTH or height > MAX_HEIGHT
    if small or large:
        return [Fault("photo-pixels", f"照片为{measured}，{_LIMITS}，{_advice(small=small, large=large)}")]
    if not MIN_RATIO <= ratio <= MAX_RATIO:
        # Five digits: with three, 382:283 would read as the 1.35 it falls short of.
        asked = f"应约为3:2（{MIN_RATIO}到{MAX_RATIO}之间）"
        return [Fault("photo-ratio", f"照片为{measured}，高宽比为{ratio:.5g}，{asked}，请重新裁剪后保存")]
    return []


def _advice(*, small: bool, large: bool) -> str:
    if small and large:
        return "请重新裁剪后保存"
    return "请缩小后重新保存" if large else "请重新扫描或换一张更大的照片"
