"""The system calls a program may make, as a BPF filter: an allow-list with checked arguments.

Here: the arguments that are allowed and the filter's assembly. Not here: names and numbers (``syscalls.py``), reading files
(``landlock.py``, or the sealed list here where that is missing) and when the filter is set (``lockdown.py``). Linux on the machines of
``syscalls.MACHINES``; run on x86-64, on aarch64 only interpreted by a test. Only the standard library and sibling files.

No package does this: pyseccomp needs a libseccomp that pip does not bring, and what is set here is 8 bytes per instruction.

Source: the instructions are those of linux/filter.h and linux/seccomp.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from qmath.sandbox import kernel, syscalls
from qmath.sandbox.syscalls import Machine

_FCNTL_ALLOWED = (0, 1, 2, 3, 1030)  # F_DUPFD F_GETFD F_SETFD F_GETFL F_DUPFD_CLOEXEC; F_SETFL below
_F_SETFL, _O_ASYNC = 4, 0o20000
_IOCTL_ALLOWED = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX
_PRCTL_ALLOWED = (15, 16, 0x53564D41)  # PR_SET_NAME PR_GET_NAME PR_SET_VMA
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | (0o20000000)  # the last: O_TMPFILE's own bit
_CLONE_THREAD, _CLONE_NAMESPACES = 0x00010000, 0x7E020080  # a new thread; new namespaces of every kind
_AT_EMPTY_PATH = 0x1000

_SET_MODE_FILTER = 1
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _JUMP, _JEQ, _JGE, _JSET, _RET = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
_JUMP_MAX = 255
_NUMBER, _ARCH = 0, 4
_OWN_PID = 0x7F5A1DE5  # stands for the process id until it is known

Instruction = tuple[int, int, int, int]
Range = tuple[int, list[Instruction]]


def is_supported() -> bool:
    """Tell whether there is a list for this machine."""
    return syscalls.machine() is not None


class Filter:
    """An assembled filter. ``is_sealed``: refuses every call that names a file, for machines without Landlock.

    All that can be done beforehand is done here, in the zygote: a child touches few pages of memory to apply it.
    """

    def __init__(self, code: bytes, *, is_sealed: bool) -> None:
        self.is_sealed = is_sealed
        self.code = code
        self._own_pid_at = [i for i in range(4, len(code), 8) if code[i : i + 4] == struct.pack("<I", _OWN_PID)]
        self._buffer = ctypes.create_string_buffer(code, len(code))
        packed = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(self._buffer))
        self._program = ctypes.create_string_buffer(packed, len(packed))

    def apply(self) -> None:
        """Set the filter for this process, for good; no_new_privs must be set.

        Raises:
            OSError: the kernel refused.
        """
        pid = os.getpid()
        for offset in self._own_pid_at:
            struct.pack_into("<I", self._buffer, offset, pid)
        kernel.syscall(syscalls.number("seccomp"), _SET_MODE_FILTER, 0, self._program)


def build(*, is_sealed: bool, machine: Machine | None = None) -> Filter:
    """Assemble the filter for a machine, by default this one.

    Raises:
        OSError: there is no list for this machine.
    """
    machine = machine or syscalls.machine()
    if machine is None:
        raise OSError(errno.ENOSYS, "no list of system calls for this machine")
    bodies = {name: [_refuse(errno.ENOSYS)] for name in syscalls.TRY_OLDER}
    bodies |= {name: [_ret(_ALLOW)] for name in syscalls.PLAIN}
    bodies |= {name: [_refuse(errno.EACCES) if is_sealed else _ret(_ALLOW)] for name in (*syscalls.PATHS, "open", "openat")}
    bodies |= _checked(is_sealed=is_sealed)
    by_number = {machine.numbers[name]: body for name, body in bodies.items() if name in machine.numbers}
    ranges: list[Range] = []
    for number in range(syscalls.LAST_KNOWN + 1):
        body = by_number.get(number, [_refuse(errno.EPERM)])
        if not ranges or ranges[-1][1] != body:
            ranges.append((number, body))
    ranges.append((syscalls.LAST_KNOWN + 1, [_refuse(errno.ENOSYS)]))
    code = [*_prologue(machine), *_tree(ranges)]
    return Filter(b"".join(struct.pack("<HBBI", *one) for one in code), is_sealed=is_sealed)


def _tree(ranges: list[Range]) -> list[Instruction]:
    """Return a binary search for the number in the accumulator.

    Not one test after the other: for every number the kernel works out beforehand whether it is always allowed, each time a filter
    is set, and that would be most of the price of the wall.
    """
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    left, right = _tree(ranges[:middle]), _tree(ranges[middle:])
    first = ranges[middle][0]
    if len(left) <= _JUMP_MAX:
        return [(_JGE, len(left), 0, first), *left, *right]
    return [(_JGE, 0, 1, first), (_JUMP, 0, 0, len(left)), *left, *right]


def _prologue(machine: Machine) -> list[Instruction]:
    """Kill the process for another architecture's calls (int 0x80, x32, 32-bit ARM); leave the number in the accumulator."""
    native = [(_LOAD, 0, 0, _ARCH), (_JEQ, 1, 0, machine.audit), _ret(_KILL_PROCESS), (_LOAD, 0, 0, _NUMBER)]
    if machine.foreign_from is None:
        return native
    return [*native, (_JGE, 0, 1, machine.foreign_from), _ret(_KILL_PROCESS)]


