"""What VBA and Calc may call by name: one function per button, which never raises.

Each takes the full name of the workbook in which the button was pressed, for an unsaved one its name.
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


def press(button: str, workbook: str) -> None:
    """Do what a button does in the workbook of that full name."""
    from zcert_bridge import edge  # noqa: PLC0415  it needs xlwings, which Calc's side can do without

    edge.press(button, workbook)


def check_identity(workbook: str) -> None:
    """身份证验证."""
    press("check_identity", workbook)


def check_photos(workbook: str) -> None:
    """照片检测."""
    press("check_photos", workbook)


def check_data(workbook: str) -> None:
    """数据检查."""
    press("check_data", workbook)


def tidy_texts(workbook: str) -> None:
    """规范整理."""
    press("tidy_texts", workbook)


def consolidate_folder(workbook: str) -> None:
    """数据汇总."""
    press("consolidate_folder", workbook)


def back_up(workbook: str) -> None:
    """备份."""
    press("back_up", workbook)


def restore(workbook: str) -> None:
    """恢复."""
    press("restore", workbook)


def update_dictionary(workbook: str) -> None:
    """更新字典."""
    press("update_dictionary", workbook)


def show_help(workbook: str) -> None:
    """使用说明."""
    press("show_help", workbook)


def show_about(workbook: str) -> None:
    """关于."""
    press("show_about", workbook)
