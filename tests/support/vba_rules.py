"""What must be true of a macro-enabled file so that Excel opens it without repair, compiles it and finds the callbacks.

Sources: [MS-OVBA] as cited, ISO 29500-2, [MS-CUSTOMUI2]; what no text states was learnt from files that Excel refused.
"""

import re
from collections.abc import Callable

from support.macro_file import MacroFile
from zcert_macros.macro_file import RIBBON_PART, RIBBON_RELATIONSHIP
from zcert_macros.ribbon import NAMESPACE

CONTENT_TYPES = "[Content_Types].xml"
PROJECT_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
MAIN_TYPE = {
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
DOCUMENT_BASE = {True: "0{00020819-0000-0000-C000-000000000046}", False: "0{00020820-0000-0000-C000-000000000046}"}


def part_names_are_unique(file: MacroFile) -> bool:
    return len({name.casefold() for name, _ in file.entries}) == len(file.entries)


def content_types_come_first(file: MacroFile) -> bool:
    return file.entries[0][0] == CONTENT_TYPES


def main_content_type_matches_the_ending(file: MacroFile) -> bool:
    return file.parts[CONTENT_TYPES].count(MAIN_TYPE[file.name[-5:]].encode()) == 1


def project_has_its_content_type(file: MacroFile) -> bool:
    return b'ContentType="application/vnd.ms-office.vbaProject"' in file.parts[CONTENT_TYPES]


def relationship_identifiers_are_unique(file: MacroFile) -> bool:
    for part in ("_rels/.rels", "xl/_rels/workbook.xml.rels"):
        names = [name for name, _, _ in file.relationships(part)]
        if len(set(names)) < len(names):
            return False
    return True


def relationships_lead_to_parts(file: MacroFile) -> bool:
    found = [target for _, _, target in file.relationships("_rels/.rels")]
    found += [f"xl/{target}" for _, _, target in file.relationships("xl/_rels/workbook.xml.rels")]
    return set(found) <= set(file.parts)


def one_ribbon_comes_last(file: MacroFile) -> bool:
    found = [(kind, target) for _, kind, target in file.relationships("_rels/.rels")]
    ribbons = [one for one in found if "ui/extensibility" in one[0]]
    return ribbons == [(RIBBON_RELATIONSHIP, RIBBON_PART)] == found[-1:]


def ribbon_is_of_2009(file: MacroFile) -> bool:
    return file.ribbon.tag == f"{{{NAMESPACE}}}customUI"


def one_project_is_related(file: MacroFile) -> bool:
    found = file.relationships("xl/_rels/workbook.xml.rels")
    return [target for _, kind, target in found if kind == PROJECT_RELATIONSHIP] == ["vbaProject.bin"]


def workbook_and_sheets_have_code_names(file: MacroFile) -> bool:
    return all(file.code_names)


def project_has_its_streams(file: MacroFile) -> bool:
    """[MS-OVBA] 2.2.1; 2.2.6: a writer leaves out the __SRP_ streams."""
    required = {"PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir"}
    return required <= set(file.streams) and not any("__SRP_" in name for name in file.streams)


def no_compiled_code_is_announced(file: MacroFile) -> bool:
    """[MS-OVBA] 2.3.4.1."""
    return file.streams["VBA/_VBA_PROJECT"] == bytes.fromhex("CC61FFFF000000")


def dir_begins_and_ends_as_it_must(file: MacroFile) -> bool:
    """[MS-OVBA] 2.3.4.2.1 and 2.3.4.2; 0x4A is PROJECTCOMPATVERSION, which newer writers put second."""
    kinds = [kind for kind, _ in file.records]
    return [kind for kind in kinds if kind != 0x4A][:4] == [1, 2, 0x14, 3] and file.dir.endswith(b"\x10\0\0\0\0\0")


def dir_counts_its_modules(file: MacroFile) -> bool:
    return [int.from_bytes(data, "little") for kind, data in file.records if kind == 0x0F] == [len(file.modules)]


def dir_is_in_code_page_1252(file: MacroFile) -> bool:
    return [data for kind, data in file.records if kind == 3] == [(1252).to_bytes(2, "little")]


def module_names_agree(file: MacroFile) -> bool:
    wide = b"".join(module.name.encode() + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in file.modules)
    same = all(module.name == module.unicode_name == module.stream for module in file.modules)
    return same and file.streams["PROJECTwm"] == wide + b"\0\0"


def module_names_are_short_and_unique(file: MacroFile) -> bool:
    names = [module.name for module in file.modules]
    good = all(re.fullmatch(r"[A-Za-z]\w{0,30}", name, re.ASCII) for name in names)
    return good and len({name.casefold() for name in names}) == len(names)


def modules_begin_with_their_text(file: MacroFile) -> bool:
    return all(module.offset == 0 for module in file.modules)


def _declared(file: MacroFile) -> list[tuple[str, str]]:
    return re.findall(r"(?m)^(Document|Module|Class|BaseClass)=([^/\r]+)", file.project_text)


def project_declares_the_modules_of_dir(file: MacroFile) -> bool:
    kinds = {name: 0x21 if kind == "Module" else 0x22 for kind, name in _declared(file)}
    return list(kinds.items()) == [(module.name, module.kind) for module in file.modules]


def document_modules_are_the_code_names(file: MacroFile) -> bool:
    """Otherwise Excel adds a ThisWorkbook1."""
    return [name for kind, name in _declared(file) if kind == "Document"] == file.code_names


def project_text_is_ascii_lines(file: MacroFile) -> bool:
    raw = file.streams["PROJECT"]
    return raw.isascii() and not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)


