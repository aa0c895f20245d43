"""Writes the summary workbook: rows while the inputs are read, the report at the end."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from zcert import added_columns
from zcert.added_columns import header_text
from zcert.consolidating import Consolidation
from zcert.errors import UserError
from zcert.finding import Finding
from zcert.form import Form, Kind
from zcert.results import IDENTITY, results
from zcert.roles import Role
from zcert.table import LEVELS, Origin, Table
from zcert_addin.filling.dictionary import DictionaryParts
from zcert_addin.filling.template import TemplateFiller, count_rows
from zcert_addin.opc.writer import PackageReader
from zcert_addin.summary import chart, front, report
from zcert_addin.summary.chart import ChartRows
from zcert_addin.summary.heights import height_pt
from zcert_addin.summary.issues import Issue, Place, issues
from zcert_templates import report_layout as layout
from zcert_templates.dictionary_sheet import Contents

_LEVEL_PATTERN: Final = {"error": 0, "warning": 1}
_ISSUE_WIDTHS: Final = tuple(width for _, width in layout.ISSUE_COLUMNS)
_LOOKS: Final = {name: at for at, name in enumerate(layout.REPORT_PATTERNS)}


class NotWritten(UserError):  # noqa: N818  named for what happened
    """The summary on the disk does not hold as many rows as were written."""

    def __init__(self) -> None:
        super().__init__("汇总表写入后核对行数不符，可能磁盘有问题；原来的汇总表没有改动，请换一个位置重试")


class SummaryFile:
    """A summary being written into an open file from the built template.

    forms: the forms in the order of the template's sheets.
    """

    def __init__(self, template: bytes, file: BinaryIO, forms: Iterable[Form]) -> None:
        self._forms = tuple(forms)
        self._sheets = {form.name: form.summary_sheet for form in self._forms}
        patterns = dict.fromkeys(self._sheets.values(), layout.FIRST_PATTERN_ROW)
        patterns[layout.REPORT_SHEET] = min(layout.REPORT_PATTERNS.values())
        patterns[layout.ISSUE_SHEET] = layout.FIRST_PATTERN_ROW
        with PackageReader(template) as reader:
            self._chart = reader.read(chart.PART).decode()
            self._dictionary = DictionaryParts.of(reader)
        self._filler = TemplateFiller(template, file, patterns, {chart.PART, *self._dictionary.names})
        self._added: dict[str, dict[str, int]] = {form.name: {} for form in self._forms}

    def has_room(self, table: Table, findings: Sequence[Finding]) -> bool:
        """Return whether the rows, the columns added to them and what is wrong with them still fit into the sheets."""
        rows, issues = self._filler.rows[self._sheets[table.form.name]], self._filler.rows[layout.ISSUE_SHEET]
        added = self._added[table.form.name].keys() | set(map(header_text, table.added))
        return rows.has_room(len(table.rows)) and issues.has_room(len(findings)) and len(added) <= added_columns.MOST

    def add(self, file: str, table: Table, findings: Sequence[Finding], written: Sequence[Role] = (IDENTITY,)) -> None:
        """Write the rows of one sheet with where they came from, and what is wrong with them.

        file:    name of the workbook; for a summary of the level below its own origins follow it.
        written: the result columns that are written anew; others stay as they are.
        """
        sheet = self._filler.rows[self._sheets[table.form.name]]
        first = sheet.next_row
        origins = _origins(file, table)
        columns = table.columns | _results(table, findings, written)
        texts = [*columns.values(), *zip(*origins, strict=True)] if table.rows else []
        if table.added:
            sheet.extend_beside(
                texts, {self._place(table.form, caption): table.added[caption] for caption in table.added}
            )
        else:
            sheet.extend(texts)
        places = [Place(*origin, str(first + at)) for at, origin in enumerate(origins)]
        for issue in issues(file, table, findings, places):
            self.add_issue(issue)

    def _place(self, form: Form, caption: str) -> int:
        """Return the place of a column among those added to a form's sheet, 0-based; the first one is the leftmost."""
        places = self._added[form.name]
        header = header_text(caption)
        if header not in places:
            places[header] = self._filler.rows[self._sheets[form.name]].added.add(caption, _like(form))
        return places[header]

    def add_issue(self, issue: Issue) -> None:
        """Write a line of 问题清单."""
        cells = issue.cells
        height = height_pt(cells, _ISSUE_WIDTHS)
        self._filler.rows[layout.ISSUE_SHEET].append(cells, _LEVEL_PATTERN[issue.severity], height)

    def finish(self, consolidation: Consolidation, dictionary: Contents | None = None) -> None:
        """Write the report and close the workbook; the file itself stays open.

        dictionary: other lists than those of the template; None = they stay.
        """
        first = 0
        for look, cells in report.rows(consolidation, self._forms):
            # The title of a section is not wrapped, it runs over the columns beside it.
            height = None if look == "section" else height_pt(cells, layout.REPORT_WIDTHS)
            row = self._filler.rows[layout.REPORT_SHEET].append(cells, _LOOKS[look], height)
            if cells[0] == report.CHART_SECTION:
                first = row + report.HEAD_ROWS
        pointed = chart.point_chart(self._chart, _chart_rows(consolidation, first))
        self._filler.write(chart.PART, pointed.encode())
        people = [self._filler.rows[sheet] for sheet in self._sheets.values()]
        parts = self._dictionary.filled(dictionary, self._filler.strings)
        parts[front.PART] = front.bring_to_front(parts[front.PART].decode(), people).encode()
        for name, part in parts.items():
            self._filler.write(name, part)
        self._expected = {self._filler.parts[sheet]: rows.next_row - 1 for sheet, rows in self._filler.rows.items()}
        self._filler.close()

    def check(self, path: Path) -> None:
        """Read the closed file back and compare the rows of each sheet; NotWritten when they differ."""
        if count_rows(path, self._expected) != self._expected:
            raise NotWritten


def _results(table: Table, findings: Sequence[Finding], roles: Iterable[Role]) -> dict[str, tuple[str, ...]]:
    """Return the results for the form's own columns with these roles by header; nothing for a form without one."""
    columns = {role: table.form.role(role) for role in roles}
    return {
        column.header: tuple(verdict.text for verdict in results(table, findings, role).values())
        for role, column in columns.items()
        if column
    }


def _like(form: Form) -> int:
    """Return the place of the column that added ones look like: a text that may be empty, else the first origin."""
    plain = [at for at, column in form.of_kind(Kind.TEXT) if not column.required]
    return plain[-1] if plain else len(form.columns)


def _origins(file: str, table: Table) -> list[tuple[str, str, str]]:
    if not table.origins:
        return [(file, table.sheet, str(number)) for number in table.numbers]
    return [_below(file, origin, table, number) for origin, number in zip(table.origins, table.numbers, strict=True)]


def _below(file: str, origin: Origin, table: Table, number: int) -> tuple[str, str, str]:
    if not origin.file:
        return file, table.sheet, str(number)
    return f"{file}{LEVELS}{origin.file}", origin.sheet, origin.row


def _chart_rows(consolidation: Consolidation, first: int) -> ChartRows:
    worst = report.worst(consolidation.files)
    if not worst:
        return ChartRows(first, [""], [0], [0])
    return ChartRows(
        first,
        [report.file for report in worst],
        [report.tally.total("error", quiet=False) for report in worst],
        [report.tally.total("warning", quiet=False) for report in worst],
    )
