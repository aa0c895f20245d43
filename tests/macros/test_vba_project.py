import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from oletools.olevba import VBA_Parser
from pyopenvba.cfb import CFB
from pyopenvba.interpreter import Interpreter
from pyvbaanalysis import (
    ConditionalCompilationEnvironment,
    ModuleInput,
    ModuleSymbolKind,
    analyze_project,
)

from support.macro_file import FILES, MacroFile, built, opened_with_macros
from support.vba_rules import RULES
from zcert_macros.flavour import ADDIN, BOOK, Flavour
from zcert_macros.vba_project import PROJECT_PART, modules, workbook_code
from zcert_macros.vba_source import VbaSourceError, stored

BOOKS = [pytest.param(MacroFile.read(name, built(name)), id=name) for name in FILES]
Break = Callable[[MacroFile], MacroFile]


@pytest.mark.parametrize("file", BOOKS)
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_holds(file: MacroFile, rule: str) -> None:
    assert RULES[rule](file)


# --- each rule notices what it is for --------------------------------------------------------------------------------


def stream(name: str, old: bytes, new: bytes) -> Break:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return lambda file: file.with_stream(name, change)


def part(name: str, old: str, new: str) -> Break:
    return lambda file: file.replaced(name, old, new)


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HI", kind, len(data)) + data


def with_srp(container: CFB) -> None:
    container.add_stream_to_storage("VBA", "__SRP_0", b"x")


TYPES, RELS, BOOK_RELS, RIBBON = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "customUI/customUI14.xml",
)

