"""Writes the manual that the button 使用说明 opens: one page that needs no network.

What is written by hand is in docs/manual; the tables come from the declarations of columns, buttons, cell functions,
commands and codes, the pictures from docs. In the text ``{{name}}`` is filled in, ``{{picture FILE CAPTION}}`` is a
figure, and ``[[name]]`` is a link to a button, function, command or code.
"""

import base64
import re
import struct
from collections.abc import Callable, Iterable
from html import escape
from importlib import import_module
from inspect import cleandoc
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from zcert import words
from zcert.codes import CODES
from zcert.form import Kind
from zcert.photos import limits
from zcert_addin.buttons import declarations
from zcert_addin.cli.main import COMMANDS, zcert
from zcert_addin.disk.backup_name import BACKUP_MARK
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_templates import FORMS
from zcert_templates.build import template_name
from zcert_udfs import FUNCTIONS

DOCS: Final = Path(__file__).parent
SOURCES: Final = DOCS / "manual"
PAGE: Final = DOCS.parent / "addin" / "zcert_addin" / "buttons" / "help.html"

_HEADING = re.compile(r'<section id="(.+?)">\n<h([23])>(.+?)</h[23]>')
_PNG_SIZE = struct.Struct(">16xII")


def page() -> str:
    """Return the whole page; raises KeyError for a name in the text that does not exist."""
    links = _links()
    text = re.sub(r"\[\[(.+?)\]\]", lambda found: links[found[1]], _source("text.html"))
    text = re.sub(r"\{\{picture (\S+) (.+?)\}\}", lambda found: _figure(found[1], found[2]), text)
    whole = {"text": _filled(text, _FACTS | {name: table() for name, table in _TABLES.items()})}
    whole |= {"contents": _contents(text), "style": _source("style.css"), "script": _source("search.js")}
    return _filled(_source("frame.html"), _FACTS | whole)


def pictures() -> list[str]:
    """Return the names of the pictures in the text, in docs, without .png."""
    return re.findall(r"\{\{picture (\S+) ", _source("text.html"))


def _source(name: str) -> str:
    return (SOURCES / name).read_text("utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\{\{(.+?)\}\}", lambda found: values[found[1]], text)


def _links() -> dict[str, str]:
    """Return the link to everything that a table explains, by its name."""
    shown = {name: (f"button-{name}", button.label) for name, button in declarations().items()}
    shown |= {one.name: (f"function-{one.name}", one.name) for one in FUNCTIONS}
    shown |= {f"zcert {name}": (f"command-{name}", f"“zcert {name}”") for name in COMMANDS}
    shown |= {name: (f"code-{name}", code.meaning) for name, code in CODES.items()}
    return {name: f'<a href="#{anchor}">{escape(text)}</a>' for name, (anchor, text) in shown.items()}


def _figure(name: str, caption: str) -> str:
    content = (DOCS / f"{name}.png").read_bytes()
    width, height = _PNG_SIZE.unpack_from(content)
    source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    image = f'<img src="{source}" width="{width}" height="{height}" alt="{escape(caption)}">'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def _contents(text: str) -> str:
    """Return the list of chapters, each with its own list of sections."""
    chapters: list[str] = []
    for anchor, level, title in _HEADING.findall(text):
        entry = f'<li><a href="#{anchor}">{title}</a></li>'
        if level == "2":
            chapters.append(entry)
        else:
            before = chapters[-1].removesuffix("</ul></li>").removesuffix("</li>")
            opening = "" if chapters[-1].endswith("</ul></li>") else "<ul>"
            chapters[-1] = f"{before}{opening}{entry}</ul></li>"
    return "<ul>\n" + "\n".join(chapters) + "\n</ul>\n"


def _row(anchor: str, head: str, *cells: str | tuple[str, str]) -> str:
    """Return a row with its anchor; a cell may come with a class of the style, before it."""
    parts = [f"<td>{one}</td>" if isinstance(one, str) else f'<td class="{one[0]}">{one[1]}</td>' for one in cells]
    return f'<tr id="{anchor}"><th>{head}</th>{"".join(parts)}</tr>'


