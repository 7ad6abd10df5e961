"""The beginning of the program."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

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


ROOT = Path(__file__).parents[2]
TERMINATED = """
import os, signal, sys
loading = sys.argv.pop()
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == loading:
            os.kill(os.getpid(), signal.SIGTERM)
sys.meta_path.insert(0, Finder())
from qmath.cli.start import main
sys.argv = ["qmath", "models", "path", "mini"]
main()
"""
LATE = """
import atexit, os, signal, sys
atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))
from qmath.cli.start import main
sys.argv = ["qmath", "--version"]
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


def test_next_to_nothing_is_loaded_before_ctrl_c_is_listened_to() -> None:
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import qmath.cli.start; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "qmath.cli.start" in loaded
    assert not {"re", "enum", "typing", "collections", "signal"} & set(loaded)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM that a process could listen to")
@pytest.mark.parametrize("loading", ["qmath.models.catalog_file", "qmath.solve.places", "platformdirs"])
def test_sigterm_ends_a_command_quietly_wherever_it_is(loading: str) -> None:
    done = subprocess.run([sys.executable, "-c", TERMINATED, loading], capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM that a process could listen to")
def test_a_signal_after_the_last_word_is_left_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")
    assert done.stdout.startswith("qmath 0.")
