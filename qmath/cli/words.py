"""Words of a page: text that is not broken, and which words stay together on a line.

Here: groups of words, and the blank between what would be read as one formula. Not here: lines (``page.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qmath.text.cells import width
from qmath.text.joints import is_joint

_WIDE = frozenset(map(chr, (*range(0x3000, 0xA000), *range(0xFF00, 0xFFF0))))
_RUN = re.compile(r"[\u3001-\u9fff\uff00-\uffef]+")
_CLOSING = frozenset("，。．、；：？！）」』》〉】〕］｝％…”’,.;:?!)]}%")
_OPENING = frozenset("（「『《〈【〔［｛“‘")


@dataclass(frozen=True, slots=True)
class Word:
    """Text that is not broken; ``is_blank`` where a line may break."""

    text: str
    style: str = ""
    is_blank: bool = False


def columns_of(words: list[Word]) -> int:
    """Return the columns that words take."""
    if len(words) == 1:
        return width(words[0].text)
    return sum(width(word.text) for word in words)


def in_characters(words: list[Word]) -> list[Word]:
    """Return words with each run of Chinese characters as characters, between which a line may break."""
    return [part for word in words for part in ([Word(char, word.style) for char in word.text] if _RUN.fullmatch(word.text) else [word])]


def glued(words: list[Word]) -> list[list[Word]]:
    """Return the words in groups that stay on one line: a formula and its comma, a character and its full stop."""
    groups: list[list[Word]] = []
    last: Word | None = None
    for word in words:
        if last is None or last.is_blank or word.is_blank or is_apart(last.text, word.text):
            groups.append([word])
        else:
            groups[-1].append(word)
        last = word
    return groups


def apart_from(before: Word, word: Word, *, is_before_math: bool) -> Word:
    """Return a word with a blank at its front where the two would be read as another formula."""
    if before.is_blank or word.is_blank or not is_joint(before.text, word.text, is_before_math=is_before_math):
        return word
    return Word(f" {word.text}", word.style)


def is_apart(before: str, text: str) -> bool:
    """Tell whether a line may break between two texts without a blank: beside a wide character, but not within brackets at their ends."""
    return (before[-1:] in _WIDE or text[:1] in _WIDE) and text[:1] not in _CLOSING and before[-1:] not in _OPENING
