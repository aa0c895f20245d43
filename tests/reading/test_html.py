"""Tables of web pages: every cell stays in its column, despite spans over columns and rows and missing end tags."""

import pytest

from support.merging import people, sheet_rows
from support.read_tables import table
from zcert_addin.reading import html, text
from zcert_addin.reading.format import Source
from zcert_addin.reading.preflight import Unreadable
from zcert_addin.reading.workbook import SPREADSHEET_XML, parse


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


ROWS = people(3)
FORM = f"<table>{''.join('<tr><td>' + '<td>'.join(row) + '</tr>' for row in sheet_rows(ROWS))}</table>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "start",
    [
        "",
        "<!-- 导出 --><html>",
        "<div>",
        "<body>",
        "<BODY BGCOLOR=white>",
        "<style>td{color:red}</style>",
        "<meta charset=gb2312>",
        "<meta http-equiv=Content-Type content='text/html; charset=utf-8'>",
        "<center><font size=2>名单</font>",
        "<?xml version='1.0'?><div>",
        "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
    ],
)
def test_web_pages_begin_in_many_ways(start: str, encoding: str) -> None:
    assert table((start + FORM).encode(encoding)).rows == ROWS


@pytest.mark.parametrize("page", ["\r\n \t<div>" + FORM, "\n<!--" + "x" * 2000 + "-->" + FORM])
def test_web_pages_begin_with_much_else(page: str) -> None:
    assert table(page.encode()).rows == ROWS


@pytest.mark.parametrize("page", ["<div>没有表格</div>", "<!-- x -->", "<body><table><tr><td>x</table>", "<p>登录超时"])
def test_a_web_page_without_a_form_is_called_a_web_page(page: str) -> None:
    with pytest.raises(Unreadable, match="网页"):
        parse(page.encode())


@pytest.mark.parametrize(
    "start",
    [
        "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook><Table>",
        "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
    ],
)
def test_tables_in_xml_are_no_web_pages(start: str) -> None:
    with pytest.raises(Unreadable, match=SPREADSHEET_XML):
        parse(start.encode())


@pytest.mark.parametrize("start", ["<5万,<10万", "姓名,<div>", "<office:document>", "<", "<姓名>"])
def test_what_is_no_web_page(start: str) -> None:
    assert not html.recognises(Source(start.encode()))
