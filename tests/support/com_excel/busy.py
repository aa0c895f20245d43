"""The message filter by which Excel rejects the calls of others, in edit mode and while one of its dialogs is open."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_S_OK, _E_NOINTERFACE = 0, -2147467262
_HANDLED, _REJECTED = 0, 1  # SERVERCALL_ISHANDLED, SERVERCALL_REJECTED
_WAIT: Final = 1  # PENDINGMSG_WAITNOPROCESS
_GIVE_UP: Final = 0xFFFFFFFF

_types: Any = ctypes
_METHOD: Final = {
    0: _types.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)),
    1: _types.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p),
    2: _types.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p),
    3: _types.WINFUNCTYPE(
        ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p
    ),
    4: _types.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong),
    5: _types.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong),
}
"""IMessageFilter: QueryInterface, AddRef, Release, HandleInComingCall, RetryRejectedCall, MessagePending."""


class Filter:
    """The filter of this process; ``rejecting``: calls are rejected. ``seen`` counts those that came in."""

    def __init__(self) -> None:
        self.rejecting, self.seen = False, 0
        answers = (self._itself, self._counted, self._counted, self._incoming, self._given_up, self._pending)
        self._methods = [_METHOD[at](answer) for at, answer in enumerate(answers)]
        self._table = (ctypes.c_void_p * 6)(*(ctypes.cast(one, ctypes.c_void_p).value for one in self._methods))
        self._object = ctypes.c_void_p(ctypes.addressof(self._table))
        before = ctypes.c_void_p()
        _types.oledll.ole32.CoRegisterMessageFilter(ctypes.byref(self._object), ctypes.byref(before))

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Reject calls inside the ``with`` block."""
        self.rejecting = True
        try:
            yield
        finally:
            self.rejecting = False

    def _itself(self, this: int, _iid: int, found: Any) -> int:  # noqa: ANN401  a pointer
        found[0] = this
        return _S_OK

    def _counted(self, _this: int) -> int:
        return 1

    def _incoming(self, _this: int, _kind: int, _task: int, _waited_ms: int, _call: int) -> int:
        self.seen += 1
        return _REJECTED if self.rejecting else _HANDLED

    def _given_up(self, _this: int, _task: int, _waited_ms: int, _kind: int) -> int:
        return _GIVE_UP

    def _pending(self, _this: int, _task: int, _waited_ms: int, _kind: int) -> int:
        return _WAIT
