"""What does the ribbon tab look like, and how do its buttons reach the bridge?

Format: [MS-CUSTOMUI2], the 2009/07 namespace, Office 2010 and newer.
"""

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from zcert_macros.buttons import BUTTONS, GROUPS, TAB_LABEL, Button, Group
from zcert_macros.flavour import Flavour

NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACK_MODULE: Final = "ZcRibbon"
BRIDGE_CALL: Final = "CallBridge"


def ribbon_xml(flavour: Flavour) -> str:
    """Give the customUI14 part; every identifier and callback begins with the flavour's prefix."""
    load = {"onLoad": f"{flavour.prefix}OnLoad"} if flavour.hides else {}
    tab = {"id": f"{flavour.prefix}Tab", "label": TAB_LABEL, "insertAfterMso": "TabData"}
    if flavour.hides:
        tab["getVisible"] = f"{flavour.prefix}GetVisible"
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f"<customUI {_attributes({'xmlns': NAMESPACE, **load})}>",
        "  <ribbon>",
        "    <tabs>",
        f"      <tab {_attributes(tab)}>",
        *(line for group in GROUPS for line in _group(group, flavour)),
        "      </tab>",
        "    </tabs>",
        "  </ribbon>",
        "</customUI>",
    ]
    return "\n".join(lines) + "\n"


def _group(group: Group, flavour: Flavour) -> list[str]:
    head = {"id": f"{flavour.prefix}Group{group.name}", "label": group.label}
    buttons = [f"          <button {_attributes(_button(button, flavour))}/>" for button in group.buttons]
    return [f"        <group {_attributes(head)}>", *buttons, "        </group>"]


def _button(button: Button, flavour: Flavour) -> dict[str, str]:
    return {
        "id": f"{flavour.prefix}Button{button.name}",
        "label": button.label,
        "size": "large" if button.large else "normal",
        "imageMso": button.image,
        "screentip": button.label,
        "supertip": button.tip,
        "onAction": flavour.prefix + button.name,
    }


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items())


def callbacks(flavour: Flavour) -> str:
    """Give the VBA module that the buttons call: one line for each."""
    lines = [f'Attribute VB_Name = "{CALLBACK_MODULE}"', "Option Explicit"]
    for button in BUTTONS:
        lines += [
            "",
            f"Public Sub {flavour.prefix}{button.name}(ByVal control As IRibbonControl)",
            f'    {BRIDGE_CALL} "{button.function}"',
            "End Sub",
        ]
    return "\n".join(lines) + "\n"
