"""Writers finished by ``close()``, which a ``with`` block calls only when no exception was raised."""

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class ClosingWriter(ABC):
    """After an exception inside the ``with`` block the output is unfinished and must be discarded."""

    @abstractmethod
    def close(self) -> None:
        """Finish the output."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
