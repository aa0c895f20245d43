"""What a host must know to offer a function in formulas."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: the function's own name for it, and the Chinese help of the function wizard."""

    name: str
    help: str


@dataclass(frozen=True, slots=True)
class CellFunction:
    """One function that a formula may call.

    name:      as written in a formula, ASCII.
    function:  takes cells or ranges (nested lists) and returns the same shape; never raises.
    summary:   Chinese, at most 255 characters, as all texts of the function wizard.
    arguments: in the order of the function's parameters.
    """

    name: str
    function: Callable[..., object]
    summary: str
    arguments: tuple[Argument, ...]
