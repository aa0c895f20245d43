"""How much may the reading of one file cost? Set inside the process that reads, so that only that process dies of it.

Linux: setrlimit(2), RLIMIT_AS and RLIMIT_CPU. Windows: a job object of the process itself; Wine takes the
limit without keeping it, so that it is untried. There, and on other systems, only the parent's clock limits the time.
"""

import sys
from typing import Final

MEMORY_BYTES: Final = 2 << 30
"""One legitimate file of thousands needed more than 1 GB."""

CPU_S: Final = 20
_CPU_S_PER_MIB: Final = 2
"""100,000 rows are 16 MiB and took 7 s; an old computer needs several times as long."""


def cpu_seconds(size: int) -> int:
    """Return how many seconds of a core reading a file of ``size`` bytes may take."""
    return CPU_S + _CPU_S_PER_MIB * (size >> 20)


def limit_memory() -> None:
    """Limit this process to MEMORY_BYTES, and let it never leave a core file with people's numbers."""
    if sys.platform == "win32":
        _job_object()
    elif sys.platform == "linux":
        import resource  # noqa: PLC0415  there is no such module on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """End this process when it uses so many seconds more of a core than up to now; ask again for each file."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION, winnt.h
    _EXTENDED_LIMITS: Final = 9
    _PROCESS_MEMORY: Final = 0x0000_0100

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def _job_object() -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _Extended()
        limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY
        limits.ProcessMemoryLimit = MEMORY_BYTES
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
