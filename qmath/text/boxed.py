r"""Every ``\boxed{}`` of a text, braces balanced.

Here: finding boxes. Not here: which of them is the answer (``answers/extract.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_BOX = re.compile(r"\\(?:boxed|fbox)\s*(\{|[^\s{$])")


@dataclass(frozen=True)
class Box:
    """One box: its content and where the whole of it stands in the text (``text[start:end]``)."""

    content: str
    start: int
    end: int


def closing_brace(text: str, start: int) -> int:
    """Return the index of the brace that closes ``text[start] == "{"``, or -1. Escaped braces do not count."""
    depth = 0
    for brace in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.start()
    return -1


def boxes(text: str) -> list[Box]:
    """Return the complete boxes of a text in order; a box inside a box belongs to the outer one.

    A box that never closes is no box: a cut answer is not an answer.
    """
    found: list[Box] = []
    at = 0
    while match := _BOX.search(text, at):
        if match[1] == "{":
            end = closing_brace(text, match.start(1))
            if end < 0:
                at = match.end()
                continue
            found.append(Box(text[match.start(1) + 1 : end].strip(), match.start(), end + 1))
            at = end + 1
        else:
            found.append(Box(match[1], match.start(), match.end()))
            at = match.end()
    return found
