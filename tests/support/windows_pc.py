r"""A Windows PC made with Wine; what runs on it are the real CPython for Windows, pip's zcert and the frozen zcert.exe.

``make windows`` sets it up (``tests/windows/set-up``, into ``.windows``) and runs ``tests/windows``, whose fixtures
give copies of it: ``pc``, one for a test module to run things on, and ``fresh_pc``, one for a test that installs or
breaks something. By hand, after ``tests/windows/set-up .windows``::

    ZCERT_WINDOWS=.windows .venv/bin/pytest tests/windows/test_console.py

    def test_it(pc: WindowsPc, tmp_path: Path) -> None:
        done = pc.run(FROZEN, "check", pc.windows(tmp_path / "采集表.xlsx"))
        assert (done.code, done.text) == (0, "…")

The user is 张三, the language Chinese, the code page 936. ``Z:\`` is the machine's root, ``pc.path("C:/…")`` a path of
the PC as Linux names it. Copies share the content of their files (hard links): below ``C:\Python`` and ``C:\下载``
files are to be added, replaced or removed, never written into. Without ``display`` no window can be shown.
Wine starts CPython only with pipes for its standard streams; there is no console unless a program asks for one.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PYTHON: Final = r"C:\Python\python.exe"
PIP: Final = r"C:\Python\Scripts\zcert.exe"
"""The program that pip installed."""

FROZEN: Final = r"C:\下载\zcert\zcert.exe"
"""The frozen program, where it was unpacked; ``zcert install`` copies it to ``HOME``."""

HOME: Final = r"C:\users\张三\AppData\Local\zcert"
ADDIN: Final = r"C:\users\张三\AppData\Roaming\Microsoft\AddIns\zcert.xlam"

CHINESE: Final = "zh_CN.UTF-8"
"""The locale that gives code page 936."""

WESTERN: Final = "C.UTF-8"
"""The locale that gives code page 1252."""

FOLDER: Final = "ZCERT_WINDOWS"
"""The environment variable that names the folder in which the PC was set up."""

_PC: Final = "pc"
_QUIET: Final = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "winedbg.exe,winemenubuilder.exe=d"}
_FIRST_LINES: Final = (
    b'"C:\\Python\\python.exe" -c "import ctypes; ctypes.windll.user32.GetDesktopWindow(); print(chr(33) * 3)"\r\n'
)
_REGISTRY: Final = """
import json, sys, winreg
roots = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
def tree(key):
    subkeys, values, _ = winreg.QueryInfoKey(key)
    found = {"values": {name: value if isinstance(value, (str, int)) else repr(value)
                        for name, value, _ in (winreg.EnumValue(key, at) for at in range(values))}}
    for name in [winreg.EnumKey(key, at) for at in range(subkeys)]:
        with winreg.OpenKey(key, name) as below:
            found[name] = tree(below)
    return found
task, key, *rest = json.loads(sys.stdin.buffer.read())
root, _, path = key.partition("\\\\")
if task == "tree":
    try:
        with winreg.OpenKey(roots[root], path) as key:
            print(json.dumps(tree(key)))
    except FileNotFoundError:
        print("{}")
else:
    with winreg.CreateKey(roots[root], path) as key:
        for name, value in rest[0].items():
            kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_DWORD
            winreg.SetValueEx(key, name, 0, kind, value)
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended: its exit code and what it wrote."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Standard output, UTF-8, with line breaks as in Python."""
        return self.out.decode().replace("\r\n", "\n")

    @property
    def errors(self) -> str:
        """Standard error, likewise."""
        return self.err.decode().replace("\r\n", "\n")

    def tidy(self) -> str:
        """Return standard output after seeing that the program ended well and complained about nothing."""
        assert (self.code, self.errors) == (0, ""), self
        return self.text


