"""A unit's own list as a file, and workbooks that have one."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from support.domain import ORGANISATION, right_row
from zcert.form import Form
from zcert_addin.filling.collection import filled
from zcert_addin.reading.workbook import read
from zcert_dictionaries import OwnList, load_edition
from zcert_templates import RESIDENT
from zcert_templates.own_lists import own_lists

OWN = ("某市工程系列高级评审委员会", "某市教育系列（中小学）高级评审委员会", "某市农业系列高级评审委员会")
KNOWN = "高级会计师职务任职资格评审委员会"


def list_file(folder: Path, *entries: str, name: str = "名单.csv", encoding: str = "gbk") -> Path:
    """Return a CSV with the heading and these entries."""
    path = folder / name
    path.write_bytes("\r\n".join([ORGANISATION, *entries, ""]).encode(encoding))
    return path


def unit_file(
    path: Path, organisations: Sequence[str], own: Sequence[str] = OWN, form: Form = RESIDENT, **changes: str
) -> Path:
    """Return a workbook with an own list, and a right row for each of these review bodies."""
    edition = load_edition().with_own({ORGANISATION: OwnList(tuple(own), "名单.csv，2026-11-21")})
    rows = [right_row(form, **{ORGANISATION: name}, **changes) for name in organisations]
    path.write_bytes(filled(form, edition, [[*row.values()] for row in rows]))
    return path


def facts_of(path: Path) -> Mapping[str, str]:
    return read(path, dictionary=True).dictionary


def own_of(path: Path) -> tuple[str, ...]:
    """Return the entries of the workbook's own list."""
    own = own_lists(facts_of(path))
    return own[ORGANISATION].entries if own else ()
