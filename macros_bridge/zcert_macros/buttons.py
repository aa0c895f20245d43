"""Which buttons does the ribbon tab 职称采集 hold?

The only place where they are written down: the ribbon, the VBA callbacks and the names called in ``zcert_bridge`` are
made from here. A button appears here when its command exists, not before.
"""

from dataclasses import dataclass
from typing import Final

TAB_LABEL: Final = "职称采集"


@dataclass(frozen=True, slots=True)
class Button:
    """One button.

    name:     its identifier; with a prefix the callback's name in VBA.
    label:    what stands on it; also the bold first line of its tip.
    function: what VBA calls in ``zcert_bridge``, with the full name of the open workbook.
    image:    one of Office's own icons (imageMso).
    tip:      one sentence on what it does.
    """

    name: str
    label: str
    function: str
    image: str
    tip: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons that stand together under a label."""

    name: str
    label: str
    buttons: tuple[Button, ...]


GROUPS: Final = (
    Group(
        "Check",
        "检查",
        (
            Button(
                "CheckIdentity",
                "身份证验证",
                "check_identity",
                "AcceptInvitation",
                "验证本表每个身份证号码，结果写入“身份证验证”列，有误的标红；结果只作提示，不影响填报。",
                large=True,
            ),
            Button(
                "CheckPhotos",
                "照片检测",
                "check_photos",
                "PictureInsertFromFile",
                "在本工作簿所在文件夹中查找以号码命名的照片，结果写入“照片检测”列；可以反复执行。",
                large=True,
            ),
            Button(
                "CheckData",
                "数据检查",
                "check_data",
                "DataValidation",
                "检查必填、选项、上下级联动、日期、电话、邮编等其余各栏，逐条列出问题和处理办法。",
                large=True,
            ),
            Button(
                "TidyTexts",
                "规范整理",
                "tidy_texts",
                "QueryBuilder",
                "去掉多余的空格和换行，全角数字改半角，日期改成八位数字；先列出改动，确认后才改，改前自动备份。",
                large=True,
            ),
        ),
    ),
    Group(
        "Collect",
        "汇总",
        (
            Button(
                "ConsolidateFolder",
                "数据汇总",
                "consolidate_folder",
                "Consolidate",
                "把所选文件夹中的全部采集表合并成一个汇总表；原有的汇总表会被覆盖，覆盖前留一份备份。",
                large=True,
            ),
        ),
    ),
    Group(
        "Keep",
        "维护",
        (
            Button(
                "BackUp",
                "备份",
                "back_up",
                "FileSaveAs",
                "把本工作簿（可连同照片）按日期另存一份到所选位置。",
            ),
            Button(
                "Restore",
                "恢复",
                "restore",
                "Undo",
                "从以前的备份取回工作簿，取回前先把现在的内容另存。",
            ),
            Button(
                "UpdateDictionary",
                "更新字典",
                "update_dictionary",
                "RefreshAll",
                "把本工作簿的下拉列表换成本机程序所带的字典，已填写的内容不改动。",
            ),
        ),
    ),
    Group(
        "Help",
        "帮助",
        (
            Button("ShowHelp", "使用说明", "show_help", "Help", "打开本机上的使用说明，不联网。"),
            Button("ShowAbout", "关于", "show_about", "Info", "显示程序版本、字典日期和本工作簿所用的字典日期。"),
        ),
    ),
)

BUTTONS: Final = tuple(button for group in GROUPS for button in group.buttons)
