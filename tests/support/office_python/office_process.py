"""LibreOffice with a separate profile, and the extensions in it."""

import os
import signal
import subprocess
import time
import uuid
from pathlib import Path

import uno
import unohelper
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment, XProgressHandler

STEP_S = 300
SETTINGS = (
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Common/Misc", "UseSystemFileDialog", "false"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Linguistic/General", "UILocale", os.environ.get("ZCERT_TEST_LOCALE", "")),
    ("Setup/L10N", "ooSetupSystemLocale", os.environ.get("ZCERT_TEST_LOCALE", "")),
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


def url(path):
    return Path(path).absolute().as_uri()


class OfficeProcess:
    def __init__(self, profile, display):
        self.profile, self.display, self.process = Path(profile), display, None

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
        variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        variables.pop("DISPLAY", None)
        variables.update(environment or {})
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
            variables["DISPLAY"] = self.display
        else:
            # Not --headless, which cancels every message box: this draws into memory only, and boxes wait.
            variables["SAL_USE_VCLPLUGIN"] = "svp"
        self.process = subprocess.Popen(
            command,
            env=variables,
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
