"""Wine 8 has no KERNEL32.CopyFile2 and ends a process that calls it; without it shutil copies by itself."""

import sys

if sys.platform == "win32":
    import _winapi

    vars(_winapi).pop("CopyFile2", None)
