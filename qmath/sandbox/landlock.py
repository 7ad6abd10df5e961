"""Landlock: nothing on disk can be read but the interpreter's own library, nothing written, no TCP, no signals outwards.

Here: the rule set, for whichever version of Landlock the kernel has. Not here: what Landlock does not cover (metadata, UDP, unix
sockets, processes: ``seccomp.py``). Linux only; only the standard library and sibling files.

Source: linux/landlock.h and Documentation/userspace-api/landlock.rst; the numbers of the system calls are the same on every
architecture.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct

from qmath.sandbox import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}  # version: how many of the access bits it knows
_NET_VERSION, _SCOPE_VERSION = 4, 6
_BIND_TCP_CONNECT_TCP = 0b11
_SCOPE_ABSTRACT_UNIX_SIGNAL = 0b11


def version() -> int:
    """Return the kernel's Landlock version, 0 if it has none."""
    try:
        return kernel.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    except OSError:
        return 0


def restrict(readable: list[str]) -> None:
    """Let this process and its children read only beneath these folders, and reach nothing else of what Landlock covers.

    Raises:
        OSError: the kernel refused.
    """
    known = version()
    file_bits = max(bits for since, bits in _FILE_RIGHTS.items() if since <= max(known, 1))
    attributes = [(1 << file_bits) - 1]
    if known >= _NET_VERSION:
        attributes.append(_BIND_TCP_CONNECT_TCP)
    if known >= _SCOPE_VERSION:
        attributes.append(_SCOPE_ABSTRACT_UNIX_SIGNAL)
    packed = struct.pack(f"<{len(attributes)}Q", *attributes)
    ruleset = kernel.syscall(_CREATE_RULESET, ctypes.create_string_buffer(packed, len(packed)), len(packed), 0)
    try:
        for path in readable:
            with contextlib.suppress(FileNotFoundError):
                _allow(ruleset, path)
        kernel.syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _READ_FILE | (_READ_DIR if os.path.isdir(path) else 0)  # noqa: PTH112 - no pathlib in the helper
        rule = struct.pack("<Qi", rights, descriptor)
        kernel.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.create_string_buffer(rule, len(rule)), 0)
    finally:
        os.close(descriptor)
