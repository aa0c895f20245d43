"""The texts of a source that a person reads, and what is wrong with their Chinese typography.

The rules are those of ``test_typography``. An inserted value counts as one character, ``VALUE``.
"""

import ast
import re
from collections.abc import Iterator

VALUE = "□"
Text = tuple[int, str]
"""Line, 1-based, and the whole text."""

_HAN = "[\u3007\u4e00-\u9fff]"
_CHINESE = "[\u3007\u4e00-\u9fff，。；：？！（）“”、《》…]"
_MARKS = "。？！"
_SENTENCE = re.compile(rf"[^{_MARKS}]+[{_MARKS}]*[”）]*")
_LABEL = re.compile(rf"：{VALUE}$")
_QUOTED = re.compile("“[^“”]*”|（[^（）]*）")

BLANK = re.compile(rf"(?<={_CHINESE}) (?=\S)|(?<=\S) (?={_CHINESE})")
HALF = re.compile(rf"{_HAN}[,;:?!()]|[,;:?!()]{_HAN}")
COMMAND = re.compile(r"(?<![\w-])--[a-z]|\b(?:zcert|pip|make) [a-z]", re.ASCII)


def faults(text: str) -> list[str]:
    """Name the rules that a text breaks: closing, blank, half-width, command."""
    return [*_closing(text), *prose_faults(text), *(["command"] if COMMAND.search(_QUOTED.sub("", text)) else [])]


def prose_faults(text: str) -> list[str]:
    """Name the rules that a line of a page breaks: blank, half-width."""
    return [name for name, rule in (("blank", BLANK), ("half-width", HALF)) if rule.search(text)]


def _closing(text: str) -> list[str]:
    return ["closing"] if any(_is_badly_closed(part.strip()) for part in text.split("\n\n")) else []


def _is_badly_closed(text: str) -> bool:
    """Judge one paragraph, one in brackets by what is in them; each sentence may have a line of its own."""
    if re.fullmatch("（[^（）]*）", text):
        text = text[1:-1]
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    if len(sentences) == 1:
        return sentences[0].rstrip("”）").endswith("。")
    lines = [line for sentence in sentences for line in sentence.split("\n")]
    return any(not line.rstrip("”）").endswith(tuple(_MARKS)) and not _LABEL.search(line) for line in lines)


def is_chinese(text: str) -> bool:
    return bool(re.search(_CHINESE, text))


def letters(text: str) -> str:
    """Return a text without what typography may change: two texts with the same letters should be one."""
    return "".join(re.findall(r"\w|□", text)).casefold()


def python_texts(source: str) -> Iterator[Text]:
    """Yield the Chinese literals of a source, f-strings and sums joined, and the docstrings that click shows."""
    for line, text in _literals(ast.parse(source)):
        if is_chinese(text):
            yield line, text


def _literals(node: ast.AST) -> Iterator[Text]:
    text = _joined(node)
    if text is not None:
        yield node.lineno, text  # type: ignore[attr-defined]  # an expression has a line
        inner: list[ast.AST] = list(_insertions(node))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    else:
        inner = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.FunctionDef) and any("click." in ast.unparse(one) for one in node.decorator_list):
        yield node.lineno, ast.get_docstring(node) or ""
    for one in inner:
        yield from _literals(one)


def _joined(node: ast.AST) -> str | None:
    """Return the text of a literal, an f-string or a sum of them; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{(?:[a-z_]\w*)?\}", VALUE, node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else VALUE for one in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = (_joined(node.left), _joined(node.right))
        return None if sides == (None, None) else "".join(VALUE if side is None else side for side in sides)
    return None


def _insertions(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the expressions inserted into a text."""
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.FormattedValue):
            yield one.value
        elif _joined(one) is None:
            yield one
        else:
            yield from _insertions(one)


_VBA_STRING = re.compile('"((?:[^"]|"")*)"')
_VBA_VALUE = re.compile(r"\s*&\s*(?:[^\"]*&\s*)?")


def vba_texts(source: str) -> Iterator[Text]:
    """Yield the Chinese literals of a VBA module, those joined by ``&`` as one text."""
    statement, begin = "", 1
    for number, line in enumerate(source.splitlines(), 1):
        statement += line.removesuffix("_")
        if line.endswith(" _"):
            continue
        yield from ((begin, text) for text in _vba_literals(statement) if is_chinese(text))
        statement, begin = "", number + 1


def _vba_literals(statement: str) -> Iterator[str]:
    text, end = "", None
    for found in _VBA_STRING.finditer(statement):
        between = statement[end or 0 : found.start()]
        if end is not None and not _VBA_VALUE.fullmatch(between):
            yield text
            text = ""
        elif end is None:
            text = VALUE if between.rstrip().endswith("&") else ""
        else:
            text += VALUE if between.count("&") > 1 else ""
        text += found[1].replace('""', '"')
        end = found.end()
    if end is not None:
        yield text + (VALUE if statement[end:].lstrip().startswith("&") else "")


_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\((?:<[^>]*>|[^)]*)\)")


def markdown_texts(page: str) -> Iterator[Text]:
    """Yield the lines and table cells of a page; code may have blanks around it, a link is what it shows."""
    fenced = False
    for number, line in enumerate(page.splitlines(), 1):
        fenced ^= line.startswith("```")
        shown = re.sub(" ?`[^`]*` ?|<!--.*?-->", "", line)
        for cell in _MARKDOWN_LINK.sub(r"\1", shown.replace("**", "")).split("|"):
            text = re.sub(r"^\s*(?:#+ |[-*>] |\d+\. )?", "", cell).rstrip()
            if not fenced and is_chinese(text):
                yield number, text


_HTML_CODE = re.compile("<pre>.*?</pre>| ?<code[^>]*>.*?</code> ?", re.DOTALL)


def html_texts(page: str) -> Iterator[Text]:
    """Yield the lines of a page without their tags; code may have blanks around it, as on a page of Markdown."""
    shown = _HTML_CODE.sub(lambda code: "\n" * code[0].count("\n"), page)
    for number, line in enumerate(shown.splitlines(), 1):
        text = re.sub("<[^>]*>", "", line)
        if is_chinese(text):
            yield number, text
