"""Which buttons do the toolbar and the menu 职称采集 of LibreOffice Calc hold?"""

from dataclasses import dataclass
from typing import Final

TITLE: Final = "职称采集"


@dataclass(frozen=True, slots=True)
class Button:
    """One button: ``name`` is that of its module, ``tip`` one sentence on what it does."""

    name: str
    label: str
    tip: str


BUTTONS: Final = (
    Button(
        "check_identity", "身份证验证", "验证本表每个身份证号码，结果写入“身份证验证”列；结果只作提示，不影响填报。"
    ),
    Button("check_photos", "照片检测", "在本工作簿所在文件夹中查找以号码命名的照片，结果写入“照片检测”列。"),
    Button("check_data", "数据检查", "检查必填、选项、级联、日期、电话、邮编等其余各栏，逐条列出问题和处理办法。"),
    Button("tidy_texts", "规范整理", "去掉多余的空格和换行，全角改半角，日期改成八位数字；先列出改动，确认后才改。"),
    Button("consolidate_folder", "数据汇总", "把所选文件夹中的全部采集表合并成一个汇总表；原有的汇总表留一份备份。"),
    Button("back_up", "备份", "把本工作簿（可连同照片）按日期另存一份到所选位置。"),
    Button("restore", "恢复", "从以前的备份取回工作簿，不覆盖任何文件。"),
    Button("update_dictionary", "更新字典", "把本工作簿的下拉列表换成本机程序所带的字典，已填写的内容不改动。"),
    Button("show_help", "使用说明", "打开本机上的使用说明，不联网。"),
    Button("show_about", "关于", "显示程序版本、字典日期和本工作簿所用的字典日期。"),
)