BREAKS: dict[str, list[Break]] = {
    "part_names_are_unique": [lambda file: replace(file, entries=(*file.entries, ("XL/workbook.xml", b"")))],
    "content_types_come_first": [lambda file: replace(file, entries=file.entries[::-1])],
    "main_content_type_matches_the_ending": [
        part(TYPES, "ms-excel.sheet.macroEnabled", "ms-excel.addin.macroEnabled"),
        lambda file: replace(file, name="x.xlam"),
    ],
    "project_has_its_content_type": [part(TYPES, "application/vnd.ms-office.vbaProject", "application/octet-stream")],
    "relationship_identifiers_are_unique": [
        part(RELS, 'Id="rIdRibbon"', 'Id="rId1"'),
        part(BOOK_RELS, '"rId2"', '"rId1"'),
    ],
    "relationships_lead_to_parts": [
        part(BOOK_RELS, "vbaProject.bin", "vba.bin"),
        part(RELS, "xl/workbook.xml", "xl/x.xml"),
    ],
    "one_ribbon_comes_last": [
        part(RELS, "office/2007/relationships/ui", "office/2006/relationships/ui"),
        part(RELS, "</Relationships>", '<Relationship Id="z" Type="z" Target="xl/styles.xml"/></Relationships>'),
    ],
    "ribbon_is_of_2009": [part(RIBBON, "2009/07/customui", "2006/01/customui")],
    "one_project_is_related": [
        part(BOOK_RELS, "office/2006/relationships/vbaProject", "office/2006/relationships/vba")
    ],
    "workbook_and_sheets_have_code_names": [
        part("xl/workbook.xml", ' codeName="ThisWorkbook"', ""),
        part("xl/worksheets/sheet2.xml", ' codeName="Sheet2"', ""),
    ],
    "project_has_its_streams": [
        lambda file: file.with_project(with_srp),
        lambda file: file.with_project(lambda container: container.remove_stream("PROJECTwm")),
    ],
    "no_compiled_code_is_announced": [
        stream("VBA/_VBA_PROJECT", b"\xff\xff", b"\xb5\x00"),
        stream("VBA/_VBA_PROJECT", b"\0\0\0", b"\0\0\0\0"),
    ],
    "dir_begins_and_ends_as_it_must": [
        stream("VBA/dir", record(2, b"\x09\x04\0\0"), b""),
        lambda file: file.with_stream("VBA/dir", lambda data: data[:-4]),
    ],
    "dir_counts_its_modules": [
        lambda file: stream("VBA/dir", record(0x0F, bytes([len(file.modules), 0])), record(0x0F, b"\1\0"))(file)
    ],
    "dir_is_in_code_page_1252": [stream("VBA/dir", record(3, b"\xe4\x04"), record(3, b"\xa8\x03"))],
    "module_names_agree": [
        stream("VBA/dir", record(0x47, utf16("ZcText")), record(0x47, utf16("ZcTexx"))),
        stream("PROJECTwm", b"ZcText\0", b"ZcTexx\0"),
    ],
    "module_names_are_short_and_unique": [
        stream("VBA/dir", record(0x19, b"ZcText"), record(0x19, b"Z" * 32)),
        stream("VBA/dir", record(0x19, b"ZcText"), record(0x19, b"zcbook")),
    ],
    "modules_begin_with_their_text": [
        # A compressed stream whose text begins one byte later.
        lambda file: stream("VBA/dir", record(0x31, bytes(4)), record(0x31, b"\1\0\0\0"))(
            file.with_project(
                lambda container: container.write_stream_in_storage(
                    "VBA", "ThisWorkbook", b"x" + container.get_stream_in_storage("VBA", "ThisWorkbook")
                )
            )
        )
    ],
    "project_declares_the_modules_of_dir": [
        stream("PROJECT", b"Module=ZcText\r\n", b""),
        stream("PROJECT", b"Module=ZcText\r\n", b"Class=ZcText\r\n"),
    ],
    "document_modules_are_the_code_names": [
        part("xl/worksheets/sheet1.xml", 'codeName="Sheet1"', 'codeName="Sheet9"'),
        stream("PROJECT", b"Document=Sheet2/&H00000000\r\n", b""),
    ],
    "project_text_is_ascii_lines": [
        stream("PROJECT", b"Name=", b"Name\xe9="),
        stream("PROJECT", b"\r\nHelpContextID", b"\nHelpContextID"),
    ],
    "project_is_not_protected": [
        stream("PROJECT", b'ID="{E', b'ID="{F'),
        stream("PROJECT", b"DPB=", b"DPX="),
        lambda file: stream("PROJECT", *dpb_with_a_password(file))(file),
    ],
    "no_window_of_the_editor_is_open": [stream("PROJECT", b"Sheet1=0, 0, 0, 0, C", b"Sheet1=76, 76, 4172, 1128, ")],
    "sources_are_ascii_lines": [
        stream("VBA/ZcText", b"' Chinese", b"' \xd6\xd0"),
        stream("VBA/ZcText", b"\r\n", b"\n"),
        stream("VBA/ZcText", b"    For", b"\tFor"),
    ],
    "sources_keep_the_limits_of_vba": [
        stream("VBA/ZcText", b"    For", b" " * 1024 + b"For"),
        stream("VBA/ZcText", b"    For", b" _\r\n" * 25 + b"    For"),
    ],
    "sources_name_their_module": [stream("VBA/ZcText", b'VB_Name = "ZcText"', b'VB_Name = "ZcTexx"')],
    "documents_have_their_base": [
        stream("VBA/Sheet1", b"00020820", b"00020819"),
        stream("VBA/ZcText", b"Option Explicit", b"VERSION 1.0 CLASS"),
    ],
    "every_module_declares_its_variables": [stream("VBA/ZcText", b"Option Explicit\r\n", b"")],
    "every_declaration_is_for_both_widths": [stream("VBA/ZcDialogs", b"Declare PtrSafe", b"Declare")],
    "ribbon_identifiers_are_unique": [part(RIBBON, "ZcBookButtonCheckData", "ZcBookButtonCheckPhotos")],
    "callbacks_exist": [
        part(RIBBON, 'onAction="ZcBookBackUp"', 'onAction="ZcBookBackup"'),
        part(RIBBON, 'getVisible="ZcBookGetVisible"', 'getVisible="ZcBookVisible"'),
        stream("VBA/ZcRibbon", b"Public Sub ZcBookBackUp", b"Private Sub ZcBookBackUp"),
    ],
}


