"""Claims about the job objects' structures, against the layout that Windows documents for 64 bits; nothing runs on Windows here."""

import ctypes
import subprocess
import sys

import pytest

from qmath.errors import SandboxError
from qmath.sandbox.winjob import BasicLimits, ExtendedLimits, confine, limits

IS_64 = ctypes.sizeof(ctypes.c_void_p) == 8


@pytest.mark.skipif(not IS_64, reason="the numbers are those of 64 bits")
def test_sizes_and_offsets_are_those_of_winnt_h() -> None:
    assert ctypes.sizeof(BasicLimits) == 64
    assert ctypes.sizeof(ExtendedLimits) == 144
    offsets = {name: getattr(BasicLimits, name).offset for name, _ in BasicLimits._fields_}
    assert offsets == {
        "per_process_user_time_limit": 0,
        "per_job_user_time_limit": 8,
        "limit_flags": 16,
        "minimum_working_set_size": 24,
        "maximum_working_set_size": 32,
        "active_process_limit": 40,
        "affinity": 48,
        "priority_class": 56,
        "scheduling_class": 60,
    }
    assert ExtendedLimits.process_memory_limit.offset == 112


def test_a_program_may_have_one_process_its_time_and_its_memory_and_dies_with_its_job() -> None:
    wanted = limits(5.0, 1 << 30)
    assert wanted.basic.limit_flags == 0x2 | 0x8 | 0x100 | 0x400 | 0x2000
    assert wanted.basic.active_process_limit == 1
    assert wanted.basic.per_process_user_time_limit == 50_000_000, "in units of 100 ns"
    assert 1 << 30 < wanted.process_memory_limit <= 3 << 29
    assert wanted.basic.minimum_working_set_size == wanted.basic.affinity == wanted.job_memory_limit == 0, "not asked for, not set"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has them")
def test_elsewhere_there_are_none_and_that_is_said() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process, pytest.raises(SandboxError, match="no job objects"):
        confine(process, 1.0, 1 << 30)
