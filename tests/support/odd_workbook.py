"""Workbooks written by hand: any part under any name, any XML, and the same rows in every well-formed way."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import escape

from zcert_addin.opc.relationships import RELATIONS, SPREADSHEET
from zcert_templates.cell_ref import column_letters

MAIN, LINKS = SPREADSHEET[0], RELATIONS[0]
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/{}" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/{}" '
    'ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def inline(row: int, column: int, text: str) -> str:
    reference = f"{column_letters(column)}{row}"
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else ""


def sheet(rows: Sequence[Sequence[str]], behind: str = "") -> str:
    """Write rows from row 1 on, ``behind`` after them."""
    written = "".join(
        f'<row r="{at}">{"".join(inline(at, column, text) for column, text in enumerate(row))}</row>'
        for at, row in enumerate(rows, 1)
    )
    return f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>{written}{behind}</sheetData></worksheet>'


def shared(rows: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Write rows whose texts are in a table; return the sheet and the table."""
    texts = list(dict.fromkeys(text for row in rows for text in row if text))
    written = "".join(
        f'<row r="{at}">'
        + "".join(
            f'<c r="{column_letters(column)}{at}" t="s"><v>{texts.index(text)}</v></c>'
            for column, text in enumerate(row)
            if text
        )
        + "</row>"
        for at, row in enumerate(rows, 1)
    )
    table = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    return (
        f'<worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData></worksheet>',
        f'<sst xmlns="{MAIN}">{table}</sst>',
    )


