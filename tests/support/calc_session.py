"""Drive LibreOffice Calc without a window; run as a program by the system's Python, which has ``uno``.

Standard input: JSON {"file": path, "steps": [[command, cell, text?], ...]}, all on the first sheet.
    set    write a text into a cell, bypassing all rules
    offer  return the entries of the cell's drop-down list
    type   type a text as a user does, and return what the cell holds afterwards
    error  return title and text of the message for a refused value in this cell
Standard output: JSON, one result for each step.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

SECONDS = 120
SETTINGS = (
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Setup/Product", "ooSetupLastVersion", "7.4"),
)
ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def properties(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def wait_for(question):
    """Ask until there is an answer and return it; SystemExit after about 20 s."""
    for _ in range(400):
        answer = question()
        if answer:
            return answer
        time.sleep(0.05)
    raise SystemExit("LibreOffice did not answer")


def start(profile):
    """Start a separate LibreOffice and return its process and its context."""
    user = Path(profile) / "user"
    user.mkdir()
    items = "".join(ITEM.format(*setting) for setting in SETTINGS)
    text = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    (user / "registrymodifications.xcu").write_text(f'<?xml version="1.0" encoding="UTF-8"?>{text}', "utf-8")
    pipe = f"zcert{uuid.uuid4().hex}"
    command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--nologo"]
    command += ["--nodefault", "--nofirststartwizard", f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name != "DISPLAY"}
    process = subprocess.Popen(
        command, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    threading.Thread(target=end_in_time, args=(process,), daemon=True).start()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)

    def resolved():
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            return None

    return process, wait_for(resolved)


def end_in_time(process):
    """Kill LibreOffice after 120 s, which ends a blocked call."""
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


class Sheet:
    """The first sheet of an open document."""

    def __init__(self, context, path):
        manager = context.ServiceManager
        desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, ())
        self.sheet = self.document.Sheets.getByIndex(0)
        self.screen = manager.createInstanceWithContext("org.libreoffice.uitest.UITest", context)
        self.grid = wait_for(self.found_grid)

    def found_grid(self):
        window = self.screen.getTopFocusWindow()
        return window.getChild("grid_window") if window and "grid_window" in window.getChildren() else None

    def set(self, cell, text):
        self.sheet.getCellRangeByName(cell).String = text

    def offer(self, cell):
        address = self.sheet.getCellRangeByName(cell).CellAddress
        place = properties(SELECTMENU="", COL=str(address.Column), ROW=str(address.Row))
        self.grid.executeAction("LAUNCH", place)
        entries = wait_for(self.screen.getFloatWindow).getChild("list")
        return [state(entries.getChild(str(at)))["Text"] for at in range(int(state(entries)["Children"]))]

    def type(self, cell, text):
        self.grid.executeAction("SELECT", properties(CELL=cell))
        self.grid.executeAction("TYPE", properties(TEXT=text))
        self.grid.executeAction("TYPE", properties(KEYCODE="RETURN"))
        return self.sheet.getCellRangeByName(cell).String

    def error(self, cell):
        rule = self.sheet.getCellRangeByName(cell).Validation
        return [rule.ErrorTitle, rule.ErrorMessage] if rule.ShowErrorMessage else None


def state(element):
    return {one.Name: one.Value for one in element.getState()}


def main():
    request = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as profile:
        process, context = start(profile)
        try:
            sheet = Sheet(context, request["file"])
            json.dump([getattr(sheet, verb)(*arguments) for verb, *arguments in request["steps"]], sys.stdout)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    main()
