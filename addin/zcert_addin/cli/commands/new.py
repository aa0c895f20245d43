"""``zcert new``: blank templates, of each form or for each unit of a list."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from zcert import clock
from zcert.form import Form
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.toolbox import Toolbox
from zcert_addin.commands.bring_in_list import bring_in, counted, refuse_useless
from zcert_addin.commands.new_workbook import AddMacros, templates, write_files
from zcert_addin.commands.unit_templates import (
    Status,
    TemplateSettings,
    UnitTemplate,
    read_units,
    write_unit_templates,
)
from zcert_dictionaries import Edition, load_edition
from zcert_templates import FORMS

_MADE: Final = "已生成"
_SAID: Final[dict[Status, str]] = {"made": _MADE, "replaced": "已覆盖", "kept": "已有，没有改动"}
_COUNTED: Final[dict[Status, str]] = {"made": "生成{}个", "replaced": "覆盖{}个", "kept": "已有的{}个没有改动"}


@click.command("new", cls=Command)
@click.option(
    "--form",
    type=click.Choice([form.name for form in FORMS]),
    help=f"{'，'.join(f'{form.name}为{form.label}' for form in FORMS)}，默认全部；用“--units”时默认{FORMS[0].name}",
)
@click.option("-o", "--output", type=options.PATH, default=Path(), metavar="文件夹", help="写到哪个文件夹")
@click.option("--macros", is_flag=True, help="同时生成带宏和选项卡的.xlsm；用“--units”时只生成.xlsm")
@click.option(
    "--units",
    type=options.PATH,
    metavar="清单",
    help="为清单（CSV或工作簿）中的每个单位生成一个模板，以单位命名，预设上报单位；已有的不改动",
)
@options.dictionary
@options.own_list
@options.yes
@options.as_json
@click.pass_obj
def command(
    toolbox: Toolbox,
    form: str | None,
    output: Path,
    units: Path | None,
    dictionary: Path | None,
    own_list: Path | None,
    *,
    macros: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """生成空白采集表模板，也可为清单中的每个单位各生成一个"""
    forms = [one for one in FORMS if form in {None, one.name}]
    edition, add_macros = _edition(dictionary, own_list, forms, as_json=as_json), toolbox.add_macros if macros else None
    if units is None:
        _report_files(write_files(output, templates(forms, edition, add_macros), overwrite=yes), as_json=as_json)
        return
    written = _for_units(units, output, forms[0], edition, add_macros, overwrite=yes)
    if as_json:
        console.print_json(as_document(written))
    else:
        _print_report(written, output)


def _edition(dictionary: Path | None, own_list: Path | None, forms: Sequence[Form], *, as_json: bool) -> Edition:
    """Return the lists of the templates, with those of a unit's own file."""
    edition = load_edition(dictionary)
    if own_list is None:
        return edition
    brought = bring_in(own_list, forms, edition, clock.today())
    refuse_useless(brought, {})
    if not as_json:
        console.say(counted(brought))
    return edition.with_own(brought.own)


def _for_units(
    listed: Path, output: Path, default: Form, edition: Edition, add_macros: AddMacros | None, *, overwrite: bool
) -> list[UnitTemplate]:
    units = read_units(listed, FORMS, edition, default)
    with console.progress("批量模板") as bar:
        settings = TemplateSettings(edition, bar, add_macros, overwrite)
        return write_unit_templates(output, units, settings)


def _report_files(paths: Sequence[Path], *, as_json: bool) -> None:
    if as_json:
        console.print_json({"files": [str(path) for path in paths]})
        return
    for path in paths:
        console.say(f"{_MADE}：{path}")


def as_document(written: Sequence[UnitTemplate]) -> dict[str, object]:
    """Return the JSON of the templates for a list of units; ``row`` is that of the list."""
    return {
        "units": [
            {
                "row": one.unit.row,
                "unit": one.unit.preset.unit,
                "reporting_unit": one.unit.preset.reporting_unit or None,
                "form": one.unit.form.name,
                "file": str(one.path),
                "status": one.status,
            }
            for one in written
        ],
        "counts": {status: Counter(one.status for one in written)[status] for status in _SAID},
    }


def _print_report(written: Sequence[UnitTemplate], output: Path) -> None:
    for one in written:
        console.say(f"{_SAID[one.status]}：{one.path}")
    counted = Counter(one.status for one in written)
    total = "，".join(said.format(counted[status]) for status, said in _COUNTED.items() if counted[status])
    console.say(f"{len(written)}个单位：{total}；所在文件夹：{output.absolute()}")
