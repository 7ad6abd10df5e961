"""Bytes onto the disk by a thread of its own: whoever makes them goes on meanwhile, and hears when they are safe.

Here: one file that grows, written and synchronised; what waits is synchronised together. Not here: what the bytes say
(``journal.py``).
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import Final

from qmath.jobs.handover import Handover

MAX_WAITING_BYTES: Final = 16 << 20


class Writer:
    """Appends lines to a file from place ``end`` on. Of a write that fails whole lines stay, and nothing is written after it."""

    def __init__(self, file: int, end: int) -> None:
        self._file = file
        self._safe_end = end
        self._waiting: list[bytes] = []
        self._num_waiting = 0
        self._is_closing = False
        self._is_over = False
        self._changed = threading.Condition()
        self._failure = Handover()
        self._thread = threading.Thread(target=self._run, daemon=True, name="qmath writes the journal")
        self._thread.start()

    @property
    def safe_end(self) -> int:
        """Up to where the file is on the disk."""
        return self._safe_end

    def put(self, data: bytes) -> None:
        """Append bytes, some time soon; wait only where very many do already.

        Raises:
            OSError: an earlier write failed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._num_waiting < MAX_WAITING_BYTES or self._is_over)
            self._waiting.append(data)
            self._num_waiting += len(data)
            self._changed.notify_all()
        self.check()

    def check(self) -> None:
        """Raise what a write failed with.

        Raises:
            OSError: that.
        """
        if self._is_over:
            self._failure.check()

    def wait(self) -> None:
        """Wait until all is on the disk.

        Raises:
            OSError: a write failed.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._num_waiting or self._is_over)
        self.check()

    def close(self) -> None:
        """Write what is left, if that is possible, and end the thread."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        with self._failure:
            while data := self._take():
                self._write(data)
                with self._changed:
                    self._safe_end += len(data)
                    self._num_waiting -= len(data)
                    self._changed.notify_all()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _take(self) -> bytes:
        """Return all that waits, nothing at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closing)
            data, self._waiting = b"".join(self._waiting), []
        return data

    def _write(self, data: bytes) -> None:
        left, place = memoryview(data), self._safe_end
        try:
            while left:
                num_written = os.pwrite(self._file, left, place)
                left, place = left[num_written:], place + num_written
            os.fsync(self._file)
        except OSError:
            num_whole = data.rfind(b"\n", 0, place - self._safe_end) + 1
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._safe_end + num_whole)
                os.fsync(self._file)
            raise
