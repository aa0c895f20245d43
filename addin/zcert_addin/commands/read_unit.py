"""What does one file of a folder hold, and what is wrong with it? Asked in a worker process.

The answer goes back as plain data: rows in blocks of a thousand, packed, because a summary of a whole city would fill
the memory of the process that gathers the answers.
"""

import datetime as dt
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from zlib_ng import zlib_ng

from zcert.checking import check
from zcert.consolidating import count_by_unit
from zcert.finding import Finding
from zcert.fitting import NO_FORM, fit_all
from zcert.form import Form
from zcert.inspection import Inspection, inspect_all
from zcert.own_list import unpublished
from zcert.return_basis import IS_RETURNED, is_returned
from zcert.table import Origin, Table
from zcert.tabulating import is_statistics
from zcert_addin.disk.os_errors import meaning
from zcert_addin.processes.worker import Failure
from zcert_addin.reading.isolated import reason
from zcert_addin.reading.preflight import Unreadable, read_inside
from zcert_addin.reading.workbook import parse, parse_dictionary
from zcert_dictionaries import Edition, OwnList
from zcert_templates.own_lists import own_lists

NO_ROWS: Final = "采集表中没有数据"
STATISTICS: Final = "是统计结果，没有人员数据"
BROKEN: Final = "读取这个文件时出错，没有汇总，请在Excel或WPS中打开后另存为.xlsx再提交"

_BLOCK_ROWS: Final = 1000
_BLOCK_FINDINGS: Final = 100_000
_MANY_ROWS: Final = 5000


class Block(NamedTuple):
    """Some rows of a sheet with what was found in them.

    people: the key of each row, empty where a number is no key.
    """

    table: Table
    findings: list[Finding]
    people: list[str]


class Unit(NamedTuple):
    """What one file holds, as plain data; status, reason, forms, rows and doubtful as in FileReport.

    units:  rows by 上报单位.
    own:    entries of the workbook's own lists that its rows use, by name of the list.
    packed: blocks of rows as ``blocks`` unpacks them.
    """

    status: Literal["merged", "skipped", "refused"]
    reason: str = ""
    forms: Sequence[str] = ()
    rows: int = 0
    units: Mapping[str, int] = {}
    packed: Sequence[bytes] = ()
    doubtful: bool = False
    own: Mapping[str, Sequence[str]] = {}

    def blocks(self, forms: Iterable[Form]) -> Iterator[Block]:
        """Yield the rows in order; the forms are those with which the file was read."""
        named = {form.name: form for form in forms}
        return (_unpacked(packed, named) for packed in self.packed)


def unread(kind: Failure) -> Unit:
    """Return what became of a file that its worker could not read."""
    return Unit("refused", reason(kind, "，没有汇总", "再提交"))


class _Reader:
    """What a process needs for each file; set once when it starts."""

    folder: Path
    today: dt.date
    edition: Edition
    forms: tuple[Form, ...]


def prepare(folder: str, today: dt.date, edition: Edition, forms: tuple[Form, ...]) -> None:
    """Tell this process what it will need for each file."""
    _Reader.folder, _Reader.today, _Reader.edition, _Reader.forms = Path(folder), today, edition, forms


def read_unit(name: str) -> Unit:
    """Read and check one file of the folder completely."""
    return guarded(lambda: read_inside(_Reader.folder / name, (_Reader.folder / name).parent))


def guarded(read: Callable[[], bytes]) -> Unit:
    """Read the bytes of a workbook and check it completely, whatever is wrong with them."""
    try:
        return _unit(read())
    except Unreadable as unreadable:
        return Unit("refused", str(unreadable))
    except OSError as error:
        return Unit("refused", f"文件打不开：{meaning(error)}")
    except (MemoryError, RecursionError):
        return unread("dead")
    except BaseException:  # noqa: BLE001  any failure of a library is the file's reason
        return Unit("refused", BROKEN)


