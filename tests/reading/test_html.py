"""Tables of web pages: every cell stays in its column, despite spans over columns and rows and missing end tags."""

import pytest

from zcert_addin.reading import html, text


@pytest.mark.parametrize(
    ("page", "tables"),
    [
        pytest.param("<table><tr><td> a <td>b<tr><td>c</table>", [[["a", "b"], ["c", ""]]], id="nothing is ended"),
        pytest.param(
            "<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr></table>",
            [[["a", "", "b"], ["c", "d", "e"]]],
            id="spans columns",
        ),
        pytest.param(
            "<table><tr><td>a</td><td rowspan='3'>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr>"
            "<tr><td>f<td>g</tr><tr><td>h</td><td>i</td><td>j</td></tr></table>",
            [[["a", "b", "c"], ["d", "", "e"], ["f", "", "g"], ["h", "i", "j"]]],
            id="spans rows",
        ),
        pytest.param(
            "<table><tr><td rowspan=2 colspan=2>a</td><td rowspan=2>b</td></tr><tr></tr><tr><td>c</td></tr></table>",
            [[["a", "", "b"], ["", "", ""], ["c", "", ""]]],
            id="spans rows and columns to the end",
        ),
        pytest.param(
            "<table><tr><td>a</td></tr><tr><td>b<table><tr><td>x</td></tr></table>c</td></tr><tr><td>d</td></tr></table>",
            [[["a"], ["bc"], ["d"]], [["x"]]],
            id="a table in a cell",
        ),
        pytest.param("<td>x</td></table>y<br><table><td>a<br>b</table>", [[["a\nb"]]], id="outside of tables"),
        pytest.param(
            "<table><tr><td colspan=0 rowspan=x>a</td><td colspan>b</td></tr></table>", [[["a", "b"]]], id="odd spans"
        ),
        pytest.param("<table></table><table><tr></table>", [[], [[]]], id="empty"),
    ],
)
def test_tables_of_web_pages(page: str, tables: list[list[list[str]]]) -> None:
    assert [text.table("一", rows).cells for rows in html.tables(page)] == tables
