"""What python-calamine does when it meets a file that it cannot read."""

import os
from typing import NoReturn

import pytest
from python_calamine import PasswordError

from zcert_addin.opc.reader import ENCRYPTED
from zcert_addin.reading import calamine
from zcert_addin.reading.calamine import read_sheets
from zcert_addin.reading.preflight import DAMAGED, Unreadable


class PanicException(BaseException):
    """What a panic inside Rust arrives as."""


def raising(error: BaseException) -> type:
    class Workbook:
        @staticmethod
        def from_filelike(_file: object) -> NoReturn:
            os.write(2, b"thread panicked: 330106196503149112")
            raise error

    return Workbook


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(PanicException("x"), DAMAGED, id="panic"),
        pytest.param(OSError("failed to fill whole buffer"), DAMAGED, id="cut"),
        pytest.param(PasswordError("x"), ENCRYPTED, id="password"),
    ],
)
@pytest.mark.parametrize("console", [True, False])
def test_it_is_said_in_one_sentence_and_nowhere_else(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    sentence: str,
    console: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(calamine, "CalamineWorkbook", raising(error))
    with monkeypatch.context() as patch:
        if not console:
            patch.setattr(os, "dup", closed)
        with pytest.raises(Unreadable) as raised:
            read_sheets(b"")
    assert str(raised.value) == sentence
    os.write(2, b"again")
    assert capfd.readouterr().err == ("again" if console else "thread panicked: 330106196503149112again")


def closed(_handle: int) -> NoReturn:
    raise OSError(9, "Bad file descriptor")


def test_what_is_no_fault_of_the_file_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calamine, "CalamineWorkbook", raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        read_sheets(b"")
