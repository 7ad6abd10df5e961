"""The beginning of the program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.process import environment, run

INTERRUPTED = """
import sys

from tests.process import run
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "qmath.cli.app":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Finder())
from qmath.cli.start import main
main()
"""


def test_ctrl_c_while_loading_ends_without_a_traceback() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_program_begins_here() -> None:
    program = "import sys; sys.argv = ['qmath', '--version']; from qmath.cli.start import main; main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("qmath 0.")


def test_without_a_command_the_help_is_shown() -> None:
    done = run()
    assert done.code == 2
    assert done.err.startswith("Usage: qmath [OPTIONS] COMMAND")


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_help_stays_within_the_window(columns: int) -> None:
    for arguments in (["--help"], ["models", "--help"]):
        done = run(*arguments, env=environment(COLUMNS=str(columns)))
        assert done.code == 0
        too_long = [line for line in done.out.splitlines() if len(line) > columns and not line.lstrip().startswith("qmath ")]
        assert not too_long
