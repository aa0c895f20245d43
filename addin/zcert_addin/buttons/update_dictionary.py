"""更新字典: the lists of the open workbook become those of the installed edition."""

from typing import Final

from zcert import words
from zcert.errors import UserError
from zcert.preset import preset_of
from zcert.values.id_number import accepted_regions
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.hosts.protocol import Host
from zcert_templates.dictionary_sheet import DATE_LABEL, FORMS_LABEL, contents

BUTTON: Final = Button(
    label="更新字典",
    group=Group.KEEP,
    place=3,
    keytip="X",
    image="RefreshAll",
    icon="..gggg.g .g....gg g....ggg ######.. #-#-#-.. ######.g #-#-#-g. ######..",
    tip="把本工作簿的下拉列表换成本机程序所带的字典，已填写的内容不改动",
    help="把本工作簿的下拉列表更新为程序自带的版本，已填的内容不变",
)


def run(host: Host) -> None:
    """Replace the contents of the hidden dictionary sheet, after asking."""
    present = host.read_dictionary()
    if DATE_LABEL not in present:
        raise UserError("本工作簿中没有字典，请使用本程序提供的采集表模板")
    installed = sheet.edition()
    if present[DATE_LABEL] == installed.date:
        host.tell(f"本工作簿的字典已经是{installed.date}版，不需要更新")
        return
    editions = f"本工作簿的字典是{present[DATE_LABEL]}版，程序自带的是{installed.date}版"
    if not host.ask(words.sentences(editions, "\n是否更新？", "已填的内容不变，不在新字典中的选项会在数据检查时指出")):
        return
    names = present.get(FORMS_LABEL, "").split()
    forms = tuple(form for form in sheet.forms() if form.name in names)
    new = contents(forms, installed, accepted_regions(), preset_of(present))
    host.write_dictionary(new.columns, new.names)
    host.tell(f"字典已更新为{installed.date}版，请保存工作簿")
