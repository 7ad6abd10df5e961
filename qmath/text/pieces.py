"""Printed nodes of one line beside one another: how each behaves to its left and right, and the blanks between them.

Here: pieces, and the blanks. Not here: what a node's piece is (``inline.py``), and boxes (``blocks.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from qmath.text import symbols as table
from qmath.text.neighbours import WORDY
from qmath.text.tree import Kind

_FACTORS = frozenset({Kind.LETTER, Kind.NUMBER, Kind.CLOSE, Kind.POSTFIX, Kind.WORD})
_SCRIPTS = frozenset({"_", "^", *table.SUPERSCRIPTS.values(), *table.SUBSCRIPTS.values()})
_CLOSE_BINARY = frozenset("·/∘:")


_MERGED = frozenset({"+-", "-+", "--", "++", "<-", "!="})
_LINES = frozenset(table.ACCENTS[name] for name in table.EACH)


class Level(IntEnum):
    """How wide a row is set: with blanks around operators, without, and as a script."""

    LOOSE = 0
    TIGHT = 1
    SCRIPT = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed node: how it behaves to its left and right; ``is_open`` after a caret, where a next factor must stand apart."""

    text: str
    lead: Kind
    trail: Kind
    is_open: bool = False


def gap(left: Piece, right: Piece, level: Level) -> int:
    """Return the blanks between two pieces."""
    return 1 if _would_merge(left.text, right.text) else _usual_gap(left, right, level)


def _usual_gap(left: Piece, right: Piece, level: Level) -> int:  # noqa: PLR0911 - one return per rule
    a, b = left.trail, right.lead
    if a is Kind.SPACE or b is Kind.SPACE or a is Kind.SIGN or left.text[-1:] == " " or right.text[:1] == " ":
        return 0
    if a is Kind.PUNCTUATION:
        return int(left.text in {",", ";", ":"} and level is not Level.SCRIPT)
    if b is Kind.PUNCTUATION or a is Kind.OPEN or (b is Kind.CLOSE and a is not Kind.RELATION):
        return 0
    if right.text[:1] in _SCRIPTS:  # scripts of what follows, not of what is before
        return 1
    if a is Kind.RELATION or b is Kind.RELATION:
        word = left.text if a is Kind.RELATION else right.text
        return int(level is Level.LOOSE or (word.isalpha() and word.isascii()))
    if a is Kind.BINARY or b is Kind.BINARY:
        sign = left.text if a is Kind.BINARY else right.text
        return int((level is Level.LOOSE and sign not in _CLOSE_BINARY) or (sign.isalpha() and sign.isascii()))
    if a in WORDY:
        return int(a is Kind.BIG or b is not Kind.OPEN or left.is_open)
    if b in WORDY:
        return int(a in _FACTORS)
    if (
        (left.is_open and not (b is Kind.OPEN and left.text.endswith(")")))
        or (a is b is Kind.NUMBER)
        or (a is Kind.LETTER and right.text in table.WORDS)
    ):
        return 1
    return _gap_of_words(left, right)


def _would_merge(left: str, right: str) -> bool:
    """Tell whether two texts would be read as one sign without a blank: ``+ -`` as ``+-``, two lines over letters as one line."""
    ends = left[-1:] + right[:1]
    return ends in _MERGED or (ends[:1] in _LINES and right[1:2] == ends[:1])


def _gap_of_words(left: Piece, right: Piece) -> int:
    """Return the blanks between what would be read as one word, or as one bar."""
    if left.text[-1:] == "|" or right.text[:1] == "|":
        return int(left.text[-2:] == right.text[:2] == "||")  # ||u|| ||v||
    is_word = Kind.WORD in {left.trail, right.lead} or (right.lead is Kind.POSTFIX and right.text.isalpha())
    if is_word and left.text[-1:].isascii() and right.text[:1].isascii() and left.text[-1:].isalpha() and right.text[:1].isalpha():
        return 1
    return int(right.lead is Kind.WORD and right.is_open)


def joined(pieces: Sequence[Piece], level: Level) -> str:
    """Join pieces with the blanks they need; inside of brackets operators stand close."""
    out: list[str] = []
    opened: list[str] = []
    is_divided = any("/" in piece.text or piece.text == "÷" or piece.lead is Kind.FUNCTION for piece in pieces)
    for i, piece in enumerate(pieces):
        if piece.lead is Kind.CLOSE and opened:
            opened.pop()
        now = level if not opened or opened[-1] == "{" else max(level, Level.TIGHT)
        if i:
            blanks = gap(pieces[i - 1], piece, now)
            is_beside_dot = is_divided and now is Level.LOOSE and not {"·", ":"}.isdisjoint({piece.text, pieces[i - 1].text})
            out.append(" " * (blanks or is_beside_dot))  # 1/2 · 3x and sin x · 3, lest the dot be read first; 3 : 2 1/2
        out.append(piece.text)
        if piece.lead is piece.trail is Kind.OPEN:
            opened.append(piece.text)
    return "".join(out)
