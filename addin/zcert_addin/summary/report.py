"""What the sheet 汇总报告 says, row by row."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from zcert import words
from zcert.codes import CODES
from zcert.consolidating import Consolidation, FileReport
from zcert.exchange.changes import WORDS, Change
from zcert.exchange.senders import Resent
from zcert.form import Form
from zcert.several_files import Duplicate
from zcert.values.masking import mask
from zcert_dictionaries.lists import REPORTING_UNIT

Look = Literal["section", "head", "body", "problem"]
Cells = tuple[str | int, ...]

IN_CHART: Final = 20
"""Most files that the chart shows."""

_HEAD_FILES: Final = ("序号", "文件", "表种", "人数", words.ERROR, words.WARNING, words.STATUS, "说明")
_WIDTH: Final = len(_HEAD_FILES)


CHART_SECTION: Final = f"问题最多的采集表（前{IN_CHART}）"
"""Title of the section whose files the chart shows; they begin below it and its table head."""
_KINDS: Final[tuple[Change, ...]] = ("added", "removed", "mended")
_NAMED: Final = 50
HEAD_ROWS: Final = 2
"""Rows of a section before its entries."""


def rows(consolidation: Consolidation, forms: Iterable[Form]) -> Iterator[tuple[Look, Cells]]:
    """Yield the rows of the report: what was not merged first, then the figures, then the details."""
    files, labels = consolidation.files, {form.name: form.label for form in forms}
    yield from _not_merged(consolidation, labels)
    yield from _section("汇总情况", ("序号", "项目", "", "数量", words.ERROR, words.WARNING, "", "说明"))
    yield from _totals(consolidation)
    yield from _section(CHART_SECTION, _HEAD_FILES)
    yield from (_file_row(at, report, labels) for at, report in enumerate(worst(files), 1))
    for title, listed in (
        ("没有数据的采集表", [report for report in consolidation.merged if not report.rows]),
        ("不需要汇总的文件", consolidation.needless),
    ):
        yield from _section(title, _HEAD_FILES)
        yield from _numbered(listed, labels)
    if consolidation.widened:
        yield from _section(
            "单位另加的栏目（在汇总表右侧）", ("序号", "文件", "表种", "人数", "", "", "", "栏目和有内容的行数")
        )
        yield from (_added_row(at, report, labels) for at, report in enumerate(consolidation.widened, 1))
    yield from _sent(consolidation)
    yield from _section(
        "重复出现的人员", ("序号", "号码或姓名单位", words.CATEGORY, "次数", "", "", "", "所在文件和行号")
    )
    yield from (
        (_duplicate_row(at, one) for at, one in enumerate(consolidation.duplicates, 1))
        if consolidation.duplicates
        else (_none(),)
    )
    yield from _section(f"按{REPORTING_UNIT}统计", ("序号", REPORTING_UNIT, "", "人数", "", "", "采集表数", ""))
    for at, (unit, total) in enumerate(sorted(consolidation.units.items()), 1):
        yield "body", (at, unit, "", total.rows, "", "", total.files, "")
    yield from _section("按问题种类统计", ("序号", "问题", words.CATEGORY, "次数", "", "", words.LEVEL, words.CODE))
    yield from _codes(consolidation)
    yield from _section("全部文件", _HEAD_FILES)
    yield from _numbered(files, labels)


def _sent(consolidation: Consolidation) -> Iterator[tuple[Look, Cells]]:
    """Yield who sent the files, and what units changed that sent again, where a ledger says so."""
    if consolidation.resent:
        head = ("序号", "文件", "单位", *(WORDS[kind] for kind in _KINDS), "次数", "改了什么")
        yield from _section("上次汇总以后又报送的单位", head)
        yield from (_resent_row(at, one) for at, one in enumerate(consolidation.resent, 1))
    if consolidation.senders:
        yield from _section(
            "报送单位和报送包", ("序号", "文件", "单位", "人数", "", "", words.STATUS, "报送包和打包时间")
        )
        for at, one in enumerate(consolidation.senders, 1):
            package = f"{one.package}（{one.packed[:16].replace('T', ' ')}）" if one.package else "直接送来的工作簿"
            yield "body", (at, one.file, one.unit, one.rows, "", "", one.state, package)


def _resent_row(at: int, resent: Resent) -> tuple[Look, Cells]:
    counts = (sum(one.count(kind) for one in resent.changes) for kind in _KINDS)
    people = [person for one in resent.changes for person in one.people]
    named = "、".join(person.words for person in people[:_NAMED])
    more = f"等{len(people)}人" if len(people) > _NAMED else ""
    return "body", (at, resent.file, resent.unit, *counts, len(resent.changes), f"{named}{more}" or resent.sentence)


def _not_merged(consolidation: Consolidation, labels: Mapping[str, str]) -> Iterator[tuple[Look, Cells]]:
    """Yield what a supervisor must see first: files that are missing from the summary, or may be."""
    for title, listed in (
        ("有问题没有汇总的文件", consolidation.refused),
        ("可能有数据、不能直接汇总的文件", consolidation.doubtful),
    ):
        yield from _section(title, _HEAD_FILES)
        yield from _numbered(listed, labels)


def worst(files: list[FileReport]) -> list[FileReport]:
    """Return the merged files with most errors, then most warnings; at most those that the chart shows."""
    merged = [report for report in files if report.status == "merged" and report.rows]
    return sorted(merged, key=lambda report: (-_errors(report), -_warnings(report), report.file))[:IN_CHART]


def _section(title: str, head: tuple[str, ...]) -> Iterator[tuple[Look, Cells]]:
    yield "section", (title, *[""] * (_WIDTH - 1))
    yield "head", head


def _numbered(files: list[FileReport], labels: Mapping[str, str]) -> Iterator[tuple[Look, Cells]]:
    if not files:
        yield _none()
    yield from (_file_row(at, report, labels) for at, report in enumerate(files, 1))


def _none() -> tuple[Look, Cells]:
    return "body", ("", "无", *[""] * (_WIDTH - 2))


def _file_row(at: int, report: FileReport, labels: Mapping[str, str]) -> tuple[Look, Cells]:
    forms = _forms(report, labels)
    errors, warnings = _errors(report), _warnings(report)
    figures: Cells = (report.rows, errors, warnings) if report.status == "merged" else ("", "", "")
    cells = (at, report.file, forms, *figures, words.STATUSES[report.status], report.reason)
    return "problem" if errors else "body", cells


def _added_row(at: int, report: FileReport, labels: Mapping[str, str]) -> tuple[Look, Cells]:
    return "body", (at, report.file, _forms(report, labels), report.rows, "", "", "", words.added_columns(report.added))


def _forms(report: FileReport, labels: Mapping[str, str]) -> str:
    return "、".join(labels[form] for form in dict.fromkeys(report.forms))


def _totals(consolidation: Consolidation) -> Iterator[tuple[Look, Cells]]:
    tally = consolidation.tally()
    yield "body", (1, "文件夹中的文件", "", len(consolidation.files), "", "", "", "")
    yield "body", (2, "已汇总的采集表", "", len(consolidation.merged), "", "", "", "")
    refused = len(consolidation.refused)
    yield "problem" if refused else "body", (3, "有问题没有汇总的文件", "", refused, "", "", "", "")
    yield "body", (4, "可能有数据、不能直接汇总的文件", "", len(consolidation.doubtful), "", "", "", "")
    yield "body", (5, "不需要汇总的文件", "", len(consolidation.needless), "", "", "", "")
    errors, warnings = tally.total("error", quiet=False), tally.total("warning", quiet=False)
    yield "problem" if errors else "body", (6, "汇总人数", "", consolidation.rows, errors, warnings, "", "")
    yield "body", (7, "重复出现的人员", "", len(consolidation.duplicates), "", "", "", "")
    yield "body", (8, "照片", "", *_photos(consolidation))
    if len(consolidation.volumes) > 1:
        names = "、".join(consolidation.volumes)
        yield "body", (9, "汇总表册数（一个工作表放不下）", "", len(consolidation.volumes), "", "", "", names)


def _photos(consolidation: Consolidation) -> tuple[str | int, ...]:
    if consolidation.photos is None:
        return "", "", "", "", "文件夹中没有以号码命名的照片，没有检测；各单位检测出的照片问题见“问题清单”"
    orphans = len(consolidation.orphans)
    told = f"其中{orphans}张不属于已汇总的任何人" if orphans else "已检测"
    return consolidation.photos, "", orphans or "", "", told


def _duplicate_row(at: int, duplicate: Duplicate) -> tuple[Look, Cells]:
    kind, where = words.SAME_PERSON[duplicate.kind], words.places(duplicate.where)
    who, _, number = duplicate.value.rpartition(" ") if duplicate.kind == "number" else (duplicate.value, "", "")
    value = f"{who} {mask(number)}".strip()
    return "problem", (at, value, kind, len(duplicate.where), "", "", "", where)


def _codes(consolidation: Consolidation) -> Iterator[tuple[Look, Cells]]:
    counts = consolidation.tally().codes
    named = [code for code in CODES if counts[code]]
    if not named:
        yield _none()
    for at, code in enumerate(named, 1):
        known = CODES[code]
        level = words.LEVELS[known.severity]
        yield "body", (at, known.meaning, known.category, counts[code], "", "", level, code)


def _errors(report: FileReport) -> int:
    return report.tally.total("error", quiet=False)


def _warnings(report: FileReport) -> int:
    return report.tally.total("warning", quiet=False)
