"""How many columns of a terminal a text takes.

Here: counting cells. Not here: drawing.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Return the columns that a text takes: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return _cell(text) if len(text) == 1 else sum(map(_cell, text))


def pad(text: str, columns: int, align: str = "l") -> str:
    """Fill a text with blanks: to the left, to the right or around it ("r", "l", "c")."""
    rest = max(0, columns - width(text))
    before = {"l": 0, "r": rest}.get(align, rest // 2)
    return " " * before + text + " " * (rest - before)
