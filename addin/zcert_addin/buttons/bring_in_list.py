"""导入自有名单: a unit's or county's own entries into drop-down lists of the open workbook, kept from then on."""

from collections.abc import Mapping
from typing import Final

from zcert import clock, words
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import dictionary, sheet
from zcert_addin.commands.bring_in_list import Brought, bring_in, counted, refuse_useless
from zcert_addin.commands.way_back import keep_way_back, require_way_back
from zcert_addin.hosts.protocol import Host
from zcert_dictionaries import Edition, OwnList
from zcert_templates.dictionary_sheet import DATE_LABEL
from zcert_templates.own_lists import own_lists

BUTTON: Final = Button(
    label="导入自有名单",
    group=Group.KEEP,
    place=4,
    keytip="O",
    image="GetExternalDataFromText",
    icon="####.... #--#.... #-##.... #--#.g.. #-##ggg. #--#.g.. ####.g.. .gggg...",
    tip="把本单位、本地自己的评审组织名单（工作簿或CSV）加进本工作簿的下拉列表，更新字典时保留",
    help=(
        "选择自己的评审组织名单：工作簿或CSV，列名写“评审组织”，每行一项（没有列名的取第一列）。先说明新的、已有的、不能用的各几项，"
        "同意后加进本工作簿的下拉列表，从列表中选取的不必再填其它评审组织，数据检查、数据汇总都承认，更新字典时保留。"
        "再次导入时，新名单代替原来导入的；名单只有列名时，去掉原来导入的。导入前自动备份。"
    ),
)

TITLE: Final = "选择自有名单（工作簿或CSV）"


def run(host: Host) -> None:
    """Judge the entries of a chosen file, ask, and write them into the hidden dictionary sheet."""
    present = dictionary.facts_of(host)
    path = host.pick_file(TITLE, host.folder)
    if path is None:
        return
    former, installed = own_lists(present), sheet.edition()
    brought = bring_in(path, dictionary.forms_of(present), installed, clock.today())
    refuse_useless(brought, former)
    new = installed.with_own({**former, **brought.own})
    same = _entries(new.own) == _entries(installed.with_own(former).own)
    if same and present[DATE_LABEL] == installed.date:
        host.tell(words.sentences(counted(brought), "下拉列表中已经有这些，不需要导入"))
        return
    question = words.sentences(counted(brought), *_consequences(former, new, present[DATE_LABEL]), "\n现在导入吗？")
    require_way_back(host)
    if host.ask(question):
        back = keep_way_back(host)
        dictionary.rewrite(host, present, new)
        host.tell(words.sentences(_done(brought), "请保存工作簿", f"\n{back}"))


def _entries(own: Mapping[str, OwnList]) -> dict[str, tuple[str, ...]]:
    return {name: one.entries for name, one in own.items()}


def _consequences(former: Mapping[str, OwnList], new: Edition, date: str) -> list[str]:
    """Say which former entries go away, and that the published ones change too."""
    told = []
    for name, one in former.items():
        gone = len(set(one.entries) - set(new.lists[name]))
        if gone:
            told.append(f"\n原来导入的{len(one.entries)}项{name}中，有{gone}项将去掉，用到的行在数据检查时会指出")
    if date != new.date:
        told.append(f"\n本工作簿的字典同时由{date}版更新为程序自带的{new.date}版")
    return told


def _done(brought: Brought) -> str:
    counts = "、".join(f"{len(judged.new)}项{name}" for name, judged in brought.lists.items() if judged.new)
    return f"已导入{counts}，可从下拉列表中选取" if counts else "已去掉原来导入的名单"