def _lines(items: Iterable[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f'<ul class="plain">{listed}</ul>' if listed else ""


def _columns() -> str:
    """Return the filling notes of every form, those of columns that the forms share once."""
    rows, told = [], set()
    for form in FORMS:
        own = [one for one in form.columns if one not in told]
        told |= set(own)
        rows += [_group(f"采集表（{form.label}）" if not rows else f"采集表（{form.label}）另有", 3)]
        for column in own:
            must = "必填" if column.required else "程序填写" if column.kind is Kind.RESULT else ""
            anchor = f"column-{form.name}-{form.index[column.header] + 1}"
            rows.append(_row(anchor, escape(column.header), escape(column.note, quote=False), ("level", must)))
    return _table(("栏目", "怎样填", "必填"), rows)


def _table(head: Iterable[str], rows: Iterable[str]) -> str:
    heads = "".join(f"<th>{one}</th>" for one in head)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _group(title: str, width: int) -> str:
    return f'<tr class="group"><th colspan="{width}">{title}</th></tr>'


def _buttons() -> str:
    """Return a body of rows for each group of the tab."""
    bodies = []
    for group, members in groupby(declarations().items(), lambda item: item[1].group):
        rows = [_group(group.value, 3)]
        for name, button in members:
            keys = ("key", f"<kbd>{button.keytip}</kbd>")
            rows.append(_row(f"button-{name}", escape(button.label), escape(button.help, quote=False), keys))
        bodies.append("<tbody>\n" + "\n".join(rows) + "\n</tbody>")
    return "\n".join(bodies)


def _functions() -> str:
    rows = []
    for one in FUNCTIONS:
        cells = ",".join(f"{'AB'[at]}4" for at in range(len(one.arguments)))
        arguments = _lines(escape(argument.help, quote=False) for argument in one.arguments)
        head = f"<code>={one.name}({cells})</code>"
        rows.append(_row(f"function-{one.name}", head, escape(one.summary, quote=False), arguments))
    return "\n" + "\n".join(rows) + "\n"


def _commands() -> str:
    context = click.Context(zcert, info_name="zcert")
    rows = []
    for name, module in COMMANDS.items():
        command = import_module(module).command
        own = click.Context(command, parent=context, info_name=name)
        usage = " ".join(["zcert", name, *command.collect_usage_pieces(own)])
        options = [one for one in command.params if isinstance(one, click.Option)]
        head = f"<code>{escape(usage)}</code>"
        told = escape(cleandoc(command.help or ""), quote=False).replace("\n\n", "<br>")
        rows.append(_row(f"command-{name}", head, told, _lines(_option(one, own) for one in options)))
    return "\n" + "\n".join(rows) + "\n"


def _option(option: click.Option, context: click.Context) -> str:
    written = "、".join(option.opts)
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return f"<code>{escape(written + value)}</code>：{escape(option.help or '', quote=False)}"


def _codes() -> str:
    rows = []
    for name, code in CODES.items():
        level = ("error" if code.severity == "error" else "level", words.LEVELS[code.severity])
        remedy = escape(code.remedy, quote=False)
        rows.append(_row(f"code-{name}", escape(code.meaning), level, remedy, ("name", f"<code>{name}</code>")))
    return "\n" + "\n".join(rows) + "\n"


_TABLES: Final[dict[str, Callable[[], str]]] = {
    "columns": _columns,
    "buttons": _buttons,
    "functions": _functions,
    "commands": _commands,
    "codes": _codes,
}
_FACTS: Final = {
    "program": words.PROGRAM,
    "summary": SUMMARY_STEM,
    "backup": BACKUP_MARK,
    "specimen": "330106196503149112",
    "other specimen": "330106198801019024",
    "pixels": f"{limits.MIN_WIDTH}×{limits.MIN_HEIGHT}至{limits.MAX_WIDTH}×{limits.MAX_HEIGHT}",
    "bytes": f"{limits.MAX_BYTES // 1024}KB",
    "exit_codes": cleandoc(zcert.help or "").split("\n\n")[1],
    **{f"template {form.name}": template_name(form).removesuffix(".xlsx") for form in FORMS},
}

if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
