"""Hidden lists of a workbook that are known only after its rows."""

import io
import re
import zipfile

import pytest

from support.domain import ORGANISATION
from support.own_lists import OWN
from zcert.values.id_number import accepted_regions
from zcert_addin.filling.dictionary import DictionaryParts
from zcert_addin.opc.reader import PackageReader
from zcert_dictionaries import OwnList, load_edition
from zcert_macros.macro_books import add_macros
from zcert_templates import FORMS
from zcert_templates.build import build_summary
from zcert_templates.dictionary_sheet import contents

EDITION = load_edition()
LONGER = EDITION.with_own({ORGANISATION: OwnList(tuple(OWN), "甲&乙")})


class Inline(dict[str, str]):
    """Every text in its cell."""

    def __missing__(self, text: str) -> str:
        return f' t="inlineStr"><is><t>{text.replace("&", "&amp;").replace("<", "&lt;")}</t></is></c>'


@pytest.mark.parametrize("macros", [False, True])
def test_the_parts_are_those_of_a_template_built_with_the_lists(*, macros: bool) -> None:
    template, wanted = (build_summary(FORMS, one, accepted_regions()) for one in (EDITION, LONGER))
    if macros:
        template, wanted = add_macros(template), add_macros(wanted)
    with PackageReader(template) as package:
        parts = DictionaryParts.of(package)
        as_they_were = {name: package.read(name) for name in parts.names}
    assert parts.filled(None, Inline()) == as_they_were
    found = parts.filled(contents(FORMS, LONGER, accepted_regions()), Inline())
    sheet, book = (found[name].decode() for name in parts.names)
    assert names_of(book) == names_of(read(wanted, parts.names[1]))
    built = read(wanted, parts.names[0])
    assert re.findall(r'<c r="([A-Z]+\d+)"', sheet) == re.findall(r'<c r="([A-Z]+\d+)"', built)
    assert all(f"<t>{entry}</t>" in sheet for entry in (*OWN, "甲&amp;乙"))
    assert sheet.partition("<sheetData>")[0] == re.sub("<dimension [^>]*/>", "", built).partition("<sheetData>")[0]


def names_of(book: str) -> dict[str, str]:
    return dict(re.findall(r'<definedName name="([^"]*)"[^>]*>([^<]*)', book))


def read(workbook: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(part).decode()
