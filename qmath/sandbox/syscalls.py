"""The system calls by name: which a program may make, and their numbers on the machines that are known.

Here: names and numbers, nothing else. Not here: what arguments are allowed and the filter's assembly (``seccomp.py``). Shape after
Chromium's baseline policy: what is not known to be needed is refused.

Source: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux; a test compares both tables with the
headers of the machine it runs on, where they are installed.
"""

from __future__ import annotations

import os
import struct
import sys
from dataclasses import dataclass

PLAIN = (  # what every program does, whatever the arguments
    "read", "write", "close", "fstat", "poll", "lseek", "mmap", "mprotect", "munmap", "brk", "rt_sigaction", "rt_sigprocmask",
    "rt_sigreturn", "pread64", "pwrite64", "readv", "writev", "pipe", "select", "sched_yield", "mremap", "mincore", "madvise",
    "dup", "dup2", "pause", "nanosleep", "getitimer", "alarm", "setitimer", "getpid", "exit", "uname", "fsync", "fdatasync",
    "getcwd", "umask", "gettimeofday", "getrlimit", "getrusage", "sysinfo", "times", "getuid", "getgid", "geteuid", "getegid",
    "getppid", "getpgrp", "getgroups", "getresuid", "getresgid", "getpgid", "getsid", "capget", "rt_sigpending",
    "rt_sigtimedwait", "rt_sigsuspend", "sigaltstack", "arch_prctl", "gettid", "time", "futex", "sched_getaffinity",
    "epoll_create", "set_tid_address", "restart_syscall", "clock_gettime", "clock_getres", "clock_nanosleep", "exit_group",
    "epoll_wait", "epoll_ctl", "pselect6", "ppoll", "set_robust_list", "get_robust_list", "epoll_pwait", "eventfd2",
    "epoll_create1", "dup3", "pipe2", "preadv", "pwritev", "getcpu", "getrandom", "membarrier", "rseq",
)  # fmt: skip
PATHS = (  # asking about files; what may be read is Landlock's business
    "stat", "lstat", "access", "getdents", "readlink", "getdents64", "newfstatat", "readlinkat", "faccessat", "statx",
    "faccessat2",
)  # fmt: skip
TRY_OLDER = ("clone3", "openat2", "fchmodat2")
"""With ENOSYS the C library falls back to calls whose arguments can be seen."""

LAST_KNOWN = 462
"""The last number looked at; newer calls do not exist for a program."""


@dataclass(frozen=True)
class Machine:
    """A processor's calls: what the kernel calls it in a filter, the numbers it knows, and the first number that is another ABI's."""

    audit: int
    numbers: dict[str, int]
    foreign_from: int | None = None


