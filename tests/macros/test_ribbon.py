"""The ribbon: valid, wired, and with icons that Office has."""

import re
from xml.etree import ElementTree as ET

import pytest

import zcert_bridge
from support.macro_file import MacroFile, built
from zcert_addin.buttons import BUTTONS, Group, declarations
from zcert_addin.installing.pc import ADDIN as ADDIN_FILE
from zcert_macros.flavour import ADDIN, BOOK, Flavour
from zcert_macros.ribbon import NAMESPACE, callbacks, ribbon_xml
from zcert_macros.vba_project import modules

EACH_FLAVOUR = pytest.mark.parametrize("flavour", [BOOK, ADDIN], ids=["book", "addin"])

# Of Excel's own controls, in Microsoft's lists of control identifiers for Office 2010 and later, but for the two that
# have another source. An unknown name makes Excel show no picture, without a word; a button
# with a picture that no other has says here where Office has it.
ICONS = {
    "AcceptInvitation": "Outlook's; CommandBars.GetImageMso gives it in Excel too",
    "ChartTypeBarInsertGallery": "Insert, 条形图",
    "ChartTypeColumnInsertGallery": "Insert, 柱形图",
    "Consolidate": "Data, 合并计算",
    "DataValidation": "Data, 数据验证",
    "FileNew": "新建",
    "FileOpen": "打开",
    "FileSaveAs": "另存为",
    "FileSendAsAttachment": "文件, 共享, 电子邮件, 作为附件发送",
    "FillDown": "Home, 填充, 向下",
    "GetExternalDataExistingConnections": "Data, 现有连接",
    "GetExternalDataFromText": "Data, 自文本",
    "Filter": "Data, 筛选",
    "Help": "帮助",
    "Info": "信息; in the gallery of icons of every application",
    "PictureInsertFromFile": "Insert, 图片",
    "QueryBuilder": "Access's magic wand; CommandBars.GetImageMso gives it in Excel too",
    "Redo": "恢复, beside the tabs",
    "RefreshAll": "Data, 全部刷新",
    "ReviewNextComment": "Review, 下一条批注",
    "ReviewPreviousComment": "Review, 上一条批注",
    "ReplaceDialog": "Home, 查找和选择, 替换",
    "Undo": "撤消, beside the tabs",
}


def tab(flavour: Flavour) -> ET.Element:
    (found,) = ET.fromstring(ribbon_xml(flavour)).iter(f"{{{NAMESPACE}}}tab")
    return found


def buttons(flavour: Flavour) -> list[ET.Element]:
    return list(tab(flavour).iter(f"{{{NAMESPACE}}}button"))


def test_the_tab_holds_what_is_promised() -> None:
    assert tab(BOOK).get("label") == tab(ADDIN).get("label") == "职称采集"
    groups = [(group.get("label"), [one.get("label") for one in group]) for group in tab(BOOK)]
    assert groups == [
        (group.value, [button.label for button in declarations().values() if button.group is group]) for group in Group
    ]
    assert sum(len(labels) for _, labels in groups) == len(BUTTONS)


@EACH_FLAVOUR
def test_every_button_is_wired(flavour: Flavour) -> None:
    code = modules(flavour)["ZcRibbon"]
    wired = re.findall(
        r'Public Sub (\w+)\(ByVal control As IRibbonControl\)\r\n    CallBridge "(\w+)"\r\nEnd Sub', code
    )
    assert [called for _, called in wired] == list(declarations())
    assert len({name.casefold() for name, _ in wired}) == len(BUTTONS)
    assert all(name == flavour.prefix + called.title().replace("_", "") for name, called in wired)
    assert [button.get("onAction") for button in buttons(flavour)] == [name for name, _ in wired]
    assert callbacks(flavour).count("Public Sub ") == len(BUTTONS)


def test_add_in_and_workbook_share_no_identifier() -> None:
    names = [
        {value for e in tab(one).iter() for key, value in e.attrib.items() if key in {"id", "onAction"}}
        for one in (ADDIN, BOOK)
    ]
    assert not names[0] & names[1]


def test_only_the_workbooks_tab_hides() -> None:
    assert (tab(BOOK).get("getVisible"), tab(ADDIN).get("getVisible")) == ("ZcBookGetVisible", None)
    assert f'"{ADDIN_FILE}"' in modules(BOOK)["ZcBook"]
    assert "RefreshTab" in MacroFile.read("id.xlsm", built("id.xlsm")).modules[0].source.decode()


def test_every_icon_is_one_that_office_has() -> None:
    assert {button.image for button in declarations().values()} <= set(ICONS)


@EACH_FLAVOUR
def test_every_button_says_what_it_does(flavour: Flavour) -> None:
    shown = ("label", "screentip", "supertip", "keytip", "imageMso", "size")
    assert [tuple(map(element.get, shown)) for element in buttons(flavour)] == [
        (one.label, one.label, one.tip, one.keytip, one.image, "large" if one.large else "normal")
        for one in declarations().values()
    ]


def test_every_button_has_its_function_in_the_bridge() -> None:
    called = re.findall(r'CallBridge "(\w+)"', callbacks(BOOK))
    assert [name for name in called if not callable(getattr(zcert_bridge, name, None))] == []
