"""The system calls a program may make, as a BPF filter: an allow-list with checked arguments.

Here: the list and the filter's assembly. Not here: reading files (``landlock.py``, or the sealed list here where that is missing)
and when the filter is set (``lockdown.py``). x86-64 Linux only: on other machines ``is_supported`` says no and the level is lower.
Only the standard library and sibling files.

Source: the numbers are those of arch/x86/entry/syscalls/syscall_64.tbl, the instructions those of linux/filter.h and
linux/seccomp.h. Shape after Chromium's baseline policy: what is not known to be needed is refused.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

from qmath.sandbox import kernel

_PLAIN = {
    # what every program does
    "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12,
    "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "pwrite64": 18, "readv": 19, "writev": 20,
    "pipe": 22, "select": 23, "sched_yield": 24, "mremap": 25, "mincore": 27, "madvise": 28, "dup": 32, "dup2": 33, "pause": 34,
    "nanosleep": 35, "getitimer": 36, "alarm": 37, "setitimer": 38, "getpid": 39, "exit": 60, "uname": 63, "fsync": 74,
    "fdatasync": 75, "getcwd": 79, "umask": 95, "gettimeofday": 96, "getrlimit": 97, "getrusage": 98, "sysinfo": 99, "times": 100,
    "getuid": 102, "getgid": 104, "geteuid": 107, "getegid": 108, "getppid": 110, "getpgrp": 111, "getgroups": 115,
    "getresuid": 118, "getresgid": 120, "getpgid": 121, "getsid": 124, "capget": 125, "rt_sigpending": 127, "rt_sigtimedwait": 128,
    "rt_sigsuspend": 130, "sigaltstack": 131, "arch_prctl": 158, "gettid": 186, "time": 201, "futex": 202,
    "sched_getaffinity": 204, "epoll_create": 213, "set_tid_address": 218, "restart_syscall": 219, "clock_gettime": 228,
    "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "epoll_wait": 232, "epoll_ctl": 233, "pselect6": 270,
    "ppoll": 271, "set_robust_list": 273, "get_robust_list": 274, "epoll_pwait": 281, "eventfd2": 290, "epoll_create1": 291,
    "dup3": 292, "pipe2": 293, "preadv": 295, "pwritev": 296, "getcpu": 309, "getrandom": 318, "membarrier": 324, "rseq": 334,
}  # fmt: skip
_PATHS = {  # asking about files; what may be read is Landlock's business
    "stat": 4, "lstat": 6, "access": 21, "getdents": 78, "readlink": 89, "getdents64": 217, "newfstatat": 262,
    "readlinkat": 267, "faccessat": 269, "statx": 332, "faccessat2": 439,
}  # fmt: skip
_OPEN, _OPENAT, _IOCTL, _CLONE, _KILL, _FCNTL, _PRCTL, _TGKILL, _PRLIMIT, _NEWFSTATAT = (
    2, 257, 16, 56, 62, 72, 157, 234, 302, 262,
)  # fmt: skip
_TRY_OLDER = (435, 437, 452)  # clone3, openat2, fchmodat2: with ENOSYS the C library falls back to calls whose arguments we can see
_LAST_KNOWN = 462

_FCNTL_ALLOWED = (0, 1, 2, 3, 1030)  # F_DUPFD F_GETFD F_SETFD F_GETFL F_DUPFD_CLOEXEC; F_SETFL below
_F_SETFL, _O_ASYNC = 4, 0o20000
_IOCTL_ALLOWED = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX
_PRCTL_ALLOWED = (15, 16, 0x53564D41)  # PR_SET_NAME PR_GET_NAME PR_SET_VMA
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | (0o20000000)  # the last: O_TMPFILE's own bit
_CLONE_THREAD, _CLONE_NAMESPACES = 0x00010000, 0x7E020080  # a new thread; new namespaces of every kind
_AT_EMPTY_PATH = 0x1000

_SECCOMP, _SET_MODE_FILTER = 317, 1
_ARCH_X86_64 = 0xC000003E
_X32 = 0x40000000
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _JUMP, _JEQ, _JGE, _JSET, _RET = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
_JUMP_MAX = 255
_NUMBER, _ARCH = 0, 4
_OWN_PID = 0x7F5A1DE5  # stands for the process id until it is known

Instruction = tuple[int, int, int, int]
Range = tuple[int, list[Instruction]]


def is_supported() -> bool:
    """Tell whether the list is made for this machine."""
    return sys.platform == "linux" and os.uname().machine == "x86_64" and struct.calcsize("P") == 8  # noqa: PLR2004 - bytes of a pointer


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
        kernel.syscall(_SECCOMP, _SET_MODE_FILTER, 0, self._program)


def build(*, is_sealed: bool) -> Filter:
    """Assemble the filter."""
    bodies = {number: [_refuse(errno.ENOSYS)] for number in _TRY_OLDER}
    bodies |= {number: [_ret(_ALLOW)] for number in _PLAIN.values()}
    paths = {*_PATHS.values(), _OPEN, _OPENAT}
    bodies |= {number: [_refuse(errno.EACCES) if is_sealed else _ret(_ALLOW)] for number in paths}
    bodies |= _checked(is_sealed=is_sealed)
    ranges: list[Range] = []
    for number in range(_LAST_KNOWN + 1):
        body = bodies.get(number, [_refuse(errno.EPERM)])
        if not ranges or ranges[-1][1] != body:
            ranges.append((number, body))
    ranges.append((_LAST_KNOWN + 1, [_refuse(errno.ENOSYS)]))
    code = [*_prologue(), *_tree(ranges)]
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


def _prologue() -> list[Instruction]:
    """Kill the process for another architecture's calls (int 0x80, x32); leave the number in the accumulator."""
    return [
        (_LOAD, 0, 0, _ARCH),
        (_JEQ, 1, 0, _ARCH_X86_64),
        _ret(_KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER),
        (_JGE, 0, 1, _X32),
        _ret(_KILL_PROCESS),
    ]


