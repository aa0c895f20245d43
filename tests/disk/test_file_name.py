"""Files called after texts: names that every system takes, and that a merge does not pass over."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcert_addin.disk.backup_name import is_backup
from zcert_addin.disk.file_name import STEM_BYTES, safe_stem


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("杭州市第一中学（东校区）", "杭州市第一中学（东校区）"),
        ('甲/乙\\丙:丁*戊?己"庚<辛>壬|癸', "甲_乙_丙_丁_戊_己_庚_辛_壬_癸"),
        ("甲//乙", "甲_乙"),
        ("甲公司. ", "甲公司"),
        ("Co., Ltd.", "Co., Ltd"),
        ("甲\n乙\t丙\x00", "甲_乙_丙"),
        ("CON", "_CON"),
        ("nul.中学", "_nul.中学"),
        ("com1 .x", "_com1 .x"),
        ("CONSULT公司", "CONSULT公司"),
        (".隐藏", "隐藏"),
        ("~$甲", "$甲"),
        ("甲.备份", "甲"),
        ("甲 .备份.备份", "甲"),
        ("...", "未命名"),
        ("//", "未命名"),
        ("e\u0301cole", "\u00e9cole"),
    ],
)
def test_names(text: str, stem: str) -> None:
    assert safe_stem(text) == stem


def test_long_names_are_cut_between_characters() -> None:
    assert safe_stem("长" * 100) == "长" * 50
    assert safe_stem("a" + "长" * 100) == "a" + "长" * 49


@given(st.text(max_size=120))
def test_every_text_gives_a_name_that_a_disk_takes(text: str) -> None:
    stem = safe_stem(text)
    assert stem
    assert len(stem.encode()) <= STEM_BYTES + 1
    assert not set(stem) & set('<>:"/\\|?*\n\x00')
    assert not stem.startswith((".", "~"))
    assert not stem.endswith((".", " "))
    assert Path(f"{stem}.xlsx").stem == stem
    assert not is_backup(Path(f"{stem}.xlsx"))
