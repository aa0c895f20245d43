"""The command line ``zcert``: the same commands on files.

Exit codes: 0 nothing found, 1 errors found, 2 wrong use or failure, told in one sentence on standard error.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from zcert_addin.cli import chinese_click, console, streams
from zcert_addin.cli.toolbox import Toolbox

FOUND_NOTHING: Final = 0
FOUND_ERRORS: Final = 1
FAILED: Final = 2

COMMANDS: Final = {
    name: f"zcert_addin.cli.commands.{module}"
    for name, module in {
        "new": "new",
        "build": "build",
        "id": "numbers",
        "check": "workbook",
        "photos": "photos",
        "merge": "merge",
        "pack": "pack",
        "receive": "receive",
        "backup": "backup",
        "restore": "restore",
        "stats": "stats",
        "return": "return_rows",
        "accept": "accept_rows",
        "status": "status",
        "demo": "demo",
        "button": "button",
        "install": "install",
        "uninstall": "uninstall",
        "doctor": "doctor",
    }.items()
}

SERVERS: Final = {"calc-server": "zcert_addin.cli.commands.calc_server"}
"""Commands for other programs; no help lists them."""


@click.group(cls=chinese_click.LazyGroup, modules=COMMANDS, unlisted=SERVERS, invoke_without_command=True)
@chinese_click.version_option("zcert")
@click.pass_context
def zcert(context: click.Context) -> None:
    """浙江省高级专业技术资格证书信息采集：身份证验证、照片检测、数据检查、数据汇总

    退出码0表示没有发现错误，1表示发现错误，2表示用法不对或无法完成

    输出到管道或文件时，文字在Windows上用控制台的代码页，没有控制台、在其它系统上用UTF-8，“--json”用UTF-8；
    要用别的编码，请设环境变量PYTHONIOENCODING或PYTHONUTF8
    """
    if context.invoked_subcommand is None:
        console.show(context.get_help())


def run(arguments: Sequence[str] | None, toolbox: Toolbox) -> int:
    """Carry out one command line, None = that of this process, and return its exit code.

    Unforeseen failures are raised.
    """
    from zcert.errors import UserError  # noqa: PLC0415  after click, so that --help needs little
    from zcert_addin.disk.os_errors import explain  # noqa: PLC0415

    try:
        result = zcert.main(args=arguments, prog_name="zcert", standalone_mode=False, obj=toolbox)
        console.flush()
    except click.ClickException as error:
        console.complain(chinese_click.explain(error))
    except (click.Abort, KeyboardInterrupt):
        console.complain("已取消，没有改动任何文件")
    except UserError as error:
        console.complain(str(error))
    except console.ReaderGone:
        _write_to_nobody()
    except OSError as error:
        console.complain(explain(error))
    else:
        return result if isinstance(result, int) else FOUND_NOTHING
    return FAILED


def _write_to_nobody() -> None:
    """Let what is still to be printed vanish: nothing more can be told."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _open_missing_streams() -> None:
    """Open the standard streams that the starting program has closed, for which Python has None."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  for the process's life


def prepare_streams() -> None:
    """Let every standard stream be there and take Chinese (streams); before the first word is said."""
    _open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        streams.prepare(stream)


def main(toolbox: Toolbox) -> None:
    """Run the program: no traceback ever reaches the user; ZCERT_DEBUG=1 shows it to a developer."""
    prepare_streams()
    try:
        code = run(None, toolbox)
    except Exception as error:
        if os.environ.get("ZCERT_DEBUG"):
            raise
        console.complain(f"程序内部出错（{type(error).__name__}），请把所用的命令告诉维护人员")
        code = FAILED
    sys.exit(code)
