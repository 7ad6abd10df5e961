"""The descriptors of one program, as qmath holds them: source in, output and result out.

Here: making, filling, reading and closing them. Not here: who gets them (``helper.py``). Linux only.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource

from qmath.errors import SandboxError
from qmath.sandbox import wire
from qmath.sandbox.result import Capture

_NOEXEC_SEAL = 0x8
_DESCRIPTORS = 4096


def memory_file(name: str) -> int:
    """Return a descriptor of an anonymous file in memory, which cannot be made executable where the kernel knows how.

    Raises:
        OSError: the kernel refused.
    """
    try:
        return os.memfd_create(name, os.MFD_CLOEXEC | _NOEXEC_SEAL)
    except OSError:  # before Linux 6.3
        return os.memfd_create(name, os.MFD_CLOEXEC)


def allow_many() -> None:
    """Let this process hold the descriptors of hundreds of sessions: five each, where many systems allow 1,024 unless asked."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS if hard == resource.RLIM_INFINITY else min(_DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class ProgramFiles:
    """The descriptors of one program: its output and source as anonymous files, its control and result as pipes.

    Output goes to a file in memory, bounded by the kernel (RLIMIT_FSIZE): nobody has to keep reading, so a program never waits
    for a busy qmath.
    """

    def __init__(self, *, has_figures: bool = False) -> None:
        self._open: list[int] = []
        try:
            self.stdout, self.stderr, self.source = (self._keep(memory_file(n)) for n in ("stdout", "stderr", "source"))
            self._figures = [self._keep(memory_file("figures"))] if has_figures else []
            for number in (self.stdout, self.stderr, *self._figures):
                fcntl.fcntl(number, fcntl.F_SETFL, os.O_RDWR | os.O_APPEND)
            self.control_out, self.control = (self._keep(fd) for fd in os.pipe2(os.O_CLOEXEC))
            self.result, self.result_in = (self._keep(fd) for fd in os.pipe2(os.O_CLOEXEC))
        except OSError as exc:
            self.close()
            raise SandboxError(f"no descriptors for a program: {exc}") from exc
        os.set_blocking(self.result, False)
        self.is_ready = False
        self._received = b""
        self._nonce = b""

    def _keep(self, descriptor: int) -> int:
        self._open.append(descriptor)
        return descriptor

    def for_guest(self) -> list[int]:
        """Return the descriptors that become 1 to 5, or 6, in the program's process."""
        return [self.stdout, self.stderr, self.source, self.control_out, self.result_in, *self._figures]

    def forget_guest_ends(self) -> None:
        """Close the ends only the program needs, once they are handed over."""
        for descriptor in (self.control_out, self.result_in):
            self._open.remove(descriptor)
            os.close(descriptor)

    def write_block(self, source: bytes, *, keeps_names: bool) -> None:
        """Put a block's source where the program's process finds it, and its nonce into the pipe."""
        for descriptor in (self.stdout, self.stderr, self.source, *self._figures):
            os.ftruncate(descriptor, 0)
        view = memoryview(source)
        offset = 0
        while offset < len(source):
            offset += os.pwrite(self.source, view[offset:], offset)
        self._nonce = os.urandom(wire.NONCE_BYTES)
        self._received = b""
        with contextlib.suppress(BrokenPipeError):  # a session that has just died: seen from its exit
            os.write(self.control, wire.BLOCK.pack(len(source), keeps_names) + self._nonce)

    def read_result(self) -> None:
        """Take in what the program's process has sent so far."""
        while len(self._received) <= wire.FRAME_MAX:
            try:
                data = os.read(self.result, 1 << 16)
            except BlockingIOError:
                return
            if not data:
                return
            if not self.is_ready and data.startswith(wire.READY):
                self.is_ready, data = True, data[len(wire.READY) :]
            self._received += data

    @property
    def is_garbled(self) -> bool:
        """Whether something other than one message came."""
        return bool(self._received) and self.report() is None

    @property
    def is_full(self) -> bool:
        """Whether more was printed than a program may."""
        return max(os.fstat(fd).st_size for fd in (self.stdout, self.stderr)) >= wire.OUTPUT_FILE_BYTES

    def report(self) -> wire.Report | None:
        """Return what the guest said of the block."""
        return wire.unpack(self._nonce, self._received)

    def capture(self, which: int, keep_bytes: int) -> Capture:
        """Return the head and tail of ``stdout`` or ``stderr``, together at most ``keep_bytes``."""
        size = os.fstat(which).st_size
        if size <= keep_bytes:
            return Capture(os.pread(which, size, 0), b"", size)
        half = keep_bytes // 2
        return Capture(os.pread(which, half, 0), os.pread(which, half, size - half), size)

    def figures(self) -> bytes:
        """Return what was written where figures are expected."""
        return b"".join(os.pread(descriptor, min(os.fstat(descriptor).st_size, wire.OUTPUT_FILE_BYTES), 0) for descriptor in self._figures)

    def close(self) -> None:
        """Close everything."""
        while self._open:
            os.close(self._open.pop())
