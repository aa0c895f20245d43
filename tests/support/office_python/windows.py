"""What a user does in the windows: press buttons, answer boxes and dialogs, type."""

import re
import threading
import time

import uno
import unohelper
from com.sun.star.awt import PosSize
from com.sun.star.frame import XStatusListener
from com.sun.star.lang import DisposedException
from com.sun.star.view import DocumentZoomType
from documents import properties

OK, YES, NO = ("OK", "确定"), ("Yes", "是"), ("No", "否")
SETTLED_S, OTHERS_S = 0.3, 5
PUSH_BUTTON = 44
ENABLED = 7
TITLE = "职称采集"
SKIPPED_ROLES = (14, 35, 57, 61)  # cells, menus and the like hold no buttons


class Listener(unohelper.Base, XStatusListener):
    def __init__(self):
        self.events = []

    def statusChanged(self, event):
        self.events.append(event)

    def disposing(self, _source): ...


class Windows:
    def press(self, label):
        """Press the toolbar button with that label, found as a screen reader finds it."""
        button = self._button(self.document.CurrentController.Frame.ContainerWindow, label)
        assert button is not None, label
        button.doAccessibleAction(0)

    def find(self, label):
        """Find a button for ``press_found``: finding it takes longer than what is measured."""
        self.found = self._button(self.document.CurrentController.Frame.ContainerWindow, label)

    def place(self, label):
        """Return the middle of a button on the screen (x, y in px), for a mouse; None when it is not in sight."""
        button = self._button(self.document.CurrentController.Frame.ContainerWindow, label)
        return self._middle(button)

    @staticmethod
    def _middle(context):
        """Return the middle of what is shown on the screen; None when a narrow window hides it."""
        corner, size = context.getLocationOnScreen(), context.getSize()
        return [corner.X + size.Width // 2, corner.Y + size.Height // 2] if size.Width else None

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
        """Dispatch what returns only when its dialog is closed, in a thread."""
        threading.Thread(target=self.dispatch, args=[address], daemon=True).start()

    def escape_at(self, step):
        """Press Esc, as on the keyboard, when a task shows progress number ``step`` (1-based)."""
        self.call("zcert.test.Probe", "escape_at", step)

    def kill_at(self, step):
        """Kill LibreOffice when a task shows progress number ``step`` (1-based)."""
        self.call("zcert.test.Probe", "kill_at", step)

    def steps(self):
        """Return how often progress was shown since; Esc is no longer pressed."""
        return self.call("zcert.test.Probe", "steps")

    def type(self, text):
        """Type a text into the cell at the cursor and leave it open."""
        window = self.make("org.libreoffice.uitest.UITest").getTopFocusWindow()
        window.getChild("grid_window").executeAction("TYPE", properties(TEXT=text))

    def labels(self, labels):
        window = self.document.CurrentController.Frame.ContainerWindow
        return [label for label in labels if self._button(window, label) is not None]

    def tips(self, addresses):
        """Return command and tooltip that the toolbar receives for each of these buttons."""
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
        # A window that is just closing has no context.
        return [(one, context) for one in windows if one and (context := one.getAccessibleContext())]

    def _boxes(self):
        return [one for one, context in self._top_windows() if self._name(context) == TITLE]

    @staticmethod
    def _name(context):
        """Return the name of a window; empty when it has just been closed."""
        try:
            return context.getAccessibleName()
        except DisposedException:
            return ""

    def _message(self, window):
        return max((text for text in self._label_texts(window) if text != TITLE), key=len)

    def _label_texts(self, accessible, depth=0):
        context = accessible.getAccessibleContext()
        texts = [context.getAccessibleName(), context.getAccessibleDescription()]
        for at in range(context.getAccessibleChildCount() if depth < 9 else 0):
            texts += self._label_texts(context.getAccessibleChild(at), depth + 1)
        return texts

    def is_enabled(self, label):
        """Return whether a button of the toolbar can be pressed."""
        button = self._button(self.document.CurrentController.Frame.ContainerWindow, label)
        return button.getAccessibleStateSet().contains(ENABLED)

    def has_infobar(self, name):
        return self.document.CurrentController.hasInfobar(name)

    def box(self, answer, wait_s=120):
        """Wait for a message box, press one of its buttons, and return its text."""
        end_s = time.monotonic() + wait_s
        self._leave_alone_till_shown()
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

    def box_place(self, answer, wait_s=120):
        """Wait for a message box; return its text and the middle of one of its buttons on the screen (x, y in px)."""
        end_s = time.monotonic() + wait_s
        self._leave_alone_till_shown()
        while time.monotonic() < end_s:
            for window in self._boxes():
                button = next(filter(None, (self._button(window, label) for label in answer)), None)
                if button is not None:
                    return [self._message(window), *self._middle(button)]
            time.sleep(0.05)
        raise AssertionError(f"no box; windows: {self.windows()}")

    def _leave_alone_till_shown(self):
        """Wait for a box of ours: LibreOffice can crash when it is asked about windows that are just closing.

        Other boxes, such as the guard's, are not known to the probe; after five seconds the windows are asked. Where
        there is no probe they are asked at once.
        """
        end_s = time.monotonic() + (OTHERS_S if self.make("zcert.test.Probe") else 0)
        while time.monotonic() < end_s and not self.call("zcert.test.Probe", "shows_box"):
            time.sleep(0.05)
        time.sleep(SETTLED_S)

    def said(self):
        """Return the text of the message box that is shown, else None."""
        return next((self._message(window) for window in self._boxes()), None)

    def fill_screen(self, width, height, zoom):
        """Give the document's window a size in px, without the side bar, and show the sheet at that percentage."""
        controller = self.document.CurrentController
        controller.Frame.ContainerWindow.setPosSize(0, 0, width, height, PosSize.POSSIZE)
        controller.getSidebar().setVisible(False)
        controller.ZoomType, controller.ZoomValue = DocumentZoomType.BY_VALUE, zoom

    def windows(self):
        return [[context.getAccessibleName(), context.getAccessibleRole()] for _, context in self._top_windows()]

    def shows_box(self):
        return bool(self._boxes())

    def is_working(self):
        """Return whether a button is running, after all presses and clicks have been handled."""
        return self.call("zcert.test.Probe", "is_working")

    def converse(self, yes, path):
        """Answer a button's boxes until it has ended; return [whether it is a question, text] of each, in order.

        path: what is chosen in every picker, or a list of what is chosen in turn.
        """
        said, paths = [], [path] if isinstance(path, str) else list(path)
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
                    self.choose(paths.pop(0) if len(paths) > 1 else paths[0])
        return said

    def choose(self, path):
        """Type a path into the frontmost picker and confirm it."""
        self.dialog([["file_name", "TYPE", {"KEYCODE": "CTRL+A"}], ["file_name", "TYPE", {"TEXT": path}]])
        name = self.make("org.libreoffice.uitest.UITest").getTopFocusWindow().getChild("file_name")
        assert path in {one.Value for one in name.getState()}, path
        self.dialog([["open", "CLICK", {}]])

    def dialog(self, actions):
        """Type into and click children of the frontmost dialog, by their names."""
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
