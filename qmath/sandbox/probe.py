"""Each wall really tried: what a program must not do, attempted inside a locked-down child and, as control, outside.

Here: the attempts and what they came to. Not here: the walls. An attempt counts as refused only by what happened; the control
outside shows that it would have succeeded, so that a missing network is not taken for a wall. Linux only; only the standard
library and sibling files.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import mmap
import os
import resource
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qmath.sandbox import kernel, wire
from qmath.sandbox.syscalls import number

OPEN = "open"
"""What came of an attempt that was not refused; otherwise the name of the error."""

_PRIVATE_FILES = ("/etc/passwd", "/proc/version", "/etc/hostname")
_MUCH = 1 << 40
_RESULT_MAX = 1 << 16


Address = tuple[str, int] | str | None


@dataclass(frozen=True)
class Targets:
    """What the attempts aim at: addresses where the zygote really listens, the zygote itself, a readable file, a folder."""

    tcp: Address
    udp: Address
    unix: Address
    pid: int
    file: str
    folder: str


@contextlib.contextmanager
def targets() -> Iterator[Targets]:
    """Open the targets."""
    with contextlib.ExitStack() as stack:
        addresses: list[Address] = []
        for family, kind, address in (
            (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            (socket.AF_UNIX, socket.SOCK_STREAM, f"\0qmath-probe-{os.getpid()}"),
        ):
            try:
                one = stack.enter_context(socket.socket(family, kind))
                one.bind(address)
                if kind is socket.SOCK_STREAM:
                    one.listen()
            except OSError:  # a machine without even that: socket() itself is tried
                addresses.append(None)
            else:
                addresses.append(one.getsockname())
        file = next((name for name in _PRIVATE_FILES if os.path.exists(name)), "/")  # noqa: PTH110 - no pathlib in the helper
        tcp, udp, unix = addresses
        yield Targets(tcp, udp, unix, os.getpid(), file, tempfile.gettempdir())


def attempts(aim: Targets, descriptor: int) -> dict[str, Callable[[], object]]:
    """Return the attempts; each raises OSError (or MemoryError) if it is refused.

    They leave nothing behind where they succeed, for the control does succeed, perhaps as root: the file written has no name, the
    mode changed is that of ``descriptor``, a pipe of our own.
    """
    return {
        "read": lambda: os.close(os.open(aim.file, os.O_RDONLY)),
        "list": lambda: os.listdir("/"),  # noqa: PTH208 - no pathlib in the helper
        "write": lambda: os.close(os.open(aim.folder, os.O_TMPFILE | os.O_RDWR)),
        "chmod": lambda: os.fchmod(descriptor, 0o600),
        "tcp": lambda: _connect(socket.AF_INET, socket.SOCK_STREAM, aim.tcp),
        "udp": lambda: _connect(socket.AF_INET, socket.SOCK_DGRAM, aim.udp),
        "unix": lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, aim.unix),
        "fork": _fork,
        "exec": lambda: _reach("execve", b"", None, None, reached={errno.ENOENT, errno.EFAULT}),
        "signal": lambda: os.kill(aim.pid, 0),
        "ptrace": lambda: kernel.syscall(number("ptrace"), 0, 0, 0, 0),
        "keyring": lambda: _reach("keyctl", 0, -3, 0, reached={errno.ENOKEY}),
        "namespace": lambda: kernel.syscall(number("unshare"), 0),
        "io_uring": lambda: _reach("io_uring_setup", 1, None, reached={errno.EFAULT}),
        "limits": lambda: resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)),
        "memory": _allocate,
        "descriptors": _foreign_descriptor,
        "capabilities": _have_capability,
    }


def try_all(aim: Targets, descriptor: int) -> None:
    """Make every attempt in this process and write what came of each to a descriptor."""
    outcomes = {name: _outcome(attempt) for name, attempt in attempts(aim, descriptor).items()}
    os.write(descriptor, json.dumps(outcomes).encode())


def in_child(aim: Targets, become: Callable[[list[int]], object] | None = None) -> dict[str, str]:
    """Fork, let the child ``become`` a program's process with the given descriptors, try all there; return the outcomes.

    Without ``become`` the child stays as free as this process: the control. An empty answer means that the child could not be
    made.
    """
    reader, writer = os.pipe()
    spare = os.dup(writer)
    pid = os.fork()
    if pid == 0:
        try:
            signal.set_wakeup_fd(-1)
            if become is not None:
                become([spare, spare, spare, spare, writer])
            try_all(aim, writer if become is None else wire.RESULT)
        finally:
            os._exit(0)
    os.close(writer)
    os.close(spare)
    try:
        data = b""
        while part := os.read(reader, _RESULT_MAX):
            data += part
        os.waitpid(pid, 0)
    finally:
        os.close(reader)
    outcomes = json.loads(data or b"{}")
    return {str(name): str(outcome) for name, outcome in outcomes.items()}


def _outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as exc:
        return errno.errorcode.get(exc.errno or 0, "refused")
    except (MemoryError, ValueError):
        return "refused"
    return OPEN


def _connect(family: int, kind: int, target: Address) -> None:
    with socket.socket(family, kind) as one:
        one.settimeout(1.0)
        if target is not None:
            one.connect(target)
            one.send(b"probe")


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _reach(name: str, *arguments: object, reached: set[int]) -> None:
    """Make a call that cannot succeed; an error that only the call itself gives shows that it was let through."""
    try:
        kernel.syscall(number(name), *arguments)
    except OSError as exc:
        if exc.errno not in reached:
            raise


def _allocate() -> None:
    mmap.mmap(-1, _MUCH, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000).close()  # MAP_NORESERVE


def _foreign_descriptor() -> None:
    """Find a descriptor beyond those of a program."""
    for descriptor in range(6, 256):
        with contextlib.suppress(OSError):
            os.fstat(descriptor)
            return
    raise OSError(errno.EBADF, "none")


def _have_capability() -> None:
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    kernel.syscall(number("capget"), header, sets)
    if not any(sets):
        raise OSError(errno.EPERM, "none")
