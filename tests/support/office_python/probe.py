"""A component beside the extension's own, in the same Python inside LibreOffice."""

import os
import signal
import sys
import threading

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.sheet import XFunctionAccess


class Reached(unohelper.Base, XCallback):
    def __init__(self):
        self.event = threading.Event()

    def notify(self, _nothing):
        self.event.set()


class Probe(unohelper.Base, XFunctionAccess):
    def __init__(self, context):
        self.context = context

    def callFunction(self, name, arguments):
        return getattr(self, name)(*arguments)

    def is_working(self):
        # A click becomes an event, whose handling posts another: each of ours comes after what was posted before it.
        for _ in range(3):
            reached = Reached()
            make = self.context.ServiceManager.createInstanceWithContext
            make("com.sun.star.awt.AsyncCallback", self.context).addCallback(reached, None)
            reached.event.wait(30)
        pressing = sys.modules.get("zcert_glue.pressing")
        return pressing is not None and pressing._State.busy

    def shows_box(self):
        """Return whether a box of ours waits for its answer, without touching any window."""
        frames = list(sys._current_frames().values())
        while frames:
            frame = frames.pop()
            if frame.f_code.co_name == "_box" and frame.f_globals["__name__"] == "zcert_glue.windows":
                return True
            if frame.f_back:
                frames.append(frame.f_back)
        return False

    def escape_at(self, step):
        def escape(windows):
            key = uno.createUnoStruct("com.sun.star.awt.KeyEvent")
            key.Source, key.KeyCode = windows._frame.ComponentWindow, 1281
            toolkit = self.context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", self.context)
            toolkit.keyPress(key)
            toolkit.keyRelease(key)

        self._at(step, escape)

    def kill_at(self, step):
        self._at(step, lambda _windows: os.kill(os.getpid(), signal.SIGKILL))

    def _at(self, step, do):
        windows = sys.modules["zcert_glue.windows"].Windows
        original, shown = windows.progress, []

        def progress(self, done, total, name):
            shown.append(name)
            if len(shown) == step:
                do(self)
            return original(self, done, total, name)

        def put_back():
            windows.progress = original
            return len(shown)

        windows.progress, Probe.put_back = progress, staticmethod(put_back)

    def steps(self):
        return Probe.put_back()


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Probe, "zcert.test.Probe", ("zcert.test.Probe",))
