"""更新字典: the lists of the open workbook become those of the installed edition."""

from typing import Final

from zcert import words
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import dictionary, sheet
from zcert_addin.commands.way_back import keep_way_back, require_way_back
from zcert_addin.hosts.protocol import Host
from zcert_templates.dictionary_sheet import DATE_LABEL
from zcert_templates.own_lists import own_lists

BUTTON: Final = Button(
    label="更新字典",
    group=Group.KEEP,
    place=3,
    keytip="X",
    image="RefreshAll",
    icon="..gggg.g .g....gg g....ggg ######.. #-#-#-.. ######.g #-#-#-g. ######..",
    tip="把本工作簿的下拉列表换成本机程序所带的字典，已填写的内容和导入的自有名单不改动；更新前自动备份",
    help="把本工作簿的下拉列表更新为程序自带的版本，已填的内容不变，导入的自有名单保留；更新前自动备份",
)


def run(host: Host) -> None:
    """Replace the contents of the hidden dictionary sheet, after asking."""
    present = dictionary.facts_of(host)
    installed = sheet.edition()
    if present[DATE_LABEL] == installed.date:
        host.tell(f"本工作簿的字典已经是{installed.date}版，不需要更新")
        return
    require_way_back(host)
    editions = f"本工作簿的字典是{present[DATE_LABEL]}版，程序自带的是{installed.date}版"
    if not host.ask(words.sentences(editions, "\n是否更新？", "已填的内容不变，不在新字典中的选项会在数据检查时指出")):
        return
    new = installed.with_own(own_lists(present))
    back = keep_way_back(host)
    dictionary.rewrite(host, present, new)
    kept = "、".join(f"{len(one.entries)}项{name}" for name, one in new.own.items())
    done = f"字典已更新为{installed.date}版，请保存工作簿"
    host.tell(words.sentences(done, kept and f"导入的{kept}仍在", f"\n{back}"))
