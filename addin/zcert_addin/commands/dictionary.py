"""The dictionary sheet of the open workbook: what it says of itself, and how it is replaced."""

from collections.abc import Mapping

from zcert.errors import UserError
from zcert.form import Form
from zcert.preset import preset_of
from zcert.values.id_number import accepted_regions
from zcert_addin.commands import sheet
from zcert_addin.hosts.protocol import Host
from zcert_dictionaries import Edition
from zcert_templates.dictionary_sheet import DATE_LABEL, FORMS_LABEL, contents

NO_DICTIONARY = "本工作簿中没有字典，请使用本程序提供的采集表模板"


def facts_of(host: Host) -> Mapping[str, str]:
    """Return the labelled facts of the sheet; raises UserError for a workbook without it."""
    present = host.read_dictionary()
    if DATE_LABEL not in present:
        raise UserError(NO_DICTIONARY)
    return present


def forms_of(present: Mapping[str, str]) -> tuple[Form, ...]:
    """Return the forms whose lists are on the sheet."""
    names = present.get(FORMS_LABEL, "").split()
    return tuple(form for form in sheet.forms() if form.name in names)


def rewrite(host: Host, present: Mapping[str, str], edition: Edition) -> None:
    """Replace the contents of the sheet, for the same forms."""
    new = contents(forms_of(present), edition, accepted_regions(), preset_of(present))
    host.write_dictionary(new.columns, new.names)
