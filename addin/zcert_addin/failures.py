"""Failures of the lower rooms that carry one Chinese sentence of their own."""

from typing import Final

from zcert_addin.hosts.package import BadPackage, PackageTooLarge
from zcert_addin.hosts.sheet_part import CannotPatch
from zcert_dictionaries import EditionError

FORESEEN: Final = (BadPackage, CannotPatch, EditionError, PackageTooLarge)
