"""Folders of filled collection workbooks, from this project's own template, for the benchmarks."""

from pathlib import Path
from random import Random

from zcert.values.id_number import accepted_regions
from zcert_addin.demonstration.people import cells, person
from zcert_addin.filling.collection import fill
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT
from zcert_templates.build import build_collection


def write_workbooks(folder: Path, files: int, rows: int) -> None:
    """Create the folder with ``files`` workbooks of ``rows`` people each; the same people every time."""
    edition, rng = load_edition(None), Random(57)
    template = build_collection(RESIDENT, edition, accepted_regions())
    folder.mkdir()
    for at in range(1, files + 1):
        unit = f"示例市第{at}医院"
        people = [cells(RESIDENT, person(rng, RESIDENT, edition, unit)) for _ in range(rows)]
        (folder / f"{unit}高级专业技术资格证书采集表.xlsx").write_bytes(fill(template, people))
