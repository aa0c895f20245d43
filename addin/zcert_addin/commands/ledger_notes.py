"""What is noted in the ledger when rows go back and when they come back mended?

The work itself is done by then, so a ledger that cannot be written is told in one sentence and undoes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from zcert import clock
from zcert.accepting import Decision
from zcert.codes import severity
from zcert.errors import UserError
from zcert.exchange.changes import ChangedPerson, Changes
from zcert.exchange.ledger import NAME, Event, Ledger, State
from zcert.finding import Finding
from zcert.table import LEVELS
from zcert.values.masking import mask
from zcert_addin.commands.accept_rows import Accepted
from zcert_addin.commands.mended_workbook import MendedWorkbook
from zcert_addin.commands.return_rows import Written
from zcert_addin.disk.os_errors import meaning
from zcert_addin.exchange import ledger_file


def note_returned(summary: Path, written: Iterable[Written]) -> str:
    """Note in the ledger beside a summary what went back; return one sentence if that failed, else nothing.

    What goes back of a unit's own workbook is noted only where the ledger knows the workbook.
    """
    now, folder = _now(), summary.parent
    return _note(
        summary,
        [
            (one.returned.chain[0], Event(State.RETURNED, now, _named(one.path, folder), len(one.returned.rows)))
            for one in written
            if one.returned.chain
        ],
    )


def note_mended(accepted: Accepted) -> str:
    """Note likewise what came back mended, and what is wrong still with the workbooks that were mended too."""
    mended, groups = accepted.summary, dict[tuple[str, str], list[Decision]]()
    for one in mended.changed:
        if one.origin and one.origin.file:
            groups.setdefault((one.origin.file.split(LEVELS)[0], one.file), []).append(one)
    now, paths = _now(), {path.name: _named(path, mended.path.parent) for path in accepted.files}
    events = []
    for (source, file), rows in groups.items():
        note = _still_wrong(rows, mended.wrong)
        events.append((source, Event(State.MENDED, now, paths[file], len(rows), note=note, changes=_changes(rows))))
    return _note(mended.path, events, [mended, *accepted.sources])


def _changes(rows: Iterable[Decision]) -> Changes:
    return Changes(
        tuple(
            ChangedPerson("mended", one.name, mask(one.number), tuple(change.header for change in one.changes))
            for one in rows
        )
    )


def _still_wrong(rows: Iterable[Decision], wrong: Mapping[tuple[str, int], Sequence[Finding]]) -> str:
    found = [wrong.get((one.sheet, one.target), ()) for one in rows]
    count = sum(any(severity(finding.code) == "error" for finding in findings) for findings in found)
    return f"其中{count}行仍有错误" if count else ""


def _now() -> str:
    return clock.now().isoformat(timespec="seconds")


def _named(path: Path, folder: Path) -> str:
    """Return a path as the ledger keeps it: from the folder on where it is inside."""
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return str(path.resolve())


def _note(workbook: Path, events: Sequence[tuple[str, Event]], checked: Iterable[MendedWorkbook] = ()) -> str:
    def noted(ledger: Ledger) -> Ledger:
        for file, event in events:
            ledger = ledger.record(file, event)
        for one in checked:
            # Of an open workbook only one sheet was checked.
            if one.backup and (entry := ledger.find(_named(one.path, workbook.parent))):
                ledger = ledger.put(replace(entry, findings=one.findings))
        return ledger

    try:
        own = all(file == workbook.name for file, _ in events)
        if own and ledger_file.load(workbook.parent).find(workbook.name) is None:
            return ""
        return ledger_file.change(workbook.parent, noted)[1]
    except UserError as error:
        return f"没有记入{NAME}：{error}"
    except OSError as error:
        return f"没有记入{NAME}：{meaning(error)}"
