"""The order in which a process gives up what it does not need.

Here: what the zygote and a program's process drop, and their limits. Not here: the rules of a wall (``seccomp.py``,
``landlock.py``), the proof that walls stand (``probe.py``), and limits kept from outside (``zygote.py``). Linux only; only the
standard library and sibling files.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import signal
from dataclasses import dataclass

from qmath.sandbox import kernel, landlock, seccomp
from qmath.sandbox.wire import OUTPUT_FILE_BYTES

_STACK_BYTES = 64 << 20
_DESCRIPTORS = 64
_LARGE_PAGE = 2 << 20
_PRIVATE_MEMORY = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p 00000000 00:00 0\s*(?:\[heap\])?$")
_MORE_TASKS = 512
_CPU_S = 3600  # if everything else fails
_ADJUSTMENT = "/proc/self/oom_score_adj"


def shrink_helper() -> None:
    """Drop what the zygote, and so every program, never needs: privileges, and the kernel's mercy when memory is short.

    Raises:
        OSError: the kernel refused.
    """
    with contextlib.suppress(OSError), open(_ADJUSTMENT, "w", encoding="ascii") as file:  # noqa: PTH123 - no pathlib in the helper
        file.write("1000")
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # Landlock lets a child look at its own domain's processes, this one among them
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


def use_large_pages(maps: int) -> None:
    """Gather this process's private memory in 2 MiB pages, given a descriptor of /proc/self/maps.

    A fork then copies dozens of page table entries instead of tens of thousands (measured: bare fork and exit 3.5 ms instead of
    5.5). Kernels before 6.1 refuse, and lose only that.
    """
    text = b""
    while part := os.pread(maps, 1 << 16, len(text)):
        text += part
    for line in text.decode("ascii").splitlines():
        match = _PRIVATE_MEMORY.match(line)
        if match is not None:
            start, end = (int(number, 16) for number in match.groups())
            start, end = -(-start // _LARGE_PAGE) * _LARGE_PAGE, end // _LARGE_PAGE * _LARGE_PAGE
            if end > start:
                kernel.advise(start, end - start, kernel.MADV_COLLAPSE)


def allowed_tasks() -> int:
    """Return how many processes and threads the user may have where programs can fork: those of now, and some more."""
    own = 0
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if entry.stat().st_uid == os.getuid():
                    own += len(os.listdir(f"/proc/{entry.name}/task"))  # noqa: PTH208 - no pathlib in the helper
    return own + _MORE_TASKS


def set_limits(*, address_space_bytes: int, tasks: int | None = None) -> None:
    """Set the limits that the kernel keeps; time is the zygote's to measure, since the kernel counts whole seconds of CPU.

    ``tasks`` counts all of the user's, and the kernel does not keep it for root.

    Raises:
        OSError: the kernel refused.
        ValueError: a hard limit of this process is lower already.
    """
    limits = [
        (resource.RLIMIT_AS, address_space_bytes),
        (resource.RLIMIT_CPU, _CPU_S),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, OUTPUT_FILE_BYTES),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_STACK, _STACK_BYTES),
    ]
    if tasks is not None:
        limits.append((resource.RLIMIT_NPROC, tasks))
    for kind, soft in limits:
        _, hard = resource.getrlimit(kind)
        value = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        resource.setrlimit(kind, (value, value))
