"""Runs under the office's own Python: starts LibreOffice with a profile of its own and does what each line asks.

A line is ``[method, arguments]`` as JSON; the answer is ``{"result": …}`` or ``{"error": text}``. The office is killed
when a step takes too long, and when this program's input ends.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.frame import XStatusListener
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment, XProgressHandler

STEP_S = 40
OK, YES, NO = ("OK", "确定"), ("Yes", "是"), ("No", "否")
PUSH_BUTTON = 44
TITLE = "职称采集"
SKIPPED_ROLES = (14, 35, 57, 61)  # cells, menus and the like hold no buttons
SETTINGS = (
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Common/Misc", "UseSystemFileDialog", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Linguistic/General", "UILocale", os.environ.get("ZCERT_TEST_LOCALE", "")),
    ("Setup/Product", "ooSetupLastVersion", "99.0"),
)


class Approve(unohelper.Base, XCommandEnvironment, XInteractionHandler, XProgressHandler):
    def getInteractionHandler(self):
        return self

    def getProgressHandler(self):
        return self

    def handle(self, request):
        for one in request.getContinuations():
            if one.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove")):
                one.select()
                return

    def push(self, _status): ...

    def update(self, _status): ...

    def pop(self): ...


class Listener(unohelper.Base, XStatusListener):
    def __init__(self):
        self.events = []

    def statusChanged(self, event):
        self.events.append(event)

    def disposing(self, _source): ...


def properties(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def url(path):
    return Path(path).absolute().as_uri()


class Driver:
    def __init__(self, profile, display):
        self.profile, self.display, self.process = Path(profile), display, None

    # The office

    def start(self, environment=None):
        user = self.profile / "user"
        user.mkdir(parents=True, exist_ok=True)
        registry = user / "registrymodifications.xcu"
        if not registry.exists():
            items = "".join(
                f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
                f"<value>{value}</value></prop></item>"
                for path, name, value in SETTINGS
            )
            registry.write_text(
                '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
                f"{items}</oor:items>",
                "utf-8",
            )
        pipe = f"zcert{uuid.uuid4().hex}"
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        surroundings.pop("DISPLAY", None)
        surroundings.update(environment or {})
        command = [
            "soffice",
            f"-env:UserInstallation={url(self.profile)}",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
        ]
        if self.display:
            surroundings["DISPLAY"] = self.display
        else:
            # Not --headless, which cancels every message box: this draws into memory only, and boxes wait.
            surroundings["SAL_USE_VCLPLUGIN"] = "svp"
        self.process = subprocess.Popen(
            command,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        end_s = time.monotonic() + STEP_S
        while True:
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                assert self.process.poll() is None, "soffice ended"
                assert time.monotonic() < end_s, "soffice did not start"
                time.sleep(0.05)
        self.desktop = self.make("com.sun.star.frame.Desktop")
        return self.process.pid

    def make(self, service):
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def install(self, path):
        manager = self.context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
        manager.addExtension(url(path), (), "user", None, Approve())

    def extensions(self):
        manager = self.context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
        return [
            one.getIdentifier().Value
            for one in manager.getDeployedExtensions("user", manager.createAbortChannel(), Approve())
        ]

    def kill(self):
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait(10)

    def stop(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    # Documents

    def open(self, path, **options):
        self.document = self.desktop.loadComponentFromURL(
            path if path.startswith("private:") else url(path), "_blank", 0, properties(**options)
        )

    def latest(self):
        """Go on with the document that was opened last, e.g. by a button."""
        self.document = self.desktop.CurrentComponent
        return self.document.Title

    def close_all(self):
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            one = components.nextElement()
            if hasattr(one, "setModified"):
                one.setModified(False)
            one.close(True)

    def save(self, path, kind):
        self.document.storeToURL(url(path), properties(FilterName=kind))

    def sheets(self):
        return list(self.document.Sheets.ElementNames)

    def _sheet(self, name):
        return self.document.Sheets.getByName(name) if name else self.document.Sheets.getByIndex(0)

    def texts(self, area, sheet=None):
        block = self._sheet(sheet).getCellRangeByName(area)
        return [
            [block.getCellByPosition(column, row).String for column in range(block.Columns.Count)]
            for row in range(block.Rows.Count)
        ]

    def formulas(self, area, sheet=None):
        return [list(row) for row in self._sheet(sheet).getCellRangeByName(area).getFormulaArray()]

    def fill(self, area, rows, sheet=None):
        self._sheet(sheet).getCellRangeByName(area).setDataArray(tuple(map(tuple, rows)))

    def calculate(self, area, rows, sheet=None):
        self._sheet(sheet).getCellRangeByName(area).setFormulaArray(tuple(map(tuple, rows)))

    def matrix(self, area, formula, sheet=None):
        self._sheet(sheet).getCellRangeByName(area).setArrayFormula(formula)

    def recalculate(self):
        begin_s = time.perf_counter()
        self.document.calculateAll()
        return time.perf_counter() - begin_s

    def call(self, service, name, *arguments):
        """Call a component inside the office, e.g. one of a benchmark."""
        return self.make(service).callFunction(name, arguments)

    def protect(self, sheet=None):
        self._sheet(sheet).protect("")

    def merge(self, area, sheet=None):
        self._sheet(sheet).getCellRangeByName(area).merge(True)

    def selected(self):
        return self.document.CurrentSelection.AbsoluteName

    def names(self):
        return {
            name: self.document.NamedRanges.getByName(name).Content for name in self.document.NamedRanges.ElementNames
        }

    def go_to(self, sheet):
        self.document.CurrentController.setActiveSheet(self._sheet(sheet))

    # Macros of the document

    def _macros(self):
        return self.document.BasicLibraries.getByName("VBAProject")

    def modules(self):
        return list(self._macros().ElementNames)

    def put_module(self, name, text):
        """Put a module in the place of the one of that name; only an office that runs macros compiles it."""
        self._macros().replaceByName(name, f"Option VBASupport 1\n{text}")

    def macro(self, name, *arguments):
        """Call a macro, ``Module.Function``."""
        place = f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document"
        return self.document.ScriptProvider.getScript(place).invoke(arguments, (), ())[0]

    # Windows

    def press(self, label):
        """Press the toolbar's button of that label, found as a screen reader finds it."""
        button = self._button(self.document.CurrentController.Frame.ContainerWindow, label)
        assert button is not None, label
        button.doAccessibleAction(0)

    def find(self, label):
        """Look for a button that ``press_found`` presses: looking takes longer than what is measured."""
        self.found = self._button(self.document.CurrentController.Frame.ContainerWindow, label)

    def place(self, label):
        """Give the middle of a button on the screen, for a mouse."""
        button = self._button(self.document.CurrentController.Frame.ContainerWindow, label)
        corner, size = button.getLocationOnScreen(), button.getSize()
        return [corner.X + size.Width // 2, corner.Y + size.Height // 2]

    def press_found(self):
        self.found.doAccessibleAction(0)

    def dispatch(self, address):
        self.make("com.sun.star.frame.DispatchHelper").executeDispatch(
            self.document.CurrentController.Frame, address, "", 0, ()
        )

    def dispatch_nowhere(self, address):
        """Dispatch without any document."""
        self.make("com.sun.star.frame.DispatchHelper").executeDispatch(self.desktop, address, "", 0, ())

    def dispatch_aside(self, address):
        """Dispatch what comes back only when its dialog is closed."""
        threading.Thread(target=self.dispatch, args=[address], daemon=True).start()

    def escape_at(self, step):
        """Let Esc be pressed, as on the keyboard, when a task shows its progress for that time."""
        self.call("zcert.test.Probe", "escape_at", step)

    def kill_at(self, step):
        """Let the office be killed when a task shows its progress for that time."""
        self.call("zcert.test.Probe", "kill_at", step)

    def steps(self):
        """Tell how often progress was shown since; Esc is not pressed any more."""
        return self.call("zcert.test.Probe", "steps")

    def type(self, text):
        """Type a text into the cell at the cursor and leave it open."""
        window = self.make("org.libreoffice.uitest.UITest").getTopFocusWindow()
        window.getChild("grid_window").executeAction("TYPE", properties(TEXT=text))

    def labels(self, labels):
        window = self.document.CurrentController.Frame.ContainerWindow
        return [label for label in labels if self._button(window, label) is not None]

    def tips(self, addresses):
        """Give what the toolbar is told to show when the mouse rests on these buttons."""
        frame = self.document.CurrentController.Frame
        heard = Listener()
        for address in addresses:
            parser, request = (
                self.make("com.sun.star.util.URLTransformer"),
                uno.createUnoStruct("com.sun.star.util.URL"),
            )
            request.Complete = address
            _, request = parser.parseStrict(request)
            frame.queryDispatch(request, "", 0).addStatusListener(heard, request)
        return [[event.State.Command, event.State.Arguments[0].Value] for event in heard.events]

    def _button(self, accessible, label, depth=0):
        context = accessible.getAccessibleContext()
        name = context.getAccessibleName()
        if context.getAccessibleRole() == PUSH_BUTTON and re.sub(r"\(.\)$|[~_]", "", name) == label:
            return context
        if depth < 9 and context.getAccessibleRole() not in SKIPPED_ROLES and context.getAccessibleChildCount() < 200:
            for at in range(context.getAccessibleChildCount()):
                found = self._button(context.getAccessibleChild(at), label, depth + 1)
                if found is not None:
                    return found
        return None

    def _top_windows(self):
        toolkit = self.make("com.sun.star.awt.Toolkit")
        windows = [toolkit.getTopWindow(at) for at in range(toolkit.getTopWindowCount())]
        # A window that is just going away has nothing to say.
        return [(one, context) for one in windows if one and (context := one.getAccessibleContext())]

    def _boxes(self):
        return [one for one, context in self._top_windows() if context.getAccessibleName() == TITLE]

    def _message(self, window):
        return max((text for text in self._label_texts(window) if text != TITLE), key=len)

    def _label_texts(self, accessible, depth=0):
        context = accessible.getAccessibleContext()
        texts = [context.getAccessibleName(), context.getAccessibleDescription()]
        for at in range(context.getAccessibleChildCount() if depth < 9 else 0):
            texts += self._label_texts(context.getAccessibleChild(at), depth + 1)
        return texts

    def box(self, answer, wait_s=60):
        """Wait for a message box, press one of its buttons, give what it says."""
        end_s = time.monotonic() + wait_s
        while time.monotonic() < end_s:
            for window in self._boxes():
                for label in answer:
                    button = self._button(window, label)
                    if button is not None:
                        text = self._message(window)
                        button.doAccessibleAction(0)
                        return text
            time.sleep(0.05)
        raise AssertionError(f"no box; windows: {self.windows()}")

    def windows(self):
        return [[context.getAccessibleName(), context.getAccessibleRole()] for _, context in self._top_windows()]

    def shows_box(self):
        return bool(self._boxes())

    def is_working(self):
        """Tell whether a button is at work, after all that was pressed or clicked has been taken up."""
        return self.call("zcert.test.Probe", "is_working")

    def converse(self, yes, path):
        """Answer what a button asks until it has ended; give what it asked and what it told, in order."""
        said = []
        while self.is_working():
            for window in self._boxes():
                text = self._message(window)
                choice = next(filter(None, (self._button(window, label) for label in (YES if yes else NO))), None)
                said.append([choice is not None, text])
                (choice or next(filter(None, (self._button(window, label) for label in OK)))).doAccessibleAction(0)
                break
            else:
                picker = self.make("org.libreoffice.uitest.UITest").getTopFocusWindow()
                if picker is not None and {"file_name", "open"} <= set(picker.getChildren()):
                    self.choose(path)
        return said

    def choose(self, path):
        """Type a path into the picker in front, and take it."""
        self.dialog([["file_name", "TYPE", {"KEYCODE": "CTRL+A"}], ["file_name", "TYPE", {"TEXT": path}]])
        name = self.make("org.libreoffice.uitest.UITest").getTopFocusWindow().getChild("file_name")
        assert path in {one.Value for one in name.getState()}, path
        self.dialog([["open", "CLICK", {}]])

    def open_names(self):
        """Name the files that are open besides the document."""
        components = self.desktop.Components.createEnumeration()
        names = []
        while components.hasMoreElements():
            one = components.nextElement()
            if one != self.document:
                names.append(Path(uno.fileUrlToSystemPath(one.URL)).name)
        return names

    def drop_rules(self):
        """Remove all conditional formats of the first sheet."""
        rules = self._sheet(None).ConditionalFormats
        for rule in rules.getConditionalFormats():
            rules.removeByID(rule.ID)

    def red_columns(self):
        """Give the columns (0-based) of the first sheet in which a conditional format begins."""
        rules = self._sheet(None).ConditionalFormats.getConditionalFormats()
        return [area.StartColumn for rule in rules for area in rule.Range.getRangeAddresses()]

    def select(self, cell):
        self.document.CurrentController.setActiveSheet(self._sheet(None))
        self.document.CurrentController.select(self._sheet(None).getCellRangeByName(cell))

    def dialog(self, actions):
        """In the foremost dialog, type into and click children by their names."""
        ui = self.make("org.libreoffice.uitest.UITest")
        end_s = time.monotonic() + 30
        while True:
            top = ui.getTopFocusWindow()
            children = top.getChildren()
            if all(child in children for child, _, _ in actions):
                break
            assert time.monotonic() < end_s, children
            time.sleep(0.05)
        for child, action, values in actions:
            top.getChild(child).executeAction(action, properties(**values))

    def children(self):
        return list(self.make("org.libreoffice.uitest.UITest").getTopFocusWindow().getChildren())


def main():
    driver = Driver(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
    for line in sys.stdin:
        method, arguments, named = json.loads(line)
        watchdog = threading.Timer(STEP_S, driver.kill)
        watchdog.start()
        try:
            answer = {"result": getattr(driver, method)(*arguments, **named)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:2000]}
        finally:
            watchdog.cancel()
        print(json.dumps(answer), flush=True)
    driver.kill()


main()
