"""Which events each schema of change tells of, and what is asked, in any language.

Here: the order of numbers and signs. Not here: the worlds and how they are told (``scenes_en_events.py``, ``scenes_zh_events.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Frames = tuple[str, ...]


class Told(Protocol):
    """Frames from the slot of one amount and the signs and slots of what happens."""

    def __call__(self, amount: str, /, *events: tuple[str, str]) -> Frames:
        """Return the frames."""
        ...


def event_scenes(ends: Told, starts: Told, middles: Callable[[str, str, str], Frames]) -> dict[str, Frames]:
    """Return the frames by schema: asked is the last amount (``ends``), the first (``starts``), or what happened between (``middles``)."""
    return {
        "change_gain": ends("a", ("+", "b")),
        "change_lose": ends("a", ("-", "b")),
        "change_gain_lose": ends("a", ("+", "b"), ("-", "c")),
        "change_lose_lose": ends("a", ("-", "b"), ("-", "c")),
        "change_gain_lose_gain": ends("a", ("+", "b"), ("-", "c"), ("+", "d")),
        "change_lose_gain_lose": ends("a", ("-", "b"), ("+", "c"), ("-", "d")),
        "unknown_start_gain": starts("a", ("+", "b")),
        "unknown_start_lose": starts("b", ("-", "a")),
        "unknown_start_gain_lose": starts("a", ("+", "b"), ("-", "c")),
        "unknown_start_lose_gain": starts("a", ("-", "b"), ("+", "c")),
        "unknown_gained": middles("b", "+", "a"),
        "unknown_lost": middles("a", "-", "b"),
    }
