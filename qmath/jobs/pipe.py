"""Rows of a pipe without waiting for the next one: what is under way goes on while nothing comes.

Here: the thread that waits. Not here: reading (``problems.py``).
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Final

from qmath.errors import QmathError
from qmath.jobs.rows import Row

_MAX_WAITING: Final = 256


def as_they_come(rows: Iterable[Row]) -> Iterator[Row | None]:
    """Yield the rows, and None whenever there is none yet. What is raised while they are read is raised here.

    Raises:
        InputDataError: the input cannot be read on.
    """
    waiting: queue.Queue[Row | QmathError | None] = queue.Queue(_MAX_WAITING)

    def read() -> None:
        try:
            for row in rows:
                waiting.put(row)
        except QmathError as error:
            waiting.put(error)
        else:
            waiting.put(None)

    threading.Thread(target=read, daemon=True, name="qmath reads the pipe").start()
    while True:
        try:
            item = waiting.get_nowait()
        except queue.Empty:
            yield None
            continue
        if item is None:
            return
        if isinstance(item, QmathError):
            raise item
        yield item
