"""The table of texts that the cells of a workbook share, in the plainest words, and the texts themselves."""

from collections.abc import Mapping

from zcert_addin.reading.plain_xml import PlainWriter


class CanonicalStrings(PlainWriter):
    """The table, written again.

    texts: its texts, without phonetic hints (ECMA-376-1, 18.4.8, si; 18.4.6, rPh).
    """

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._here: list[str] = []
        self._inside, self._hints = False, 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an entry, a hint or a text."""
        super().start(name, attributes)
        if name == "si":
            self._here = []
        self._hints += name == "rPh"
        self._inside = name == "t"

    def end(self, name: str) -> None:
        """End an entry, a hint or a text."""
        super().end(name)
        if name == "si":
            self.texts.append("".join(self._here))
        self._hints -= name == "rPh"
        self._inside = False

    def characters(self, characters: str) -> None:
        """Take the text of entries, and nothing of the layout between elements."""
        if self._inside:
            super().characters(characters)
            if not self._hints:
                self._here.append(characters)
