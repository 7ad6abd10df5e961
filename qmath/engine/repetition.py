"""Endless repetition: a text that says the same thing over and over is stopped.

Here: the rule, on tokens. Not here: what a repeated rollout is worth (``solve/``).
"""

from __future__ import annotations

MAX_PERIOD = 128
"""Longest repeated unit, in tokens."""

MIN_COPIES = 3
"""How often the unit must stand in a row."""

MIN_TOKENS = 48
"""How many tokens the copies must fill together."""


def is_repeating(tokens: list[int], start: int = 0) -> bool:
    """Tell whether ``tokens[start:]`` end in exact copies of one unit.

    A unit has 1 to ``MAX_PERIOD`` tokens; at least ``MIN_COPIES`` copies and ``MIN_TOKENS`` tokens are asked for. Called
    after each token, it finds a repetition at its first possible moment.
    """
    end = len(tokens)
    if end - start < MIN_TOKENS:
        return False
    last = tokens[-1]
    at = max(start, end - 1 - MAX_PERIOD)
    # A unit's last token stands one period before the end: only earlier places of the last token can be one.
    while True:
        try:
            at = tokens.index(last, at, end - 1)
        except ValueError:
            return False
        at += 1
        period = end - at
        span = max(MIN_COPIES * period, MIN_TOKENS)
        if span <= end - start and tokens[end - span : at] == tokens[end - span + period :]:
            return True