def _unit(data: bytes) -> Unit:
    workbook = parse(data)
    found = fit_all(workbook.sheets, _Reader.forms)
    if found.misfits:
        return Unit("refused", found.misfits[0].message, [misfit.form.name for misfit in found.misfits])
    if not found and is_statistics(workbook.sheets):
        return Unit("skipped", STATISTICS)
    if not found:
        # It may be a unit's own table.
        return Unit("skipped", f"{NO_FORM}，没有汇总", doubtful=True)
    tables = [one.table for one in found.fits]
    if any(map(is_returned, tables)):
        return Unit("skipped", IS_RETURNED, doubtful=True)
    rows = sum(len(table.rows) for table in tables)
    level = 1 if rows > _MANY_ROWS else 0
    own = _own(data, tables)
    edition = _Reader.edition.with_own({name: OwnList(tuple(entries)) for name, entries in own.items()})
    return Unit(
        "merged",
        "" if rows else NO_ROWS,
        [table.form.name for table in tables],
        rows,
        dict(count_by_unit(tables)),
        [
            _packed(block, level)
            for inspection in inspect_all(tables, _Reader.today, edition)
            for block in _blocks(inspection)
        ],
        own=own,
    )


def _own(data: bytes, tables: Iterable[Table]) -> dict[str, list[str]]:
    """Return the entries of the workbook's own lists that its rows use.

    Its dictionary sheet is read only where a row has an entry that was not published: it takes longer than the rows.
    """
    unknown = unpublished(tables, _Reader.edition)
    if not unknown:
        return {}
    own = own_lists(parse_dictionary(data))
    used = {name: [entry for entry in one.entries if entry in unknown.get(name, ())] for name, one in own.items()}
    return {name: entries for name, entries in used.items() if entries}


def _blocks(inspection: Inspection) -> Iterator[Block]:
    table = inspection.table
    findings, taken = check(inspection), 0
    for start in range(0, max(1, len(table.rows)), _BLOCK_ROWS):
        end = start + _BLOCK_ROWS
        until = min(len(findings), taken + _BLOCK_FINDINGS)
        if end < len(table.rows):
            last = table.numbers[end - 1]
            until = next((at for at in range(taken, until) if (findings[at].row or last + 1) > last), until)
        part = Table(
            table.form,
            table.sheet,
            table.rows[start:end],
            table.numbers[start:end],
            origins=table.origins[start:end],
            added=_part(table.added, start, end),
        )
        yield Block(part, findings[taken:until], inspection.people[start:end])
        taken = until
    # Stray cells can be many more than rows.
    nobody = Table(table.form, table.sheet, [], [])
    for start in range(taken, len(findings), _BLOCK_FINDINGS):
        yield Block(nobody, findings[start : start + _BLOCK_FINDINGS], [])


def _part(added: Mapping[str, Sequence[str]], start: int, end: int) -> dict[str, Sequence[str]]:
    """Return these rows of the columns that have a text there."""
    parts = ((caption, texts[start:end]) for caption, texts in added.items())
    return {caption: texts for caption, texts in parts if any(texts)}


def _packed(block: Block, level: int) -> bytes:
    table = block.table
    plain: tuple[Any, ...] = (
        table.form.name,
        table.sheet,
        table.rows,
        table.numbers,
        [(origin.file, origin.sheet, origin.row) for origin in table.origins],
        [(finding.row, finding.column, finding.code, finding.message) for finding in block.findings],
        block.people,
        table.added,
    )
    return bytes(zlib_ng.compress(marshal.dumps(plain), level))


def _unpacked(packed: bytes, forms: Mapping[str, Form]) -> Block:
    form, sheet, rows, numbers, origins, findings, people, added = marshal.loads(zlib_ng.decompress(packed))  # noqa: S302  our own process wrote it
    table = Table(forms[form], sheet, rows, numbers, origins=[Origin(*origin) for origin in origins], added=added)
    return Block(table, [Finding(*finding) for finding in findings], people)
