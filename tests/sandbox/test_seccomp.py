"""Claims about the list of system calls, made by running the filter's own instructions on every number and on arguments.

Both machines' filters are run here, whichever this one is; no program has run under the filter of aarch64.
"""

import errno
import os
import re
import struct
from pathlib import Path

import pytest

from qmath.sandbox import seccomp, syscalls
from qmath.sandbox.syscalls import MACHINES, Machine

ALLOW, KILL = 0x7FFF0000, 0x80000000
X86_64, I386, AARCH64, ARM = 0xC000003E, 0x40000003, 0xC00000B7, 0x40000028
OWN_PID = 0x7F5A1DE5
X86 = MACHINES["x86_64"]
HEADERS = {"x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "/usr/include/asm-generic/unistd.h"}


def _decide(filter_: seccomp.Filter, number: int, *arguments: int, arch: int = X86_64) -> int:
    """Return what the filter answers: a small machine for the instructions it uses."""
    words = [number, arch, 0, 0]
    for argument in (*arguments, *[0] * (6 - len(arguments))):
        words += [argument & 0xFFFFFFFF, argument >> 32 & 0xFFFFFFFF]
    code = [struct.unpack_from("<HBBI", filter_.code, offset) for offset in range(0, len(filter_.code), 8)]
    accumulator, at = 0, 0
    while True:
        operation, if_true, if_false, value = code[at]
        at += 1
        match operation:
            case 0x20:
                accumulator = words[value // 4]
            case 0x05:
                at += value
            case 0x15:
                at += if_true if accumulator == value else if_false
            case 0x35:
                at += if_true if accumulator >= value else if_false
            case 0x45:
                at += if_true if accumulator & value else if_false
            case 0x06:
                return int(value)
            case _:
                raise AssertionError(operation)


def _refused(number: int) -> int:
    return 0x00050000 | number


@pytest.fixture(params=[False, True], ids=["landlock", "sealed"])
def filter_(request: pytest.FixtureRequest) -> seccomp.Filter:
    return seccomp.build(is_sealed=request.param, machine=X86)


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> Machine:
    return MACHINES[request.param]


class Asked:
    """A machine's filter, asked by the names of calls."""

    def __init__(self, machine: Machine, *, is_sealed: bool = False) -> None:
        self.machine = machine
        self.filter = seccomp.build(is_sealed=is_sealed, machine=machine)

    def __call__(self, name: str, *arguments: int) -> int:
        return _decide(self.filter, self.machine.numbers[name], *arguments, arch=self.machine.audit)


@pytest.fixture(params=[False, True], ids=["landlock", "sealed"])
def ask(request: pytest.FixtureRequest, machine: Machine) -> Asked:
    return Asked(machine, is_sealed=request.param)


DANGEROUS = {
    "socket": 41, "connect": 42, "sendto": 44, "socketpair": 53, "fork": 57, "vfork": 58, "execve": 59, "wait4": 61, "chmod": 90,
    "fchmod": 91, "chown": 92, "ptrace": 101, "setuid": 105, "setsid": 112, "setrlimit": 160, "chroot": 161, "mount": 165,
    "tkill": 200, "io_setup": 206, "keyctl": 250, "unlinkat": 263, "renameat": 264, "unshare": 272, "splice": 275,
    "utimensat": 280, "signalfd": 282, "memfd_create": 319, "perf_event_open": 298, "process_vm_readv": 310, "kcmp": 312,
    "seccomp": 317, "bpf": 321, "execveat": 322, "userfaultfd": 323, "pidfd_send_signal": 424, "io_uring_setup": 425,
    "open_tree": 428, "pidfd_open": 434, "pidfd_getfd": 438, "landlock_create_ruleset": 444, "rename": 82, "mkdir": 83,
    "creat": 85, "unlink": 87, "ftruncate": 77, "truncate": 76, "shmget": 29, "msgget": 68, "semget": 64, "mq_open": 240,
    "rt_sigqueueinfo": 129, "setns": 308, "pivot_root": 155, "kexec_load": 246, "init_module": 175, "personality": 135,
}  # fmt: skip


DANGEROUS_GENERIC = {  # by the numbers of the generic table
    "socket": 198, "connect": 203, "sendto": 206, "socketpair": 199, "execve": 221, "wait4": 260, "fchmod": 52, "fchmodat": 53,
    "fchownat": 54, "ptrace": 117, "setuid": 146, "setsid": 157, "setpgid": 154, "setrlimit": 164, "chroot": 51, "mount": 40,
    "umount2": 39, "tkill": 130, "io_setup": 0, "keyctl": 219, "add_key": 217, "unlinkat": 35, "renameat": 38, "renameat2": 276,
    "linkat": 37, "symlinkat": 36, "mkdirat": 34, "mknodat": 33, "unshare": 97, "setns": 268, "splice": 76, "utimensat": 88,
    "signalfd4": 74, "memfd_create": 279, "perf_event_open": 241, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
    "seccomp": 277, "bpf": 280, "execveat": 281, "userfaultfd": 282, "pidfd_send_signal": 424, "io_uring_setup": 425,
    "open_tree": 428, "pidfd_open": 434, "pidfd_getfd": 438, "landlock_create_ruleset": 444, "truncate": 45, "ftruncate": 46,
    "shmget": 194, "msgget": 186, "semget": 190, "mq_open": 180, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "pivot_root": 41,
    "kexec_load": 104, "init_module": 105, "personality": 92, "open_by_handle_at": 265, "setxattr": 5, "fallocate": 47,
    "sched_setaffinity": 122, "setpriority": 140, "timer_create": 107, "capset": 91, "quotactl": 60, "swapon": 224, "reboot": 142,
    "settimeofday": 170, "mlockall": 230, "fanotify_init": 262, "inotify_init1": 26, "copy_file_range": 285, "sendfile": 71,
}  # fmt: skip


@pytest.mark.parametrize("name", DANGEROUS)
def test_a_dangerous_call_is_refused(filter_: seccomp.Filter, name: str) -> None:
    assert _decide(filter_, DANGEROUS[name]) == _refused(errno.EPERM)


@pytest.mark.parametrize("is_sealed", [False, True], ids=["landlock", "sealed"])
def test_a_dangerous_call_is_refused_on_aarch64(is_sealed: bool) -> None:  # noqa: FBT001 - a column
    filter_ = seccomp.build(is_sealed=is_sealed, machine=MACHINES["aarch64"])
    answers = {name: _decide(filter_, number, arch=AARCH64) for name, number in DANGEROUS_GENERIC.items()}
    assert answers == dict.fromkeys(DANGEROUS_GENERIC, _refused(errno.EPERM))


@pytest.mark.parametrize("name", ["read", "write", "mmap", "munmap", "brk", "futex", "clock_gettime", "exit_group", "rt_sigreturn"])
def test_what_every_program_does_is_allowed(ask: Asked, name: str) -> None:
    assert ask(name) == ALLOW


@pytest.mark.parametrize("name", MACHINES)
def test_the_numbers_are_those_of_the_kernels_headers(name: str) -> None:
    if not Path(HEADERS[name]).exists():
        pytest.skip("the headers of the kernel are not installed")
    lines = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)$", Path(HEADERS[name]).read_text("ascii"), re.MULTILINE)
    listed = {"newfstatat" if call == "fstatat" else call: int(number) for call, number in lines}
    known = {call: number for call, number in MACHINES[name].numbers.items() if call in listed}
    assert known == {call: listed[call] for call in known}
    assert len(known) >= len(MACHINES[name].numbers) - 1, "fchmodat2 alone is younger than some headers"
    if name == "aarch64":
        assert {call: listed[call] for call in DANGEROUS_GENERIC} == DANGEROUS_GENERIC


def test_every_call_of_the_list_has_a_number_where_it_exists() -> None:
    listed = {*syscalls.PLAIN, *syscalls.PATHS, *syscalls.TRY_OLDER}
    assert listed <= set(X86.numbers)
    legacy = listed - set(MACHINES["aarch64"].numbers)
    assert legacy == {
        *("access", "alarm", "arch_prctl", "dup2", "epoll_create", "epoll_wait", "getdents", "getpgrp", "lstat", "pause", "pipe"),
        *("poll", "readlink", "select", "stat", "time"),
    }


def test_other_architectures_and_x32_are_killed(machine: Machine) -> None:
    filter_ = seccomp.build(is_sealed=False, machine=machine)
    for other in {X86_64, I386, AARCH64, ARM} - {machine.audit}:
        assert _decide(filter_, machine.numbers["write"], arch=other) == KILL
    answer = _decide(filter_, 0x40000001, arch=machine.audit)
    assert answer == (KILL if machine is X86 else _refused(errno.ENOSYS))


def test_newer_calls_than_known_do_not_exist_so_that_libraries_fall_back(ask: Asked) -> None:
    for number in (435, 437, 452, 463, 500, 0x3FFFFFFF):
        assert _decide(ask.filter, number, arch=ask.machine.audit) == _refused(errno.ENOSYS)


def test_signals_go_to_this_process_only(ask: Asked) -> None:
    for name in ("kill", "tgkill"):
        assert ask(name, OWN_PID) == ALLOW
        for other in (0, 1, OWN_PID + 1, (1 << 64) - 1, (1 << 32) - OWN_PID):
            assert ask(name, other) == _refused(errno.EPERM)


def test_limits_can_be_asked_but_not_set(ask: Asked) -> None:
    assert ask("prlimit64", 0, 7, 0, 1234) == ALLOW
    assert ask("prlimit64", OWN_PID, 7, 0, 1234) == ALLOW
    for new in (1234, 1 << 32):
        assert ask("prlimit64", 0, 7, new, 0) == _refused(errno.EPERM)
    assert ask("prlimit64", 1, 7, 0, 1234) == _refused(errno.EPERM)


def test_threads_can_be_made_but_no_processes_and_no_namespaces(ask: Asked) -> None:
    thread = 0x3D0F00
    assert ask("clone", thread) == ALLOW
    assert ask("clone", 17) == _refused(errno.EPERM)
    assert ask("clone", thread | 0x10000000) == _refused(errno.EPERM)


def test_a_descriptor_cannot_be_made_to_signal_others(ask: Asked) -> None:
    assert ask("fcntl", 1, 4, os.O_NONBLOCK) == ALLOW
    assert ask("fcntl", 1, 4, 0o20000) == _refused(errno.EPERM)
    for command in (8, 10, 15, 1024, 1026):
        assert ask("fcntl", 1, command, 1) == _refused(errno.EPERM)


@pytest.mark.parametrize("flags", [os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_TMPFILE, os.O_RDWR | os.O_APPEND])
def test_files_are_opened_for_reading_only(machine: Machine, flags: int) -> None:
    ask = Asked(machine)
    assert ask("openat", 0, 0, flags) == _refused(errno.EACCES)
    assert ask("openat", 0, 0, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY) == ALLOW
    if machine is X86:
        assert ask("open", 0, flags) == _refused(errno.EACCES)


def test_sealed_no_call_that_names_a_file_is_allowed(machine: Machine) -> None:
    ask = Asked(machine, is_sealed=True)
    for name in {*syscalls.PATHS, "open", "openat"} & set(machine.numbers):
        assert ask(name) == _refused(errno.EACCES)
    assert ask("newfstatat", 1, 0, 0, 0x1000) == ALLOW  # fstat in some C libraries


def test_every_number_is_decided(ask: Asked) -> None:
    allowed = [number for number in range(600) if _decide(ask.filter, number, arch=ask.machine.audit) == ALLOW]
    assert 60 < len(allowed) < 110


def test_a_machine_without_a_table_has_no_filter() -> None:
    assert seccomp.is_supported() == (os.uname().machine in MACHINES)
