"""The manual says all that is declared, and the page in the program is what its sources make."""

import re
import runpy
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from zcert import words
from zcert.codes import CODES
from zcert_addin.buttons import declarations
from zcert_addin.cli.main import COMMANDS
from zcert_templates import FORMS
from zcert_udfs import FUNCTIONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "addin" / "zcert_addin" / "buttons" / "help.html").read_text("utf-8")
LARGEST_BYTES = 1_500_000
FROM_ELSEWHERE = re.compile(r"""(?:src|href)="(?!#|data:)|url\(|@import|https?:|//[a-z]+\.[a-z]""")


class Page(HTMLParser):
    """Collects the rows of all tables as lists of their cells' texts, by anchor, and the anchors and links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self.anchors: list[str] = []
        self.links: list[str] = []
        self._row: list[str] = []
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if anchor := found.get("id"):
            self.anchors.append(anchor)
        if tag == "tr":
            self._row = self.rows.setdefault(found.get("id") or "", [])
        if tag in {"td", "th"}:
            self._row.append("")
            self._in_cell = True
        if tag == "a":
            self.links.append(found.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell &= tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self._row[-1] += data


READ = Page(PAGE)


@pytest.fixture
def maker() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "make_manual.py"))


def test_the_page_is_what_the_sources_make(maker: dict[str, Any]) -> None:
    assert maker["page"]() == PAGE
    assert len(PAGE.encode()) < LARGEST_BYTES


@pytest.mark.parametrize("name", declarations())
def test_every_button(name: str) -> None:
    button = declarations()[name]
    assert READ.rows[f"button-{name}"] == [button.label, button.help, button.keytip]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda one: one.name)
def test_every_function_with_its_arguments(function: Any) -> None:  # noqa: ANN401  a parametrised value
    written, told, arguments = READ.rows[f"function-{function.name}"]
    assert (re.match(r"=(\w+)\(", written) or "")[1] == function.name
    assert written.count("4") - function.name.count("4") == len(function.arguments)
    assert (told, arguments) == (function.summary, "".join(one.help for one in function.arguments))


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_with_its_options(verb: str) -> None:
    command = import_module(COMMANDS[verb]).command
    written, told, options = READ.rows[f"command-{verb}"]
    assert written.startswith(f"zcert {verb}")
    assert told.startswith(command.help.split("\n")[0])
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert all(option in options for option in parameter.opts)
            assert (parameter.help or "") in options
        else:
            assert str(parameter.metavar or "") in written


@pytest.mark.parametrize("name", CODES)
def test_every_code_says_what_to_do(name: str) -> None:
    code = CODES[name]
    assert READ.rows[f"code-{name}"] == [code.meaning, words.LEVELS[code.severity], code.remedy, name]
    assert code.remedy
    level = words.LEVELS[code.severity]
    assert f"| `{name}` | {level} | {code.category} | {code.meaning} | {code.remedy} |" in CODES_PAGE


CODES_PAGE = (ROOT / "docs" / "codes.md").read_text("utf-8")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_column_has_its_note(form: Any) -> None:  # noqa: ANN401  a parametrised value
    notes = {(row[0], row[1]) for anchor, row in READ.rows.items() if anchor.startswith("column-")}
    assert {(column.header, column.note) for column in form.columns} <= notes


def test_there_is_no_row_for_anything_else() -> None:
    kinds = {"button": declarations(), "function": [one.name for one in FUNCTIONS], "command": COMMANDS, "code": CODES}
    for kind, names in kinds.items():
        rows = [anchor for anchor in READ.rows if anchor.startswith(f"{kind}-")]
        assert rows == [f"{kind}-{name}" for name in names]


def test_every_link_leads_somewhere() -> None:
    assert [anchor for anchor, count in Counter(READ.anchors).items() if count > 1] == []
    assert [link for link in READ.links if link.removeprefix("#") not in READ.anchors] == []
    assert {f"#{anchor}" for anchor in re.findall(r'<section id="(.+?)"', PAGE)} <= set(READ.links)


def test_the_exit_codes_are_told() -> None:
    assert "退出码0表示没有发现错误，1表示发现错误，2表示用法不对或无法完成。</p>" in PAGE
    assert "。。" not in PAGE


def test_nothing_comes_from_elsewhere() -> None:
    assert FROM_ELSEWHERE.findall(re.sub(r"base64,[\w+/=]+", "", PAGE)) == []
    assert "[[" not in PAGE
    assert "{{" not in PAGE


@pytest.mark.parametrize("planted", ['<img src="a.png">', '<a href="https://x.cn">', "@import 'x'", "url(a.woff)"])
def test_what_comes_from_elsewhere_would_be_noticed(planted: str) -> None:
    assert FROM_ELSEWHERE.search(planted)


def test_every_picture_has_a_caption_and_a_size(maker: dict[str, Any]) -> None:
    figures = re.findall(
        r'<figure><img src="data:image/png;base64,[^"]+" width="(\d+)" height="(\d+)" alt="(.+?)">', PAGE
    )
    assert len(figures) == len(maker["pictures"]()) >= 8
    assert all(int(width) > 300 and int(height) > 100 and unescape(caption) for width, height, caption in figures)


@pytest.mark.parametrize("text", ["[[no_such_button]]", "{{no such fact}}", "{{picture nothing 没有}}"])
def test_a_name_that_does_not_exist_stops_the_maker(maker: dict[str, Any], text: str) -> None:
    page = maker["page"]
    source = page.__globals__["_source"]
    page.__globals__["_source"] = lambda name: text if name == "text.html" else source(name)
    with pytest.raises((KeyError, FileNotFoundError)):
        page()
