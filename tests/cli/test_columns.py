"""Claims about lines for a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.cli.columns import cut, wrap
from qmath.text.cells import width as cells

SENTENCE = "mini is a tiny model for school problems; a real one: qmath pull 1.5b --quant Q8_0; see: qmath models --help"
CODE = "give it as `python3 -m pip install qmath[plots]`, or leave out what needs it here"


def test_a_number_stays_with_its_unit() -> None:
    assert wrap("estimates within 10 % of 4.68 GB.", 19) == ["estimates within", "10 % of 4.68 GB."]
    assert wrap("75.9 GB of disk", 6) == ["75.9 GB", "of", "disk"], "even where the window is too narrow for both"


@pytest.mark.parametrize("columns", [20, 40, 60, 80])
@pytest.mark.parametrize("line", [SENTENCE, CODE], ids=["colon", "quoted"])
def test_commands_stay_whole(line: str, columns: int) -> None:
    lines = wrap(line, columns, "qmath: ", " " * 7)
    assert " ".join(part.strip() for part in lines) == f"qmath: {line}"
    for command in ("qmath pull 1.5b --quant Q8_0;", "qmath models --help", "`python3 -m pip install qmath[plots]`,"):
        assert command not in line or any(command in part for part in lines)
    assert all(len(part) <= columns for part in lines if "qmath " not in part and "pip" not in part)


def test_a_hint_that_is_a_command_is_never_broken() -> None:
    assert wrap("qmath models rm 7b && qmath pull 7b", 20, " " * 7) == ["       qmath models rm 7b && qmath pull 7b"]


def test_blanks_that_make_a_table_stay_where_no_line_ends() -> None:
    assert wrap("* Q4_K_M   4.68 GB  needs 5 GB", 40, others="  ") == ["* Q4_K_M   4.68 GB  needs 5 GB"]


def test_characters_that_take_two_columns_count_as_two() -> None:
    lines = wrap("求80的25% 求80的25% 求80的25%", 20)
    assert lines == ["求80的25% 求80的25%", "求80的25%"]
    assert all(cells(line) <= 20 for line in lines)


def test_later_lines_are_indented_as_the_first_unless_told_otherwise() -> None:
    assert wrap("one two three", 9, "> ") == ["> one two", "  three"]
    assert wrap("one two three", 9, "> ", "") == ["> one two", "three"]
    assert wrap("", 9, "label  ") == ["label"]


def test_a_path_is_never_cut() -> None:
    path = "/a/folder-with-hyphens/and-more/x.gguf"
    assert path in wrap(f"it lies at {path}", 20)


@given(st.lists(st.text("ab1%", min_size=1, max_size=8), max_size=20), st.integers(10, 60))
def test_wrapping_loses_no_word_and_fits(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width, " ")
    assert " ".join(lines).split() == words
    assert all(len(line) <= width or len(line.split()) <= 2 for line in lines)


def test_a_line_that_is_too_long_ends_with_a_mark() -> None:
    assert (cut("abcdef", 6), cut("abcdefg", 6)) == ("abcdef", "abcde…")
