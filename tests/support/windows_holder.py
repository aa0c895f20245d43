"""A program on the PC that holds a file, or does something else until it is told to stop."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from support.windows_pc import PYTHON, WindowsPc

READING: Final = 1
"""Others may read, as Excel opens a workbook and Windows loads a library: nobody may write, rename or delete it."""

NOTHING: Final = 0
"""Others may not even read."""

_HOLD: Final = """
import ctypes, sys
kernel = ctypes.WinDLL("kernel32")
kernel.CreateFileW.restype = ctypes.c_void_p
assert kernel.CreateFileW(sys.argv[1], 0xC0000000, int(sys.argv[2]), None, 3, 0, None) != 2**64 - 1
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def running(pc: WindowsPc, source: str, *arguments: str) -> Iterator[None]:
    """Run Python source on the PC until the block ends; it says ``held`` when it is ready."""
    with pc.start(PYTHON, "-X", "utf8", "-c", source, *arguments) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline().split() == [b"held"], process.communicate()
        try:
            yield
        finally:
            process.communicate(timeout=60)


@contextmanager
def held(pc: WindowsPc, path: str, sharing: int = READING) -> Iterator[None]:
    """Hold a file of the PC (FILE_SHARE_READ or 0) until the block ends."""
    with running(pc, _HOLD, path, str(sharing)):
        yield
