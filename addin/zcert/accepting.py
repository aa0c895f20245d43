"""What becomes of a mended row: which cells of which row of the summary change?

A cell changes where the unit changed it. One that was changed in the summary too, to something else, is refused with
its row unless the mend is preferred. A row that matches no row, or more than one, is refused: nobody guesses. Rows
that match are merged back right or wrong: what is still wrong is found by the next check.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from zcert.mended_rows import Index, Mend, Mended, Row, mends
from zcert.return_basis import digest, plain_text
from zcert.table import Origin, Table

Outcome = Literal["mended", "unchanged", "already", "refused"]
"""``unchanged``: the unit changed nothing; ``already``: the summary holds the mends already."""

_NAMED: Final = 5


class Change(NamedTuple):
    """A cell that changes, by header, with its text before and after."""

    header: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one mended row.

    file, row: where it is, row 1-based.
    name, number: the person's, as the unit wrote them.
    reason:  why it is refused, one Chinese sentence that names person and place; else empty.
    sheet, target: name of the summary's sheet and row number there, 1-based; empty and 0 where none was found.
    origin:  where the summary says that the row came from.
    conflict: whether it is refused because a cell was changed in the summary too.
    """

    file: str
    row: int
    name: str
    number: str
    outcome: Outcome
    reason: str = ""
    sheet: str = ""
    target: int = 0
    origin: Origin | None = None
    changes: tuple[Change, ...] = ()
    conflict: bool = False


def decide(
    file: str, tables: Sequence[Table], mended: Iterable[Mended], *, prefer_mended: bool = False
) -> list[Decision]:
    """Decide on every mended row, in their order.

    file:   name of the workbook into which they are merged.
    tables: its sheets.
    prefer_mended: whether a cell that was changed on both sides becomes what the unit wrote.
    """
    rows = [row for one in mended for row in mends(one)]
    index = Index(file, tables, rows)
    found = [_decided(row, index, prefer_mended=prefer_mended) for row in rows]
    return list(_without_rivals(found))


def merged(table: Table, decisions: Iterable[Decision]) -> Table:
    """Return a table of the summary with the changes that were decided."""
    places = {number: at for at, number in enumerate(table.numbers)}
    rows, stored = list(table.rows), set(table.stored_as_number)
    for one in decisions:
        if one.outcome == "mended" and one.sheet == table.sheet:
            at = places[one.target]
            row = list(rows[at])
            for change in one.changes:
                row[table.form.index[change.header]] = change.after
                if change.header == table.form.key:
                    stored.discard(at)
            rows[at] = row
    return replace(table, rows=rows, stored_as_number=frozenset(stored))


def _decided(mend: Mend, index: Index, *, prefer_mended: bool) -> Decision:
    if mend.fault:
        return _refused(mend, mend.fault)
    rows = index.rows_of(mend)
    if not rows:
        return _refused(mend, "在汇总表中没有对应的行，请核对号码，或由单位重新报送")
    if len(rows) > 1:
        where = "、".join(str(row.number) for row in rows[:_NAMED]) + ("等" if len(rows) > _NAMED else "")
        return _refused(mend, f"可能是汇总表的第{where}行，分不清是哪一行，请先处理汇总表中重复的行")
    (row,) = rows
    found = Decision(
        mend.file,
        mend.row,
        mend.name,
        mend.number,
        "mended",
        sheet=row.table.sheet,
        target=row.number,
        origin=row.origin,
    )
    changes, rivals = _compared(mend, row)
    if rivals and not prefer_mended:
        headers = "”“".join(change.header for change in rivals)
        reason = f"的“{headers}”在退回以后，汇总表第{row.number}行也改过，两处不同，请核对后决定以哪处为准"
        return replace(found, outcome="refused", reason=_sentence(mend, reason), conflict=True)
    if changes or rivals:
        ordered = sorted((*changes, *rivals), key=lambda change: row.table.form.index[change.header])
        return replace(found, changes=tuple(ordered))
    return replace(found, outcome="already" if _differs(mend) else "unchanged")


def _refused(mend: Mend, reason: str) -> Decision:
    return replace(_of(mend, "refused"), reason=_sentence(mend, reason))


def _of(mend: Mend, outcome: Outcome) -> Decision:
    return Decision(mend.file, mend.row, mend.name, mend.number, outcome)


def _sentence(mend: Mend, reason: str) -> str:
    return f"“{mend.name or '未填姓名'}”（{mend.file}第{mend.row}行）{reason}；没有并入"


def _entries(mend: Mend) -> Iterator[tuple[str, str]]:
    """Yield header and text of what the unit filled in."""
    form, row = mend.table.form, mend.table.rows[mend.at]
    for at in form.entry_positions:
        yield form.headers[at], row[at]


def _compared(mend: Mend, row: Row) -> tuple[list[Change], list[Change]]:
    """Return the cells that only the unit changed, and those that were changed in the summary too, to another text."""
    changes: list[Change] = []
    rivals: list[Change] = []
    sent: Mapping[str, str] = mend.basis.digests if mend.basis else {}
    form, texts = row.table.form, row.table.rows[row.at]
    for header, text in _entries(mend):
        before = texts[form.index[header]]
        if plain_text(before) == plain_text(text) or sent.get(header) == digest(header, text):
            continue
        rival = header in sent and sent[header] != digest(header, before)
        (rivals if rival else changes).append(Change(header, before, text))
    return changes, rivals


def _differs(mend: Mend) -> bool:
    """Return whether the unit changed anything since the row was returned."""
    return mend.basis is not None and any(mend.basis.digests[h] != digest(h, text) for h, text in _entries(mend))


def _without_rivals(found: Sequence[Decision]) -> Iterator[Decision]:
    """Yield the decisions; of rows that change one row of the summary in the same way only the first changes it."""
    same: dict[tuple[str, int], list[Decision]] = {}
    for one in found:
        if one.outcome == "mended":
            same.setdefault((one.sheet, one.target), []).append(one)
    for one in found:
        rivals = same.get((one.sheet, one.target), ()) if one.outcome == "mended" else ()
        if len({other.changes for other in rivals}) > 1:
            others = "、".join(f"{other.file}第{other.row}行" for other in rivals if other is not one)
            reason = f"和{others}改的是汇总表的同一行（第{one.target}行），内容不同，请只交回一份；没有并入"
            name = f"“{one.name or '未填姓名'}”（{one.file}第{one.row}行）"
            yield replace(one, outcome="refused", reason=f"{name}{reason}", changes=())
        else:
            yield one if not rivals or one is rivals[0] else replace(one, outcome="already", changes=())
