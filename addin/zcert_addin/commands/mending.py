"""What changes in a workbook when mended rows are merged into it, as a file or open?

Besides the entries that change, the program's own results follow: those of the changed rows, and those of other rows
where they say what a check said before and say something else now, such as that a number is there twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zcert.accepting import Decision, merged
from zcert.errors import UserError
from zcert.finding import Finding
from zcert.fitting import Fit
from zcert.results import IDENTITY, PHOTO, results
from zcert.roles import Role
from zcert_addin.commands.check_workbook import CheckedSheet, Settings, album_beside, check_sheets
from zcert_addin.commands.patched import Cells

Wrong = Mapping[tuple[str, int], Sequence[Finding]]
"""What is wrong with rows, by sheet and row number (1-based)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided about the mended rows.

    path:  the workbook.
    fits:  its sheets as they are; dictionary: the facts of its dictionary sheet.
    """

    path: Path
    fits: tuple[Fit, ...]
    dictionary: Mapping[str, str]
    decisions: tuple[Decision, ...]

    @property
    def changed(self) -> list[Decision]:
        """The rows that change."""
        return [one for one in self.decisions if one.outcome == "mended"]


@dataclass(frozen=True, slots=True)
class Mending:
    """What is written.

    cells:  new texts by sheet; none where nothing changes.
    sheets: the sheets as they are then, checked.
    wrong:  what is wrong then with the rows on which unit and summary agree.
    """

    cells: Mapping[str, Cells]
    sheets: tuple[CheckedSheet, ...]
    wrong: Wrong

    @property
    def findings(self) -> dict[str, int]:
        """How many findings of each code there are then."""
        return dict(sorted(Counter(one.code for sheet in self.sheets for one in sheet.findings).items()))


def mending_of(plan: Plan, settings: Settings) -> Mending:
    """Return what is to be written and what is wrong then; raises UserError where a column is missing, OSError."""
    after = [replace(one, table=merged(one.table, plan.decisions)) for one in plan.fits]
    album = album_beside(settings.photos or plan.path.parent, [*plan.fits, *after], settings.progress)
    sheets = check_sheets(after, plan.dictionary, settings, album)
    cells: dict[str, Cells] = {}
    if plan.changed:
        before = check_sheets(plan.fits, plan.dictionary, settings, album)
        roles = (IDENTITY, PHOTO) if album else (IDENTITY,)
        for old, new in zip(before, sheets, strict=True):
            name = new.table.sheet
            rows = {one.target for one in plan.changed if one.sheet == name}
            cells[name] = _entries(old.fit, plan.changed) | _results(old, new, roles, rows)
    return Mending({name: texts for name, texts in cells.items() if texts}, sheets, dict(_wrong(sheets, plan)))


def _entries(fit: Fit, changed: Iterable[Decision]) -> dict[tuple[int, int], str]:
    """Return the entries that change, by row (1-based) and column (0-based)."""
    cells: dict[tuple[int, int], str] = {}
    for one in changed:
        for change in one.changes if one.sheet == fit.table.sheet else ():
            if change.header not in fit.columns:
                raise UserError(f"工作表“{fit.table.sheet}”中没有“{change.header}”列，没有并入，请换用现在的采集表")
            cells[one.target, fit.columns[change.header]] = change.after
    return cells


def _results(
    old: CheckedSheet, new: CheckedSheet, roles: Iterable[Role], mended: set[int]
) -> dict[tuple[int, int], str]:
    """Return the results that follow from the mends, by row (1-based) and column (0-based)."""
    cells: dict[tuple[int, int], str] = {}
    for role in roles:
        column = new.table.form.role(role)
        if column is None or column.header not in new.fit.columns:
            continue
        before, after = (results(one.table, one.findings, role) for one in (old, new))
        shown = zip(new.table.numbers, new.table.columns[column.header], strict=True)
        for number, text in shown:
            said = after[number].text
            follows = number in mended or text == before[number].text
            if follows and said != text:
                cells[number, new.fit.columns[column.header]] = said
    return cells


def _wrong(sheets: Iterable[CheckedSheet], plan: Plan) -> Iterator[tuple[tuple[str, int], list[Finding]]]:
    rows = {(one.sheet, one.target) for one in plan.decisions if one.outcome != "refused"}
    for sheet in sheets:
        said: dict[int, list[Finding]] = {}
        for finding in sheet.findings:
            if finding.row is not None and (sheet.table.sheet, finding.row) in rows:
                said.setdefault(finding.row, []).append(finding)
        for number, findings in said.items():
            yield (sheet.table.sheet, number), findings
