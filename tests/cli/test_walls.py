"""Claims about what is said while a sandbox starts, in a terminal of its own and without one."""

import os
import pty
import subprocess
import sys

import pytest

from tests.process import LONG_S, environment

_CODE = "import sys\nfrom qmath.cli import walls\nwith walls.said_when_slow(is_quiet={}, after_s={}):\n    {}\n"
_SAID = b"waiting for the sandbox to start"
_UNTIL_TOLD, _A_WHILE, _NO_TIME = "sys.stdin.read()", "__import__('time').sleep(0.5)", "pass"


def _start(stderr: int, takes: str, *, is_quiet: bool = False, after_s: float = 0.1) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _CODE.format(is_quiet, after_s, takes)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=stderr, env=environment())


def test_a_slow_start_is_said_to_a_person() -> None:
    terminal, child = pty.openpty()
    with _start(child, _UNTIL_TOLD) as process:
        said = b""
        while _SAID not in said:
            said += os.read(terminal, 1000)
        process.communicate(timeout=LONG_S)
    assert process.returncode == 0
    os.close(child)
    os.close(terminal)


@pytest.mark.parametrize(("takes", "is_quiet", "after_s"), [(_NO_TIME, False, LONG_S), (_A_WHILE, True, 0.1)], ids=["quick", "quiet"])
def test_a_quick_start_is_not_said_and_to_who_wants_quiet_none_is(takes: str, is_quiet: bool, after_s: float) -> None:  # noqa: FBT001 - a column
    terminal, child = pty.openpty()
    with _start(child, takes, is_quiet=is_quiet, after_s=after_s) as process:
        process.communicate(timeout=LONG_S)
    assert process.returncode == 0
    os.write(child, b"end")
    os.close(child)
    assert os.read(terminal, 1000) == b"end"
    os.close(terminal)


def test_where_nobody_looks_nothing_is_said() -> None:
    with _start(subprocess.PIPE, _A_WHILE) as process:
        assert process.communicate(timeout=LONG_S)[1] == b""
    assert process.returncode == 0
