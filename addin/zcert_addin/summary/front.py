"""Which sheet does a summary open on? The first one that has people, which the template cannot know."""

from collections.abc import Sequence
from typing import Final

from zcert_addin.filling.rows import SheetRows

PART: Final = "xl/workbook.xml"

_VIEW: Final = "<workbookView "


def bring_to_front(part: str, sheets: Sequence[SheetRows]) -> str:
    """Return the workbook part that opens on the first of the leading sheets with rows; ValueError without a view.

    sheets: the first sheets of the workbook in order, not finished yet.
    """
    if _VIEW not in part:
        raise ValueError("the template's workbook has no view")
    front = next((at for at, sheet in enumerate(sheets) if not sheet.is_empty), 0)
    if not front:
        return part
    # The other sheets began long before this was known, so none is marked as selected: two would be one group.
    sheets[0].leave_in_background()
    return part.replace(_VIEW, f'{_VIEW}activeTab="{front}" ', 1)
