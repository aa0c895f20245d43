"""Everything that a clerk reads has one Chinese typography.

closing     A text of one sentence has no closing 。; of several sentences each ends with its mark (。？！), the last
            too, unless it is a label with its value, such as 汇总表：…. What is put together at run time is made of
            sentences by ``zcert.words.sentences``, so that no part ends in 。 unless it holds several of them.
blank       No blank stands beside a Chinese character or a Chinese mark; a blank inside Latin text stays
            (LibreOffice Calc). Columns of the console are two blanks or more apart.
command     A command or an option within a sentence is set in “ ” or （ ）: “zcert build”, “--help”.
half-width  A Chinese character has no half-width , ; : ? ! ( ) beside it.
same        Two texts that differ only in typography are one text.

Pages in Markdown and HTML keep the rules of blanks and of half-width marks; code may have blanks around it.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from support.typography import (
    Text,
    faults,
    html_texts,
    letters,
    markdown_texts,
    prose_faults,
    python_texts,
    vba_texts,
)
from zcert.codes import CODES
from zcert_addin.buttons import declarations
from zcert_addin.cli.main import COMMANDS, SERVERS, zcert
from zcert_templates import FORMS
from zcert_udfs import FUNCTIONS

ROOT = Path(__file__).parents[1]
ROOMS = ("addin", "udfs", "macros_bridge", "workbook_templates", "dictionaries")
SENTENCE = 6
"""A text with fewer letters is a word, which may stand in brackets elsewhere."""
EXCEPTIONS = {
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?": "pattern",
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?": "pattern",
    r"#N/A|#\S{1,20}[!?！？]|(?:Err|错误)[:：]\s?\d{3}": "pattern",
    "军字?第?[0-9]{7}号?|□": "pattern",
    "[士兵文职]字?第?[0-9]{6,10}号?|□": "pattern",
    "(?:军退|警退)字?第?[0-9]{6,10}号?|□": "pattern",
    (
        r"[（(]\s*(?:模板|\d+|身份证号|特殊证书|第\d+册|副本)\s*[)）]"
        r"|(?:浙江省)?(?:高级)?(?:专业技术)?(?:资格)?(?:证书)?(?:信息)?(?:采集表|汇总表)"
        r"|[\s_-]*\d{8}(?:_\d{6})?$|[-_ ]*副本|^副本"
    ): "pattern",
    r"(?:新建)?.{0,6}(?:工作簿|工作表|表格)\d*|Book\d*|Sheet\d*|\d*": "pattern",
    "男 or 女": "English, for developers",
    "how the title was obtained: 评审, 考评结合 or 认定": "English, for developers",
    "(模板)浙江省高级专业技术资格证书采集表(□).xlsx": "name of a file that is already in use",
    "汇总表(特殊证书)": "name of a sheet that is already in use",
    "汇总报告!$B$5:$B$24": "formula",
    "汇总报告!$E$5:$E$24": "formula",
    "汇总报告!$F$5:$F$24": "formula",
    "□。": "the function that closes sentences",
    "命令 [参数]…": "synopsis of a command line, whose parts are typed with blanks between them",
}


def rooms(*patterns: str) -> list[Path]:
    return [path for room in ROOMS for pattern in patterns for path in sorted((ROOT / room).rglob(pattern))]


SOURCES = rooms("*.py")
MODULES = rooms("*.bas", "*.cls")
MARKDOWN = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *rooms("README.md")]
HTML = rooms("*.html")


def texts_of(paths: list[Path], scan: Callable[[str], Iterator[Text]]) -> Iterator[tuple[str, str]]:
    """Yield where each text stands, as file:line, and the text."""
    for path in paths:
        for line, text in scan(path.read_text("utf-8")):
            yield f"{path.relative_to(ROOT).as_posix()}:{line}", text


LITERALS = [*texts_of(SOURCES, python_texts), *texts_of(MODULES, vba_texts)]
PROSE = [*texts_of(MARKDOWN, markdown_texts), *texts_of(HTML, html_texts)]


def twins(texts: Iterable[str]) -> list[set[str]]:
    """Return the spellings of each text that has more than one."""
    spellings: dict[str, set[str]] = {}
    for text in texts:
        if len(letters(text)) >= SENTENCE:
            spellings.setdefault(letters(text), set()).add(text.strip())
    return [found for found in spellings.values() if len(found) > 1]


def told(found: Iterator[tuple[str, str]], judge: Callable[[str], list[str]]) -> list[str]:
    return [f"{place} {fault}: {text}" for place, text in found if text not in EXCEPTIONS for fault in judge(text)]


def composed() -> Iterator[tuple[str, str]]:
    """Yield texts that are put together when the program is loaded."""
    for form in FORMS:
        yield form.name, form.note
        yield from ((f"{form.name} {column.header}", column.note) for column in form.columns)
    for name, button in declarations().items():
        yield from ((name, text) for text in (button.label, button.tip, button.help))
    for function in FUNCTIONS:
        yield from ((function.name, text) for text in (function.summary, *(one.help for one in function.arguments)))
    yield from ((name, code.meaning) for name, code in CODES.items())
    commands = [zcert, *(import_module(module).command for module in (COMMANDS | SERVERS).values())]
    for command in commands:
        yield str(command.name), command.help
        options = (option for option in command.params if isinstance(option, click.Option))
        yield from ((f"{command.name} {option.name}", option.help or "") for option in options)


BROKEN = [
    pytest.param(python_texts, 'tell("没有发现问题。")', "closing", id="one sentence closed"),
    pytest.param(python_texts, 'tell(f"共检查{count}人。")', "closing", id="one sentence with a value closed"),
    pytest.param(
        python_texts, 'tell("没有发现问题（先备份）。")', "closing", id="one sentence closed behind a bracket"
    ),
    pytest.param(python_texts, 'tell("没有做完。"\n    "请重试")', "closing", id="last of several left open"),
    pytest.param(python_texts, 'tell("没有做完。" + more + "\\n请重试")', "closing", id="last of a sum left open"),
    pytest.param(python_texts, 'tell("没有做完\\n请核对。请重试。")', "closing", id="first of several left open"),
    pytest.param(python_texts, 'text += "第一处在第1行。"', "closing", id="part of a text closed"),
    pytest.param(python_texts, 'option(help="不再询问。")', "closing", id="help of an option closed"),
    pytest.param(
        python_texts, '@click.command("x")\ndef command():\n    """检查工作簿。"""', "closing", id="docstring shown"
    ),
    pytest.param(python_texts, 'tell("请在 Excel中打开")', "blank", id="blank before Latin"),
    pytest.param(python_texts, 'tell("请在Excel 中打开")', "blank", id="blank after Latin"),
    pytest.param(python_texts, 'tell(f"文件 {name}已损坏")', "blank", id="blank before a value"),
    pytest.param(python_texts, 'tell("第" + row + " 行")', "blank", id="blank after a value of a sum"),
    pytest.param(python_texts, 'PATTERN = "第{} 行"', "blank", id="blank after a value filled in later"),
    pytest.param(python_texts, "tell(f\"{'、'.join(f'第 {row}行' for row in rows)}\")", "blank", id="text in a text"),
    pytest.param(python_texts, 'tell("使用 说明")', "blank", id="blank between Chinese characters"),
    pytest.param(python_texts, 'tell("覆盖请加--yes")', "command", id="option without quotation marks"),
    pytest.param(python_texts, 'tell("先运行zcert build")', "command", id="command without quotation marks"),
    pytest.param(python_texts, 'tell("有误,请改正")', "half-width", id="half-width comma"),
    pytest.param(python_texts, 'tell("有误(第1行)")', "half-width", id="half-width brackets"),
    pytest.param(vba_texts, 'Say "没有找到工作簿。"', "closing", id="VBA closed"),
    pytest.param(vba_texts, 'Say "没有做完。" & _\n    "请重试"', "closing", id="VBA on two lines left open"),
    pytest.param(vba_texts, 'Say "工作表" & name & " 受保护"', "blank", id="VBA blank after a value"),
    pytest.param(vba_texts, 'Say "有误:" & reason', "half-width", id="VBA half-width colon"),
    pytest.param(markdown_texts, "用`make`在 Linux上制作", "blank", id="Markdown blank"),
    pytest.param(markdown_texts, "| 1. 见 [说明](a.md) |", "blank", id="Markdown blank before a link"),
    pytest.param(markdown_texts, "- 先看,再做", "half-width", id="Markdown half-width"),
    pytest.param(html_texts, "<td>按 <b>Esc</b>取消</td>", "blank", id="HTML blank"),
]
RIGHT = [
    "没有发现问题",
    "共3人。是否继续？",
    "已整理□处\n整理前的工作簿备份为：□",
    "没有找到程序。请重试。原因：□",
    "（本次用文件方式完成。原因：□）",
    "返回“正确”、“正确；提示：…”或错在哪里",
    "改为安装LibreOffice Calc扩展",
    "没有选项“--x”；用法见“zcert --help”",
    "汇总（zcert merge）：",
    "□  正确  □",
    "应约为3:2，如0571-87654321",
]
UNSEEN = ['def command():\n    """错误 and 提示。"""', 'X = 1\n"""错误 or 提示。"""', "# 在 Excel 中。"]


@pytest.mark.parametrize(("scan", "source", "fault"), BROKEN)
def test_a_planted_fault_is_found(scan: Callable[[str], Iterator[Text]], source: str, fault: str) -> None:
    assert fault in [one for _, text in scan(source) for one in faults(text)]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_text_is_left_alone(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("source", UNSEEN)
def test_what_nobody_is_shown_is_not_judged(source: str) -> None:
    assert list(python_texts(source)) == []


def test_code_and_console_blocks_of_a_page_are_not_judged() -> None:
    page = "- 用 `make demo` 演示\n```\n 行   号码 1\n```\n见[说明](<a (b).md>)"
    assert [(line, text, prose_faults(text)) for line, text in markdown_texts(page)] == [
        (1, "用演示", []),
        (5, "见说明", []),
    ]
    page = "<p>用 <code>make demo</code> 演示</p>\n<pre>行 号\n├ 甲</pre>\n<p>见<a>说明</a></p>"
    assert list(html_texts(page)) == [(1, "用演示"), (4, "见说明")]


def test_a_text_is_named_by_its_first_line() -> None:
    source = 'X = 1\ntell(\n    f"共{count}人，"\n    "没有问题"\n)\n'
    assert list(python_texts(source)) == [(3, "共□人，没有问题")]
    assert list(vba_texts('Dim x\r\nSay "甲" & _\r\n    "乙"\r\nSay "丙"')) == [(2, "甲乙"), (4, "丙")]


def test_every_kind_of_source_is_read() -> None:
    assert (len(LITERALS) > 900, len(MODULES) > 20, len(PROSE) > 250) == (True, True, True)
    assert (HTML, sum(1 for _ in composed()) > 200) == ([ROOT / "addin/zcert_addin/buttons/help.html"], True)


def test_literals() -> None:
    assert told(iter(LITERALS), faults) == []


def test_composed_texts() -> None:
    assert told(composed(), faults) == []


def test_pages() -> None:
    assert told(iter(PROSE), prose_faults) == []


def test_each_exception_is_needed() -> None:
    needed = {text for _, text in LITERALS if faults(text)}
    assert set(EXCEPTIONS) - needed == set()


def test_one_sentence_has_one_spelling() -> None:
    assert twins(text for _, text in LITERALS) == []


def test_a_second_spelling_is_found() -> None:
    said = [
        "请在Excel或WPS中另存为.xlsx",
        "请在Excel或WPS中，另存为.xlsx",
        "\n请在Excel或WPS中另存为.xlsx",
        "文件",
        "[文件]",
    ]
    assert twins(said) == [set(said[:2])]