def dpb_with_a_password(file: MacroFile) -> tuple[bytes, bytes]:
    """Flip the last byte of the encrypted password field: no longer the empty password."""
    (old,) = re.findall(rb'DPB="(\w+)"', file.streams["PROJECT"])
    return old, old[:-1] + (b"0" if old[-1:] != b"0" else b"1")


@pytest.mark.parametrize(
    ("rule", "breaks"),
    [pytest.param(rule, one, id=f"{rule}-{at}") for rule, ways in BREAKS.items() for at, one in enumerate(ways)],
)
def test_every_rule_notices_what_it_is_for(rule: str, breaks: Break) -> None:
    file = MacroFile.read("id.xlsm", built("id.xlsm"))
    assert not RULES[rule](breaks(file))


def test_every_rule_has_a_case_that_breaks_it() -> None:
    assert set(BREAKS) == set(RULES)


# --- what other programs make of it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_olevba_reads_every_module(name: str) -> None:
    parser = VBA_Parser(name, data=built(name))
    found = {path.removesuffix(".bas").removesuffix(".cls") for _, _, path, code in parser.extract_all_macros() if code}
    parser.close()
    assert found == {module.name for module in MacroFile.read(name, built(name)).modules}


@pytest.mark.parametrize("name", FILES[:-1])  # openpyxl opens no add-in
def test_a_round_trip_through_openpyxl_keeps_the_project(name: str) -> None:
    again = io.BytesIO()
    with opened_with_macros(io.BytesIO(built(name))) as book:
        book.save(again)
    kept = zipfile.ZipFile(again)
    assert kept.read(PROJECT_PART) == zipfile.ZipFile(io.BytesIO(built(name))).read(PROJECT_PART)
    with opened_with_macros(again) as book:
        code_names = [book.code_name, *(sheet.sheet_properties.codeName for sheet in book.worksheets)]
    assert code_names == MacroFile.read(name, built(name)).code_names


# --- the stored form of a text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('x = "ok"', 'x = "ok"', id="ascii stays"),
        pytest.param('x = "完" & "a"', 'x = U("5B8C") & "a"', id="chinese"),
        pytest.param('x = "说""好"""', 'x = U("8BF40022597D0022")', id="doubled quotes"),
        pytest.param('x = "\U0001f600"', 'x = U("D83DDE00")', id="beyond the first plane"),
        pytest.param("x = 1   ' why  ", "x = 1   ' why", id="blanks at the end"),
        pytest.param('x = "it\'s" \' "说', None, id="chinese comment"),
        pytest.param('Lib "xlwings64-{XLWINGS}.dll"', 'Lib "xlwings64-0.37.8.dll"', id="version"),
        pytest.param('Private Const A As String = "完"', None, id="chinese constant"),
        pytest.param("Dim 名 As String", None, id="chinese identifier"),
        pytest.param("\tx = 1", None, id="tabulator"),
        pytest.param("x = 1" + " + 1" * 300, None, id="long line"),
        pytest.param('x = "' + "长" * 300 + '"', None, id="long chinese text"),
        pytest.param("x _\n" * 25 + "y", None, id="long statement"),
    ],
)
def test_a_text_is_stored_in_ascii_or_refused(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(VbaSourceError, match="Example, line"):
            stored(text, "Example")
    else:
        assert stored(text, "Example") == expected + "\r\n"


# --- what the analyser and the interpreter make of it ----------------------------------------------------------------


def analysed(flavour: Flavour, change: Callable[[str], str] = lambda text: text) -> list[str]:
    texts = {name: change(text) for name, text in modules(flavour).items()}
    inputs = [ModuleInput(name, ModuleSymbolKind.STANDARD, text) for name, text in texts.items()]
    document = ModuleInput("ThisWorkbook", ModuleSymbolKind.DOCUMENT, workbook_code(flavour))
    codes = []
    for wide in (True, False):
        compiler = ConditionalCompilationEnvironment({"Win64": wide, "VBA7": True, "Win32": True, "Mac": False})
        for remarks in analyze_project([*inputs, document], conditional_compilation=compiler).values():
            codes += [remark.code for remark in remarks]
    return codes


@pytest.mark.parametrize("flavour", [BOOK, ADDIN], ids=["book", "addin"])
def test_the_analyser_finds_nothing(flavour: Flavour) -> None:
    assert analysed(flavour) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("StrPtr(caption)", "StrPtr(captain)", id="undeclared name"),
        pytest.param("Complain reason", "Complian reason", id="unknown procedure"),
        pytest.param("CommandOf(Narrow", "CommandOf(1, Narrow", id="argument too many"),
        pytest.param("Declare PtrSafe Function MessageBoxW", "Declare Function MessageBoxW", id="one width"),
    ],
)
def test_the_analyser_notices(old: str, new: str) -> None:
    assert analysed(BOOK, lambda text: text.replace(old, new))


