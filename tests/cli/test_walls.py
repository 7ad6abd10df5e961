"""Claims about what is said while a sandbox starts, in a terminal of its own and without one."""

import os
import pty
import subprocess
import sys

import pytest

from tests.process import environment

_CODE = "import time\nfrom qmath.cli import walls\nwith walls.said_when_slow(is_quiet={}, after_s=0.1):\n    time.sleep({})\n"


@pytest.mark.parametrize(
    ("is_quiet", "takes_s", "in_terminal", "is_said"),
    [(False, 1.0, True, True), (False, 0.0, True, False), (True, 0.5, True, False), (False, 0.5, False, False)],
)
def test_a_slow_start_is_said_to_a_person_alone(*, is_quiet: bool, takes_s: float, in_terminal: bool, is_said: bool) -> None:
    command = [sys.executable, "-c", _CODE.format(is_quiet, takes_s)]
    if in_terminal:
        terminal, child = pty.openpty()
        subprocess.run(command, stderr=child, env=environment(), timeout=60, check=True)
        os.write(child, b"end")
        os.close(child)
        said = os.read(terminal, 1000).decode()
        os.close(terminal)
    else:
        said = subprocess.run(command, capture_output=True, env=environment(), text=True, timeout=60, check=True).stderr
    assert ("waiting for the sandbox to start" in said) is is_said
