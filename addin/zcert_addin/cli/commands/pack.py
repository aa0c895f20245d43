"""``zcert pack``: 报送打包 of one workbook."""

import datetime as dt
from pathlib import Path

import click

from zcert import words
from zcert.codes import CODES, severity
from zcert.errors import UserError
from zcert_addin.cli import console, options, passwords
from zcert_addin.cli.chinese_click import Command, confirm
from zcert_addin.cli.findings import counts
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.pack_up import Packed, Ready, look, pack
from zcert_dictionaries import load_edition


@click.command("pack", cls=Command)
@options.workbook
@click.option("-o", "--output", type=options.PATH, metavar="文件夹", help="报送包写到哪个文件夹，默认与文件同一文件夹")
@click.option("--unit", default="", metavar="名称", help="报送单位的名称，默认按采集表中的")
@options.photos
@options.today
@options.dictionary
@click.option("--seal", is_flag=True, help="用密码封包（AES-256），打开时要密码")
@passwords.password_file
@click.option("--yes", is_flag=True, help="有错误、没有人员也不再询问，直接打包")
@options.as_json
def command(
    file: Path,
    output: Path | None,
    unit: str,
    photos: Path | None,
    today: dt.date,
    dictionary: Path | None,
    password_file: Path | None,
    *,
    seal: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """报送打包：把一个采集表或汇总表连同照片打成一个包，报送上级"""
    folder = output or file.parent
    if not folder.is_dir():
        raise UserError(f"报送包不能写到“{folder}”，请核对路径")
    with console.progress("照片检测") as bar:
        ready = look(file, unit, Settings(today, load_edition(dictionary), photos or file.parent, progress=bar))
    if not as_json:
        _print_open(ready)
    if ready.question and not yes:
        confirm(ready.question)
    password = ""
    if password_file:
        password = passwords.from_file(password_file)
    elif seal:
        password = passwords.new()
    with console.progress("报送打包") as bar:
        packed = pack(ready, folder, Settings(today, load_edition(dictionary), progress=bar), password)
    if as_json:
        console.print_json(as_document(ready, packed, sealed=bool(password)))
    else:
        _print_report(ready, packed, sealed=bool(password))
    return 1 if ready.errors else 0


def _print_open(ready: Ready) -> None:
    """Say what is still open, the most serious first."""
    checked = ready.checked
    total = counts(checked.codes)
    console.say(f"{checked.path.name}：{checked.rows}人，错误{total['errors']}处，提示{total['warnings']}处")
    found = [(code, number) for code, number in total["codes"].items() if severity(code) == "error"]
    if found:
        console.table(
            ("没有改正的错误", "处数", "怎么办", words.CODE),
            [(CODES[code].meaning, str(number), CODES[code].remedy, code) for code, number in found],
            ("red", "", "", "dim"),
            figures=(1,),
        )
        console.say(f"逐行的错误请用“zcert check {checked.path.name}”查看")


def _print_report(ready: Ready, packed: Packed, *, sealed: bool) -> None:
    manifest = packed.manifest
    kept = "，已用密码封好" if sealed else ""
    console.say(f"已打包：{manifest.unit}，{manifest.rows}人、照片{len(manifest.photos)}张{kept}")
    if ready.photos_left:
        console.say(ready.photos_left)
    if manifest.below:
        console.say(f"包中写明了下级的{len(manifest.below)}个来源单位")
    if ready.volumes:
        console.say(f"汇总表另外还有{'、'.join(ready.volumes)}，请分别打包")
    console.say(f"报送包：{packed.path}")


def as_document(ready: Ready, packed: Packed, *, sealed: bool) -> dict[str, object]:
    """Return the JSON of a package."""
    manifest = packed.manifest
    return {
        "package": str(packed.path),
        "unit": manifest.unit,
        "forms": list(manifest.forms),
        "summary": manifest.summary,
        "packed": manifest.packed,
        "dictionary": manifest.dictionary,
        "rows": manifest.rows,
        "photos": len(manifest.photos),
        "below": len(manifest.below),
        "sealed": sealed,
        "findings": counts(ready.checked.codes),
        "other_volumes": list(ready.volumes),
    }
