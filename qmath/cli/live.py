"""The line on stderr that is drawn again and again while something takes long, on a terminal alone.

Here: drawing it, taking it away, and fitting parts into it. Not here: what it tells (``progress.py``, ``samples.py``, ``transfer.py``).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from qmath.cli.columns import window
from qmath.text.cells import width as cells

LIVE_S: Final = 0.25
"""Seconds between two drawings."""


class LiveLine:
    """A line that the next one replaces. ``is_on``: stderr is a terminal and somebody wants to see it; else nothing is drawn."""

    def __init__(self, *, is_quiet: bool = False) -> None:
        self.is_on = not is_quiet and sys.stderr.isatty()
        self._is_drawn = False

    def draw(self, line: str) -> None:
        """Show a line, cut to the window, in place of the last one."""
        if self.is_on:
            columns = self.columns()
            while cells(line) > columns:
                line = line[:-1]
            self._write(f"\r{line}\x1b[K")
            self._is_drawn = True

    def clear(self) -> None:
        """Take the line away, if there is one."""
        if self._is_drawn:
            self._write("\r\x1b[K")
            self._is_drawn = False

    @staticmethod
    def columns() -> int:
        """Return the longest line that does not begin another one."""
        return max(window() - 1, 1)

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):  # the terminal was closed, say
            self.is_on = False


def fitting(parts: Sequence[str], num_columns: int | None = None, between: str = " · ") -> str:
    """Return a line of the first parts, whole ones, as many as fit."""
    line = f"qmath: {parts[0]}"
    for part in parts[1:]:
        longer = f"{line}{between}{part}"
        if num_columns is not None and cells(longer) > num_columns:
            break
        line = longer
    return line
