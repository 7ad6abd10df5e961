"""Text comes out in whole characters, and never a part of what stops it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.engine.detokenize import Kept, TextStream, keep_characters

texts = st.text(st.sampled_from("ab`\nßé中😀"), max_size=30)


def pieces_of(data: bytes, borders: list[int]) -> list[bytes]:
    """Cut bytes at any borders, inside characters too."""
    places = sorted({0, len(data), *(border % (len(data) + 1) for border in borders)})
    return [data[start:end] for start, end in pairwise(places)]


@given(texts, st.lists(st.integers(0, 200), max_size=20))
def test_text_is_the_same_wherever_token_borders_fall(text: str, borders: list[int]) -> None:
    stream = TextStream()
    given_out = [stream.push(piece) for piece in pieces_of(text.encode(), borders)]
    assert "".join(given_out) + stream.finish() == stream.text == text


@given(texts, st.lists(st.integers(0, 200), max_size=20), st.lists(st.text(st.sampled_from("ab`\né"), min_size=1, max_size=4), max_size=3))
def test_text_ends_before_the_stop_string_that_is_complete_first_wherever_token_borders_fall(
    text: str, borders: list[int], stops: list[str]
) -> None:
    stream = TextStream(stops)
    given_out = ""
    for piece in pieces_of(text.encode(), borders):
        given_out += stream.push(piece)
        assert not any(stop in given_out for stop in stops)
        assert text.startswith(given_out)
    given_out += stream.finish()
    found = [(text.find(stop) + len(stop), text.find(stop), stop) for stop in stops if stop in text]
    _, start, first = min(found, default=(0, len(text), None))
    assert given_out == stream.text == text[:start]
    assert stream.stop == first


def test_a_stop_string_across_tokens_is_held_back_until_it_is_decided() -> None:
    stream = TextStream(["```output"])
    assert [stream.push(piece) for piece in (b"x\n``", b"`", b"out", b"line ``", b"`output\n")] == ["x\n", "", "", "```outline ", ""]
    assert stream.stop == "```output"
    assert stream.text == "x\n```outline "


def test_what_was_held_back_comes_out_at_the_end() -> None:
    stream = TextStream(["```output"])
    assert stream.push(b"end ```out") == "end "
    assert stream.finish() == "```out"
    assert stream.stop is None


def test_nothing_is_added_behind_a_stop_string() -> None:
    stream = TextStream(["stop"])
    stream.push(b"a stop b")
    assert stream.push(b"c") == ""
    assert stream.finish() == ""
    assert stream.text == "a "


def test_the_longest_of_stop_strings_that_end_at_once_counts() -> None:
    stream = TextStream(["`", "b```", "``"])
    stream.push(b"ab")
    stream.push(b"```c")
    assert (stream.text, stream.stop) == ("ab", "`"), "it is complete first"
    other = TextStream(["\n", "`\n"])
    other.push(b"a`\nb")
    assert (other.text, other.stop) == ("a", "`\n")


def test_bytes_that_are_no_text_become_replacement_characters_and_half_a_character_at_the_end_is_dropped() -> None:
    stream = TextStream()
    assert stream.push(b"a\xffb") == "a\ufffdb"
    assert stream.push("é".encode()[:1]) == ""
    assert stream.finish() == ""
    assert stream.text == "a\ufffdb"


def test_an_empty_stop_string_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        TextStream(["a", ""])


@given(texts, st.lists(st.integers(0, 200), max_size=20), st.integers(0, 100))
def test_what_is_kept_is_whole_tokens_and_the_front_of_one(text: str, borders: list[int], place: int) -> None:
    pieces = pieces_of(text.encode(), borders)
    keep = place % (len(text) + 1)
    kept = keep_characters(pieces, keep)
    whole = b"".join(pieces[: kept.num_tokens]).decode()
    assert whole + kept.rest == text[:keep]
    # One token less would leave more than the front of one token, or half a character.
    longer = b"".join(pieces[: kept.num_tokens + 1])
    assert not kept.rest or len(longer.decode("utf-8", "ignore")) > len(whole) or longer.decode("utf-8", "replace").endswith("\ufffd")


def test_a_cut_at_a_token_border_leaves_no_rest() -> None:
    pieces = [b"print(1)\n", b"```", b"\n", b"```", b"output"]
    assert keep_characters(pieces, len("print(1)\n```")) == Kept(2, "")
    assert keep_characters(pieces, 0) == Kept(0, "")


def test_a_cut_through_a_token_keeps_the_front_of_its_text() -> None:
    assert keep_characters([b"a", b"```\n"], 4) == Kept(1, "```")


def test_a_cut_through_characters_spread_over_tokens_keeps_whole_characters() -> None:
    first, second = "é中".encode()[:3], "é中".encode()[3:]
    assert keep_characters([first, second], 1) == Kept(0, "é")
    assert keep_characters([first, second], 2) == Kept(2, "")


def test_more_characters_than_there_are_cannot_be_kept() -> None:
    with pytest.raises(ValueError, match="keep 4"):
        keep_characters([b"ab", b"c"], 4)
