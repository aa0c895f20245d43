"""Every sentence for the person has one root, which the edges catch; a bug of ours has it not."""

import pytest

from zcert.errors import UserError
from zcert_addin.commands.consolidate_folder import NothingToMerge
from zcert_addin.disk.folder_lock import Held, Planted
from zcert_addin.opc.reader import BadPackage
from zcert_addin.opc.zip_entry import PackageTooLarge
from zcert_addin.patching.errors import CannotPatch
from zcert_addin.processes.worker import NoProcess
from zcert_addin.reading.preflight import Unreadable
from zcert_addin.summary.file import NotWritten
from zcert_dictionaries import EditionError
from zcert_templates.validations import InvalidRuleError


@pytest.mark.parametrize(
    "error",
    [
        BadPackage,
        CannotPatch,
        EditionError,
        Held,
        NoProcess,
        NothingToMerge,
        NotWritten,
        PackageTooLarge,
        Planted,
        UserError,
        Unreadable,
    ],
)
def test_every_sentence_has_one_root(error: type[Exception]) -> None:
    assert issubclass(error, UserError)
    assert not issubclass(error, OSError | ArithmeticError | ValueError)


def test_a_bug_is_no_sentence() -> None:
    assert not issubclass(InvalidRuleError, UserError)
