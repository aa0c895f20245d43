"""并入改正: what came back mended, from a chosen folder, into the open summary."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from zcert import clock, words
from zcert.accepting import Decision, decide
from zcert.codes import severity
from zcert.fitting import Fit
from zcert.roles import Role
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.accept_rows import Accepted, AcceptSettings, CameBack, read_returned
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.ledger_notes import note_mended
from zcert_addin.commands.mended_workbook import MendedWorkbook
from zcert_addin.commands.mending import Plan, Wrong, mending_of
from zcert_addin.commands.way_back import keep_way_back, require_way_back
from zcert_addin.hosts.protocol import Host, Line
from zcert_templates.report_layout import CAPTIONS

BUTTON: Final = Button(
    label="并入改正",
    group=Group.EXCHANGE,
    place=4,
    keytip="I",
    image="Redo",
    icon="....#... ....##.. .####### ##...##. #....#.. #....... ##...... ..####..",
    tip="把各单位改好交回的退回表或报送包按出处和号码并入本汇总表，并入前先备份；对不上的逐人列出",
    help=(
        "打开汇总表，选择放有改好的退回表（或报送包）的文件夹：每一行按出处和号码找到原来的行，只改单位改过的栏。"
        "找不到、分不清、两份改得不同、退回以后汇总表中也改过的不并入，列在“并入改正结果”工作表中；仍有错误的照样并入，同时列出。"
        "一起交回的照片放进汇总表的文件夹，来源文件同时改正并留备份，改正记入“接收台账”。并入后请保存汇总表。"
    ),
)

RESULT_SHEET: Final = "并入改正结果"
_HEADERS: Final = ("退回表", words.ROW, CAPTIONS[Role.NAME], "结果", words.PROBLEM)


def run(host: Host) -> None:
    """Merge what came back into the open sheet, show what needs a look, and note it in the ledger."""
    folder = sheet.folder_of(host)
    require_way_back(host)
    host.require_writable()
    open_sheet = sheet.open_sheet(host)
    chosen = choose_folder(host, "选择放有改好的退回表或报送包的文件夹")
    if chosen is None:
        return
    check = Settings(clock.today(), sheet.edition(), progress=host.progress, forms=sheet.forms())
    path, settings = folder / host.name, AcceptSettings(check)
    came = read_returned([chosen], path, settings)
    found, settings = _decided(host, path, open_sheet, came, settings)
    changed = sum(one.outcome == "mended" for one in found)
    if changed and not host.ask(f"有{changed}行可以并入“{open_sheet.table.sheet}”，现在并入吗？"):
        return
    photos = came.bring_photos(found, folder)
    mending = mending_of(Plan(path, (open_sheet,), host.read_dictionary(), found), check)
    way_back = ""
    for cells in mending.cells.values():
        way_back = keep_way_back(host)
        host.write_cells(cells)
    into = MendedWorkbook(path, found, None, mending.wrong, mending.findings)
    accepted = came.accepted(into, photos, settings)
    unnoted = note_mended(accepted)
    lines = list(_lines(found, mending.wrong))
    if lines:
        host.show(RESULT_SHEET, _HEADERS, lines, sheet.title(open_sheet, RESULT_SHEET, f"{len(lines)}处"))
    else:
        host.remove(RESULT_SHEET)
    told = [*_told(accepted, _elsewhere(came, open_sheet), listed=bool(lines)), unnoted]
    host.tell(words.sentences(*told, f"\n{way_back}" if way_back else ""))


def _decided(
    host: Host, path: Path, open_sheet: Fit, came: CameBack, settings: AcceptSettings
) -> tuple[tuple[Decision, ...], AcceptSettings]:
    """Decide, and where cells were changed on both sides, as the user wants it."""
    own = [one for one in came.mended if one.table.form.name == open_sheet.table.form.name]
    found = decide(path.name, [open_sheet.table], own)
    both = sum(one.conflict for one in found)
    question = f"有{both}行在退回以后汇总表中也改过，与退回表不同，要以退回表为准吗？\n选“否”则这些行不并入。"
    if both and host.ask(question):
        settings = AcceptSettings(settings.check, prefer_mended=True)
        found = decide(path.name, [open_sheet.table], own, prefer_mended=True)
    return tuple(found), settings


def _elsewhere(came: CameBack, open_sheet: Fit) -> int:
    """Return how many rows came back that belong to the sheet of another form."""
    return sum(len(one.table.rows) for one in came.mended if one.table.form.name != open_sheet.table.form.name)


def _lines(found: tuple[Decision, ...], wrong: Wrong) -> Iterator[Line]:
    """Yield a line for each row that was refused, and for each error of those that were taken."""
    for one in found:
        if one.outcome == "refused":
            yield Line((one.file, str(one.row), one.name, "没有并入", one.reason))
    names = {(one.sheet, one.target): one for one in found if one.outcome != "refused"}
    for place, findings in sorted(wrong.items()):
        one = names[place]
        for finding in findings:
            if severity(finding.code) == "error":
                said = f"{finding.column}：{finding.message}"
                yield Line((one.file, str(one.row), one.name, "仍有错误", said), (*place, 0))


def _told(accepted: Accepted, elsewhere: int, *, listed: bool) -> Iterator[str]:
    found = accepted.summary.decisions
    counted = (
        (sum(one.outcome == outcome for one in found), text)
        for outcome, text in (("mended", "已并入{}行"), ("already", "{}行以前并入过"), ("unchanged", "{}行没有改动"))
    )
    yield "，".join(text.format(count) for count, text in counted if count) or "没有本表种的行"
    if elsewhere:
        yield f"\n另有{elsewhere}行是别的表种，请点到那张汇总表上再点一次“{BUTTON.label}”"
    if accepted.refused:
        yield f"\n有{len(accepted.refused)}行没有并入"
    if accepted.emptied:
        yield f"\n退回表中有{accepted.emptied}行被清空，汇总表中保持原样"
    if listed:
        yield f"\n没有并入和仍有错误的列在“{RESULT_SHEET}”中"
    for named in accepted.unread:
        yield f"\n“{named.file}”没有并入：{named.sentence}"
    if brought := sum(len(one.missing) + len(one.replaced) for one in accepted.photos):
        yield f"\n取回照片{brought}张"
    if accepted.sources:
        yield f"\n同时改正来源文件{len(accepted.sources)}个，原文件已备份"
    if accepted.outdated:
        yield f"\n{accepted.outdated}"
    for named in accepted.behind:
        yield f"\n来源文件“{named.file}”没有同时改正，重新汇总会带回原来的错误：{named.sentence}"
