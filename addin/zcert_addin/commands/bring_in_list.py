"""A unit's or county's own entries of drop-down lists, read from its file and judged against the published ones."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zcert import words
from zcert.errors import UserError
from zcert.form import Form, Kind
from zcert.own_list import Judged, Refused, columns, judge
from zcert_addin.reading.isolated import in_worker
from zcert_addin.reading.lists import read_list
from zcert_dictionaries import Edition, OwnList
from zcert_dictionaries.lists import OPEN

NO_OPEN_LIST: Final = "这种表没有可以加入自有名单的栏目"

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file holds.

    lists: the entries of each list, by its name.
    day:   when it was brought in.
    """

    file: str
    lists: Mapping[str, Judged]
    day: dt.date

    @property
    def own(self) -> dict[str, OwnList]:
        """The new entries of each list, none where it has none."""
        source = f"{self.file}，{self.day.isoformat()}"
        return {name: OwnList(judged.new, source) for name, judged in self.lists.items()}


def bring_in(path: Path, forms: Iterable[Form], edition: Edition, today: dt.date) -> Brought:
    """Read the file in a worker and judge its entries; raises UserError, also for one without any list, and OSError."""
    captions = _captions(forms)
    if not captions:
        raise UserError(NO_OPEN_LIST)
    found = columns(in_worker(read_list, path).sheets, captions)
    return Brought(path.name, {name: judge(texts, edition.lists[name]) for name, texts in found.items()}, today)


def _captions(forms: Iterable[Form]) -> dict[str, frozenset[str]]:
    """Return how the column of each list may be headed that the forms have and that takes own entries."""
    own: defaultdict[str, set[str]] = defaultdict(set)
    for form in forms:
        for _, column in form.of_kind(Kind.LISTED):
            if column.list_name in OPEN:
                own[column.list_name] |= {column.list_name, column.header}
    return {name: frozenset(captions) for name, captions in own.items()}


def refuse_useless(brought: Brought, former: Mapping[str, OwnList]) -> None:
    """Raise UserError where a list has no entry to use; an empty one can only take the place of a former one."""
    for name, judged in brought.lists.items():
        if not judged and (judged.refused or name not in former):
            raise UserError(f"“{brought.file}”中没有可以导入的{name}{_listed(judged.refused)}，请核对名单")


def counted(brought: Brought) -> str:
    """Say how many entries are new, known and refused, and name the first of the new ones."""
    return words.sentences(
        *(part for name, judged in brought.lists.items() for part in _counted(brought, name, judged))
    )


def _counted(brought: Brought, name: str, judged: Judged) -> list[str]:
    told = f"“{brought.file}”中的{name}：新的{len(judged.new)}项"
    told += f"，字典中已有的{len(judged.known)}项" if judged.known else ""
    told += f"，不能用的{len(judged.refused)}项{_listed(judged.refused)}" if judged.refused else ""
    more = "等" if len(judged.new) > _NAMED else ""
    return [told, f"新的有：{'、'.join(judged.new[:_NAMED])}{more}"] if judged.new else [told]


def _listed(refused: tuple[Refused, ...]) -> str:
    if not refused:
        return ""
    named = "、".join(f"第{one.row}行{one.why}" for one in refused[:_NAMED])
    return f"（{named}{'等' if len(refused) > _NAMED else ''}）"
