"""Windows job objects: a program's process may not outlive qmath, start another, or have more memory and CPU time than its limits.

Here: the structures, and a job around one process. Not here: starting it (``portable.py``). A job restricts neither files nor network.
Not run yet: tests check sizes and offsets against the documented layout, on any system.

Source: winnt.h and "Job Objects" of the Windows API's documentation. NtResumeProcess is not documented, but as old as the process
functions that are; subprocess keeps no handle of the first thread, which ResumeThread would need.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from dataclasses import dataclass

from qmath.errors import SandboxError

CREATE_SUSPENDED = 0x00000004
"""For ``creationflags``: the process must be in its job before it runs."""

NOT_ENOUGH_QUOTA = 1816
"""Exit code of a process that had no CPU time left."""

_LIMIT_PROCESS_TIME, _LIMIT_ACTIVE_PROCESS, _LIMIT_PROCESS_MEMORY = 0x2, 0x8, 0x100
_LIMIT_DIE_ON_UNHANDLED_EXCEPTION, _LIMIT_KILL_ON_JOB_CLOSE = 0x400, 0x2000
_EXTENDED_LIMIT_INFORMATION = 9
_TICKS_PER_S = 10_000_000
_INTERPRETER_BYTES = 512 << 20  # what the interpreter and the libraries commit before the program does anything


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_user_time_limit", ctypes.c_int64),
        ("per_job_user_time_limit", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set_size", ctypes.c_size_t),
        ("maximum_working_set_size", ctypes.c_size_t),
        ("active_process_limit", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; ``io_info`` is six counters that only Windows writes."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_info", ctypes.c_uint64 * 6),
        ("process_memory_limit", ctypes.c_size_t),
        ("job_memory_limit", ctypes.c_size_t),
        ("peak_process_memory_used", ctypes.c_size_t),
        ("peak_job_memory_used", ctypes.c_size_t),
    )


def limits(cpu_s: float, memory_bytes: int) -> ExtendedLimits:
    """Return the limits of a job for one program."""
    found = ExtendedLimits()
    found.basic.limit_flags = (
        _LIMIT_PROCESS_TIME | _LIMIT_ACTIVE_PROCESS | _LIMIT_PROCESS_MEMORY | _LIMIT_DIE_ON_UNHANDLED_EXCEPTION | _LIMIT_KILL_ON_JOB_CLOSE
    )
    found.basic.per_process_user_time_limit = int(cpu_s * _TICKS_PER_S)
    found.basic.active_process_limit = 1
    found.process_memory_limit = memory_bytes + _INTERPRETER_BYTES
    return found


@dataclass
class Job:
    """A job around a process; closing it kills what is left of that."""

    handle: int

    def close(self) -> None:
        """End the job. May be called again."""
        handle, self.handle = self.handle, 0
        if sys.platform == "win32" and handle:
            ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(handle))


def confine(process: subprocess.Popen[bytes], cpu_s: float, memory_bytes: int) -> Job:
    """Put a process that was created suspended into a job with limits, and let it run. Windows only.

    Raises:
        SandboxError: Windows refused; the process has not run and is killed.
    """
    if sys.platform == "win32":
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel32.CreateJobObjectW.restype = ctypes.c_void_p
        handle = int(process._handle)  # type: ignore[attr-defined] # noqa: SLF001 - subprocess shows it nowhere else
        wanted, of_process = limits(cpu_s, memory_bytes), ctypes.c_void_p(handle)
        job = Job(kernel32.CreateJobObjectW(None, None) or 0)
        of_job = ctypes.c_void_p(job.handle)
        if (
            job.handle
            and kernel32.SetInformationJobObject(of_job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(wanted), ctypes.sizeof(wanted))
            and kernel32.AssignProcessToJobObject(of_job, of_process)
            and ctypes.WinDLL("ntdll").NtResumeProcess(of_process) == 0
        ):
            return job
        number = ctypes.get_last_error()
        process.kill()
        job.close()
        raise SandboxError(f"Windows refuses a job object for a program (error {number})", hint="run qmath outside of other jobs")
    raise SandboxError("there are no job objects on this system")
