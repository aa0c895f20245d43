"""What is noted in the ledger when rows go back and when they come back mended?

The work itself is done by then, so a ledger that cannot be written is told in one sentence and undoes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from zcert import clock
from zcert.accepting import Decision
from zcert.codes import severity
from zcert.errors import UserError
from zcert.exchange.ledger import NAME, Event, Ledger, State
from zcert.finding import Finding
from zcert.table import LEVELS
from zcert_addin.commands.return_rows import Written
from zcert_addin.disk.os_errors import meaning
from zcert_addin.exchange import ledger_file


def note_returned(folder: Path, written: Iterable[Written]) -> str:
    """Note in the ledger of a summary's folder what went back; return one sentence if that failed, else nothing."""
    now = _now()
    return _note(
        folder,
        [
            (one.returned.chain[0], Event(State.RETURNED, now, _named(one.path, folder), len(one.returned.rows)))
            for one in written
            if one.returned.chain
        ],
    )


def note_mended(
    folder: Path, decisions: Iterable[Decision], wrong: Mapping[tuple[str, int], Sequence[Finding]]
) -> str:
    """Note likewise what came back mended; ``wrong``: what is wrong with rows of the summary after that."""
    groups: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        if one.outcome == "mended" and one.origin and one.origin.file:
            groups.setdefault((one.origin.file.split(LEVELS)[0], one.file), []).append(one)
    now = _now()
    return _note(
        folder,
        [
            (source, Event(State.MENDED, now, file, len(rows), note=_still_wrong(rows, wrong)))
            for (source, file), rows in groups.items()
        ],
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


def _note(folder: Path, events: Sequence[tuple[str, Event]]) -> str:
    if not events:
        return ""

    def noted(ledger: Ledger) -> Ledger:
        for file, event in events:
            ledger = ledger.record(file, event)
        return ledger

    try:
        return ledger_file.change(folder, noted)[1]
    except UserError as error:
        return f"没有记入{NAME}：{error}"
    except OSError as error:
        return f"没有记入{NAME}：{meaning(error)}"