class WindowsPc:
    """A running PC in a folder (a WINEPREFIX).

    made:    the folder that tests/windows/set-up filled.
    display: an X display such as ``:71``, for programs with windows.
    """

    def __init__(self, made: Path, folder: Path, *, display: str = "") -> None:
        self.folder = folder
        self._environment = os.environ | _QUIET
        self._environment |= {"WINEPREFIX": str(folder), "HOME": str(made / "home"), "USER": "张三"}
        self._environment |= {"LOCPATH": str(made / "locale"), "DISPLAY": display}
        # The first program starts Wine's services, and the first one that looks for a window the desktop; they keep the
        # pipes of its standard streams open. As long as this one waits for its standard input, they stay.
        self._keeper = subprocess.Popen(
            ["wine", "cmd.exe"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # a pipe, without which CPython does not start
            env=self.environment(),
        )
        assert self._keeper.stdin
        assert self._keeper.stdout
        self._keeper.stdin.write(_FIRST_LINES)
        self._keeper.stdin.flush()
        # The prompt stands on the same line.
        told = iter(self._keeper.stdout.readline, b"")
        assert any(line.strip().endswith(b"!!!") for line in told)

    def environment(self, *, locale: str = CHINESE, **more: str) -> dict[str, str]:
        """Return the environment in which ``wine`` runs a program on this PC."""
        return self._environment | {"LC_ALL": locale} | more

    def start(
        self, *command: str, cwd: Path | None = None, locale: str = CHINESE, **environment: str
    ) -> subprocess.Popen[bytes]:
        """Start a program of the PC, with pipes for its standard streams."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=cwd,
            env=self.environment(locale=locale, **environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(
        self,
        *command: str,
        cwd: Path | None = None,
        stdin: bytes = b"",
        timeout: float = 120,
        locale: str = CHINESE,
        **environment: str,
    ) -> Done:
        """Run a program of the PC to its end; raises TimeoutExpired after ``timeout`` seconds."""
        with self.start(*command, cwd=cwd, locale=locale, **environment) as process:
            try:
                out, err = process.communicate(stdin, timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Done(process.returncode, out, err)

    def script(self, source: str, *arguments: str, **options: Any) -> Done:  # noqa: ANN401  those of run
        """Run Python source on the PC; what it prints is UTF-8."""
        return self.run(PYTHON, "-X", "utf8", "-c", source, *arguments, **options)

    def path(self, name: str) -> Path:
        r"""Return where Linux finds ``C:\…`` of this PC; ``/`` may be written for the backslash."""
        drive, _, rest = name.replace("\\", "/").partition("/")
        return (self.folder / "dosdevices" / drive.lower()).resolve() / rest

    def windows(self, path: Path) -> str:
        """Return what the PC calls a path of Linux."""
        on_c = self.path("C:")
        drive, below = ("C:", path.relative_to(on_c)) if path.is_relative_to(on_c) else ("Z:", path.relative_to("/"))
        return f"{drive}\\" + "\\".join(below.parts)

    def add_drive(self, letter: str, folder: Path) -> str:
        r"""Make a folder the root of a drive, and return that root, such as ``E:\``."""
        (self.folder / "dosdevices" / f"{letter.lower()}:").symlink_to(folder)
        return f"{letter}:\\"

    def registry(self, key: str) -> dict[str, Any]:
        r"""Return what is below a key (``HKCU\…``): its ``values`` by name, and each subkey likewise; {} without it."""
        found: dict[str, Any] = json.loads(self._registry("tree", key))
        return found

    def write_registry(self, key: str, **values: str | int) -> None:
        """Write values, texts or 32-bit numbers, creating the key if needed."""
        self._registry("write", key, values)

    def _registry(self, *task: object) -> str:
        return self.script(_REGISTRY, stdin=json.dumps(task).encode()).tidy()

    def end(self) -> None:
        """Switch the PC off: kill what runs on it."""
        subprocess.run(["wineserver", "--kill"], env=self.environment(), check=False)
        subprocess.run(["wineserver", "--wait"], env=self.environment(), check=False, timeout=60)
        self._keeper.communicate()


def made_pc() -> Path:
    """Return the folder that tests/windows/set-up filled."""
    made = Path(os.environ[FOLDER]).absolute()
    assert (made / "program-of").exists(), f"tests/windows/set-up has not filled {made}; make windows does it"
    return made


@contextmanager
def copied_pc(*, display: str = "") -> Iterator[WindowsPc]:
    """Yield a running copy of the PC, which is removed at the end."""
    made = made_pc()
    copies = made / "copies"  # a hard link cannot leave its file system
    copies.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=copies)) / _PC
    copy(made / _PC, folder)
    pc = WindowsPc(made, folder, display=display)
    try:
        yield pc
    finally:
        pc.end()
        shutil.rmtree(folder.parent)


def copy(original: Path, folder: Path) -> None:
    """Copy a prefix: what Wine writes into anew, the rest as hard links."""
    subprocess.run(["cp", "--archive", "--link", str(original), str(folder)], check=True)
    for registry in original.glob("*.reg"):
        (folder / registry.name).unlink()
        shutil.copy2(registry, folder)
