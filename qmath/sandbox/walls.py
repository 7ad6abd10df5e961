"""Which walls stand, and what that is called: from the helper's probe to a level, layers and what is missing.

Here: the judgement, pure. Not here: the attempts themselves (``probe.py``).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from qmath.errors import SandboxError
from qmath.schema import Limits, SandboxInfo, SandboxLevel

OPEN = "open"
NOT_COVERED = (
    "whether a file exists, its size and dates, can be asked (stat)",
    "bugs of the kernel itself, and side channels through time",
    "a program can make up its own output: it is text, never trusted",
)
"""What even the strict level does not promise."""

_PLAIN = {
    "read": "read other files",
    "list": "list folders",
    "write": "write files",
    "chmod": "change a file's mode",
    "tcp": "connect to loopback (TCP)",
    "udp": "send to loopback (UDP)",
    "unix": "connect to a unix socket",
    "fork": "start a process",
    "exec": "run another executable",
    "signal": "signal another process",
    "ptrace": "trace a process",
    "keyring": "reach the kernel's keyring",
    "namespace": "make a namespace",
    "io_uring": "set up io_uring",
    "limits": "change a limit",
    "memory": "allocate beyond the limit",
    "descriptors": "find an inherited descriptor",
    "capabilities": "hold a capability",
}
_NETWORK = ("tcp", "udp", "unix")
_FIX = {
    "landlock": "a kernel with Landlock (Linux 5.13 or later, landlock in the lsm= list)",
    "seccomp": "Linux on x86-64 or aarch64, in a container that allows seccomp filters",
}


@dataclass(frozen=True)
class Evidence:
    """One attempt: what it was, what came of it in a program's place, and outside as control."""

    name: str
    attempt: str
    inside: str
    outside: str

    @property
    def is_held(self) -> bool:
        """Whether the wall stood."""
        return self.inside != OPEN

    @property
    def is_proved(self) -> bool:
        """Whether the control shows that without the wall the attempt would have succeeded."""
        return self.is_held and self.outside == OPEN


@dataclass(frozen=True)
class Walls:
    """What stands here, with the evidence."""

    info: SandboxInfo
    evidence: tuple[Evidence, ...] = ()
    fixes: tuple[str, ...] = ()


def judge(ready: dict[str, Any]) -> Walls:
    """Return the walls from the helper's first message.

    ``strict``: system calls are filtered, the file system is shut off, and every attempt was refused. ``partial``: some wall
    stands. ``process``: limits and a clean process only.
    """
    inside, outside = dict(ready["inside"]), dict(ready["outside"])
    evidence = tuple(Evidence(n, text, str(inside.get(n, OPEN)), str(outside.get(n, "not tried"))) for n, text in _PLAIN.items() if inside)
    gaps = [one.attempt for one in evidence if not one.is_held]
    missing = [name for name in ("seccomp", "landlock") if not ready[name]]
    if not evidence and len(missing) < len(_FIX):
        missing.append("the proof: nothing could be tried")
    has_files = bool(ready["landlock"]) or bool(ready["sealed"])
    if evidence and not gaps and ready["seccomp"] and has_files:
        level = SandboxLevel.STRICT
    elif evidence and (ready["seccomp"] or has_files):
        level = SandboxLevel.PARTIAL
    else:
        level = SandboxLevel.PROCESS
    layers = ["clean process", "limits"]
    layers += ["no new privileges", "no capabilities"] if evidence else []
    layers += ["seccomp"] if ready["seccomp"] else []
    layers += [f"landlock {ready['landlock']}"] if ready["landlock"] else ["sealed"] if ready["sealed"] else []
    info = SandboxInfo(
        level=level,
        layers=tuple(layers),
        network=any(one.name in _NETWORK and not one.is_held for one in evidence) or not evidence,
        missing=(*missing, *gaps),
        limits=default_limits(),
    )
    return Walls(info, evidence, tuple(_FIX[name] for name in missing if name in _FIX))


def judge_attempts(inside: dict[str, str], outside: dict[str, str]) -> Walls:
    """Return the walls of a Mac from what came of the attempts behind Seatbelt and without it.

    Never ``strict``: memory and what is not tried there (other processes' memory, the keychain) is not covered.
    """
    evidence = tuple(Evidence(name, _PLAIN[name], how, outside.get(name, "not tried")) for name, how in inside.items() if name in _PLAIN)
    gaps = [one.attempt for one in evidence if not one.is_held]
    if not any(one.is_proved for one in evidence):
        return bare(SandboxLevel.PROCESS, ("clean process", "limits"), missing=("seatbelt", "a limit of memory"))
    info = SandboxInfo(
        level=SandboxLevel.PARTIAL,
        layers=("clean process", "limits", "seatbelt"),
        network=any(one.name in _NETWORK and not one.is_held for one in evidence),
        missing=("a limit of memory", *gaps),
        limits=default_limits(),
    )
    return Walls(info, evidence)


def bare(level: SandboxLevel, layers: tuple[str, ...], *, missing: tuple[str, ...]) -> Walls:
    """Return the walls of a machine where none can be put up."""
    return Walls(SandboxInfo(level, layers, network=True, missing=missing, limits=default_limits()))


def user() -> str:
    """Return who programs run as, in words."""
    return "root (with no capability left)" if hasattr(os, "geteuid") and os.geteuid() == 0 else "an ordinary user"


def default_limits() -> dict[str, float]:
    """Return the limits of a program for which nothing else was asked."""
    limits = Limits()
    return {
        "cpu_s": limits.cpu_s,
        "wall_s": limits.wall_s,
        "memory_bytes": limits.memory_bytes,
        "output_bytes": limits.output_bytes,
    }


def demand_strict(walls: Walls) -> None:
    """Refuse to go on below the strict level.

    Raises:
        SandboxError: something is missing.
    """
    if walls.info.level is not SandboxLevel.STRICT:
        raise SandboxError(
            f"the sandbox is only {walls.info.level} here, not strict: missing {', '.join(walls.info.missing)}",
            hint="; ".join("needs " + fix for fix in walls.fixes) or "see: qmath doctor",
        )
