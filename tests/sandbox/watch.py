"""Looking at processes from outside, and waiting for results: what several tests of the sandbox need."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from qmath.sandbox.pool import SandboxPool
from qmath.schema import ExecutionResult
from tests.process import LONG_S


def children(pid: int) -> list[str]:
    """Return the numbers of a process's children, dead ones that it has not collected included."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()


def until(pool: SandboxPool, number: int) -> dict[int, ExecutionResult]:
    """Return the next results by ticket, so many."""
    found: dict[int, ExecutionResult] = {}
    deadline = time.monotonic() + LONG_S
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
    deadline = time.monotonic() + LONG_S
    while _numbers(pid)[0] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.005)


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Wait until something is true, which takes a while on a busy machine."""
    deadline = time.monotonic() + LONG_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


def cpu_ticks(pid: int | str) -> list[str]:
    """Return the CPU time of a process as the kernel counts it, in user mode and in the kernel."""
    return _numbers(int(pid))[11:13]


def num_tasks(pid: int | str) -> int:
    """Return the number of a process's threads; 0 if it is gone."""
    try:
        return len(os.listdir(f"/proc/{pid}/task"))  # noqa: PTH208 - names only
    except FileNotFoundError:
        return 0


def until_idle(pid: int) -> None:
    """Wait until a process has used no CPU time for two seconds."""
    deadline = time.monotonic() + LONG_S
    used: list[str] = []
    while used != (now := cpu_ticks(pid)):
        assert time.monotonic() < deadline
        used = now
        time.sleep(2)
