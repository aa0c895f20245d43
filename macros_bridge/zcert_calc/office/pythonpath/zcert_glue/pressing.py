"""Press a button: ask the helper and carry out its commands until it is done."""

from __future__ import annotations

import gc
from typing import Any

from com.sun.star.lang import DisposedException
from com.sun.star.uno import Exception as UnoException

from zcert_glue import Problem, helper
from zcert_glue.undo import Undo
from zcert_glue.windows import Windows
from zcert_glue.workbook import Workbook

BUSY = "上一个操作还没有结束，请稍后再试"
CLOSED = "工作簿已经关闭，操作没有完成"
OFFICE_FAILED = "LibreOffice没有接受这个操作，请结束单元格编辑、关闭打开的对话框后重试"
OUTDATED = "zcert程序与LibreOffice扩展的版本不一致，请重新安装扩展"

PROTOCOL = "vnd.zcert:"

_DESCRIPTIONS = "/singletons/com.sun.star.frame.theUICommandDescription"
_SPREADSHEETS = "com.sun.star.sheet.SpreadsheetDocument"
_IN_WORKBOOK = frozenset(
    (
        "about",
        "selected_cell",
        "read",
        "sheet_names",
        "read_sheet",
        "write",
        "redden",
        "mark",
        "redden_marked",
        "dress",
        "remove",
        "turn_to",
        "show",
        "select",
        "require_writable",
        "hidden_rows",
        "hide_rows",
        "show_rows",
        "save_copy",
        "open_workbooks",
        "save",
        "close",
        "open",
        "read_facts",
        "write_dictionary",
    )
)
_ONLY_READ = frozenset(
    (
        "about",
        "selected_cell",
        "read",
        "sheet_names",
        "read_sheet",
        "select",
        "turn_to",
        "require_writable",
        "hidden_rows",
        "save_copy",
        "open_workbooks",
        "save",
        "close",
        "open",
        "read_facts",
    )
)
"""Commands to the workbook that leave nothing in it to be undone; all others belong to one entry of its undo list."""
_IN_WINDOW = frozenset(("tell", "complain", "ask", "pick_folder", "pick_file", "progress"))


class _State:
    """Whether a button is running: while it shows its progress, others can be pressed."""

    busy = False


def press(context: Any, frame: Any, button: str) -> None:  # noqa: ANN401  UNO objects
    """Run a button; never raises, problems are shown as sentences."""
    windows = Windows(context, frame)
    if _State.busy:
        windows.complain(BUSY)
        return
    _State.busy = True
    try:
        workbook = Workbook(context, frame, windows)
        _converse(workbook, windows, button, Undo(workbook.document, shown(context, button, "Label")))
    except Problem as problem:
        windows.complain(str(problem))
    except helper.Dead:
        windows.complain(helper.DIED)
    except DisposedException:
        Windows(context, None).complain(CLOSED)
    except UnoException:
        windows.complain(OFFICE_FAILED)
    finally:
        _State.busy = False


def shown(context: Any, button: str, what: str) -> str:  # noqa: ANN401
    """Return a text of a button, ``Label`` or ``TooltipLabel``, from CalcCommands.xcu."""
    commands = context.getByName(_DESCRIPTIONS).getByName(_SPREADSHEETS).getByName(PROTOCOL + button)
    return str(next(one.Value for one in commands if one.Name == what))


def _converse(workbook: Workbook, windows: Windows, button: str, undo: Undo) -> None:
    asked = helper.begin({"button": button})
    # Millions of cells pass through at once, and none is garbage before the end.
    gc.disable()
    try:
        while True:
            message = asked.receive()
            if "done" in message:
                return
            if message["do"] in _IN_WORKBOOK - _ONLY_READ:
                undo.begin()
            asked.send(_answer(workbook, windows, message["do"], message["with"]))
    except helper.Dead:
        helper.forget(asked)
        raise
    finally:
        gc.enable()
        undo.end()
        windows.finish()


def _answer(workbook: Workbook, windows: Windows, command: str, arguments: dict[str, Any]) -> dict[str, Any]:
    if command not in _IN_WORKBOOK | _IN_WINDOW:
        return {"refused": OUTDATED}
    try:
        return {"result": getattr(windows if command in _IN_WINDOW else workbook, command)(**arguments)}
    except Problem as problem:
        return {"refused": str(problem)}
    except DisposedException:
        return {"refused": CLOSED}
    except UnoException:
        return {"refused": OFFICE_FAILED}
