"""What is wrong with data: a fault of one value, and a finding that places it in a sheet."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value, independent of its place.

    code:    stable public name of the fault, a key of ``zcert.codes.CODES``.
    message: one Chinese sentence that says what is wrong and what to do.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about one cell of a sheet.

    row:     row number as printed at the left of the sheet, 1-based; None when no row is concerned.
    column:  header text of the column, not its letter.
    code:    stable public name of the fault, a key of ``zcert.codes.CODES``.
    message: one Chinese sentence for the person who fills in the sheet.
    others:  row and header of the other cells that the remark follows from; it can go when any of them is changed.
    """

    row: int | None
    column: str
    code: str
    message: str
    others: tuple[tuple[int, str], ...] = field(default=(), compare=False, repr=False)
