import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcert.photos.key import photo_key

NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param(NUMBER, NUMBER, id="plain"),
        pytest.param("11010519491231002x", NUMBER, id="small x"),
        pytest.param(" 110105 19491231\t002X\n", NUMBER, id="blanks"),
        pytest.param("１１０１０５１９４９１２３１００２ｘ", NUMBER, id="full width"),
        pytest.param("\ufeff110105\u200b19491231\u00a0002X\u3000", NUMBER, id="zero width and odd blanks"),
        pytest.param("军字第（123）号", "军字第123号", id="Chinese brackets"),
        pytest.param("h(1234) 567", "H1234567", id="brackets"),
        pytest.param("（）", "", id="nothing left"),
        pytest.param("e\u200b\u0301", "É", id="joined by dropping"),
    ],
)
def test_photo_key(text: str, key: str) -> None:
    assert photo_key(text) == key


@given(st.text())
def test_photo_key_settles_and_ignores_case(text: str) -> None:
    key = photo_key(text)
    assert photo_key(key) == key
    assert photo_key(text.lower()) == key


@given(st.text("0123456789xX() -ABCabc军字第号台湾"))
def test_photo_key_ignores_width(number: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in number)
    assert photo_key(wide) == photo_key(number)
