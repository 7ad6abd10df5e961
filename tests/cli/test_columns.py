"""Claims about lines for a person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qmath.cli.columns import cut, wrap


def test_a_number_stays_with_its_unit() -> None:
    assert wrap("estimates within 10 % of 4.68 GB.", 19) == ["estimates within", "10 % of 4.68 GB."]
    assert wrap("75.9 GB of disk", 6) == ["75.9 GB", "of", "disk"], "even where the window is too narrow for both"


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
