"""What does an error of the operating system mean, in one sentence for the user? The same for every edge."""

import errno
from typing import Final

_MEANINGS: Final = {
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


def explain(error: OSError) -> str:
    """Say in one sentence what the system reports.

    >>> explain(FileNotFoundError(errno.ENOENT, "No such file or directory", "表.xlsx"))
    '“表.xlsx”：文件或文件夹不存在，请核对路径'
    """
    what = _MEANINGS.get(error.errno or 0, f"系统报告读写错误（{error.errno}），请稍后重试")
    return f"“{error.filename}”：{what}" if error.filename else what
