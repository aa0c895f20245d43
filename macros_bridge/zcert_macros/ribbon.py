"""What does the ribbon tab look like, and how do its buttons reach the bridge?

Format: [MS-CUSTOMUI2], the 2009/07 namespace, Office 2010 and newer.
"""

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from zcert import words
from zcert_addin.buttons import Button, Group, declarations
from zcert_macros.flavour import Flavour

NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACK_MODULE: Final = "ZcRibbon"
BRIDGE_CALL: Final = "CallBridge"


def ribbon_xml(flavour: Flavour) -> str:
    """Return the customUI14 part; every identifier and callback begins with the flavour's prefix."""
    load = {"onLoad": f"{flavour.prefix}OnLoad"} if flavour.hides else {}
    tab = {"id": f"{flavour.prefix}Tab", "label": words.PROGRAM, "insertAfterMso": "TabData"}
    if flavour.hides:
        tab["getVisible"] = f"{flavour.prefix}GetVisible"
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f"<customUI {_attributes({'xmlns': NAMESPACE, **load})}>",
        "  <ribbon>",
        "    <tabs>",
        f"      <tab {_attributes(tab)}>",
        *(line for group in Group for line in _group(group, flavour)),
        "      </tab>",
        "    </tabs>",
        "  </ribbon>",
        "</customUI>",
    ]
    return "\n".join(lines) + "\n"


def _group(group: Group, flavour: Flavour) -> list[str]:
    head = {"id": f"{flavour.prefix}Group{group.name.title()}", "label": group.value}
    buttons = [
        f"          <button {_attributes(_button(name, button, flavour))}/>"
        for name, button in declarations().items()
        if button.group is group
    ]
    return [f"        <group {_attributes(head)}>", *buttons, "        </group>"]


def _button(name: str, button: Button, flavour: Flavour) -> dict[str, str]:
    return {
        "id": f"{flavour.prefix}Button{_in_vba(name)}",
        "label": button.label,
        "keytip": button.keytip,
        "size": "large" if button.large else "normal",
        "imageMso": button.image,
        "screentip": button.label,
        "supertip": button.tip,
        "onAction": flavour.prefix + _in_vba(name),
    }


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items())


def callbacks(flavour: Flavour) -> str:
    """Return the VBA module that the buttons call: one line for each."""
    lines = [f'Attribute VB_Name = "{CALLBACK_MODULE}"', "Option Explicit"]
    for name in declarations():
        lines += [
            "",
            f"Public Sub {flavour.prefix}{_in_vba(name)}(ByVal control As IRibbonControl)",
            f'    {BRIDGE_CALL} "{name}"',
            "End Sub",
        ]
    return "\n".join(lines) + "\n"


def _in_vba(name: str) -> str:
    """Return a button's name as VBA writes names: ``check_identity`` is ``CheckIdentity``."""
    return "".join(word.title() for word in name.split("_"))
