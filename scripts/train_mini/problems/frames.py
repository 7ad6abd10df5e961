"""Sentence frames: a small grammar from which one frame gives hundreds of surface forms.

Here: the notation, its expansion, and the vocabulary both languages share. Not here: any problem.

Notation: ``[a|b|]`` picks one alternative (may be nested or empty), ``{slot}`` is replaced by a value, ``{slot:w}`` allows a
number to be written as a word. Literal brackets and braces enter a sentence only through slots.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping

_MARK = re.compile(r"([\[\]|])")
_SLOT = re.compile(r"\{(\w+)\}")

_Parts = list["str | _Choice"]


class _Choice(tuple[_Parts, ...]):
    """Alternatives, of which one is said."""

    __slots__ = ()


@cache
def _parse(frame: str) -> _Parts:
    """Read a frame once: text and choices in their order."""
    open_choices: list[list[_Parts]] = [[[]]]
    for piece in _MARK.split(frame):
        if piece == "[":
            open_choices.append([[]])
        elif piece == "|" and len(open_choices) > 1:
            open_choices[-1].append([])
        elif piece == "]" and len(open_choices) > 1:
            alternatives = _Choice(open_choices.pop())
            open_choices[-1][-1].append(alternatives)
        elif piece:
            open_choices[-1][-1].append(piece)
    return open_choices[0][0]


def _say(parts: _Parts, rng: random.Random) -> str:
    return "".join(part if isinstance(part, str) else _say(part[int(rng.random() * len(part))], rng) for part in parts)


def choose(frame: str, rng: random.Random) -> str:
    """Replace every ``[a|b]`` of a frame by one of its alternatives."""
    return _say(_parse(frame), rng)


def one_of(texts: Iterable[str]) -> str:
    """Return a frame that says one of some frames."""
    return f"[{'|'.join(texts)}]"


def _pattern(parts: _Parts) -> str:
    return "".join(re.escape(part) if isinstance(part, str) else f"(?:{'|'.join(map(_pattern, part))})" for part in parts)


@cache
def forms_of(frame: str) -> re.Pattern[str]:
    """Return what matches all that ``choose`` can make of a frame, in capitals or not."""
    return re.compile(_pattern(_parse(frame)), re.IGNORECASE)


def slots_in(frame: str) -> tuple[str, ...]:
    """Return the names of the slots of a frame in the order of the text, each once."""
    return tuple(dict.fromkeys(_SLOT.findall(frame)))


def fill(text: str, slots: Mapping[str, object]) -> str:
    """Replace every ``{slot}`` by its value.

    Raises:
        KeyError: a slot has no value.
    """
    return _SLOT.sub(lambda match: str(slots[match[1]]), text)
