"""The texts by which LibreOffice knows the extension: menu, toolbar, icons, protocol, start, components."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape

from zcert import words
from zcert_addin.buttons import declarations
from zcert_calc import guard

IDENTIFIER: Final = "cn.zcert.calc"
PROTOCOL: Final = "vnd.zcert:"

_SPREADSHEETS: Final = "com.sun.star.sheet.SpreadsheetDocument"
_ROOT: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{}" oor:package="{}">\n{}</oor:component-data>\n'
)
_COMPONENTS: Final = (
    ("zcert_buttons.py", "cn.zcert.calc.Buttons", "com.sun.star.frame.ProtocolHandler"),
    ("zcert_functions.py", "cn.zcert.calc.Functions", "cn.zcert.calc.Functions"),
    ("zcert_start.py", "cn.zcert.calc.Start", "cn.zcert.calc.Start"),
)


def texts(version: str) -> dict[str, str]:
    """Return each text by its path in the extension."""
    configured = {
        "Addons.xcu": _root("Addons", "org.openoffice.Office", _addons()),
        "CalcCommands.xcu": _root("CalcCommands", "org.openoffice.Office.UI", _tips()),
        "CalcWindowState.xcu": _root("CalcWindowState", "org.openoffice.Office.UI", _toolbar_state()),
        "ProtocolHandler.xcu": _root("ProtocolHandler", "org.openoffice.Office", _handler()),
        "Events.xcu": _root("Events", "org.openoffice.Office", _start()),
    }
    return {
        **configured,
        **dict(guard.library(name for _, name, _ in _COMPONENTS)),
        "zcert.components": _components(),
        "description.xml": _description(version),
        "META-INF/manifest.xml": _manifest(configured),
    }


def _root(name: str, package: str, content: str) -> str:
    return _ROOT.format(name, package, content)


def _node(name: str, *content: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">{"".join(content)}</node>\n'


def _group(name: str, *content: str) -> str:
    return f'<node oor:name="{name}">{"".join(content)}</node>\n'


def _value(name: str, value: str) -> str:
    return f'<prop oor:name="{name}"><value>{escape(value)}</value></prop>'


def _label(name: str, value: str) -> str:
    # Both languages: without an English text LibreOffice shows nothing where it runs in another language.
    value = escape(value)
    return (
        f'<prop oor:name="{name}"><value xml:lang="zh-CN">{value}</value><value xml:lang="en-US">{value}</value></prop>'
    )


def _addons() -> str:
    menu = _node(
        f"{IDENTIFIER}.menu",
        _label("Title", words.PROGRAM),
        _value("Target", "_self"),
        _value("Context", _SPREADSHEETS),
        _group("Submenu", *_items("m")),
    )
    toolbar = _node(f"{IDENTIFIER}.toolbar", *_items("t"))
    return _group(
        "AddonUI",
        _group("OfficeMenuBar", menu),
        _group("OfficeToolBar", toolbar),
        _group("Images", *map(_image, declarations())),
    )


def _items(kind: str) -> Iterator[str]:
    for at, (name, button) in enumerate(declarations().items()):
        yield _node(
            f"{kind}{at:02}",
            _value("URL", PROTOCOL + name),
            _label("Title", button.label),
            _value("Target", "_self"),
            _value("Context", _SPREADSHEETS),
        )


def _image(name: str) -> str:
    places = (("ImageSmallURL", 16), ("ImageBigURL", 24))
    urls = [_value(place, f"%origin%/icons/{name}_{width_px}.png") for place, width_px in places]
    return _node(f"{IDENTIFIER}.{name}", _value("URL", PROTOCOL + name), _group("UserDefinedImages", *urls))


def _tips() -> str:
    tips = (
        _node(PROTOCOL + name, _label("Label", button.label), _label("TooltipLabel", button.tip))
        for name, button in declarations().items()
    )
    return _group("UserInterface", _group("Commands", *tips))


def _toolbar_state() -> str:
    state = _node(
        f"private:resource/toolbar/addon_{IDENTIFIER}.toolbar",
        _label("UIName", words.PROGRAM),
        _value("ContextSensitive", "false"),
        _value("Visible", "true"),
        _value("Docked", "true"),
        _value("DockingArea", "0"),
        _value("DockPos", "0,3"),
        _value("Style", "2"),
    )
    return _group("UIElements", _group("States", state))


def _handler() -> str:
    protocols = f'<prop oor:name="Protocols" oor:type="oor:string-list"><value>{PROTOCOL}*</value></prop>'
    return _group("HandlerSet", _node(f"{IDENTIFIER}.Buttons", protocols))


def _start() -> str:
    # No job: LibreOffice would start its Python for that, and end when it cannot.
    at_start = _node("OnStartApp", _value("BindingURL", guard.START))
    return _group("ApplicationEvents", _group("Bindings", at_start))


def _components() -> str:
    parts = "".join(
        f'<component loader="com.sun.star.loader.Python" uri="{file}">'
        f'<implementation name="{name}"><service name="{service}"/></implementation></component>\n'
        for file, name, service in _COMPONENTS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<components xmlns="http://openoffice.org/2010/uno-components">\n{parts}</components>\n'
    )


def _description(version: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006" xmlns:l="http://libreoffice.org/extensions/description/2011">
<identifier value="{IDENTIFIER}"/>
<version value="{version}"/>
<platform value="all"/>
<dependencies><l:LibreOffice-minimal-version value="7.0" name="LibreOffice 7.0"/></dependencies>
<display-name><name lang="en">zcert</name><name lang="zh-CN">职称采集（zcert）</name></display-name>
</description>
"""


def _manifest(configured: Iterable[str]) -> str:
    media = "application/vnd.sun.star."
    kinds = {"zcert.components": "uno-components", f"{guard.LIBRARY}/": "basic-library"}
    kinds |= dict.fromkeys(configured, "configuration-data")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}{kind}"/>\n'
        for path, kind in kinds.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'
    )
