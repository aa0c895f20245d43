"""Shows the whole job on a folder of made-up units: check one, merge all."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from zcert.consolidating import Consolidation
from zcert.errors import UserError
from zcert_addin.commands.check_workbook import CheckedWorkbook, Settings, check_workbook
from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate
from zcert_addin.commands.write_results import write_results
from zcert_addin.demonstration.units import FAULTY, Truth, write_units
from zcert_addin.disk.entries import entries
from zcert_addin.summary.sources import SUMMARY_STEM

MARKER: Final = ".zcert-demo"
"""Marks a folder as made by the demonstration, which may replace it; a user's own folder has no such file."""


UNITS: Final = "一、各单位"
COLLECTED: Final = "二、数据汇总文件夹"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made and found."""

    truth: Truth
    checked: CheckedWorkbook
    summary: Path
    consolidation: Consolidation


def demonstrate(folder: Path, settings: Settings) -> Demonstration:
    """Make the units, check one with its photos, write its results, put all files into one folder and merge it.

    Raises UserError when the folder holds anything that the demonstration did not make.
    """
    if folder.exists() and not (folder / MARKER).exists() and entries(folder):
        raise UserError(f"文件夹“{folder}”中已有别的文件，请换一个空文件夹")
    if (folder / MARKER).exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    units, collected = folder / UNITS, folder / COLLECTED
    units.mkdir()
    collected.mkdir()
    truth = write_units(units, settings.edition)
    own = units / Path(FAULTY).stem
    checked = check_workbook(own / FAULTY, replace(settings, photos=own))
    write_results(checked)
    for file in sorted(units.glob("*/*")):
        shutil.copyfile(file, collected / file.name)
    summary = collected / f"{SUMMARY_STEM}.xlsx"
    consolidation = consolidate(collected, summary, MergeSettings(settings.today, settings.edition))
    return Demonstration(truth, checked, summary, consolidation)
