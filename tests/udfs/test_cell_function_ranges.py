"""What cell functions answer for whole ranges, and for photos."""

from pathlib import Path

import pytest
from PIL import Image

from support.cell_calls import RIGHT, ROOT, STORED, call, function, leaves, shape
from support.domain import MAN, WOMAN, WOMAN_15
from zcert.values import id_number
from zcert_udfs.ranges import MISMATCH

pytestmark = pytest.mark.usefixtures("today")


# Photos


@pytest.fixture
def album(tmp_path: Path) -> Path:
    for name, size in ((f"{WOMAN}.jpg", (240, 336)), (f"{MAN}.JPEG", (600, 800))):
        Image.new("RGB", size, "white").save(tmp_path / name, "JPEG")
    return tmp_path


def test_photos_of_a_column(album: Path) -> None:
    column = [[WOMAN], [MAN], [WOMAN_15], [None], [1.0], ["#N/A"]]
    assert call("ZC_CHECKPHOTO", column, str(album)) == [
        ["正常"],
        ["照片为600×800像素，应在200×280到300×420像素之间，请缩小后重新保存"],
        [f"没有与号码同名的照片，但有文件“{WOMAN}.jpg”，请核对后改名为“{WOMAN_15}.jpg”"],
        [""],
        [STORED],
        ["单元格中是错误值#N/A，请先改正"],
    ]


def test_a_photo_hint(album: Path) -> None:
    Image.new("RGB", (290, 290)).save(album / "E12345678.jpg")
    assert str(call("ZC_CHECKPHOTO", "E12345678", str(album))).startswith("正常；提示：照片为290×290像素")


def test_folders_beside_the_numbers(album: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("空")
    folders = [[f'"{album}"'], [str(empty)], [str(album)]]
    first, second, third = leaves(call("ZC_CHECKPHOTO", [[WOMAN]] * 3, folders))
    assert (first, third) == ("正常", "正常")
    assert str(second).startswith("文件夹中没有")


@pytest.mark.parametrize(
    ("folder", "answer"),
    [
        pytest.param("", "没有给出照片文件夹，请写完整路径", id="empty"),
        pytest.param(None, "没有给出照片文件夹，请写完整路径", id="empty cell"),
        pytest.param("照片", "照片文件夹应写完整路径，如D:\\照片", id="relative"),
        pytest.param(7.0, "照片文件夹应写完整路径，如D:\\照片", id="number"),
        pytest.param(str(ROOT / "没有"), "找不到照片文件夹或无法打开，请核对路径", id="missing"),
        pytest.param(__file__, "找不到照片文件夹或无法打开，请核对路径", id="a file"),
        pytest.param(f"{ROOT}\0", "找不到照片文件夹或无法打开，请核对路径", id="zero character"),
        pytest.param(f"{ROOT}/\ud800", "找不到照片文件夹或无法打开，请核对路径", id="half a character"),
    ],
)
def test_folders_that_cannot_be_read(folder: object, answer: str) -> None:
    assert call("ZC_CHECKPHOTO", WOMAN, folder) == answer


def test_a_folder_is_listed_once(album: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zcert_addin.photos import album as album_module  # noqa: PLC0415

    listed: list[Path] = []
    monkeypatch.setattr(album_module, "scan_folder", lambda path, real=album_module.scan_folder: (
        listed.append(path) or real(path)
    ))  # fmt: skip
    call("ZC_CHECKPHOTO", [[WOMAN]] * 500, str(album))
    assert listed == [album]


# Ranges


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(WOMAN, id="scalar"),
        pytest.param([WOMAN, MAN], id="one-dimensional"),
        pytest.param([[WOMAN]], id="1x1"),
        pytest.param([[WOMAN], [None], [MAN]], id="column"),
        pytest.param(((WOMAN,), (None,)), id="tuples"),
        pytest.param([[WOMAN, "", MAN]], id="row"),
        pytest.param([[WOMAN, MAN], [MAN, ""]], id="block"),
        pytest.param([], id="nothing"),
        pytest.param([[]], id="a row of nothing"),
        pytest.param([[WOMAN, [MAN]], MAN, []], id="ragged"),
    ],
)
def test_the_answers_have_the_shape_of_the_range(number: object) -> None:
    said = {WOMAN: "女", MAN: "男", "": "", None: ""}
    answers = call("ZC_GENDER", number)
    assert shape(answers) == shape(number)
    assert leaves(answers) == [said[cell] for cell in leaves(number)]  # type: ignore[index]


@pytest.mark.parametrize(
    ("number", "day", "answers"),
    [
        pytest.param([[WOMAN], [MAN]], "20260101", [[37], [27]], id="column and scalar"),
        pytest.param([[WOMAN], [MAN]], [["20260101"]], [[37], [27]], id="column and 1x1"),
        pytest.param(WOMAN, [["20260101", "20250101"]], [[37, 36]], id="scalar and row"),
        pytest.param([[WOMAN], [MAN]], [["20260101"], ["20250101"]], [[37], [26]], id="two columns"),
        pytest.param([[WOMAN, MAN]], (("20260101", "20250101"),), [[37, 26]], id="lists and tuples"),
        pytest.param([[WOMAN]], "20260101", [[37]], id="1x1 and scalar"),
        pytest.param(WOMAN, [["20260101"]], [[37]], id="scalar and 1x1"),
        pytest.param([WOMAN], [["20260101"]], [[37]], id="the deeper of two single cells"),
        pytest.param([[WOMAN], [MAN]], [["20260101", "20250101"]], MISMATCH, id="column and row"),
        pytest.param([[WOMAN], [MAN]], [["20260101"]] * 3, MISMATCH, id="two columns of different length"),
        pytest.param([WOMAN, MAN], [["20260101"], ["20250101"]], MISMATCH, id="list and column"),
        pytest.param([], "20260101", [], id="nothing and scalar"),
        pytest.param([], [["20260101"], ["20250101"]], MISMATCH, id="nothing and column"),
    ],
)
def test_ranges_together(number: object, day: object, answers: object) -> None:
    assert call("ZC_AGE", number, day) == answers


def test_a_column_of_numbers_is_judged_in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = id_number.faults
    monkeypatch.setattr(id_number, "faults", lambda texts, day: (calls.append(len(texts)), real(texts, day))[1])
    column = [[WOMAN], [MAN], [WOMAN_15], [""]] * 2500
    assert call("ZC_CHECKID", column) == [[RIGHT], [RIGHT], [RIGHT], [""]] * 2500
    assert calls == [7500]


def test_arguments_by_name() -> None:
    assert function("ZC_AGE")(day="20260920", number=WOMAN) == 38
