"""What does an error of the operating system mean, in one sentence for the user? The same for every edge."""

import errno
from pathlib import Path
from typing import Final

OWN: Final = ".zcert-"
"""How the names of the files begin that are written here for a moment only; they are never shown."""

_UNREACHABLE: Final = "网络文件夹连不上，请检查网络后重试"
_HELD: Final = "没有权限，或文件正被别的程序打开，请关闭后重试"
_MEANINGS: Final = {
    errno.ENOSPC: "磁盘已满，请清理后重试",
    errno.EDQUOT: "磁盘配额已满，请清理后重试",
    errno.EROFS: "磁盘是只读的，请换一个位置重试",
    errno.EACCES: _HELD,
    errno.EPERM: _HELD,
    errno.EBUSY: _HELD,
    errno.ETXTBSY: _HELD,
    errno.ENOENT: "文件或文件夹不存在，请核对路径",
    errno.EEXIST: "已经有同名的文件，请换一个名称",
    errno.EISDIR: "这是一个文件夹，请给出文件",
    errno.ENOTDIR: "这不是文件夹，请核对路径",
    errno.ENAMETOOLONG: "文件名太长，请改短后重试",
    errno.EINVAL: "系统不接受这个名称，请改名后重试",
    errno.ELOOP: "是指向自己的链接，请给出文件本身",
    errno.EFBIG: "磁盘格式放不下这么大的文件，请换一个位置重试",
    errno.EMFILE: "打开的文件太多，请关闭一些程序后重试",
    errno.ENFILE: "打开的文件太多，请关闭一些程序后重试",
    errno.EIO: "磁盘读写出错，请换一个位置重试",
    errno.ETIMEDOUT: _UNREACHABLE,
    errno.EHOSTDOWN: _UNREACHABLE,
    errno.EHOSTUNREACH: _UNREACHABLE,
    errno.ENETUNREACH: _UNREACHABLE,
    errno.ENOTCONN: _UNREACHABLE,
    errno.ESTALE: _UNREACHABLE,
}


def explain(error: OSError) -> str:
    """Say in one sentence what the system reports, and of which file.

    >>> explain(FileNotFoundError(errno.ENOENT, "No such file or directory", "表.xlsx"))
    '“表.xlsx”：文件或文件夹不存在，请核对路径'
    """
    name = _name(error)
    return f"“{name}”：{meaning(error)}" if name else meaning(error)


def meaning(error: OSError) -> str:
    """Say what the system reports without the name of the file."""
    number = errno.EISDIR if _is_folder_for_file(error) else error.errno
    return _MEANINGS.get(number or 0, f"系统报告读写错误（{number}），请稍后重试")


def _is_folder_for_file(error: OSError) -> bool:
    """Return whether Windows refuses a folder where a file is wanted, which it calls a lack of permission.

    Opening one as a file gives no ``winerror``, unlike listing a folder that may not be listed; replacing one by a file
    names both. Only Windows' errors have such a field.
    """
    if error.errno != errno.EACCES or not hasattr(error, "winerror"):
        return False
    wanted = error.filename2 if error.winerror else error.filename
    return isinstance(wanted, (str, Path)) and Path(wanted).is_dir()


def _name(error: OSError) -> str:
    """Return the file that the person knows: the target of a renaming, and for a file of ours its folder.

    >>> _name(IsADirectoryError(errno.EISDIR, "Is a directory", "夹/.zcert-0123.xlsx", None, "夹/表.xlsx"))
    '夹/表.xlsx'
    >>> _name(FileNotFoundError(errno.ENOENT, "No such file or directory", "夹/.zcert-lock"))
    '夹'
    """
    named = [Path(name) for name in (error.filename2, error.filename) if isinstance(name, (str, Path))]
    known = [path for path in named if not path.name.startswith(OWN)]
    return str(known[0] if known else named[0].parent) if named else ""
