"""How many CPU threads are worth starting.

Here: the physical cores this process may use. Not here: settings that override them.
"""

from __future__ import annotations

import math
import os
from pathlib import Path

_CPUS = Path("/sys/devices/system/cpu")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")

_TINY_BYTES = 100_000_000
"""Models smaller than this compute a step faster than threads can be woken and waited for."""


def threads_for(model_bytes: int) -> int:
    """Return the number of threads for a model of this size: one for tiny models, else one per core."""
    return 1 if model_bytes < _TINY_BYTES else physical_cores()


def physical_cores() -> int:
    """Return the physical cores this process may use: affinity, hyper-threads and container quota considered."""
    if hasattr(os, "sched_getaffinity"):
        usable = os.sched_getaffinity(0)
        cores = len({_siblings(cpu) for cpu in usable})
    else:
        cores = os.cpu_count() or 1
    return max(1, min(cores, _quota() or cores))


def _siblings(cpu: int) -> str:
    """Return what names the core of a logical CPU: the list of its hyper-threads, where the system tells."""
    try:
        return (_CPUS / f"cpu{cpu}" / "topology" / "thread_siblings_list").read_text()
    except OSError:
        return str(cpu)


def _quota() -> int | None:
    """Return the CPUs of this container's quota; None without one."""
    try:
        quota, period = _QUOTA.read_text().split()
        return None if quota == "max" else math.ceil(int(quota) / int(period))
    except (OSError, ValueError):
        return None
