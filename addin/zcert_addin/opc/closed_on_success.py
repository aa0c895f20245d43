"""What is written piece by piece and is finished by ``close()``: as a context manager, only without an exception."""

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class ClosedOnSuccess(ABC):
    """After an exception inside the ``with`` block it stays unfinished: throw away what was written."""

    @abstractmethod
    def close(self) -> None:
        """Finish what was written."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
