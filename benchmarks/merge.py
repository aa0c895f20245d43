"""How fast are many workbooks, or one large one, merged, compared with the scripts one would write instead?

Ours is the whole ``zcert merge``: each file read in a worker process, every rule on every row, duplicate people,
report, list of issues, chart, and the check of the file on disk. The scripts copy the rows into a bare sheet and do
nothing else. All may use all cores; elapsed time is compared.
"""

import datetime as dt
from pathlib import Path

from measure import Way, Work, compare, print_results, print_target, ratio
from workbooks import write_workbooks

from zcert.form import HEADER_ROW

TODAY = dt.date(2026, 11, 21)
WAYS = (
    ("zcert merge (with all checks)", "zcert_merge", "summary.xlsx"),
    ("zcert merge, macro-enabled", "zcert_merge", "summary.xlsm"),
    ("python-calamine + XlsxWriter", "calamine_xlsxwriter", "summary.xlsx"),
    ("pandas: openpyxl", "pandas_openpyxl", "summary.xlsx"),
)
PEAK_MIB = 150


def measure(folder: Path, *, quick: bool) -> None:
    _measure(folder / "many", (20, 100) if quick else (500, 100), 3 if quick else 5, calamine_times=5)
    _measure(folder / "one", (1, 2000) if quick else (1, 100_000), 3 if quick else 5, calamine_times=None)


def _measure(folder: Path, size: tuple[int, int], rounds: int, calamine_times: int | None) -> None:
    folder.mkdir()
    inputs, (files, each) = folder / "units", size
    rows = files * each
    write_workbooks(inputs, files, each)
    ways = [
        Way(name, f"merge:{function}", rows, {"folder": str(inputs), "summary": str(folder / file)}, rows, clock="wall")
        for name, function, file in WAYS
    ]
    results = compare(ways, rounds)
    ours, _, plain, pandas = results
    print(f"\nMerge: {files} x {each} rows x 28 columns; median of {rounds} rounds; the peers check nothing")
    print_results(results, ours, "row")
    for result, least in ((pandas, 15), (plain, calamine_times)):
        if least is not None:
            times = ratio(result, ours)
            print_target(f"{least} times as fast as {result.way.name} ({times:.1f} times)", reached=times >= least)
    print_target(f"peak of the merging process below {PEAK_MIB} MiB ({ours.peak:.0f})", reached=ours.peak < PEAK_MIB)


def zcert_merge(folder: str, summary: str) -> Work:
    from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate  # noqa: PLC0415
    from zcert_dictionaries import load_edition  # noqa: PLC0415

    target = _fresh(summary)
    # The lists are loaded inside, as ``zcert merge`` does at each start.
    return Work(
        lambda: consolidate(Path(folder), target, MergeSettings(TODAY, load_edition(None))),
        # Below the fixed rows of the first sheet.
        lambda _: _rows_below(target, HEADER_ROW),
    )


def pandas_openpyxl(folder: str, summary: str) -> Work:
    import openpyxl  # noqa: F401, PLC0415  pandas imports its engines late
    import pandas as pd  # noqa: PLC0415

    target = _fresh(summary)

    def work() -> None:
        paths = sorted(Path(folder).glob("*.xlsx"))
        frames = [pd.read_excel(path, header=HEADER_ROW - 1, dtype=str) for path in paths]
        pd.concat(frames).to_excel(target, engine="openpyxl", index=False)

    return Work(work, lambda _: _rows_below(target, 1))


def calamine_xlsxwriter(folder: str, summary: str) -> Work:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415
    from xlsxwriter import Workbook  # noqa: PLC0415

    target = _fresh(summary)

    def work() -> None:
        with Workbook(str(target), {"constant_memory": True}) as book:
            sheet, below = book.add_worksheet(), 0
            for path in sorted(Path(folder).glob("*.xlsx")):
                rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
                # The names of the columns from the first workbook only.
                for row in rows[HEADER_ROW if below else HEADER_ROW - 1 :]:
                    for column, text in enumerate(row):
                        sheet.write_string(below, column, str(text))
                    below += 1

    return Work(work, lambda _: _rows_below(target, 1))


def _fresh(summary: str) -> Path:
    """Return the path without the file of an earlier run, which would be kept as a backup."""
    target = Path(summary)
    target.unlink(missing_ok=True)
    return target


def _rows_below(path: Path, fixed: int) -> int:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return sum(any(row) for row in rows[fixed:])
