"""Text for a person in the width of the window.

Here: how wide it is, and the one way lines of commands are wrapped. Not here: solutions (``page.py``, ``terminal.py``).
"""

from __future__ import annotations

import itertools
import shutil
import textwrap
from typing import Final

MIN_COLUMNS, MAX_COLUMNS = 20, 100
_UNITS: Final = frozenset({"bytes", "kB", "MB", "GB", "TB", "%", "s", "ms", "KiB", "MB/s", "kB/s", "GB/s"})
_SPACE: Final = "\u2007"
"""A space at which no line ends: ``textwrap`` does not count it as one."""


def columns() -> int:
    """Return the columns to write in: those of the window, within reason."""
    return max(MIN_COLUMNS, min(MAX_COLUMNS, shutil.get_terminal_size().columns))


def wrap(line: str, width: int, first: str = "", others: str | None = None) -> list[str]:
    """Return a line as lines of at most so many columns; ``first`` begins it, ``others`` (else the same indent) those after it.

    Numbers stay with their units. What has no spaces, a path or an address, is never cut: it can be copied as it stands.
    """
    others = " " * len(first) if others is None else others
    kept = _kept(line)
    wrapped = textwrap.wrap(kept, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False)
    return [one.replace(_SPACE, " ") for one in wrapped] or [first.rstrip()]


def cut(line: str, width: int) -> str:
    """Return a line that ends with ``…`` where it would be too long."""
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _kept(line: str) -> str:
    """Return a line in which sizes, counts of per cent and the like hold together."""
    words = line.split(" ")
    out = words[0]
    for before, word in itertools.pairwise(words):
        is_unit = word.rstrip(".,;:)") in _UNITS and before[-1:].isdigit()
        out += (_SPACE if is_unit else " ") + word
    return out
