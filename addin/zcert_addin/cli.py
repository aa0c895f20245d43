"""The command line ``zcert``: the same commands on files.

Exit codes: 0 nothing found, 1 errors found, 2 wrong use or failure, told in one sentence on standard error.
"""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Final

import click

from zcert_addin import chinese_click, console
from zcert_addin.refusal import Refused

FOUND_NOTHING: Final = 0
FOUND_ERRORS: Final = 1
FAILED: Final = 2

VERBS: Final = {
    name: f"zcert_addin.verbs.{module}"
    for name, module in {
        "new": "new",
        "build": "build",
        "id": "numbers",
        "check": "workbook",
        "photos": "photos",
        "merge": "merge",
        "demo": "demo",
    }.items()
}

_WORLD: Final = {
    errno.ENOSPC: "磁盘已满，请清理后重试",
    errno.EDQUOT: "磁盘配额已满，请清理后重试",
    errno.EROFS: "磁盘是只读的，请换一个位置重试",
    errno.EACCES: "没有权限，或文件正被别的程序打开，请关闭后重试",
    errno.EPERM: "没有权限，或文件正被别的程序打开，请关闭后重试",
    errno.ENOENT: "文件或文件夹不存在，请核对路径",
    errno.EISDIR: "这是一个文件夹，请给出文件",
    errno.ENOTDIR: "这不是文件夹，请核对路径",
    errno.ENAMETOOLONG: "文件名太长，请改短后重试",
    errno.EIO: "磁盘读写出错，请换一个位置重试",
}


@click.group(cls=chinese_click.Verbs, modules=VERBS)
@click.version_option(package_name="zcert", message="zcert %(version)s", help="显示版本。")
def zcert() -> None:
    """浙江省高级专业技术资格证书信息采集：身份证验证、照片检测、数据检查、数据汇总。

    退出码：0 没有发现错误；1 发现错误；2 用法不对或无法完成。
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line and give its exit code; what is no foreseen failure is raised."""
    from zcert_addin.failures import FORESEEN  # noqa: PLC0415  after click, so that --help needs little

    try:
        result = zcert.main(args=arguments, prog_name="zcert", standalone_mode=False)
    except click.ClickException as error:
        console.complain(chinese_click.explain(error))
    except (click.Abort, KeyboardInterrupt):
        console.complain("已取消，没有改动任何文件")
    except Refused as refused:
        console.complain(str(refused))
    except FORESEEN as error:
        console.complain(str(error))
    except BrokenPipeError:
        # Whoever read the output has gone; nothing more can be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        console.complain(_world(error))
    else:
        return result if isinstance(result, int) else FOUND_NOTHING
    return FAILED


def main() -> None:
    """Be the program: no traceback ever reaches the person; ZCERT_DEBUG=1 shows it to a developer."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = run()
    except Exception as error:
        if os.environ.get("ZCERT_DEBUG"):
            raise
        console.complain(f"程序内部出错（{type(error).__name__}），请把所用的命令告诉维护人员")
        code = FAILED
    sys.exit(code)


def _world(error: OSError) -> str:
    what = _WORLD.get(error.errno or 0, f"系统报告读写错误（{error.errno}），请稍后重试")
    return f"“{error.filename}”：{what}" if error.filename else what