@pytest.fixture
def vba() -> Interpreter:
    interpreter = Interpreter()
    texts = modules(BOOK)
    for name in ("ZcText", "ZcProblems", "ZcBridge"):
        interpreter.add_module(texts[name], name=name)
    return interpreter


@pytest.mark.parametrize("text", ["", "中文", 'a"b', "\uffff\u0001", "𠮷田"])
def test_u_gives_the_text_back(vba: Interpreter, text: str) -> None:
    wide = text.encode("utf-16-be")
    assert vba.run("U", [wide.hex().upper()]).encode("utf-16-be", "surrogatepass") == wide


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("NotFound", ["x"], "没有找到采集程序x。请先安装"),
        ("NotLoaded", ["x.dll"], "采集程序的组件x.dll无法加载"),
        ("NotStarted", ["zcert.exe", "拒绝访问"], "采集程序zcert.exe无法启动"),
        ("NotExcel", [], "本软件中不能使用ZC函数，请改用"),
        ("NoScratch", [], "不能在临时文件夹中存放"),
        ("NoResults", [1], "采集程序没有给出结果（代码1）"),
        ("IsProtected", ["表"], "工作表“表”受保护"),
        ("IsFiltered", ["表"], "工作表“表”正在筛选"),
        ("IsMerged", ["表"], "工作表“表”要写入的地方有合并的单元格"),
        ("IsFixed", ["表"], "工作簿的结构受保护，不能加入“表”工作表"),
        ("IsOpenElsewhere", ["x"], "已经打开了另一个同名的工作簿“x”"),
        ("Explained", [462, "x"], "采集程序意外停止"),
        ("Explained", [-2147023174, "x"], "采集程序意外停止"),
        ("Explained", [13, "类型不匹配"], "采集程序出错"),
        ("Explained", [-2147220503, "没有找到"], "没有找到"),
    ],
)
def test_every_message_says_what_to_do(vba: Interpreter, name: str, arguments: list[object], expected: str) -> None:
    text = vba.run(name, arguments)
    assert text.startswith(expected)
    assert expected == "没有找到" or "请" in text
    assert arguments[-1:] == ["x"] or all(str(one) in text for one in arguments[-1:])


def test_the_command_is_constant_but_for_the_folder(vba: Interpreter) -> None:
    assert vba.run("CommandOf", ["C:\\a b\\zcert.exe"]) == '"C:\\a b\\zcert.exe" --udf-server $(CLSID)'


@pytest.mark.parametrize(("text", "expected"), [("", True), ("C:\\a~1", True), ("C:\\张三", False), ("\u9fff", False)])
def test_is_ascii(vba: Interpreter, text: str, *, expected: bool) -> None:
    assert bool(vba.run("IsAscii", [text])) is expected