def project_is_not_protected(file: MacroFile) -> bool:
    """[MS-OVBA] 2.3.1.15 to 2.3.1.17: no protection, no password, visible."""
    found = dict(re.findall(r'(?m)^(ID|CMG|DPB|GC)="(.*?)"', file.project_text))
    try:
        plain = [decrypted(found["ID"], found[name]) for name in ("CMG", "DPB", "GC")]
    except (KeyError, ValueError):
        return False
    return plain == [bytes(4), b"\0", b"\xff"]


def decrypted(identifier: str, text: str) -> bytes:
    """[MS-OVBA] 2.4.3.3; ValueError when version, key or length do not fit."""
    raw = bytes.fromhex(text)
    seed, key = raw[0], raw[2] ^ raw[0]
    if raw[1] ^ seed != 2 or key != sum(identifier.encode()) & 0xFF:
        raise ValueError
    plain, previous, before, last = bytearray(), key, raw[2], raw[1]
    for byte in raw[3:]:
        value = byte ^ (last + previous & 0xFF)
        plain.append(value)
        last, before, previous = before, byte, value
    ignored = (seed & 6) // 2
    size = int.from_bytes(plain[ignored : ignored + 4], "little")
    if len(plain) != ignored + 4 + size:
        raise ValueError
    return bytes(plain[ignored + 4 :])


def no_window_of_the_editor_is_open(file: MacroFile) -> bool:
    windows = file.project_text.partition("[Workspace]\r\n")[2].splitlines()
    return windows == [f"{module.name}=0, 0, 0, 0, C" for module in file.modules]


def sources_are_ascii_lines(file: MacroFile) -> bool:
    return all(
        module.source.isascii() and not re.search(rb"(?<!\r)\n|\r(?!\n)|[\0\t]", module.source)
        for module in file.modules
    )


def sources_keep_the_limits_of_vba(file: MacroFile) -> bool:
    """1023 characters in a line, 24 continued lines, 65,534 lines in a module."""
    texts = [module.source.decode("cp1252") for module in file.modules]
    return all(
        max(map(len, text.split("\r\n"))) <= 1023
        and not re.search(r"( _\r\n.*){25}", text)
        and text.count("\r\n") < 65_534
        for text in texts
    )


def sources_name_their_module(file: MacroFile) -> bool:
    return all(module.source.startswith(f'Attribute VB_Name = "{module.name}"\r\n'.encode()) for module in file.modules)


def documents_have_their_base(file: MacroFile) -> bool:
    documents = {name for kind, name in _declared(file) if kind == "Document"}
    return all(
        f'VB_Base = "{DOCUMENT_BASE[module.name == file.code_names[0]]}"'.encode() in module.source
        if module.name in documents
        else b"VB_Base" not in module.source and b"VERSION 1.0 CLASS" not in module.source
        for module in file.modules
    )


def every_module_declares_its_variables(file: MacroFile) -> bool:
    return all(b"\r\nOption Explicit\r\n" in module.source for module in file.modules)


def every_declaration_is_for_both_widths(file: MacroFile) -> bool:
    lines = [line for module in file.modules for line in module.source.splitlines() if b"Declare " in line]
    return all(re.match(rb"\s*Private Declare PtrSafe ", line) for line in lines)


def ribbon_identifiers_are_unique(file: MacroFile) -> bool:
    names = [element.get("id") for element in file.ribbon.iter() if element.get("id")]
    return len(set(names)) == len(names)


def callbacks_exist(file: MacroFile) -> bool:
    procedures = set()
    for module in file.modules:
        procedures |= set(re.findall(r"(?im)^Public (?:Sub|Function) (\w+)", module.source.decode("cp1252")))
    named = {
        value
        for element in file.ribbon.iter()
        for attribute, value in element.attrib.items()
        if attribute.startswith(("on", "get", "load"))
    }
    return named <= procedures


RULES: dict[str, Callable[[MacroFile], bool]] = {
    rule.__name__: rule
    for rule in (
        part_names_are_unique,
        content_types_come_first,
        main_content_type_matches_the_ending,
        project_has_its_content_type,
        relationship_identifiers_are_unique,
        relationships_lead_to_parts,
        one_ribbon_comes_last,
        ribbon_is_of_2009,
        one_project_is_related,
        workbook_and_sheets_have_code_names,
        project_has_its_streams,
        no_compiled_code_is_announced,
        dir_begins_and_ends_as_it_must,
        dir_counts_its_modules,
        dir_is_in_code_page_1252,
        module_names_agree,
        module_names_are_short_and_unique,
        modules_begin_with_their_text,
        project_declares_the_modules_of_dir,
        document_modules_are_the_code_names,
        project_text_is_ascii_lines,
        project_is_not_protected,
        no_window_of_the_editor_is_open,
        sources_are_ascii_lines,
        sources_keep_the_limits_of_vba,
        sources_name_their_module,
        documents_have_their_base,
        every_module_declares_its_variables,
        every_declaration_is_for_both_widths,
        ribbon_identifiers_are_unique,
        callbacks_exist,
    )
}
