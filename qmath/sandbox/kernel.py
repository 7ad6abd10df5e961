"""The few calls into the C library that Python has no name for.

Here: prctl, capset and raw system calls, each with its error turned into OSError. Not here: what they are used for
(``lockdown.py``, ``seccomp.py``, ``landlock.py``). Linux only; only the standard library.
"""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_SET_CHILD_SUBREAPER, PR_CAP_AMBIENT = 1, 4, 24, 38, 36, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
MADV_COLLAPSE = 25
_CAPABILITY_VERSION_3 = 0x20080522
_CAPABILITIES = 64

_libc = ctypes.CDLL(None, use_errno=True)


def prctl(option: int, value: int = 0) -> int:
    """Set a property of this process.

    Raises:
        OSError: the kernel refused.
    """
    zero = ctypes.c_ulong(0)
    return _checked(_libc.prctl(option, ctypes.c_ulong(value), zero, zero, zero))


def advise(address: int, size: int, advice: int) -> bool:
    """Give the kernel advice on a range of this process's memory; return whether it was taken."""
    return bool(_libc.madvise(ctypes.c_void_p(address), ctypes.c_size_t(size), advice) == 0)


def syscall(number: int, *arguments: object) -> int:
    """Make a raw call into the kernel; integers are passed as longs.

    Raises:
        OSError: the kernel refused.
    """
    _libc.syscall.restype = ctypes.c_long
    return _checked(_libc.syscall(ctypes.c_long(number), *(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def drop_capabilities() -> None:
    """Give up every capability, for good.

    Raises:
        OSError: the kernel refused.
    """
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(_CAPABILITIES):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # not root, or no such capability: the empty sets below are what counts
            break
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _checked(_libc.capset(ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)())))
