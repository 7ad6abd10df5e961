"""Temporary databases: what is found again without being held in memory.

Here: opening one, and what is said where the disk has no room for it. Not here: what is in it (``journal.py``, ``ids.py``, ``merge.py``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from qmath.errors import OutputError


def scratch(tables: str) -> sqlite3.Connection:
    """Return a database with these tables, in a file that disappears by itself."""
    database = sqlite3.connect("")
    database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {tables}")
    return database


@contextmanager
def room_for_scratch() -> Iterator[None]:
    """Say in a sentence where a database cannot grow.

    Raises:
        OutputError: there is no room for temporary files.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(f"temporary files cannot be written: {error}", hint="make room, or name a folder: TMPDIR=...") from error
