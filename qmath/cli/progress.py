"""How far a batch is, on stderr: a live line on a terminal, a line per half minute elsewhere.

Here: when and how it is shown. Not here: counting (``jobs/batch.py``).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

from qmath.cli.columns import window
from qmath.cli.output import say
from qmath.jobs.tally import Tally

_LIVE_S: Final = 0.25
LINE_S: Final = 30.0
_MAX_BAD: Final = 20


class Progress:
    """Shows a tally while it grows. ``share`` tells how much of the input the rows so far took, if that is known.

    ``every_s``: seconds between two lines where stderr is no terminal.
    """

    def __init__(self, share: Callable[[], float | None], *, is_quiet: bool, every_s: float = LINE_S) -> None:
        self._share = share
        self._is_quiet = is_quiet
        self._is_live = not is_quiet and sys.stderr.isatty()
        self._every_s = _LIVE_S if self._is_live else every_s
        self._is_drawn = False
        self._last = time.monotonic()
        self._num_bad = 0

    def show(self, tally: Tally) -> None:
        """Show the tally if it is time."""
        now = time.monotonic()
        if self._is_quiet or now - self._last < self._every_s:
            return
        self._last = now
        parts = self._parts(tally)
        if self._is_live:
            self._draw(f"\r{_fitting(parts, window() - 1)}\x1b[K")
            self._is_drawn = True
        else:
            say(_fitting(parts))

    def bad(self, sentence: str) -> None:
        """Tell of a bad row; of the first ones only."""
        self._num_bad += 1
        if self._is_quiet or self._num_bad > _MAX_BAD + 1:
            return
        self.clear()
        say(f"qmath: {sentence}" if self._num_bad <= _MAX_BAD else "qmath: there are more bad rows; the output has them all")

    def clear(self) -> None:
        """Take the live line away."""
        if self._is_drawn:
            self._draw("\r\x1b[K")
            self._is_drawn = False

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

    def _draw(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (BrokenPipeError, ValueError):
            self._is_quiet = True


def _fitting(parts: Sequence[str], num_columns: int | None = None) -> str:
    """Return a line of the first parts, whole ones, as many as fit."""
    line = f"qmath: {parts[0]}"[:num_columns]
    for part in parts[1:]:
        longer = f"{line} · {part}"
        if num_columns is not None and len(longer) > num_columns:
            break
        line = longer
    return line


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
