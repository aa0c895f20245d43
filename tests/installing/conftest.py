"""The unpacked program and the PC on which the command line is carried out."""

import sys
from pathlib import Path

import pytest

from support.fake_pc import LIBRARIES, fake_pc, mark
from zcert_addin.installing import windows
from zcert_addin.installing.pc import Pc


@pytest.fixture
def download(tmp_path: Path) -> Path:
    """The unpacked program, marked by Windows as coming from the internet."""
    folder = tmp_path / "下载" / "zcert"
    (folder / "_internal").mkdir(parents=True)
    for name in ("zcert.exe", "zcert.xlam", "_internal/base.zip", *LIBRARIES):
        (folder / name).write_text(name, "utf-8")
        mark(folder / name)
    return folder


@pytest.fixture
def this_pc(tmp_path: Path, download: Path, monkeypatch: pytest.MonkeyPatch) -> Pc:
    pc, _ = fake_pc(tmp_path, "16.0")
    monkeypatch.setattr(windows, "this_pc", lambda: pc)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(download / "zcert.exe"))
    return pc
