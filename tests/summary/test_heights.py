"""Rows are as tall as their wrapped texts."""

import pytest

from zcert_addin.summary.heights import height_pt


@pytest.mark.parametrize(
    ("cells", "height"),
    [
        pytest.param(("", ""), None, id="empty"),
        pytest.param(("五个汉字了", 12345678901), None, id="one line each, figures are not wrapped"),
        pytest.param(("abcdefghij", ""), None, id="letters are half as wide"),
        pytest.param(("六个汉字多了", ""), 36, id="two lines"),
        pytest.param(("甲", "字" * 21), 52, id="three lines in the wider column"),
        pytest.param(("字" * 5000, ""), 409, id="no taller than Excel allows"),
    ],
)
def test_height(cells: tuple[str | int, ...], height: int | None) -> None:
    assert height_pt(cells, (10, 20)) == height
