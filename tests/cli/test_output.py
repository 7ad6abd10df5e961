"""Claims about lines for the person: in a window they are broken between words, and a command stays whole."""

import pytest

from qmath.cli.output import wrapped
from tests.process import run, run_in_terminal

SENTENCE = "qmath: mini is a tiny model for school problems; a real one: qmath pull 1.5b --quant Q8_0; see: qmath models --help"
CODE = "qmath: give it as `python3 -m pip install qmath[plots]`, or leave out what needs it here"


@pytest.mark.parametrize("columns", [20, 40, 60, 80])
@pytest.mark.parametrize("line", [SENTENCE, CODE], ids=["colon", "quoted"])
def test_lines_break_between_words_and_commands_stay_whole(line: str, columns: int) -> None:
    lines = wrapped(line, columns).split("\n")
    assert " ".join(part.strip() for part in lines) == line
    for command in ("qmath pull 1.5b --quant Q8_0;", "qmath models --help", "`python3 -m pip install qmath[plots]`,"):
        assert command not in line or any(command in part for part in lines)
    assert all(len(part) <= columns for part in lines if "qmath " not in part and "pip" not in part)


@pytest.mark.parametrize(
    "line", ["Usage: qmath", "a" * 100 + " b", "qmath: a\n  table  of  words", "       qmath models rm 7b && qmath pull 7b"]
)
def test_what_is_no_sentence_stays_as_it_is(line: str) -> None:
    assert wrapped(line, 20) == line


def test_a_terminal_gets_whole_words_and_a_pipe_one_line() -> None:
    arguments = ["solve", "--no-such-option-of-this-program", "1 + 1", "and one more"]
    piped = run(*arguments).err
    shown = run_in_terminal(arguments, columns=40).out.splitlines()
    assert len(piped.splitlines()) == 2
    assert all(len(line) <= 40 for line in shown)
    assert " ".join(" ".join(shown).split()) == " ".join(piped.split())
