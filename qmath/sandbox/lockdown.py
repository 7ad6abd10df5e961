"""The order in which a process gives up what it does not need.

Here: what the zygote and a program's process drop, and their limits. Not here: the rules of a wall (``seccomp.py``,
``landlock.py``), the proof that walls stand (``probe.py``), and limits kept from outside (``zygote.py``). Linux only; only the
standard library and sibling files.
"""

from __future__ import annotations

import contextlib
import math
import os
import resource
import signal
from dataclasses import dataclass

from qmath.sandbox import kernel, landlock, seccomp
from qmath.sandbox.wire import GRACE_S, OUTPUT_FILE_BYTES

_STACK_BYTES = 64 << 20
_DESCRIPTORS = 64
_ADJUSTMENT = "/proc/self/oom_score_adj"


def shrink_helper() -> None:
    """Drop what the zygote, and so every program, never needs: privileges, and the kernel's mercy when memory is short.

    Raises:
        OSError: the kernel refused.
    """
    with contextlib.suppress(OSError), open(_ADJUSTMENT, "w", encoding="ascii") as file:  # noqa: PTH123 - no pathlib in the helper
        file.write("1000")
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.drop_capabilities()


def raise_descriptors() -> None:
    """Let the zygote hold as many descriptors as it may."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@dataclass
class Walls:
    """What stands around programs here: decided once by the zygote, before the first child."""

    filter: seccomp.Filter | None = None
    landlock: int = 0

    @property
    def is_sealed(self) -> bool:
        """Whether no file can be named at all, since Landlock is missing."""
        return self.filter is not None and self.filter.is_sealed


def choose_walls(hidden: set[str]) -> Walls:
    """Return the best walls this machine should have; ``hidden`` names some that are to be taken as missing."""
    known = 0 if "landlock" in hidden else landlock.version()
    has_seccomp = seccomp.is_supported() and "seccomp" not in hidden
    return Walls(seccomp.build(is_sealed=known == 0) if has_seccomp else None, known)


def raise_library_wall(walls: Walls, readable: list[str]) -> None:
    """Shut off the file system for this process and its children, but for the library; without Landlock, seal it instead."""
    if not walls.landlock:
        return
    try:
        landlock.restrict(readable)
    except OSError:
        walls.landlock = 0
        if walls.filter is not None:
            walls.filter = seccomp.build(is_sealed=True)


def adopt_strays() -> int:
    """Become the parent of what programs leave behind; return a descriptor that lists this process's children, or -1."""
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    try:
        return os.open(f"/proc/self/task/{os.getpid()}/children", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # a kernel without CONFIG_PROC_CHILDREN: process groups are killed all the same
        return -1


def enter_child(parent: int, descriptors: list[int]) -> None:
    """Make a forked child its own: session, death with its parent, exactly these descriptors as 1, 2, 3, ...

    Raises:
        OSError: the kernel refused.
    """
    os.setsid()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
    import fcntl

    above = max(64, *descriptors) + 1
    high = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, above) for descriptor in descriptors]
    for number, descriptor in enumerate(high, start=1):
        os.dup2(descriptor, number)
    os.closerange(len(high) + 1, os.sysconf("SC_OPEN_MAX"))
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def set_limits(*, cpu_s: float, address_space_bytes: int) -> None:
    """Set the limits that the kernel keeps. CPU seconds are rounded up: the zygote is the one that measures.

    Raises:
        OSError: the kernel refused.
        ValueError: a hard limit of this process is lower already.
    """
    whole = math.ceil(cpu_s + GRACE_S) + 1
    for kind, soft in (
        (resource.RLIMIT_AS, address_space_bytes),
        (resource.RLIMIT_CPU, whole),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, OUTPUT_FILE_BYTES),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_STACK, _STACK_BYTES),
    ):
        _, hard = resource.getrlimit(kind)
        value = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        resource.setrlimit(kind, (value, value))
