"""关于: versions of the program and of the dictionaries, installed and in the open workbook."""

from importlib.metadata import version
from typing import Final

from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.hosts.protocol import Host
from zcert_templates.dictionary_sheet import DATE_LABEL
from zcert_templates.own_lists import own_lists

BUTTON: Final = Button(
    label="关于",
    group=Group.HELP,
    place=2,
    keytip="Y",
    image="Info",
    icon="...##... ...##... ........ ..###... ...##... ...##... ...##... ..####..",
    tip="显示程序版本、字典日期和本工作簿所用的字典日期",
    help="程序和字典的版本",
)


def run(host: Host) -> None:
    """Show the versions."""
    installed = sheet.edition()
    facts = host.read_dictionary() if host.has_workbook else {}
    present = facts.get(DATE_LABEL, "没有") if host.has_workbook else "没有打开工作簿"
    host.tell(
        f"浙江省高级专业技术资格证书信息采集（zcert {version('zcert')}）\n"
        f"程序自带字典：{installed.date}（{installed.name}）\n"
        f"本工作簿字典：{present}"
        + "".join(f"\n自有{name}：{len(one.entries)}项（{one.source}）" for name, one in own_lists(facts).items())
    )