def _checked(*, is_sealed: bool) -> dict[str, list[Instruction]]:
    """Return the calls whose arguments decide; each body ends in a return on every path."""
    read_only = [*_load(1), (_JSET, 1, 0, _WRITE_FLAGS), _ret(_ALLOW), _refuse(errno.EACCES)]
    read_only_at = [*_load(2), (_JSET, 1, 0, _WRITE_FLAGS), _ret(_ALLOW), _refuse(errno.EACCES)]
    itself = [*_load(0), (_JEQ, 0, 1, _OWN_PID), _ret(_ALLOW), _refuse(errno.EPERM)]
    thread = [*_load(0), (_JSET, 0, 2, _CLONE_THREAD), (_JSET, 1, 0, _CLONE_NAMESPACES), _ret(_ALLOW), _refuse(errno.EPERM)]
    rules = {
        "kill": itself,
        "tgkill": itself,
        "prlimit64": _no_new_limit(),
        "clone": thread,
        "ioctl": _one_of(1, _IOCTL_ALLOWED, errno.ENOTTY),
        "prctl": _one_of(0, _PRCTL_ALLOWED, errno.EPERM),
        "fcntl": [*_load(1), (_JEQ, 0, 4, _F_SETFL), *_load(2), (_JSET, 1, 0, _O_ASYNC), _ret(_ALLOW), _refuse(errno.EPERM),
                 *_one_of(1, _FCNTL_ALLOWED, errno.EPERM)],
    }  # fmt: skip
    if is_sealed:  # fstat(fd) is newfstatat(fd, "", AT_EMPTY_PATH) in some C libraries
        return rules | {"newfstatat": _one_of(3, (_AT_EMPTY_PATH,), errno.EACCES)}
    return rules | {"open": read_only, "openat": read_only_at}


def _no_new_limit() -> list[Instruction]:
    """Allow only to ask (the pointer to a new limit is null) and only about this process, which 0 means as well."""
    is_null = [*_load(2), (_JEQ, 0, 5, 0), *_load_high(2), (_JEQ, 0, 3, 0)]
    return [*is_null, *_load(0), (_JEQ, 2, 0, 0), (_JEQ, 1, 0, _OWN_PID), _refuse(errno.EPERM), _ret(_ALLOW)]


def _one_of(argument: int, allowed: tuple[int, ...], number: int) -> list[Instruction]:
    checks = [(_JEQ, len(allowed) - i, 0, value) for i, value in enumerate(allowed)]
    return [*_load(argument), *checks, _refuse(number), _ret(_ALLOW)]


def _load(argument: int) -> list[Instruction]:
    """Load the low half of an argument."""
    return [(_LOAD, 0, 0, 16 + 8 * argument)]


def _load_high(argument: int) -> list[Instruction]:
    return [(_LOAD, 0, 0, 20 + 8 * argument)]


def _refuse(number: int) -> Instruction:
    return _ret(_ERRNO | number)


def _ret(value: int) -> Instruction:
    return (_RET, 0, 0, value)
