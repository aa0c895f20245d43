import subprocess
import sys

import pytest

from zcert_addin.processes import limits


def test_large_files_may_take_longer() -> None:
    assert [limits.cpu_seconds(mebibytes << 20) for mebibytes in (0, 16, 100)] == [1, 33, 201]


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")
def test_memory_is_bounded_and_no_core_file_is_left() -> None:
    script = "import resource as r; from zcert_addin.processes.limits import limit_memory; limit_memory();"
    script += "print(r.getrlimit(r.RLIMIT_AS), r.getrlimit(r.RLIMIT_CORE))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"{(limits.MEMORY_BYTES,) * 2} (0, 0)\n"
