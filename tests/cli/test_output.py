"""Claims about lines for the person: in a window they are broken between words, and a pipe gets each as one line."""

import subprocess
from pathlib import Path

import pytest

from tests.process import COMMAND, environment, run, run_in_terminal


def test_a_terminal_gets_whole_words_and_a_pipe_one_line() -> None:
    arguments = ["solve", "--no-such-option-of-this-program", "1 + 1", "and one more"]
    piped = run(*arguments).err
    shown = run_in_terminal(arguments, columns=40).out.splitlines()
    assert len(piped.splitlines()) == 2
    assert all(len(line) <= 40 for line in shown)
    assert " ".join(" ".join(shown).split()) == " ".join(piped.split())


def test_columns_asked_for_count_on_stderr_as_they_do_on_stdout() -> None:
    arguments = ["solve", "--no-such-option-of-this-program", "1 + 1", "and one more"]
    shown = run_in_terminal(arguments, columns=100, env=environment(COLUMNS="40")).out.splitlines()
    assert all(len(line) <= 40 for line in shown)
    assert len(shown) > 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize(("arguments", "code"), [(["pull", "nope"], 2), (["models", "path", "nope"], 2), (["config", "path"], 0)])
def test_a_stderr_that_takes_nothing_changes_no_exit_code(arguments: list[str], code: int) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=full, env=environment(), check=False)
    assert done.returncode == code
