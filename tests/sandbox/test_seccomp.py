"""Claims about the list of system calls, made by running the filter's own instructions on every number and on arguments."""

import errno
import os
import struct

import pytest

from qmath.sandbox import seccomp

ALLOW, KILL = 0x7FFF0000, 0x80000000
X86_64, I386 = 0xC000003E, 0x40000003
OWN_PID = 0x7F5A1DE5


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
    return seccomp.build(is_sealed=request.param)


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


@pytest.mark.parametrize("name", DANGEROUS)
def test_a_dangerous_call_is_refused(filter_: seccomp.Filter, name: str) -> None:
    assert _decide(filter_, DANGEROUS[name]) == _refused(errno.EPERM)


@pytest.mark.parametrize("number", [0, 1, 9, 11, 12, 202, 228, 231])
def test_what_every_program_does_is_allowed(filter_: seccomp.Filter, number: int) -> None:
    assert _decide(filter_, number) == ALLOW


def test_other_architectures_and_x32_are_killed(filter_: seccomp.Filter) -> None:
    assert _decide(filter_, 1, arch=I386) == KILL
    assert _decide(filter_, 0x40000001) == KILL


def test_newer_calls_than_known_do_not_exist_so_that_libraries_fall_back(filter_: seccomp.Filter) -> None:
    for number in (435, 437, 452, 463, 500, 0x3FFFFFFF):
        assert _decide(filter_, number) == _refused(errno.ENOSYS)


def test_signals_go_to_this_process_only(filter_: seccomp.Filter) -> None:
    for number in (62, 234):
        assert _decide(filter_, number, OWN_PID) == ALLOW
        for other in (0, 1, OWN_PID + 1, (1 << 64) - 1, (1 << 32) - OWN_PID):
            assert _decide(filter_, number, other) == _refused(errno.EPERM)


def test_limits_can_be_asked_but_not_set(filter_: seccomp.Filter) -> None:
    assert _decide(filter_, 302, 0, 7, 0, 1234) == ALLOW
    assert _decide(filter_, 302, OWN_PID, 7, 0, 1234) == ALLOW
    for new in (1234, 1 << 32):
        assert _decide(filter_, 302, 0, 7, new, 0) == _refused(errno.EPERM)
    assert _decide(filter_, 302, 1, 7, 0, 1234) == _refused(errno.EPERM)


def test_threads_can_be_made_but_no_processes_and_no_namespaces(filter_: seccomp.Filter) -> None:
    thread = 0x3D0F00
    assert _decide(filter_, 56, thread) == ALLOW
    assert _decide(filter_, 56, 17) == _refused(errno.EPERM)
    assert _decide(filter_, 56, thread | 0x10000000) == _refused(errno.EPERM)


def test_a_descriptor_cannot_be_made_to_signal_others(filter_: seccomp.Filter) -> None:
    assert _decide(filter_, 72, 1, 4, os.O_NONBLOCK) == ALLOW
    assert _decide(filter_, 72, 1, 4, 0o20000) == _refused(errno.EPERM)
    for command in (8, 10, 15, 1024, 1026):
        assert _decide(filter_, 72, 1, command, 1) == _refused(errno.EPERM)


@pytest.mark.parametrize("flags", [os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_TMPFILE, os.O_RDWR | os.O_APPEND])
def test_files_are_opened_for_reading_only(flags: int) -> None:
    filter_ = seccomp.build(is_sealed=False)
    for number, arguments in ((2, (0, flags)), (257, (0, 0, flags))):
        assert _decide(filter_, number, *arguments) == _refused(errno.EACCES)
    assert _decide(filter_, 257, 0, 0, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY) == ALLOW


def test_sealed_no_call_that_names_a_file_is_allowed() -> None:
    filter_ = seccomp.build(is_sealed=True)
    for number in (2, 4, 6, 21, 78, 89, 217, 257, 262, 267, 269, 332, 439):
        assert _decide(filter_, number) == _refused(errno.EACCES)
    assert _decide(filter_, 262, 1, 0, 0, 0x1000) == ALLOW  # fstat in some C libraries


def test_every_number_is_decided(filter_: seccomp.Filter) -> None:
    allowed = [number for number in range(600) if _decide(filter_, number) == ALLOW]
    assert 75 < len(allowed) < 110