@dataclass(frozen=True)
class Book:
    """A package: where its parts are, and how its relationships call them.

    sheets:  name of each sheet, its part, its target, its kind and its XML.
    strings: part and XML of the table of texts.
    more:    further parts.
    """

    sheets: Sequence[tuple[str, str, str, str, str | bytes]]
    strings: tuple[str, str | bytes] | None = None
    styles: tuple[str, str] | None = None
    workbook: str = "xl/workbook.xml"
    properties: str = ""
    state: str = "visible"
    more: Mapping[str, str | bytes] = field(default_factory=dict)

    def data(self, change: Callable[[str, bytes], bytes] = lambda _name, part: part) -> bytes:
        """Return the file; ``change`` gets name and bytes of each part."""
        folder, _, name = self.workbook.rpartition("/")
        listed = "".join(
            f'<sheet name="{escape(sheet)}" sheetId="{at}" state="{self.state if at > 1 else "visible"}" r:id="s{at}"/>'
            for at, (sheet, *_) in enumerate(self.sheets, 1)
        )
        links = [(f"s{at}", kind, target) for at, (_, _, target, kind, _) in enumerate(self.sheets, 1)]
        if self.strings:
            links.append(("t", f"{LINKS}/sharedStrings", f"/{self.strings[0]}"))
        if self.styles:
            links.append(("f", f"{LINKS}/styles", f"/{self.styles[0]}"))
        parts: dict[str, str | bytes] = {
            "_rels/.rels": relationships([("b", f"{LINKS}/officeDocument", self.workbook)]),
            self.workbook: f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{self.properties}'
            f"<sheets>{listed}</sheets></workbook>",
            f"{folder}/_rels/{name}.rels".lstrip("/"): relationships(links),
            **{part: xml for _, part, _, _, xml in self.sheets},
            **dict([self.strings] if self.strings else []),
            **dict([self.styles] if self.styles else []),
            **self.more,
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(
                "[Content_Types].xml", TYPES.format(self.workbook, self.strings[0] if self.strings else "none")
            )
            for path, xml in parts.items():
                package.writestr(path, change(path, xml.encode() if isinstance(xml, str) else xml))
        return file.getvalue()


def relationships(links: Sequence[tuple[str, str, str]]) -> str:
    written = "".join(f'<Relationship Id="{at}" Type="{kind}" Target="{target}"/>' for at, kind, target in links)
    return f'<Relationships xmlns="{PACKAGE}">{written}</Relationships>'


def book(xml: str | bytes, strings: str | bytes | None = None, styles: str | None = None) -> bytes:
    """Return a workbook of one sheet with the usual names."""
    return Book(
        [("采集表", "xl/worksheets/sheet1.xml", "worksheets/sheet1.xml", f"{LINKS}/worksheet", xml)],
        ("xl/sharedStrings.xml", strings) if strings else None,
        ("xl/styles.xml", styles) if styles else None,
    ).data()


class Varied:
    """Writes rows in a way that a random generator chooses, always well formed and always the same rows."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._prefix = rng.choice(["", "x:", "工:"])
        self._numbered, self._referred = rng.random() < 0.8, rng.random() < 0.7
        self._texts: list[str] = []
        self._shared = rng.random() < 0.6

    def book(self, rows: Sequence[Sequence[str]]) -> bytes:
        written = "".join(self._row(at, row) for at, row in enumerate(rows, 1))
        cols = self._tag("cols", {}, self._tag("col", {"min": "1", "max": "3", "width": "9"}, ""))
        xml = self._root("worksheet", f"{cols}{self._noise()}{self._tag('sheetData', {}, written)}")
        table = "".join(self._tag("si", {}, self._rich(text)) for text in self._texts)
        strings = self._root("sst", f"{self._noise()}{table}")
        return book(self._encoded(xml), self._encoded(strings) if self._texts else None)

    def _row(self, number: int, row: Sequence[str]) -> str:
        last = max((at for at, text in enumerate(row, 1) if text), default=0)
        referred = self._referred and self._rng.random() < 0.9
        cells = (self._cell(number, at, text, referred=referred) for at, text in enumerate(row[:last]))
        attributes = {"spans": "1:28", "ht": "15"} | ({"r": str(number)} if self._numbered else {})
        return self._noise() + self._tag("row", attributes, "".join(cells))

    def _cell(self, row: int, column: int, text: str, *, referred: bool) -> str:
        place = {"r": f"{column_letters(column)}{row}"} if referred else {}
        if not text:
            return self._tag("c", {**place, "s": "0"}, "") if not referred or self._rng.random() < 0.5 else ""
        kind = (
            self._rng.choice(["s", "s", "inlineStr", "str"]) if self._shared else self._rng.choice(["inlineStr", "str"])
        )
        if kind == "s":
            if text not in self._texts:
                self._texts.append(text)
            value = self._tag("v", {}, self._padded(str(self._texts.index(text))))
        elif kind == "str":
            value = self._tag("f", {}, "1+1") * self._rng.randrange(2) + self._tag("v", {}, self._text(text))
        else:
            value = self._tag("is", {}, self._rich(text))
        return self._noise() + self._tag("c", {**place, "s": "0", "t": kind}, self._noise() + value + self._noise())

    def _rich(self, text: str) -> str:
        keep = {"xml:space": "preserve"}
        if self._rng.random() < 0.7:
            return self._tag("t", keep, self._text(text))
        runs = [self._tag("r", {}, self._tag("t", keep, self._text(piece))) for piece in (text[:1], text[1:]) if piece]
        hint = self._tag("rPh", {"sb": "0", "eb": "1"}, self._tag("t", {}, "音"))
        return "".join(runs) + hint * self._rng.randrange(2)

    def _padded(self, index: str) -> str:
        return self._rng.choice(["", "", "", " ", "\n\t"]) + self._text(index) + self._rng.choice(["", "", "", " "])

    def _text(self, text: str) -> str:
        """Write each piece of a text in one of the ways there are."""
        written = ""
        for character in text:
            written += self._rng.choices(
                [escape(character), f"&#{ord(character)};", f"&#x{ord(character):x};", f"<![CDATA[{character}]]>"],
                [40, 1, 1, 1],
            )[0]
            written += "<!-- <row r='4'> -->" if self._rng.random() < 0.01 else ""
        return written

    def _noise(self) -> str:
        return self._rng.choices(
            ["", "\n ", "<!-- <row r=\"4\"><c r='A4'><v>1</v></c></row> -->", "<?zcert <v>?>"], [60, 5, 1, 1]
        )[0]

    def _tag(self, name: str, attributes: Mapping[str, str], content: str) -> str:
        rng = self._rng
        named = list(attributes.items())
        rng.shuffle(named)
        quote = rng.choice(['"', '"', "'"])
        equals = rng.choice(["=", "=", "=", " = "])
        written = "".join(f"{rng.choice([' ', ' ', '  '])}{key}{equals}{quote}{value}{quote}" for key, value in named)
        blank = rng.choice(["", "", "", " "])
        if not content and rng.random() < 0.5:
            return f"<{self._prefix}{name}{written}{blank}/>"
        return f"<{self._prefix}{name}{written}{blank}>{content}</{self._prefix}{name}{blank}>"

    def _root(self, name: str, content: str) -> str:
        colon = f":{self._prefix[:-1]}" if self._prefix else ""
        return f'<{self._prefix}{name} xmlns{colon}="{MAIN}">{content}</{self._prefix}{name}>'

    def _encoded(self, xml: str) -> bytes:
        encoding = self._rng.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030"])
        declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' if encoding == "gb18030" else ""
        return (declared + xml).encode(encoding)
