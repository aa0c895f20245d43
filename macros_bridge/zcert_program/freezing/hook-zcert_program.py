"""What PyInstaller does not see by itself: modules that are loaded by name, data files, the version.

Commands, buttons and cell functions are named in tables, so the whole of every package goes in.
"""

import sys
from importlib.metadata import files

from PyInstaller.utils.hooks import collect_data_files, collect_submodules, copy_metadata

_OURS = "zcert"
_WINDOWS = ["xlwings.com_server", "win32timezone"]


def _packages() -> set[str]:
    """Return the import packages of the installed wheel."""
    return {file.parts[0] for file in files(_OURS) or () if file.name == "__init__.py" and len(file.parts) > 1}


def _wanted(module: str) -> bool:
    """Leave out what is needed for freezing only."""
    return not module.startswith("zcert_program.freezing")


hiddenimports = ["xlwings", *(_WINDOWS if sys.platform == "win32" else ())]
datas = copy_metadata(_OURS)
# Sources, because another Python than ours runs them.
datas += collect_data_files("zcert_calc", include_py_files=True, includes=["office/**/*.py", "office_side.py"])
for package in sorted(_packages()):
    hiddenimports += collect_submodules(package, filter=_wanted)
    datas += collect_data_files(package, excludes=["freezing/*"])
