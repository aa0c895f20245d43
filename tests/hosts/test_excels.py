"""Several Excels of one person: which of them is asked, and for how long when it does not listen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.excel_books import collection
from support.excel_engine import App, Book, Books, ComError
from zcert_addin.hosts.excel import excels


@pytest.fixture
def deaf(excel: App, monkeypatch: pytest.MonkeyPatch) -> dict[Books, Exception]:
    """Return where an Excel's books are given the error that they raise; the Excel of the tests is the foremost."""
    errors: dict[Books, Exception] = {}
    listed = Books.__iter__

    def asked(books: Books) -> Iterator[Book]:
        if books in errors:
            raise errors[books]
        return listed(books)

    monkeypatch.setattr(Books, "__iter__", asked)
    errors[excel.books] = ComError()
    return errors


def opened(excel: App, path: Path) -> str:
    return excel.engine.apps.add().books.open(str(collection(path))).fullname


@pytest.mark.parametrize("error", [ComError(), OSError()], ids=["busy", "of the administrator"])
def test_a_workbook_is_found_behind_an_excel_that_does_not_answer(
    excel: App, deaf: dict[Books, Exception], tmp_path: Path, error: Exception
) -> None:
    deaf[excel.books] = error
    name = opened(excel, tmp_path)
    found = excels.find_book(name.upper())
    assert found
    assert found.fullname == name


def test_a_busy_excel_in_which_it_may_be_is_told(excel: App, deaf: dict[Books, Exception], tmp_path: Path) -> None:
    opened(excel, tmp_path)
    with pytest.raises(ComError):
        excels.find_book("没有.xlsx")
    deaf[excel.books] = OSError()
    assert excels.find_book("没有.xlsx") is None


def test_a_bug_is_no_busy_excel(excel: App, deaf: dict[Books, Exception], tmp_path: Path) -> None:
    deaf[excel.books] = ValueError()
    with pytest.raises(ValueError, match=r"^$"):
        excels.find_book(opened(excel, tmp_path))


def test_no_workbook_of_a_busy_excel_is_taken_for_closed(
    excel: App, deaf: dict[Books, Exception], tmp_path: Path
) -> None:
    name = opened(excel, tmp_path)
    with pytest.raises(ComError):
        list(excels.books())
    deaf[excel.books] = OSError()
    assert [book.fullname for book in excels.books()] == [name]


def test_excel_is_asked_for_three_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("zcert_addin.hosts.excel.excels.time.sleep", pauses.append)
    attempts, attempt = excels._Attempts(60), 1  # noqa: SLF001  xlwings is given it
    while attempt < attempts:
        attempt += 1
    assert (attempt, sum(pauses)) == (60, pytest.approx(3))
