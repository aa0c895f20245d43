r"""How the steps of file mode are handed to the macros: a text file that VBA reads line by line.

UTF-8 without byte order mark; one step a line: kind, row, column and one text or more, with tabs between. In texts a
line break is written ``\\n``, a tab ``\\t``, a backslash ``\\\\``.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.hosts.steps import Step

_WRITTEN: Final = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": ""})


def write_steps(path: Path, steps: Iterable[Step]) -> None:
    """Write the file in one step, so that it is never read half."""
    with replacing(path, backup=None) as file:
        for step in steps:
            file.write(f"{line_of(step)}\n".encode("utf-8", "replace"))


def line_of(step: Step) -> str:
    r"""Return the line of a step.

    >>> line_of(Step("write", ("正确\n甲", "正确"), 4, 28))
    'write\t4\t28\t正确\\n甲\t正确'
    """
    texts = (text.translate(_WRITTEN) for text in step.texts)
    return "\t".join([step.kind, str(step.row), str(step.column), *texts])
