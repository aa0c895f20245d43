"""The program ``zcert``: a command line for people and, in other words, the server that Excel keeps running.

zcert COMMAND …               the command line
zcert --udf-server {CLSID}    the resident server that xlwings' DLL starts and reaches as this COM class
"""

import sys
from collections.abc import Sequence
from typing import Final

from zcert_addin.cli import console
from zcert_addin.cli import main as cli
from zcert_addin.installing.own_files import NO_XLWINGS
from zcert_program.toolbox import TOOLBOX

SERVER: Final = "--udf-server"

ONLY_WINDOWS: Final = "常驻服务只能在Windows上由Excel启动"
NO_CLASS: Final = "缺少COM类编号，常驻服务由Excel自动启动，不需要手工运行"


def main() -> None:
    """Run the program."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415  0.02 s, which only a frozen program needs

        # A process that reads workbooks begins here too, and its arguments are multiprocessing's.
        freeze_support()
    arguments = sys.argv[1:]
    if arguments[:1] == [SERVER]:
        cli.prepare_streams()
        sys.exit(serve(arguments[1:]))
    cli.main(TOOLBOX)


def serve(arguments: Sequence[str]) -> int:
    """Answer Excel until it closes, and return the exit code."""
    if sys.platform != "win32":
        console.complain(ONLY_WINDOWS)
        return cli.FAILED
    if len(arguments) != 1:
        console.complain(NO_CLASS)
        return cli.FAILED
    try:
        from xlwings import com_server  # noqa: PLC0415  which is there on Windows only
    except ImportError:
        console.complain(NO_XLWINGS)
        return cli.FAILED
    from zcert_addin.hosts.excel.excels import be_patient  # noqa: PLC0415  it needs xlwings

    load()
    be_patient()
    com_server.serve(arguments[0])
    return cli.FOUND_NOTHING


def load() -> None:
    """Load now what buttons and functions need, so that the first click is as fast as the second."""
    from zcert_addin import buttons  # noqa: PLC0415  the command line needs nothing of all this
    from zcert_bridge import edge, excel_functions  # noqa: F401, PLC0415
    from zcert_dictionaries import load_edition  # noqa: PLC0415

    for button in buttons.BUTTONS:
        buttons.load(button)
    load_edition()
