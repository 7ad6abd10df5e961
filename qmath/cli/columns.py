"""Text for a person in the width of the window.

Here: how wide it is, and the one way in which lines are wrapped: sentences on stderr and what commands print alike. Not here:
solutions (``page.py``, ``terminal.py``), a line that is drawn again and again (``live.py``).
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import Final

from qmath.text.cells import width as cells

MIN_COLUMNS, MAX_COLUMNS = 20, 100
_USUAL: Final = 80
_UNITS: Final = "bytes|kB|MB|GB|TB|%|s|ms|KiB|MB/s|kB/s|GB/s"
_PIECE: Final = re.compile(
    r"(\s*)("
    r"`[^`]*`[^\s`]*"
    r"|(?:(?<=: )|\A)(?:qmath|python3) [^;,]*[^;,\s][;,]?"  # a command, up to where the sentence goes on
    rf"|\S*\d (?:{_UNITS})[.,;:)]*(?!\S)"
    r"|\[env var: \S+"
    r"|\S+)"
)
"""What no line may end in: a command, so that it can be copied; a number and its unit; a variable in help; a word."""


def window() -> int:
    """Return the columns of the window, now, as it may have been resized: ``COLUMNS``, else the terminal that stdout or stderr is."""
    try:
        usual = os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL
    except (OSError, ValueError):
        usual = _USUAL
    return shutil.get_terminal_size((usual, 0)).columns


def columns() -> int:
    """Return the columns to write in: those of the window, within reason."""
    return max(MIN_COLUMNS, min(MAX_COLUMNS, window()))


def wrap(line: str, width: int, first: str = "", others: str | None = None) -> list[str]:
    """Return a line as lines of at most so many columns; ``first`` begins it, ``others`` (else the same indent) those after it.

    Commands stay whole, and numbers with their units. These, and what has no spaces, a path or an address, are never cut, even where
    the window is too narrow: the terminal breaks them, so that they can be copied as they stand.
    """
    others = " " * len(first) if others is None else others
    lines: list[str] = []
    written, is_begun = first, False
    for blank, piece in _PIECE.findall(re.sub(r"[\t\r\n]", " ", line)):
        if is_begun and cells(written + blank + piece) > width:
            lines.append(written)
            written = others + piece
        else:
            written += blank + piece
        is_begun = True
    return [*lines, written.rstrip()]


def cut(line: str, width: int) -> str:
    """Return a line that ends with ``…`` where it would be too long."""
    return line if len(line) <= width else f"{line[: width - 1]}…"
