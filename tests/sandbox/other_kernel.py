"""Run a command as on another kernel: ``python -m tests.sandbox.other_kernel [--without landlock] [--without seccomp] COMMAND...``.

Here: a filter that makes the kernel itself say what an older one, or a container's policy, would say: no Landlock (ENOSYS), no filter of
system calls (EPERM). Not here: any test. The command and all it starts see this; nothing of qmath is changed.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import os
import struct

from qmath.sandbox import kernel
from qmath.sandbox.syscalls import number

_LANDLOCK_CREATE_RULESET = 444
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_LOAD, _JEQ, _RET, _ALLOW, _ERRNO = 0x20, 0x15, 0x06, 0x7FFF0000, 0x00050000
_NUMBER, _FIRST_ARGUMENT = 0, 16


def _refuse(call: int, error: int) -> list[tuple[int, int, int, int]]:
    return [(_JEQ, 0, 1, call), (_RET, 0, 0, _ERRNO | error)]


def main() -> None:
    """Take something away and become the command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", action="append", default=[], choices=["landlock", "seccomp"])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    code = [(_LOAD, 0, 0, _NUMBER)]
    if "landlock" in arguments.without:
        code += _refuse(_LANDLOCK_CREATE_RULESET, errno.ENOSYS)
    if "seccomp" in arguments.without:
        code += _refuse(number("seccomp"), errno.EPERM)
        code += [(_JEQ, 0, 3, number("prctl")), (_LOAD, 0, 0, _FIRST_ARGUMENT), *_refuse(_PR_SET_SECCOMP, errno.EPERM)]
    code.append((_RET, 0, 0, _ALLOW))
    packed = b"".join(struct.pack("<HBBI", *one) for one in code)
    buffer = ctypes.create_string_buffer(packed, len(packed))
    program = struct.pack("HxxxxxxP", len(code), ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.syscall(number("prctl"), _PR_SET_SECCOMP, _MODE_FILTER, ctypes.create_string_buffer(program, len(program)), 0, 0)
    os.execvp(arguments.command[0], arguments.command)  # noqa: S606 - no shell


if __name__ == "__main__":
    main()
