"""A second Excel in a process of its own, as the tests hold it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TESTS = Path(__file__).parents[2]


class SecondExcel:
    """calls: by member, known when it has ended. seen: calls that its message filter has seen."""

    def __init__(self, path: Path) -> None:
        self.calls: dict[str, int] = {}
        self.seen = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "support.com_excel", str(path)],
            env=os.environ | {"PYTHONPATH": str(_TESTS)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._expect("ready")

    def say(self, word: str) -> None:
        """Make it ``busy`` or ``free``."""
        assert self._process.stdin
        print(word, file=self._process.stdin, flush=True)
        self._expect(word)

    def _expect(self, word: str) -> None:
        assert self._process.stdout
        assert self._process.stdout.readline().strip() == word

    def end(self) -> None:
        out, _ = self._process.communicate(timeout=30)
        told = json.loads(out)
        self.calls, self.seen = told["calls"], told["seen"]


@contextmanager
def second_excel(path: Path) -> Iterator[SecondExcel]:
    """Yield an Excel with a workbook, whose window lies above that of the first."""
    second = SecondExcel(path)
    try:
        yield second
    finally:
        second.end()
