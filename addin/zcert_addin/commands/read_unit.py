"""What does one file of a folder hold, and what is wrong with it? Asked in a process of its own.

The answer goes back as plain data: rows in blocks of a thousand, packed, because a summary of a whole city would fill
the memory of whoever gathers the answers.
"""

import datetime as dt
import marshal
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from zlib_ng import zlib_ng

from zcert.checking import check
from zcert.consolidating import count_by_unit
from zcert.finding import Finding
from zcert.fitting import Misfit, fit
from zcert.inspection import Inspection
from zcert.table import Origin, Table
from zcert_addin.processes.worker import Failure
from zcert_addin.reading.preflight import Unreadable, read_inside
from zcert_addin.reading.workbook import parse_grids
from zcert_dictionaries import Edition
from zcert_templates import FORMS

NO_FORM: Final = "不是证书采集表，没有汇总"
NO_ROWS: Final = "采集表中没有数据"
TOO_DEAR: Final = "读取这个文件需要的内存或时间超出限度，没有汇总，请在Excel中打开后另存为.xlsx再提交"
DEFEATS: Final[dict[Failure, str]] = {
    "slow": "读取这个文件用时过长，已停止读取，没有汇总，请在Excel中打开后另存为.xlsx再提交",
    "dead": TOO_DEAR,
}
BROKEN: Final = "读取这个文件时出错，没有汇总，请在Excel中打开后另存为.xlsx再提交"

_BLOCK_ROWS: Final = 1000
_BLOCK_FINDINGS: Final = 100_000
_MANY_ROWS: Final = 5000


class Block(NamedTuple):
    """Some rows of a sheet with what was found in them.

    people: the key of each row, empty where a number says nothing.
    """

    table: Table
    findings: list[Finding]
    people: list[str]


class Unit(NamedTuple):
    """What one file holds, as plain data; status, reason, forms and rows as in FileReport.

    units:  rows by 上报单位.
    packed: blocks of rows as ``blocks`` unpacks them.
    """

    status: Literal["merged", "skipped", "refused"]
    reason: str = ""
    forms: Sequence[str] = ()
    rows: int = 0
    units: Mapping[str, int] = {}
    packed: Sequence[bytes] = ()

    def blocks(self) -> Iterator[Block]:
        """Give the rows in order."""
        return map(_unpacked, self.packed)


class _Reader:
    """What a process needs for each file; set once when it starts."""

    folder: Path
    today: dt.date
    edition: Edition


def prepare(folder: str, today: dt.date, edition: Edition) -> None:
    """Tell this process what it will need for each file."""
    _Reader.folder, _Reader.today, _Reader.edition = Path(folder), today, edition


def read_unit(name: str) -> Unit:
    """Read and check one file completely."""
    try:
        return _read(name)
    except Unreadable as unreadable:
        return Unit("refused", str(unreadable))
    except OSError as error:
        return Unit("refused", f"文件打不开（{error.strerror}），请检查权限或关闭占用它的程序")
    except (MemoryError, RecursionError):
        return Unit("refused", TOO_DEAR)
    except BaseException:  # noqa: BLE001  whatever a hostile file does to a library, it is the file's reason
        return Unit("refused", BROKEN)


def _read(name: str) -> Unit:
    grids = parse_grids(read_inside(_Reader.folder / name, _Reader.folder))
    found = [result for grid in grids if (result := fit(grid, FORMS))]
    misfits = [result for result in found if isinstance(result, Misfit)]
    if misfits:
        return Unit("refused", misfits[0].message, [result.form.name for result in misfits])
    tables = [result.table for result in found if not isinstance(result, Misfit)]
    if not tables:
        return Unit("skipped", NO_FORM)
    rows = sum(len(table.rows) for table in tables)
    level = 1 if rows > _MANY_ROWS else 0
    return Unit(
        "merged",
        "" if rows else NO_ROWS,
        [table.form.name for table in tables],
        rows,
        dict(count_by_unit(tables)),
        [_packed(block, level) for table in tables for block in _blocks(table)],
    )


def _blocks(table: Table) -> Iterator[Block]:
    inspection = Inspection(table, _Reader.today, _Reader.edition)
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
        )
        yield Block(part, findings[taken:until], inspection.people[start:end])
        taken = until
    # Stray cells can be many more than rows.
    nobody = Table(table.form, table.sheet, [], [])
    for start in range(taken, len(findings), _BLOCK_FINDINGS):
        yield Block(nobody, findings[start : start + _BLOCK_FINDINGS], [])


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
    )
    return bytes(zlib_ng.compress(marshal.dumps(plain), level))


def _unpacked(packed: bytes) -> Block:
    form, sheet, rows, numbers, origins, findings, people = marshal.loads(zlib_ng.decompress(packed))  # noqa: S302  our own process wrote it
    table = Table(_FORMS[form], sheet, rows, numbers, origins=[Origin(*origin) for origin in origins])
    return Block(table, [Finding(*finding) for finding in findings], people)


_FORMS: Final = {form.name: form for form in FORMS}
