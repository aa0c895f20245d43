"""How the program is made into one folder that needs no Python; ``python -m zcert_program.freezing FOLDER`` does it.

PyInstaller finds the hooks of this folder by itself (entry point ``pyinstaller40``), however it is started.
"""

from pathlib import Path


def hook_dirs() -> list[str]:
    """Return the folder with the hooks for PyInstaller."""
    return [str(Path(__file__).parent)]
