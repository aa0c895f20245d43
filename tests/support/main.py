"""The command line with all its tools, carried out in this process."""

from collections.abc import Sequence

from zcert_addin.cli import main
from zcert_addin.cli.main import COMMANDS, FAILED, FOUND_ERRORS, FOUND_NOTHING
from zcert_program.toolbox import TOOLBOX

__all__ = ["COMMANDS", "FAILED", "FOUND_ERRORS", "FOUND_NOTHING", "run"]


def run(arguments: Sequence[str]) -> int:
    return main.run(arguments, TOOLBOX)
