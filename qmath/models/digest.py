"""The sha256 of a file: of a finished one, and of one that is still coming.

Here: hashing. Not here: what the hash should be.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from io import RawIOBase
from pathlib import Path
from typing import Final

from qmath.models.partial import BLOCK_BYTES, Partial

_CHUNK_BYTES: Final = 8 * BLOCK_BYTES


def sha256_of(path: Path, on_read: Callable[[int], None] = lambda _num_bytes: None, copy: RawIOBase | None = None) -> str:
    """Return the sha256 of a file; ``on_read`` hears of the bytes as they are read, ``copy`` gets them.

    Raises:
        OSError: it cannot be read, or the copy takes no more.
    """
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            rest = memoryview(chunk) if copy is not None else memoryview(b"")
            while copy is not None and rest:
                rest = rest[copy.write(rest) or 0 :]
            on_read(len(chunk))
    return digest.hexdigest()


class FollowingDigest(threading.Thread):
    """Hashes an unfinished file from its start while the rest arrives: it reads what the system still has in memory."""

    def __init__(self, part: Partial) -> None:
        super().__init__(name="sha256", daemon=True)
        self._part = part
        self._digest = hashlib.sha256()
        self._wake = threading.Event()
        self._is_stopped = False
        self._error: OSError | None = None
        self.num_bytes = 0
        """How far it has come."""

    def notice(self) -> None:
        """Say that more blocks are there."""
        self._wake.set()

    def stop(self) -> None:
        """Give up."""
        self._is_stopped = True
        self._wake.set()

    def result(self) -> str:
        """Return the sha256 once the thread has ended by itself.

        Raises:
            OSError: the file could not be read.
        """
        if self._error is not None:
            raise self._error
        return self._digest.hexdigest()

    def run(self) -> None:
        """Follow the blocks until the last."""
        try:
            file = self._part.open()
            try:
                self._follow(file)
            finally:
                os.close(file)
        except OSError as error:
            self._error = error

    def _follow(self, file: int) -> None:
        total = self._part.identity.num_bytes
        while self.num_bytes < total and not self._is_stopped:
            self._wake.clear()
            front = self._part.front_bytes(self.num_bytes - self.num_bytes % BLOCK_BYTES)
            while self.num_bytes < front and not self._is_stopped:
                chunk = os.read(file, min(_CHUNK_BYTES, front - self.num_bytes))
                if not chunk:
                    raise OSError("the unfinished file was cut while it was read")
                self._digest.update(chunk)
                self.num_bytes += len(chunk)
            if front < total:
                self._wake.wait(1.0)