_X86_64 = {
    "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7, "lseek": 8, "mmap": 9,
    "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "ioctl": 16,
    "pread64": 17, "pwrite64": 18, "readv": 19, "writev": 20, "access": 21, "pipe": 22, "select": 23, "sched_yield": 24,
    "mremap": 25, "mincore": 27, "madvise": 28, "dup": 32, "dup2": 33, "pause": 34, "nanosleep": 35, "getitimer": 36,
    "alarm": 37, "setitimer": 38, "getpid": 39, "clone": 56, "execve": 59, "exit": 60, "kill": 62, "uname": 63, "fcntl": 72,
    "fsync": 74, "fdatasync": 75, "getdents": 78, "getcwd": 79, "readlink": 89, "umask": 95, "gettimeofday": 96,
    "getrlimit": 97, "getrusage": 98, "sysinfo": 99, "times": 100, "ptrace": 101, "getuid": 102, "getgid": 104, "geteuid": 107,
    "getegid": 108, "getppid": 110, "getpgrp": 111, "getgroups": 115, "getresuid": 118, "getresgid": 120, "getpgid": 121,
    "getsid": 124, "capget": 125, "rt_sigpending": 127, "rt_sigtimedwait": 128, "rt_sigsuspend": 130, "sigaltstack": 131,
    "prctl": 157, "arch_prctl": 158, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204, "epoll_create": 213,
    "getdents64": 217, "set_tid_address": 218, "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229,
    "clock_nanosleep": 230, "exit_group": 231, "epoll_wait": 232, "epoll_ctl": 233, "tgkill": 234, "keyctl": 250, "openat": 257,
    "newfstatat": 262, "readlinkat": 267, "faccessat": 269, "pselect6": 270, "ppoll": 271, "unshare": 272,
    "set_robust_list": 273, "get_robust_list": 274, "epoll_pwait": 281, "eventfd2": 290, "epoll_create1": 291, "dup3": 292,
    "pipe2": 293, "preadv": 295, "pwritev": 296, "prlimit64": 302, "getcpu": 309, "seccomp": 317, "getrandom": 318,
    "membarrier": 324, "statx": 332, "rseq": 334, "io_uring_setup": 425, "clone3": 435, "openat2": 437, "faccessat2": 439,
    "fchmodat2": 452,
}  # fmt: skip
_AARCH64 = {  # the generic table: no open, stat, poll, fork: their younger relatives alone
    "getcwd": 17, "eventfd2": 19, "epoll_create1": 20, "epoll_ctl": 21, "epoll_pwait": 22, "dup": 23, "dup3": 24, "fcntl": 25,
    "ioctl": 29, "faccessat": 48, "openat": 56, "close": 57, "pipe2": 59, "getdents64": 61, "lseek": 62, "read": 63,
    "write": 64, "readv": 65, "writev": 66, "pread64": 67, "pwrite64": 68, "preadv": 69, "pwritev": 70, "pselect6": 72,
    "ppoll": 73, "readlinkat": 78, "newfstatat": 79, "fstat": 80, "fsync": 82, "fdatasync": 83,
    "capget": 90, "exit": 93, "exit_group": 94, "set_tid_address": 96, "unshare": 97, "futex": 98, "set_robust_list": 99,
    "get_robust_list": 100, "nanosleep": 101,
    "getitimer": 102, "setitimer": 103, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115, "ptrace": 117,
    "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128, "kill": 129, "tgkill": 131, "sigaltstack": 132,
    "rt_sigsuspend": 133, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigpending": 136, "rt_sigtimedwait": 137,
    "rt_sigreturn": 139, "getresuid": 148, "getresgid": 150, "times": 153, "getpgid": 155, "getsid": 156, "getgroups": 158,
    "uname": 160, "getrlimit": 163, "getrusage": 165, "umask": 166, "prctl": 167, "getcpu": 168, "gettimeofday": 169,
    "getpid": 172, "getppid": 173, "getuid": 174, "geteuid": 175, "getgid": 176, "getegid": 177, "gettid": 178, "sysinfo": 179,
    "brk": 214, "munmap": 215, "mremap": 216, "keyctl": 219, "clone": 220, "execve": 221, "mmap": 222, "mprotect": 226,
    "mincore": 232, "madvise": 233, "prlimit64": 261, "seccomp": 277, "getrandom": 278, "membarrier": 283, "statx": 291,
    "rseq": 293, "io_uring_setup": 425, "clone3": 435, "openat2": 437, "faccessat2": 439, "fchmodat2": 452,
}  # fmt: skip
MACHINES = {
    "x86_64": Machine(0xC000003E, _X86_64, foreign_from=0x40000000),  # from there on the numbers of x32
    "aarch64": Machine(0xC00000B7, _AARCH64),
}
_POINTER_BYTES = 8


def machine() -> Machine | None:
    """Return the calls of this machine, None where there is no table."""
    if sys.platform != "linux" or sys.byteorder != "little" or struct.calcsize("P") != _POINTER_BYTES:
        return None
    return MACHINES.get(os.uname().machine)


def number(name: str) -> int:
    """Return a call's number on this machine.

    Raises:
        OSError: it has none here.
    """
    known = machine()
    if known is None or name not in known.numbers:
        raise OSError(38, f"no such call here: {name}")
    return known.numbers[name]
