"""May a command write its workbook there?"""

from pathlib import Path

from zcert.errors import UserError
from zcert_addin.cli.chinese_click import confirm
from zcert_addin.commands.count_people import guard_target


def guard_output(output: Path, what: str, *, yes: bool) -> None:
    """Raise UserError unless a workbook of figures may be written there; ask before one is overwritten.

    what: what the workbook is called. Raises click.Abort when the answer is no.
    """
    if output.is_dir():
        raise UserError(f"“{output}”是文件夹，请写出{what}的文件名")
    if output.suffix.lower() != ".xlsx":
        raise UserError(f"{what}的文件名应以.xlsx结尾")
    if not output.parent.is_dir():
        raise UserError(f"{what}不能写到“{output}”，请核对路径")
    guard_target(output)
    if output.exists() and not yes:
        confirm(f"“{output.name}”将被覆盖，继续吗？")
