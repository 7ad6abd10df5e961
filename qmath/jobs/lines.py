"""Lines of a file or a pipe, taken as they come, so that work on the first can begin before the last is written.

Here: reading in a thread, cutting into lines, a bound on what is held. Not here: what a line means (``programs.py``).
"""

from __future__ import annotations

import os
import queue
import threading
from dataclasses import dataclass

LINE_MAX = 16 << 20
"""Bytes of a line; of a longer one only the number is known."""

_READ_BYTES = 1 << 18
_CHUNKS_AHEAD = 4
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    """A line with its number from 1; ``data`` is None if it is longer than ``LINE_MAX``."""

    number: int
    data: bytes | None


class Lines:
    """The lines of a descriptor. A thread reads ahead a little, so that whoever asks need not wait; it ends with the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._chunks: queue.Queue[bytes | OSError] = queue.Queue(_CHUNKS_AHEAD)
        self._pending: list[bytes] = []
        self._size = 0
        self._whole: list[bytes] = []
        self._number = 0
        self.is_ended = False
        threading.Thread(target=self._read, name="lines", daemon=True).start()

    def next(self, *, waits: bool) -> Line | None:
        """Return the next line; None at the end (``is_ended``) or, without ``waits``, if there is none yet.

        Raises:
            OSError: the descriptor cannot be read.
        """
        while not self._whole and not self.is_ended:
            try:
                chunk = self._chunks.get(block=waits)
            except queue.Empty:
                return None
            if isinstance(chunk, OSError):
                raise chunk
            self._take(chunk)
        if not self._whole:
            return None
        self._number += 1
        data = self._whole.pop()
        if self._number == 1:
            data = data.removeprefix(_BYTE_ORDER_MARK)
        return Line(self._number, None if len(data) > LINE_MAX else data)

    def _take(self, chunk: bytes) -> None:
        self.is_ended = not chunk
        first, *rest = chunk.split(b"\n")
        if self._size <= LINE_MAX:  # of what is too long, a little more than the bound is kept as the sign of it
            self._pending.append(first)
            self._size += len(first)
        if rest:
            self._whole = [b"".join(self._pending), *rest[:-1]][::-1]
            self._pending, self._size = [rest[-1]], len(rest[-1])
        elif self.is_ended and self._size:
            self._whole = [b"".join(self._pending)]

    def _read(self) -> None:
        while True:
            try:
                chunk = os.read(self._descriptor, _READ_BYTES)
            except OSError as error:
                self._chunks.put(error)
                return
            self._chunks.put(chunk)
            if not chunk:
                return
