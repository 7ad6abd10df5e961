"""Looking at processes from outside, and waiting for results: what several tests of the sandbox need."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from qmath.sandbox.pool import SandboxPool
from qmath.schema import ExecutionResult


def children(pid: int) -> list[str]:
    """Return the numbers of a process's children."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()


def until(pool: SandboxPool, number: int) -> dict[int, ExecutionResult]:
    """Return the next results by ticket, so many."""
    found: dict[int, ExecutionResult] = {}
    deadline = time.monotonic() + 60
    while len(found) < number:
        assert time.monotonic() < deadline
        found |= {finished.ticket: finished.result for finished in pool.poll(1.0)}
    return found


def held(pid: int) -> tuple[int, int]:
    """Return descriptors and resident KiB of a process."""
    resident = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * 4
    return len(os.listdir(f"/proc/{pid}/fd")), resident  # noqa: PTH208 - names only


def _numbers(pid: int) -> list[str]:
    """Return what the kernel says of a process, from its state on."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()


def kill(pid: int) -> None:
    """Kill a child of this process and wait until it is dead, which takes a while on a busy machine; it is left to be collected."""
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while _numbers(pid)[0] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.005)


def until_idle(pid: int) -> None:
    """Wait until a process has used no CPU time for two seconds."""
    deadline = time.monotonic() + 120
    used: list[str] = []
    while used != (now := _numbers(pid)[11:13]):
        assert time.monotonic() < deadline
        used = now
        time.sleep(2)
