"""A second Excel: opens a workbook and answers others until its standard input ends.

python -m support.com_excel BOOK

Lines on standard input: ``busy`` and ``free``, each answered by itself; at the end of the input the calls that came in,
by member, and the number that the message filter has seen are written as JSON.
"""

import json
import queue
import sys
import threading
from pathlib import Path

import openpyxl
import pythoncom
import win32con
import win32event

from support import excel_engine
from support.com_excel.application import Application
from support.com_excel.busy import Filter
from support.com_excel.desktop import Desk
from support.com_excel.member import CALLS

_LOOKS_MS = 50


def main() -> None:
    """Run until the standard input ends."""
    pythoncom.CoInitialize()
    asked: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    path, message_filter, desk = Path(sys.argv[1]), Filter(), Desk()
    model = excel_engine.App(excel_engine.Engine(), 2)
    model.books.books.append(excel_engine.Book(model, openpyxl.load_workbook(path), str(path)))
    desk.show(Application(model, desk.hwnd))
    print("ready", flush=True)
    while True:
        win32event.MsgWaitForMultipleObjects([], False, _LOOKS_MS, win32con.QS_ALLINPUT)
        pythoncom.PumpWaitingMessages()
        if asked.empty():
            continue
        line = asked.get()
        if not line:
            break
        message_filter.rejecting = line == "busy"
        print(line, flush=True)
    print(json.dumps({"calls": CALLS, "seen": message_filter.seen}), flush=True)


def _listen(asked: "queue.Queue[str]") -> None:
    for line in sys.stdin:
        asked.put(line.strip())
    asked.put("")


main()
