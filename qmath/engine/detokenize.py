"""Bytes of tokens to text: whole characters, stop strings across token borders, and the way back for ``extend``.

Here: pure text work on the bytes of tokens. Not here: which bytes a token stands for (``vocabulary.py``).
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_UTF8 = codecs.getincrementaldecoder("utf-8")


class TextStream:
    """The text of one completion while it is being generated.

    Text is given out as soon as it cannot become part of a stop string any more and its last character is complete.
    Bytes that are no UTF-8 become U+FFFD; an incomplete character at the very end is dropped.
    """

    __slots__ = ("_decoder", "_held", "_pieces", "_stops", "stop")

    def __init__(self, stops: Sequence[str] = ()) -> None:
        if "" in stops:
            raise ValueError("an empty stop string would stop everything")
        self._stops = tuple(stops)
        self._decoder = _UTF8(errors="replace")
        self._held = ""
        self._pieces: list[str] = []
        self.stop: str | None = None
        """The stop string that was met, None while there is none."""

    @property
    def text(self) -> str:
        """Return the text given out so far."""
        return "".join(self._pieces)

    def push(self, piece: bytes) -> str:
        """Add the bytes of one token; return the text that is settled by it. Nothing is added behind a stop string."""
        if self.stop is not None:
            return ""
        new = self._decoder.decode(piece)
        if not self._stops:
            return self._give(new)
        held = self._held + new
        start, self.stop = _first_stop(held, self._stops)
        if self.stop is not None:
            self._held = ""
            return self._give(held[:start])
        settled = len(held) - _open_stop(held, self._stops)
        self._held = held[settled:]
        return self._give(held[:settled])

    def finish(self) -> str:
        """Return the text that was held back because it might have become a stop string."""
        held, self._held = self._held, ""
        return self._give(held)

    def _give(self, text: str) -> str:
        if text:
            self._pieces.append(text)
        return text


def _first_stop(text: str, stops: Sequence[str]) -> tuple[int, str | None]:
    """Return where the stop string begins that is complete first, and which it is (the longest of several that end at once)."""
    found = [(start + len(stop), start, stop) for stop in stops if (start := text.find(stop)) >= 0]
    if not found:
        return len(text), None
    _, start, stop = min(found)
    return start, stop


def _open_stop(text: str, stops: Sequence[str]) -> int:
    """Return the length of the longest end of ``text`` that is the beginning of a stop string."""
    longest = 0
    for stop in stops:
        at = text.find(stop[0], max(0, len(text) - len(stop) + 1))
        while at >= 0:
            if stop.startswith(text[at:]):
                longest = max(longest, len(text) - at)
                break
            at = text.find(stop[0], at + 1)
    return longest


@dataclass(frozen=True)
class Kept:
    """What stays of tokens whose text is cut: the first ``num_tokens``, and ``rest``, the front of the next one's text."""

    num_tokens: int
    rest: str


def keep_characters(pieces: Iterable[bytes], keep: int) -> Kept:
    """Return what stays of tokens, given as their bytes, when the first ``keep`` characters of their text do.

    Raises:
        ValueError: the text has fewer characters.
    """
    decoder = _UTF8(errors="replace")
    num_tokens, length, rest = 0, 0, ""
    if keep == 0:
        return Kept(0, "")
    for index, piece in enumerate(pieces, start=1):
        rest += decoder.decode(piece)
        is_whole = not decoder.getstate()[0]
        if length + len(rest) >= keep:
            ends_here = is_whole and length + len(rest) == keep
            return Kept(index, "") if ends_here else Kept(num_tokens, rest[: keep - length])
        if is_whole:
            num_tokens, length, rest = index, length + len(rest), ""
    raise ValueError(f"cannot keep {keep} characters of {length + len(rest)}")
