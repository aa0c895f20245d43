"""数据汇总 from any workbook: warn, let a folder be chosen, merge it, say what came of it."""

from typing import Final

from zcert import clock, words
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate
from zcert_addin.commands.open_workbooks import is_ready
from zcert_addin.hosts.protocol import Host
from zcert_addin.summary.sources import SUMMARY_STEM, Listed
from zcert_addin.summary.tree import list_tree, workbooks_below

WARNING = (
    f"数据汇总会把所选文件夹中的全部采集表合并成一个“{SUMMARY_STEM}”。\n"
    "文件夹中如已有汇总表，会被覆盖（旧表留一份备份）。\n是否继续？"
)

BUTTON: Final = Button(
    label="数据汇总",
    group=Group.COLLECT,
    place=1,
    keytip="H",
    image="Consolidate",
    icon="##....## ##....## .#-..-#. ..#--#.. ..####.. ..#--#.. ..####.. ..####..",
    tip="把所选文件夹中的全部采集表合并成一个汇总表；原有的汇总表会被覆盖，覆盖前留一份备份",
    help=(
        "把一个文件夹中下级单位的采集表合并成“高级专业技术资格证书汇总表”。请先把各单位的采集表按单位改名，"
        "与照片一起放进同一个文件夹，再点本按钮并选择该文件夹。打开着的汇总表请先关闭；打开着的采集表有未保存的修改时，先问是否保存。没有汇总的文件和原因列在“汇总报告”中。"
        "所选文件夹的子文件夹中也有工作簿时，先问是否一并汇总。单位在采集表中另加的栏目按列名带到汇总表右侧，逐级汇总都保留。"
    ),
    large=True,
)

_NAMED: Final = 5


def run(host: Host) -> None:
    """Merge the chosen folder; the summary is opened when it is done."""
    if not host.ask(WARNING):
        return
    folder = choose_folder(host, "选择放有采集表和照片的文件夹")
    if folder is None:
        return
    summary = folder / f"{SUMMARY_STEM}.xlsx"
    tree = list_tree(folder, summary, host.progress)
    recursive = _with_sub_folders(host, tree)
    if not is_ready(host, summary, tree if recursive else (one for one in tree if "/" not in one.name)):
        return
    settings = MergeSettings(clock.today(), sheet.edition(), host.progress, sheet.forms(), recursive=recursive)
    consolidation = consolidate(folder, summary, settings)
    told = [f"汇总完成：{len(consolidation.merged)}个采集表、{consolidation.rows}人"]
    if consolidation.refused:
        told.append(f"\n有{len(consolidation.refused)}个文件有问题没有汇总，原因见“汇总报告”")
    if consolidation.doubtful:
        told.append(f"\n另有{len(consolidation.doubtful)}个文件或文件夹可能有数据但不能直接汇总，见“汇总报告”")
    if consolidation.duplicates:
        told.append(f"\n有{len(consolidation.duplicates)}人出现在多个文件中，见“汇总报告”")
    if consolidation.resent:
        told.append(f"\n有{len(consolidation.resent)}个单位在上次汇总以后又报送，改了什么见“汇总报告”")
    if consolidation.widened:
        told.append(f"\n{words.widened(len(consolidation.widened))}")
    message = words.sentences(*told)
    if len(consolidation.volumes) > 1:
        message += f"\n一个工作表放不下，汇总表分为{len(consolidation.volumes)}册：{'、'.join(consolidation.volumes)}"
    host.tell("\n".join([message, *words.kept(consolidation.backups, consolidation.surplus)]))
    host.open(summary)


def _with_sub_folders(host: Host, tree: list[Listed]) -> bool:
    """Ask whether the workbooks of sub-folders are merged too; False where there are none."""
    below = workbooks_below(tree)
    if not below:
        return False
    named = "".join(f"“{name}”" for name in list(below)[:_NAMED]) + ("等" if len(below) > _NAMED else "")
    return host.ask(
        f"子文件夹{named}中也有工作簿（共{sum(below.values())}个），一并汇总吗？\n选“否”则只汇总所选文件夹中的。"
    )
