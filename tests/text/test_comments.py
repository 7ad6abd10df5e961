"""Claims about comments in Markdown: nobody sees them, and nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.text.comments import Comments
from qmath.text.fences import Splitter
from qmath.text.markdown import Block, Reader


def _read(*pieces: str) -> list[Block]:
    reader = Reader()
    return [block for piece in pieces for block in reader.feed(piece)] + reader.finish()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n<!-- hidden -->\nb\n", ["a", "b"]),
        ("a <!-- x --> b <!-- y -->\n", ["a  b"]),
        ("<!-- one\n\n- two $x$\n```python\n1\n```\nthree --> after\nb\n", ["after", "b"]),
        ("<!-- a --><!-- b\n--><!-- c\n-->\nd\n", ["d"]),
        ("`<!-- code -->` stays\n", ["`<!-- code -->` stays"]),
        ("<!-- it never ends\nb\n", ["<!-- it never ends", "b"]),
        ("1 <!-- 2\nb\n", ["1 <!-- 2", "b"]),
        ("x <!-", ["x <!-"]),
        ("```text\n<!-- code -->\n```\n", ["<!-- code -->\n"]),
    ],
)
def test_comments_are_hidden_and_all_else_stays(text: str, shown: list[str]) -> None:
    assert [block.text for block in _read(text)] == shown
    assert [block.text for block in _read(*text)] == shown


@given(st.text(alphabet="<!->`ab \n", max_size=40).filter(lambda text: "```" not in text))  # a line that opens a block is no text
def test_what_was_shown_of_an_unfinished_line_is_never_taken_back(text: str) -> None:
    splitter, comments = Splitter(), Comments()
    tails: list[str] = []
    for char in text:
        lines = comments.take(splitter.feed(char))
        if char == "\n":
            whole = "".join(line.text for line in lines)
            assert all(whole.startswith(tail) for tail in tails if tail.strip()), (tails, whole)
            tails = []
        else:
            tails.append(comments.tail(splitter.tail))


def test_a_line_is_shown_up_to_what_may_become_a_comment() -> None:
    comments = Comments()
    assert [comments.tail(line) for line in ("a <", "a <!--", "a <!-- b", "a <!-- b --> c", "a < b")] == ["a ", "a ", "a ", "a  c", "a < b"]