def _checked(*, is_sealed: bool) -> dict[int, list[Instruction]]:
    """Return the calls whose arguments decide; each body ends in a return on every path."""
    read_only = [*_load(1), (_JSET, 1, 0, _WRITE_FLAGS), _ret(_ALLOW), _refuse(errno.EACCES)]
    read_only_at = [*_load(2), (_JSET, 1, 0, _WRITE_FLAGS), _ret(_ALLOW), _refuse(errno.EACCES)]
    itself = [*_load(0), (_JEQ, 0, 1, _OWN_PID), _ret(_ALLOW), _refuse(errno.EPERM)]
    thread = [*_load(0), (_JSET, 0, 2, _CLONE_THREAD), (_JSET, 1, 0, _CLONE_NAMESPACES), _ret(_ALLOW), _refuse(errno.EPERM)]
    rules = {
        _KILL: itself,
        _TGKILL: itself,
        _PRLIMIT: _no_new_limit(),
        _CLONE: thread,
        _IOCTL: _one_of(1, _IOCTL_ALLOWED, errno.ENOTTY),
        _PRCTL: _one_of(0, _PRCTL_ALLOWED, errno.EPERM),
        _FCNTL: [*_load(1), (_JEQ, 0, 4, _F_SETFL), *_load(2), (_JSET, 1, 0, _O_ASYNC), _ret(_ALLOW), _refuse(errno.EPERM),
                 *_one_of(1, _FCNTL_ALLOWED, errno.EPERM)],
    }  # fmt: skip
    if is_sealed:  # fstat(fd) is newfstatat(fd, "", AT_EMPTY_PATH) in some C libraries
        return rules | {_NEWFSTATAT: _one_of(3, (_AT_EMPTY_PATH,), errno.EACCES)}
    return rules | {_OPEN: read_only, _OPENAT: read_only_at}


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
