"""How many rollouts decode together: a number, or what measuring shows to be fastest.

Here: the trial. Not here: what decodes (``solve/many.py``) and who waits (``batch.py``).
"""

from __future__ import annotations

from typing import Final

LADDER: Final = (4, 16, 32)
"""What is tried, from the bottom up. The embedded model is fastest with four, large models with as many as there are.

Between four and sixteen lies a dip on many CPUs, where llama.cpp multiplies sixteen rows in the time of eight: a climb that
tried eight would end there.
"""

_TRIAL_S: Final = 2.0
_TRIAL_TURNS: Final = 40
_GAIN: Final = 1.05


class Pace:
    """A limit for rollouts that decode together. ``fixed`` is the number asked for; None climbs the ladder.

    A trial counts text pieces per second while there is enough work; one that is not 5% faster than the one before ends the
    search, and the faster of the two stays.
    """

    def __init__(self, fixed: int | None) -> None:
        self._step = 0
        self._fixed = fixed
        self._best_rate = 0.0
        self._start: tuple[float, int] | None = None
        self._turns = 0

    @property
    def limit(self) -> int:
        """The limit now."""
        return self._fixed or LADDER[self._step]

    @property
    def is_settled(self) -> bool:
        """Whether the limit stays."""
        return self._fixed is not None

    def observe(self, num_pieces: int, now: float, *, is_full: bool) -> None:
        """Take in how many pieces there have been until now; ``is_full`` tells whether the limit was reached."""
        if self._fixed is not None:
            return
        if not is_full or self._start is None:
            self._start, self._turns = (now, num_pieces), 0
            return
        self._turns += 1
        seconds = now - self._start[0]
        if seconds < _TRIAL_S or self._turns < _TRIAL_TURNS:
            return
        self._decide((num_pieces - self._start[1]) / seconds)
        self._start, self._turns = None, 0

    def _decide(self, rate: float) -> None:
        if rate < self._best_rate * _GAIN:
            self._fixed = LADDER[max(0, self._step - 1)]
        elif self._step + 1 == len(LADDER):
            self._fixed = LADDER[self._step]
        else:
            self._best_rate = rate
            self._step += 1
