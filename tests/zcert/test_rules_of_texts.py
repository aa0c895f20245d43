"""Rules about the text of a cell, cells beside the form, and photos."""

import datetime as dt
from types import ModuleType

import pytest

from support.domain import (
    KEY,
    MAN,
    SPECIAL,
    TODAY,
    WOMAN_15,
    WOMAN_18,
    inspect,
    make_table,
    places,
    places_of,
)
from support.rule_tables import NUMBER, PHOTO, messages
from zcert.photos.album import Album, PhotoFacts, orphans, sort_names
from zcert.rules import (
    day,
    phone,
    photo,
    postcode,
    stray,
    tidiness,
)
from zcert_dictionaries import load_edition

# phone, postcode


@pytest.mark.parametrize(
    ("rule", "header", "bad", "code"),
    [
        (phone, "联系电话", "1380013800", "phone-format"),
        (postcode, "邮政编码", "31000", "postcode-format"),
    ],
)
def test_judged_texts(rule: ModuleType, header: str, bad: str, code: str) -> None:
    table = make_table({header: bad}, {}, {header: bad}, {header: ""}, numbers=[4, 5, 9, 10])
    assert places(rule.check(inspect(table))) == [(4, header, code), (9, header, code)]


# tidiness


@pytest.mark.parametrize(
    ("header", "text", "codes"),
    [
        ("姓名", "买买提·吐尔逊", []),
        ("姓名", "𠮷田", []),
        ("姓名", "John Smith", []),
        ("姓名", "张 三", ["untidy-text"]),
        ("备注", "两\n行", ["untidy-text"]),
        ("联系电话", "１３８００１３８０００", ["untidy-text"]),
        (KEY, f"{WOMAN_18} ", ["untidy-text"]),
        (KEY, WOMAN_18.lower(), ["untidy-text"]),
        (KEY, f"{WOMAN_18.lower()} ", ["untidy-text"]),
        ("备注", "x", []),
        ("备注", "字" * 32_768, ["text-too-long"]),
        ("备注", "字" * 20_000, []),
        (PHOTO, " 正常 ", []),
    ],
)
def test_tidiness(header: str, text: str, codes: list[str]) -> None:
    assert places_of(tidiness, {}, {header: text}) == [(5, header, code) for code in codes]


def test_small_x_is_no_fault_of_other_papers() -> None:
    assert places_of(tidiness, {NUMBER: "12345x"}, form=SPECIAL) == []


def test_message_of_small_x() -> None:
    assert messages(tidiness, make_table({KEY: WOMAN_18.lower()})) == ["末位的x应为大写X，请改正"]


# stray


def test_stray() -> None:
    table = make_table({}, stray=((2, "x"), (4, "甲"), (4, "乙")))
    assert places(stray.check(inspect(table))) == [(row, "（表格以外）", "outside-columns") for row in (2, 4, 4)]
    assert messages(stray, table)[0] == "表格列以外的单元格中有内容，汇总时不会带走，请移入备注或删除"


# photo


def album(*names: str, **facts: tuple[int, int, int]) -> Album:
    """Return an album of right photos; ``facts`` are bytes, width and height by stem after an underscore."""
    right = (18_000, 240, 336)
    measured = {name: facts.get(f"_{name.rpartition('.')[0]}", right) for name in names}
    return Album(sort_names(names), {name: PhotoFacts(name, *of, None, None) for name, of in measured.items()})


@pytest.mark.parametrize(
    ("number", "photos", "codes"),
    [
        pytest.param(MAN, album(f"{MAN}.jpg"), [], id="right"),
        pytest.param(WOMAN_18.lower(), album(f"{WOMAN_18}.JPEG"), [], id="writing"),
        pytest.param(MAN, album(), ["photo-missing"], id="missing"),
        pytest.param(MAN, album(f"{MAN}.png"), ["photo-missing"], id="other format"),
        pytest.param(MAN, album(f"{MAN}.jpg", f"{MAN}.jpeg"), ["photo-double"], id="double"),
        pytest.param(
            MAN, album(f"{MAN}.jpg", **{f"_{MAN}": (60_000, 600, 800)}), ["photo-pixels", "photo-bytes"], id="two"
        ),
        pytest.param(MAN, album(f"{MAN}.jpg", **{f"_{MAN}": (1, 300, 300)}), ["photo-ratio"], id="ratio"),
        pytest.param("", album(), [], id="no number"),
        pytest.param(" （） ", album(), [], id="no number either"),
        pytest.param(MAN, None, [], id="not looked at"),
    ],
)
def test_photo(number: str, photos: Album | None, codes: list[str]) -> None:
    table = make_table({KEY: number}, numbers=[9])
    assert places(photo.check(inspect(table, photos))) == [(9, PHOTO, code) for code in codes]


