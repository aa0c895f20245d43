"""How is one package or loose workbook received into a folder, after all that is there already?"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from zcert import clock
from zcert.errors import UserError
from zcert.exchange.changes import NO_CHANGES, Changes, changes
from zcert.exchange.ledger import Below, Entry, Event, Ledger, State
from zcert.exchange.receiving import Judgement, Offer, is_outgoing, judge, state_after
from zcert.photos.album import wanted
from zcert_addin.commands.incoming import Incoming
from zcert_addin.commands.look_into import Seen, look_into, prepare_looking
from zcert_addin.commands.read_unit import Unit
from zcert_addin.commands.receipt import Received, ReceiveSettings, Status
from zcert_addin.commands.unit_file_name import unit_file_name
from zcert_addin.disk.holder import guard_closed, guard_saved
from zcert_addin.disk.os_errors import explain
from zcert_addin.exchange import ledger_file
from zcert_addin.exchange.manifest import Manifest, PackedFile, digest
from zcert_addin.exchange.package_reader import opened
from zcert_addin.exchange.parcel import Loose, Parcel
from zcert_addin.exchange.placing import FolderPhotos, Place, Placed, guard_room, placed, taken_out
from zcert_addin.photos.folder import scan_folder
from zcert_addin.processes.pool import isolated

OUTGOING: Final = "其中各单位的表都已在接收的文件夹中，没有接收"

_NOT_RECEIVED: Final = "没有接收"
_AHEAD: Final = dt.timedelta(days=1)
"""So far a unit's clock may be ahead of this one without a word."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a unit sent, as it is entered in the ledger.

    link:    where it is: relative to the folder, with ``/``, or absolute.
    package: name of the package; empty for a loose workbook.
    """

    offer: Offer
    files: Sequence[PackedFile]
    findings: Mapping[str, int]
    link: str
    package: str = ""
    below: tuple[Below, ...] = ()


class ReceivingFolder:
    """The folder into which is received, locked by the caller; ledger: as it is kept there."""

    def __init__(self, folder: Path, settings: ReceiveSettings, passwords: Mapping[str, str]) -> None:
        """Read the ledger and look for photos; raises UserError for a damaged ledger, OSError."""
        self.settings, self.ledger = settings, ledger_file.load(folder)
        self._folder, self._passwords, self._photos = folder, passwords, FolderPhotos(folder)

    def receive(self, one: Incoming, seen: Seen) -> Received:
        """Receive one package or loose workbook and say what became of it; whatever is wrong with it is a sentence."""
        told = Received(one.name)
        try:
            if one.kind == "loose":
                self._receive_loose(one, seen, told)
            else:
                with opened(one.path, lambda _name: self._passwords.get(str(one.path), "")) as package:
                    self._receive_package(one, package.manifest, package, seen, told)
        except (UserError, OSError) as error:
            why = str(error) if isinstance(error, UserError) else f"{explain(error)}，{_NOT_RECEIVED}"
            told.status, told.notes = "refused", [why]
        return told

    def _receive_package(self, one: Incoming, manifest: Manifest, package: Parcel, seen: Seen, told: Received) -> None:
        offer = Offer(manifest.unit, manifest.forms, manifest.summary, manifest.rows, manifest.digest, manifest.packed)
        sent = Sent(offer, manifest.files, manifest.findings, self._link(one.path), one.path.name, manifest.below)
        told.unit = manifest.unit
        if is_outgoing(self.ledger.entries, manifest.below):
            told.status, told.notes = "skipped", [OUTGOING]
            return
        try:
            self._receive(sent, package, seen, told)
        except UserError as error:
            self._remember_refused(sent, str(error))
            raise
        if dt.datetime.fromisoformat(manifest.packed) > clock.now() + _AHEAD:
            told.notes.append(f"打包时间{_said(manifest.packed)}在将来，请报送单位核对电脑的日期")

    def _receive_loose(self, one: Incoming, seen: Seen, told: Received) -> None:
        guard_saved(one.path, _NOT_RECEIVED)
        _require_read(seen.unit)
        if not seen.known:
            raise UserError(f"看不出是哪个单位的，{_NOT_RECEIVED}，请把文件名改为单位名称后重新接收")
        told.unit = seen.known
        loose = Loose(one.path, wanted(scan_folder(one.path.parent), seen.numbers))
        blocks = list(seen.unit.blocks(self.settings.forms))
        forms = dict.fromkeys(block.table.form.name for block in blocks if block.table.rows)
        offer = Offer(seen.known, tuple(forms), seen.summary, seen.unit.rows, digest(loose.files))
        found = Counter(finding.code for block in blocks for finding in block.findings)
        self._receive(Sent(offer, loose.files, found, self._link(one.path)), loose, seen, told)

    def _receive(self, sent: Sent, parcel: Parcel, seen: Seen, told: Received) -> None:
        """Receive what was sent, or raise UserError; in either case the folder is not left half way."""
        offer = sent.offer
        if not self.settings.knows(offer.unit):
            raise UserError(f"清单中没有“{offer.unit}”，{_NOT_RECEIVED}，请核对单位名称，或把它补进清单")
        judgement = judge(self.ledger, offer)
        if judgement.verdict == "twice" and judgement.entry and self._is_whole(judgement.entry):
            told.status, told.file = "twice", judgement.entry.file
            told.rows, told.photos = judgement.entry.rows, len(judgement.entry.photos)
            told.notes.append("以前已经接收，没有改动")
            return
        self._refuse(judgement, offer, told)
        if told.status == "twice":
            told.rows, told.photos = offer.rows, sum(file.role == "photo" for file in sent.files)
            return
        _require_read(seen.unit)
        if judgement.verdict == "twice":
            told.notes.append("以前已经接收，这次补回缺少的文件")
        if seen.unit.rows != offer.rows:
            told.notes.append(f"清单写{offer.rows}人，工作簿中有{seen.unit.rows}人，请核对")
            told.doubtful = True
        self._place(sent, parcel, judgement.entry, seen.unit, told)

    def _refuse(self, judgement: Judgement, offer: Offer, told: Received) -> None:
        """Raise UserError where what was sent must not take the place of what is there."""
        verdict, entry = judgement
        if entry is None:
            return
        if verdict == "former":
            told.status, told.file = "twice", entry.file
            told.notes.append("以前接收过，后来已被更新的代替，没有改动")
        elif verdict == "copied":
            raise UserError(f"与“{entry.unit}”报送的完全相同，{_NOT_RECEIVED}，请核对是哪个单位的")
        elif verdict == "unclear":
            raise UserError(f"“{offer.unit}”已有几个工作簿，看不出代替哪一个，{_NOT_RECEIVED}，请报送单位分开打包")
        elif verdict == "older" and not self.settings.older:
            raise UserError(
                f"打包时间{_said(offer.packed)}早于已接收的{_said(entry.packed)}，{_NOT_RECEIVED}，"
                "如确实是新的（报送单位的电脑日期不准），请用“zcert receive --older”接收，或请报送单位改准后重新打包"
            )

    def _place(self, sent: Sent, parcel: Parcel, entry: Entry | None, unit: Unit, told: Received) -> None:
        workbook = next(file for file in sent.files if file.role == "workbook")
        labels = [form.label for form in self.settings.forms if form.name in sent.offer.forms]
        name = unit_file_name(self._folder, self.ledger, entry, sent.offer.unit, labels, workbook)
        former = entry.file if entry and entry.received else ""
        guard_closed([self._folder / one for one in {former, name.file} if one], _NOT_RECEIVED)
        told.file, told.rows = name.file, unit.rows
        if name.beside:
            told.notes.append(f"文件夹中已有不是接收来的“{name.beside}”，这次放为“{name.file}”，请核对后只留一个")
            told.doubtful = True
        told.changes = self._changes(former, unit, told)
        guard_room(self._folder, sent.files)
        place = Place(name.file, former, sent.offer.unit, self._own_photos(entry))
        with taken_out(parcel, sent.files, self._folder) as out, placed(out, place, self._photos) as done:
            self.ledger = self._entered(sent, entry, done, told)
        self._tell(done, told)

    def _entered(self, sent: Sent, entry: Entry | None, done: Placed, told: Received) -> Ledger:
        """Keep the ledger with what was placed, and return it."""
        state = state_after(entry)
        told.status = _status(state, entry)
        now, note = clock.now().isoformat(timespec="seconds"), "；".join(told.notes)
        events = [Event(state, now, sent.link, told.rows, sent.offer.digest, note, told.changes)]
        if sent.package:
            events.insert(0, Event(State.SENT, sent.offer.packed, sent.link))
        base = entry or Entry(told.file, sent.offer.unit, ())
        new = replace(
            base,
            file=told.file,
            unit=sent.offer.unit,
            history=(*base.history, *events),
            forms=sent.offer.forms,
            summary=sent.offer.summary,
            rows=told.rows,
            photos=done.photos,
            findings=dict(sorted(sent.findings.items())),
            package=sent.package,
            packed=sent.offer.packed,
            below=sent.below,
        )
        ledger = self.ledger.put(new, base.file)
        ledger_file.keep(self._folder, ledger)
        return ledger

    def _tell(self, done: Placed, told: Received) -> None:
        told.photos, told.conflicts = len(done.photos), done.conflicts
        if done.former:
            told.notes.append(f"原来的工作簿备份为：{done.former.name}")
        if done.replaced:
            told.notes.append(f"换下的{len(done.replaced)}张照片在文件夹“{done.photo_backup}”中")

    def _changes(self, former: str, unit: Unit, told: Received) -> Changes:
        """Return what is different from the workbook that was there before."""
        path = self._folder / former
        if not former or not path.exists():
            return NO_CHANGES
        settings = self.settings
        setting = (settings.today, settings.edition, settings.forms, dict[str, str]())
        question = (f"loose\0{path}", path.stat().st_size)
        with closing(isolated(look_into, [question], prepare_looking, setting)) as answers:
            answer = next(answers)
        if isinstance(answer, str) or answer.unit.status != "merged":
            told.notes.append("原来的工作簿读不出，没有比较改了什么")
            return NO_CHANGES
        before, after = (
            [(block.table, block.people) for block in one.blocks(settings.forms)] for one in (answer.unit, unit)
        )
        return changes(before, after)

    def _own_photos(self, entry: Entry | None) -> Mapping[str, str]:
        if entry is None:
            return {}
        others = {name for other in self.ledger.entries if other is not entry for name in other.photos}
        return {name: content for name, content in entry.photos.items() if name not in others}

    def _is_whole(self, entry: Entry) -> bool:
        return all((self._folder / name).exists() for name in (entry.file, *entry.photos))

    def _remember_refused(self, sent: Sent, why: str) -> None:
        """Enter in the ledger that a unit has sent something which was not received."""
        offer, entry = sent.offer, judge(self.ledger, sent.offer).entry
        event = Event(State.SENT, offer.packed, sent.link, note=why)
        if not self.settings.knows(offer.unit) or (entry and entry.history[-1] == event):
            return
        if entry is None:
            workbook = next(file for file in sent.files if file.role == "workbook")
            name = unit_file_name(self._folder, self.ledger, None, offer.unit, [], workbook).file
            entry = Entry(name, offer.unit, (), offer.forms, offer.summary)
        self.ledger = self.ledger.put(entry.with_event(event))
        ledger_file.keep(self._folder, self.ledger)

    def _link(self, path: Path) -> str:
        """Return where something is: from the folder on, if it is inside."""
        whole, folder = path.resolve(), self._folder.resolve()
        return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else str(whole)


def _status(state: State, entry: Entry | None) -> Status:
    if entry is None or not entry.received:
        return "received"
    return "mended" if state is State.MENDED else "replaced"


def _require_read(unit: Unit) -> None:
    """Raise UserError for a workbook whose rows could not be read."""
    if unit.status != "merged":
        raise UserError(unit.reason.replace("没有汇总", _NOT_RECEIVED))


def _said(at: str) -> str:
    """Return a moment as people write it."""
    return at[:16].replace("T", " ")
