"""Which one sentence does the user get when a button fails?"""

from typing import Final

from zcert.errors import UserError
from zcert_addin.disk.os_errors import explain
from zcert_addin.hosts.refusals import is_refusal
from zcert_bridge import log

CANCELLED: Final = "已取消"


def sentence(button: str, error: BaseException, busy: str) -> str:
    """Return the sentence; what was not foreseen goes into the log. ``busy``: what a refusing Excel means."""
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return CANCELLED
    if isinstance(error, OSError):
        return explain(error)
    log.note(button, error)
    if is_refusal(error):
        return busy
    return f"程序内部出错（{type(error).__name__}），请把所按的按钮告诉维护人员"