@pytest.mark.parametrize(
    ("problem", "code"), [("not-jpeg", "photo-not-jpeg"), ("broken", "photo-broken"), ("huge", "photo-pixels")]
)
def test_photo_that_cannot_be_read(problem: str, code: str) -> None:
    names = (f"{MAN}.jpg",)
    facts = PhotoFacts(names[0], 1, 9000, 9000, None, problem)  # type: ignore[arg-type]
    photos = Album(sort_names(names), {names[0]: facts})
    assert places(photo.check(inspect(make_table({KEY: MAN}), photos))) == [(4, PHOTO, code)]


def misnamed(name: str, number: str = MAN) -> str:
    return f"没有与号码同名的照片，但有文件“{name}”，请核对后改名为“{number}.jpg”"


@pytest.mark.parametrize(("number", "name"), [(WOMAN_15, f"{WOMAN_18}.jpg"), (WOMAN_18, f"{WOMAN_15}.jpg")])
def test_a_photo_under_the_other_length_of_a_number_is_named(number: str, name: str) -> None:
    assert messages(photo, make_table({KEY: number}), album(name)) == [misnamed(name, number)]


def test_a_photo_with_a_papers_number_in_its_name_is_named() -> None:
    table = make_table({NUMBER: "E12345678"}, form=SPECIAL)
    assert messages(photo, table, album("护照E12345678.jpg")) == [misnamed("护照E12345678.jpg", "E12345678")]


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ([f"样本{MAN}.jpg"], []),
        ([f"{MAN}.jpg", f"样本{MAN}.jpg"], [f"样本{MAN}.jpg"]),
        ([f"{WOMAN_18}.jpg"], [f"{WOMAN_18}.jpg"]),
        (["20240101_123456.jpg", "IMG1234567.jpg"], ["20240101_123456.jpg", "IMG1234567.jpg"]),
    ],
)
def test_a_photo_that_somebody_is_to_rename_is_no_orphan(names: list[str], left: list[str]) -> None:
    assert orphans(sort_names(names), [MAN, ""]) == left


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], "文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致"),
        ([f"{MAN}.PNG", f"{MAN}.tif"], "没有jpg照片，只有png格式的，请另存为jpg格式，文件名与号码一致"),
        ([f"{MAN}.JPG", f"{MAN}.jpeg"], "同一号码有2个照片文件（扩展名JPG、jpeg），请只保留一个"),
        ([f"样本{MAN}.jpg"], misnamed(f"样本{MAN}.jpg")),
        ([f"{MAN}样本.jpeg"], misnamed(f"{MAN}样本.jpeg")),
        ([f"{MAN}(1).jpg"], misnamed(f"{MAN}(1).jpg")),
        ([f"{MAN}（2）.jpg"], misnamed(f"{MAN}（2）.jpg")),
        ([f"{MAN} - 副本.JPG"], misnamed(f"{MAN} - 副本.JPG")),
        ([f"{MAN}.jpg.jpg"], misnamed(f"{MAN}.jpg.jpg")),
        ([f"zhang{MAN}.jpg"], misnamed(f"zhang{MAN}.jpg")),
        ([f"IMG_{MAN}_2.jpg"], misnamed(f"IMG_{MAN}_2.jpg")),
        ([f"1{MAN}.jpg"], "文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致"),
    ],
)
def test_message_of_photo(names: list[str], message: str) -> None:
    assert messages(photo, make_table({KEY: MAN}), album(*names)) == [message]


def test_orphans() -> None:
    folder = sort_names([f"{MAN}.jpg", "b.jpg", "a.jpeg", "c.png", "readme.txt"])
    found = [photo.orphan_finding(name, PHOTO) for name in orphans(folder, [MAN, "", WOMAN_18])]
    assert places(found) == [(None, PHOTO, "photo-orphan")] * 2
    assert [finding.message for finding in found] == [
        f"照片“{name}”不属于表中任何人，请核对文件名与号码是否一致" for name in ("a.jpeg", "b.jpg")
    ]


def test_the_day_counts() -> None:
    table = make_table({"取得时间": f"{TODAY:%Y%m%d}"})
    early = type(inspect(table))(table, TODAY - dt.timedelta(1), load_edition())
    assert places(day.check(early)) == [(4, "取得时间", "date-range")]
