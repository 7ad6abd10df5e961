"""How far a download is, on stderr: one bar on a terminal, a plain line every ten seconds elsewhere.

Here: what the bar looks like. Not here: the download (``models/pull.py``), drawing (``live.py``).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from typing import Final

from qmath.cli.live import LIVE_S, LiveLine
from qmath.cli.output import say
from qmath.models.progress import Phase, Progress
from qmath.models.units import size_text

LINE_S: Final = 10.0
_WINDOW_S: Final = 10.0
_BAR: Final = 24


class TransferBar:
    """Shows a pull. The bar never goes backwards: bytes that a lost connection took with it are not counted twice.

    ``every_s``: seconds between two lines where stderr is no terminal.
    """

    def __init__(self, *, every_s: float = LINE_S) -> None:
        self._drawn = LiveLine()
        self._every_s = LIVE_S if self._drawn.is_on else every_s
        self._started = self._last = time.monotonic()
        self._most = 0
        self._note = ""
        self._seen: deque[tuple[float, int]] = deque()

    def __call__(self, progress: Progress) -> None:
        """Show progress if it is time."""
        now = time.monotonic()
        if progress.phase in {Phase.CHECKING, Phase.FETCHING}:
            self._most = max(self._most, progress.num_bytes)
        if progress.phase is not Phase.FETCHING:
            self._seen.clear()
        elif not self._seen or now - self._seen[-1][0] >= LIVE_S:
            self._seen.append((now, self._most))
            while now - self._seen[0][0] > _WINDOW_S:
                self._seen.popleft()
        is_new = bool(progress.note) and progress.note != self._note
        self._note = progress.note
        if now - self._last < self._every_s and not (is_new and not self._drawn.is_on):
            return
        self._last = now
        if self._drawn.is_on:
            columns = self._drawn.columns()
            fitting = next((line for line in self._lines(progress) if len(line) <= columns), self._line(progress, has_bar=False))
            self._drawn.draw(fitting)
        else:
            say(f"qmath: {self._line(progress, has_bar=False)}")

    def clear(self) -> None:
        """Take the bar away."""
        self._drawn.clear()

    def _lines(self, progress: Progress) -> Iterator[str]:
        """Yield the line at its longest, then shorter and shorter."""
        yield self._line(progress, has_bar=True)
        yield self._line(progress, has_bar=False)
        yield self._line(progress, has_bar=False, has_total=False)

    def _line(self, progress: Progress, *, has_bar: bool, has_total: bool = True) -> str:
        done = min(self._most, progress.num_total) if progress.phase in {Phase.CHECKING, Phase.FETCHING} else progress.num_bytes
        share = done / progress.num_total if progress.num_total else 0.0
        parts = []
        if progress.num_total:  # not known while nobody has answered
            parts = [f"{100 * share:3.0f}%", size_text(done) + (f" of {size_text(progress.num_total)}" if has_total else "")]
            if has_bar:
                filled = int(_BAR * share)
                parts.insert(0, f"[{'#' * filled}{'.' * (_BAR - filled)}]")
        speed = self._speed()
        if progress.note:
            parts.append(progress.note)
        elif progress.phase is not Phase.FETCHING:
            parts.append(progress.phase.value)
        elif speed:
            parts.append(f"{size_text(speed)}/s")
            parts.append(f"{_clock((progress.num_total - done) / speed)} left")
        return "  ".join(parts)

    def _speed(self) -> float:
        """Return the bytes per second of the last seconds."""
        if len(self._seen) < 2:  # noqa: PLR2004 - two points make a speed
            return 0.0
        (start, first), (end, last) = self._seen[0], self._seen[-1]
        return (last - first) / (end - start)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(min(seconds, 359_999)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
