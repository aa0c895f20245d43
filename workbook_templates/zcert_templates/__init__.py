"""The collection forms and the empty workbooks built from them."""

from typing import Final

from zcert.form import Form
from zcert_templates.collection import RESIDENT, SPECIAL

FORMS: Final[tuple[Form, ...]] = (RESIDENT, SPECIAL)

__all__ = ["FORMS", "RESIDENT", "SPECIAL"]
