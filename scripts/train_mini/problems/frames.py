"""Sentence frames: a small grammar from which one frame gives hundreds of surface forms.

Here: the notation, its expansion, and the vocabulary both languages share. Not here: any problem.

Notation: ``[a|b|]`` picks one alternative (may be nested or empty), ``{slot}`` is replaced by a value, ``{slot:w}`` allows a
number to be written as a word. Literal brackets and braces enter a sentence only through slots.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

_INNERMOST = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


def choose(frame: str, rng: random.Random) -> str:
    """Replace every ``[a|b]`` of a frame by one of its alternatives, innermost first."""
    while match := _INNERMOST.search(frame):
        frame = frame[: match.start()] + rng.choice(match[1].split("|")) + frame[match.end() :]
    return frame


def fill(text: str, slots: Mapping[str, object]) -> str:
    """Replace every ``{slot}`` by its value.

    Raises:
        KeyError: a slot has no value.
    """
    return _SLOT.sub(lambda match: str(slots[match[1]]), text)
