"""What a problem asks, apart from its wording: the record that every family file fills.

Here: Schema and the drawing of numbers. Not here: wording (``words_*.py``, ``maths_*.py``) and text assembly (``compose.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

Slots = dict[str, object]
Draw = Callable[[Random, bool], Slots]
"""Takes the generator and ``is_small`` (numbers for mental arithmetic); returns the slots of frames and program."""


@dataclass(frozen=True)
class Schema:
    """One meaning: its numbers, its program and, per language, its sentence frames.

    ``program`` is a template over the slots; its printed output is the answer, already in final form.
    ``cot`` lists the mental steps as expressions over the slots; ``{_}`` is the step before. Empty: no CoT.
    ``plan`` gives per language the short sentence(s) (a frame) said before the program.
    ``frames[lang]`` are structures; every sixth (index % 6 == 5) is held out and never trained on.
    ``scenes[lang]`` are groups of frames, each drawn as often as the next however many it has: clauses that many schemas share, plain
    textbook wordings (of stories in small letters, else with their capitals). None is held out.
    ``is_story`` problems get names, things and places, number words and the noise of everyday writing.
    """

    family: str
    name: str
    draw: Draw
    program: str
    plan: Mapping[str, str]
    frames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scenes: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    cot: tuple[str, ...] = ()
    is_story: bool = False
    weight: float = 1.0
