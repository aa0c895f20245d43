"""What VBA may call by name: one function per button, which never raises.

Each takes the full name of the workbook in which the button was pressed, for an unsaved one its name, and tells whether
that workbook was found; the macros go on in file mode otherwise.
"""

__all__ = (
    "back_up",
    "check_data",
    "check_identity",
    "check_photos",
    "consolidate_folder",
    "restore",
    "show_about",
    "show_help",
    "tidy_texts",
    "update_dictionary",
)


def press(button: str, workbook: str) -> bool:
    """Do what a button does in the workbook of that full name, and tell whether it was found."""
    from zcert_bridge import edge  # noqa: PLC0415  the command line starts through this package and needs no xlwings

    return edge.press(button, workbook)


def check_identity(workbook: str) -> bool:
    """身份证验证."""
    return press("check_identity", workbook)


def check_photos(workbook: str) -> bool:
    """照片检测."""
    return press("check_photos", workbook)


def check_data(workbook: str) -> bool:
    """数据检查."""
    return press("check_data", workbook)


def tidy_texts(workbook: str) -> bool:
    """规范整理."""
    return press("tidy_texts", workbook)


def consolidate_folder(workbook: str) -> bool:
    """数据汇总."""
    return press("consolidate_folder", workbook)


def back_up(workbook: str) -> bool:
    """备份."""
    return press("back_up", workbook)


def restore(workbook: str) -> bool:
    """恢复."""
    return press("restore", workbook)


def update_dictionary(workbook: str) -> bool:
    """更新字典."""
    return press("update_dictionary", workbook)


def show_help(workbook: str) -> bool:
    """使用说明."""
    return press("show_help", workbook)


def show_about(workbook: str) -> bool:
    """关于."""
    return press("show_about", workbook)
