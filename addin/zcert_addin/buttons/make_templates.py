"""批量模板: a list and a folder are chosen, and every unit of the list gets its own template there."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from zcert import words
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.choose_folder import choose_file, choose_folder
from zcert_addin.commands.unit_templates import (
    TemplateSettings,
    UnitTemplate,
    read_units,
    write_unit_templates,
)
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="批量模板",
    group=Group.COLLECT,
    place=3,
    keytip="L",
    image="FileNew",
    icon="#####... #---#... #-#-###. #---#-#. #-#-#-## #---#--# ######-# ..######",
    tip="按单位清单为每个单位生成一个采集表模板，文件以单位命名，上报单位已经定好；已有的文件不改动",
    help=(
        "选择单位清单（Excel工作簿或CSV，列名为“单位名称”，可另有“上报单位”“采集表种类”），再选择存放模板的文件夹，"
        "每个单位得到一个以它命名的模板：表上写明单位，工作单位可从列表中选本单位，上报单位的列表中只有清单给出的一项，"
        "漏选的由“规范整理”补上。已有的文件不改动，所以清单增加单位后可以再生成一次。"
    ),
)


def run(host: Host) -> None:
    """Make a template for every unit of a chosen list in a chosen folder; files that are there are kept."""
    chosen = choose_file(host, "选择单位清单")
    if chosen is None:
        return
    forms, edition = sheet.forms(), sheet.edition()
    units = read_units(chosen, forms, edition, forms[0])
    folder = choose_folder(host, "选择存放模板的文件夹")
    if folder is None:
        return
    host.tell(_told(write_unit_templates(folder, units, TemplateSettings(edition, host.progress)), folder))


def _told(written: Sequence[UnitTemplate], folder: Path) -> str:
    counted = Counter(one.status for one in written)
    made = f"已生成{counted['made']}个单位的模板" if counted["made"] else ""
    kept = f"已有的{counted['kept']}个没有改动" if counted["kept"] else ""
    return words.sentences(made, kept, f"\n所在文件夹：{folder}")
