"""Which ids a problem file has had so far, on the disk and not in memory.

Here: finding the first id that comes a second time. Not here: what an id is (``rows.py``).
"""

from __future__ import annotations

import hashlib
import sqlite3

from qmath.jobs.rows import Row
from qmath.jobs.scratch import room_for_scratch, scratch

_TABLE = """
    CREATE TABLE ids (digest INTEGER PRIMARY KEY, line TEXT, is_numbered INTEGER);
"""


class Ids:
    """The ids of rows. It looks for one that is there twice, says so once, and then looks no more."""

    def __init__(self) -> None:
        self._index: sqlite3.Connection | None = None
        self._is_over = False

    def note(self, row: Row) -> str:
        """Take in a row; return a sentence where its id is the first to come again.

        Raises:
            OutputError: there is no room for temporary files.
        """
        if self._is_over:
            return ""
        number = int.from_bytes(hashlib.sha256(row.problem.id.encode()).digest()[:8], "big", signed=True)
        line = (row.problem.source or "").rpartition(":")[2]
        with room_for_scratch():
            self._index = self._index or scratch(_TABLE)
            if self._index.execute("INSERT OR IGNORE INTO ids VALUES (?, ?, ?)", (number, line, row.is_numbered)).rowcount:
                return ""
            first, is_first_numbered = self._index.execute("SELECT line, is_numbered FROM ids WHERE digest = ?", (number,)).fetchone()
        self.close()
        name = repr(row.problem.id)
        here = f"the row has no id, so its number {name} is its id; " if row.is_numbered else ""
        there = ", its number, as it has none of its own" if is_first_numbered else ""
        return (
            f"{row.problem.source}: {here}line {first} has the id {name} too{there}; each row is solved and kept, "
            "but `qmath merge` will call the id double (there may be more)"
        )

    def close(self) -> None:
        """Look no more."""
        self._is_over = True
        if self._index is not None:
            self._index.close()
            self._index = None
