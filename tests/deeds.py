"""What a hostile file may make of the process that reads it; by name, because another process imports it."""

import os
import signal
import time

from zcert_addin.hosts import limits


def prepare(cpu_s: int) -> None:
    """Make the limit of time one for tests."""
    limits.CPU_S = cpu_s  # type: ignore[misc]


def do(deed: str) -> str:
    """Do it."""
    if deed == "exit":
        os._exit(3)
    if deed == "abort":
        os.abort()
    if deed == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if deed == "spin":
        while True:
            pass
    if deed == "fill":
        return str(len(bytearray(limits.MEMORY_BYTES + 1)))
    if deed == "leave":
        raise SystemExit(4)
    if deed == "speak":
        os.write(2, b"330106196503149112")
    if deed == "wait":
        time.sleep(0.2)
    return deed
