"""``zcert receive``: 接收报送 of packages, loose workbooks and folders of them."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from zcert import words
from zcert.values.masking import mask_within
from zcert_addin.cli import console, options, passwords
from zcert_addin.cli.chinese_click import Command
from zcert_addin.commands.receipt import SAID, Receipt, Received, ReceiveSettings
from zcert_addin.commands.receive import receive
from zcert_addin.commands.unit_templates import read_units
from zcert_addin.exchange.ledger_file import WORKBOOK
from zcert_dictionaries import Edition, load_edition
from zcert_templates import FORMS

_NAMED: Final = 8


@click.command("receive", cls=Command)
@click.argument("paths", type=options.PATH, metavar="报送包…", nargs=-1, required=True)
@click.option("--into", type=options.PATH, required=True, metavar="文件夹", help="接收到哪个文件夹，没有就新建")
@click.option(
    "--units", type=options.PATH, metavar="清单", help="只接收清单（CSV或工作簿）中的单位，清单以外的写明不接收"
)
@click.option("--older", is_flag=True, help="也接收比已有的打包时间早的（报送单位的电脑日期不准时用）")
@passwords.password_file
@options.today
@options.dictionary
@options.as_json
def command(
    paths: tuple[Path, ...],
    into: Path,
    units: Path | None,
    password_file: Path | None,
    today: dt.date,
    dictionary: Path | None,
    *,
    older: bool,
    as_json: bool,
) -> int:
    """接收报送：把下级的报送包、采集表或文件夹核对后放进一个文件夹，记入接收台账

    有没接收的、照片有冲突的，退出码为1
    """
    edition = load_edition(dictionary)
    known = passwords.from_file(password_file) if password_file else ""
    with console.progress("接收报送") as bar:
        settings = ReceiveSettings(
            today,
            edition,
            bar,
            password=(lambda _name: known) if known else passwords.known,
            units=_listed(units, edition),
            older=older,
        )
        receipt = receive(paths, into, settings)
    if as_json:
        console.print_json(as_document(receipt, into))
    else:
        print_report(receipt, into)
    return 0 if receipt.clean else 1


def _listed(units: Path | None, edition: Edition) -> list[str] | None:
    return None if units is None else [one.preset.unit for one in read_units(units, FORMS, edition, FORMS[0])]


def as_document(receipt: Receipt, into: Path) -> dict[str, object]:
    """Return the JSON of what was received."""
    return {
        "folder": str(into),
        "received": [_one(one) for one in receipt.received],
        "counts": {status: receipt.statuses[status] for status in SAID},
        "stopped": receipt.stopped,
        "ledger": receipt.ledger or None,
    }


def _one(one: Received) -> dict[str, object]:
    return {
        "source": one.name,
        "unit": one.unit or None,
        "status": one.status,
        "file": one.file or None,
        "rows": one.rows,
        "photos": one.photos,
        "conflicts": [{"there": there, "kept_as": kept} for there, kept in one.conflicts],
        "changes": [
            {"kind": person.kind, "name": person.name, "number": person.number, "columns": list(person.columns)}
            for person in one.changes.people
        ],
        "notes": one.notes,
        "clean": one.clean,
    }


def print_report(receipt: Receipt, into: Path) -> None:
    """Print what a superior reads: what needs attention first."""
    console.say(receipt.counted)
    console.table(
        ("报送包或文件", "单位", words.STATUS, "人数", "照片", "说明"), list(_rows(receipt.received)), figures=(3, 4)
    )
    for one in receipt.received:
        if one.changes:
            console.say(f"{one.unit}再次报送：{one.changes.sentence}（{_people(one)}）")
    for sentence in receipt.in_conflict:
        console.say(sentence)
    if receipt.ledger:
        console.say(receipt.ledger)
    console.say(f"接收台账：{into / WORKBOOK}")


def _rows(received: Iterable[Received]) -> Iterable[tuple[str, ...]]:
    """Yield a line for each, those first that need attention."""
    for one in sorted(received, key=lambda one: one.clean):
        figures = ("", "") if one.status in {"refused", "skipped"} else (str(one.rows), str(one.photos))
        yield one.name, one.unit, SAID[one.status], *figures, mask_within("；".join(one.notes))


def _people(one: Received) -> str:
    people = one.changes.people
    named = "、".join(person.words for person in people[:_NAMED])
    return named + ("等" if len(people) > _NAMED else "")
