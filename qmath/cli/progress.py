"""How far a batch is, on stderr: a live line on a terminal, a line per half minute elsewhere or where rows stream to a terminal or pipe.

Here: when it is shown and what it says. Not here: counting (``jobs/batch.py``), drawing (``live.py``).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from qmath.cli.live import LIVE_S, LiveLine, fitting
from qmath.cli.output import say
from qmath.jobs.tally import Tally

LINE_S: Final = 30.0
_MAX_BAD: Final = 20


class Progress:
    """Shows a tally while it grows. ``share`` tells how much of the input the rows so far took, if that is known.

    ``every_s``: seconds between two lines where none is live: stderr is no terminal, or ``may_live`` forbids it, because what others
    write to the same terminal would stick to the line.
    """

    def __init__(self, share: Callable[[], float | None], *, is_quiet: bool, every_s: float = LINE_S, may_live: bool = True) -> None:
        self._share = share
        self._is_quiet = is_quiet
        self._line = LiveLine(is_quiet=is_quiet or not may_live)
        self._every_s = LIVE_S if self._line.is_on else every_s
        self._last = time.monotonic()
        self._num_bad = 0

    def show(self, tally: Tally) -> None:
        """Show the tally if it is time."""
        now = time.monotonic()
        if self._is_quiet or now - self._last < self._every_s:
            return
        self._last = now
        parts = self._parts(tally)
        if self._line.is_on:
            self._line.draw(fitting(parts, self._line.columns()))
        else:
            say(fitting(parts))

    def bad(self, sentence: str) -> None:
        """Tell of a bad row; of the first ones only."""
        self._num_bad += 1
        if self._is_quiet or self._num_bad > _MAX_BAD + 1:
            return
        self.clear()
        say(f"qmath: {sentence}" if self._num_bad <= _MAX_BAD else "qmath: there are more bad rows; the output has them all")

    def clear(self) -> None:
        """Take the live line away."""
        self._line.clear()

    def _parts(self, tally: Tally) -> list[str]:
        """Return what is done and what is left, what matters most first."""
        new = tally.num_rows - tally.num_reused
        rate = new / max(tally.total_s, 1e-9)
        not_ok = tally.num_rows - tally.num_ok
        total = self._total(tally)
        left_s = None if total is None or not rate else (total - tally.num_rows) / rate
        return [
            counted(tally.num_rows, "row") if total is None else f"{tally.num_rows} of about {counted(total, 'row')}",
            *([f"about {duration(left_s)} left"] if left_s is not None else []),
            *([f"{not_ok} not ok"] if not_ok else []),
            *([f"{tally.num_reused} from before"] if tally.num_reused else []),
            *([f"{60 * rate:.1f} per minute"] if new else []),
            duration(tally.total_s),
        ]

    def _total(self, tally: Tally) -> int | None:
        """Return how many rows there are for us, to two places: those looked at are so large a share of the file."""
        share = self._share()
        if not share or not tally.num_read:
            return None
        ours = (tally.num_read - tally.num_elsewhere) / share
        return max(tally.num_rows, round(ours) if share == 1 else int(float(f"{ours:.1e}")))


def counted(count: int, noun: str) -> str:
    """Return ``1 row`` or ``2 rows``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def duration(seconds: float) -> str:
    """Return seconds as a person says them."""
    if seconds < 60:  # noqa: PLR2004 - seconds of a minute
        return f"{seconds:.1f} s"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
