"""How much memory and disk this machine has to give.

Here: asking the system. Not here: what fits into it (``fit.py``) and the memory of GPUs (``engine/devices.py``).

On Linux a container's limits count: those of its control group and of all groups around it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

_UNLIMITED = 1 << 60
"""Limits of control groups above this are none."""


@dataclass(frozen=True)
class Ram:
    """Bytes in all, and bytes that a new process can take without others being pushed out."""

    total_bytes: int
    available_bytes: int


def ram() -> Ram | None:
    """Return the memory of this machine or container; None where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, AttributeError, KeyError):
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _mac()
        return linux_ram()
    return None


def free_disk(folder: Path) -> int | None:
    """Return the free bytes where a folder is, or would be; None where nobody may look."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except PermissionError:
            return None
        except OSError:  # it is not there, or cannot be: a circle of links, a name too long
            continue
    return None


def can_write(folder: Path) -> bool:
    """Tell whether files can be made where a folder is, or would be."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place):
            return place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return False


def linux_ram(root: Path = Path("/")) -> Ram:
    """Return what /proc and /sys say below ``root``.

    Raises:
        OSError, KeyError: they say nothing.
    """
    lines = dict(re.findall(r"(\w+):\s+(\d+) kB", (root / "proc/meminfo").read_text(encoding="ascii")))
    found = Ram(1024 * int(lines["MemTotal"]), 1024 * int(lines["MemAvailable"]))
    for limit, used in _limits(root):
        found = Ram(min(found.total_bytes, limit), max(0, min(found.available_bytes, limit - used)))
    return found


def _limits(root: Path) -> list[tuple[int, int]]:
    """Return limit and use, in bytes, of each control group around this process; pages of files that can go do not count as used."""
    found = []
    for line in _read(root / "proc/self/cgroup").splitlines():
        number, controllers, path = line.split(":", 2)
        if number == "0" and not controllers:
            top, names = root / "sys/fs/cgroup", ("memory.max", "memory.current", "inactive_file")
        elif "memory" in controllers.split(","):
            top, names = root / "sys/fs/cgroup/memory", ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        else:
            continue
        inner = top / path.strip("/")
        for group in (inner, *inner.parents):
            found += _limit(group, *names)
            if group == top:
                break
    return found


def _limit(group: Path, limit_name: str, used_name: str, reclaimable: str) -> list[tuple[int, int]]:
    limit, used = _read(group / limit_name).strip(), _read(group / used_name).strip()
    if not limit.isdecimal() or not used.isdecimal() or int(limit) >= _UNLIMITED:
        return []
    inactive = re.search(rf"^{reclaimable} (\d+)", _read(group / "memory.stat"), re.MULTILINE)
    return [(int(limit), max(0, int(used) - (int(inactive[1]) if inactive else 0)))]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def mac_available(vm_stat: str) -> int:
    """Return the bytes that ``vm_stat`` calls free or easily freed.

    Raises:
        KeyError, ValueError: it is no output of vm_stat.
    """
    page = re.search(r"page size of (\d+) bytes", vm_stat)
    if page is None:
        raise ValueError(vm_stat)
    pages = dict(re.findall(r"^Pages ([\w -]+):\s+(\d+)\.", vm_stat, re.MULTILINE))
    return int(page[1]) * sum(int(pages[name]) for name in ("free", "inactive", "speculative", "purgeable"))


def _mac() -> Ram:
    import subprocess

    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    said = subprocess.run(["/usr/bin/vm_stat"], capture_output=True, text=True, timeout=5, check=True).stdout
    return Ram(total, min(total, mac_available(said)))


def _windows() -> Ram:
    import ctypes

    class Status(ctypes.Structure):
        """``MEMORYSTATUSEX``."""

        _fields_ = (
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            *((name, ctypes.c_uint64) for name in ("total", "available", "t", "a", "tv", "av", "x")),
        )

    status = Status(length=ctypes.sizeof(Status))
    if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):  # type: ignore[attr-defined]
        raise OSError("GlobalMemoryStatusEx")
    return Ram(status.total, status.available)
