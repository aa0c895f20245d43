"""The Basic library that runs first when LibreOffice starts: does its Python start at all?

LibreOffice runs the Python that the first ``python3`` on PATH belongs to. In an activated virtual environment that one
has no module ``uno``, and LibreOffice aborts with std::bad_alloc as soon as any extension wants Python
(pyuno/source/loader/pyuno_loader.cxx, seen in 7.4). Basic asks for Python first, through UNO's reflection, which
turns that exception into an error of Basic; then it either starts the extension's Python or takes its components out
of this LibreOffice, until the next start, and says so above every spreadsheet.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape

LIBRARY: Final = "zcert"
START: Final = f"vnd.sun.star.script:{LIBRARY}.Guard.Start?language=Basic&location=application"

UNAVAILABLE: Final = (
    "LibreOffice的Python没有启动，职称采集的按钮和函数暂不可用，请关闭LibreOffice，从应用程序菜单或新的终端重新打开"
)

_GUARD: Final = """\
' zcert: starts the extension, or leaves it out when LibreOffice's Python does not start
Private listener As Object

Sub Start
  On Error GoTo withdraw
  ' Not createUnoService, which calls C++ directly: LibreOffice would end, with everything that is open.
  If IsNull(GetProcessServiceManager().createInstance("com.sun.star.loader.Python")) Then Error 1
  On Error GoTo done
  GetProcessServiceManager().createInstance("cn.zcert.calc.Start").execute(Array())
done:
  Exit Sub
withdraw:
  Resume without
without:
  WithdrawComponents
End Sub

Private Sub WithdrawComponents
  Dim name As String
  On Error Resume Next
  For Each name In Array({names})
    GetProcessServiceManager().remove(name)
  Next name
  listener = CreateUnoListener("View_", "com.sun.star.document.XDocumentEventListener")
  createUnoService("com.sun.star.frame.GlobalEventBroadcaster").addDocumentEventListener(listener)
End Sub

Sub View_documentEventOccured(event)
  On Error Resume Next
  If event.EventName <> "OnViewCreated" Then Exit Sub
  If Not event.Source.supportsService("com.sun.star.sheet.SpreadsheetDocument") Then Exit Sub
  Const WARNING = 2
  event.ViewController.appendInfobar("cn.zcert.calc", "", "{sentence}", WARNING, Array(), True)
End Sub

Sub View_disposing(event)
End Sub
"""

_DOCTYPE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
)
_INDEX: Final = (
    _DOCTYPE.format("library:library", "library")
    + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="'
    + LIBRARY
    + '" library:readonly="true" library:passwordprotected="false">{}</library:library>\n'
)
_MODULE: Final = (
    _DOCTYPE.format("script:module", "module")
    + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Guard" script:language="StarBasic">'
    "{}</script:module>\n"
)


def library(components: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the library; components are the names of the Python implementations."""
    names = ", ".join(f'"{name}"' for name in components)
    yield f"{LIBRARY}/script.xlb", _INDEX.format('<library:element library:name="Guard"/>')
    yield f"{LIBRARY}/dialog.xlb", _INDEX.format("")
    yield f"{LIBRARY}/Guard.xba", _MODULE.format(escape(_GUARD.format(names=names, sentence=UNAVAILABLE)))
