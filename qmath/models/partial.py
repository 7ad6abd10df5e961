"""An unfinished file on the disk and the journal of what it already holds.

Here: ``FILE.part``, ``FILE.part.journal``, their check after whatever happened. Not here: where the bytes come from
(``ranges.py``), who may write (``lock.py``).

The file is made of blocks that arrive in any order. The journal has a line per block that was written, with its CRC. Nothing is
forced onto the disk: a line counts only if the block, read again when work is taken up, has that CRC. So what a crash of the
machine took is found and fetched again, whatever order the system wrote things in, and a fast transfer never waits for the disk.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from qmath.models.store import is_file

BLOCK_BYTES: Final = 512 << 10
"""What is fetched twice per connection at most after a kill."""

SUFFIX: Final = ".part"
JOURNAL_SUFFIX: Final = ".part.journal"
_NAME: Final = "qmath.transfer/1"
_LINE: Final = re.compile(rb"(\d{1,12}) ([0-9a-f]{8})\n")


@dataclass(frozen=True)
class Identity:
    """What tells whether two servers, or one server twice, mean the same bytes. ``etag`` may be a date that is as good as one."""

    num_bytes: int
    sha256: str | None
    etag: str | None

    @property
    def is_lasting(self) -> bool:
        """Whether the same bytes can be recognised later at all."""
        return self.sha256 is not None or self.etag is not None

    def is_same(self, other: Identity) -> bool:
        """Tell whether both surely mean the same bytes: the hash decides where both know it, else the etag."""
        if self.num_bytes != other.num_bytes:
            return False
        if self.sha256 and other.sha256:
            return self.sha256 == other.sha256
        return self.etag is not None and self.etag == other.etag


class Partial:
    """An unfinished file, open for writing from several threads."""

    def __init__(self, target: Path, identity: Identity, on_check: Callable[[int], None] = lambda _num_bytes: None) -> None:
        """Take up what is there of this file, or begin it. ``on_check`` hears how many bytes were read again.

        Raises:
            OSError: the folder or the disk does not let us.
        """
        self.target = target
        self.identity = identity
        self.num_blocks = -(-identity.num_bytes // BLOCK_BYTES)
        self.has = bytearray(self.num_blocks)
        self.num_kept_bytes = 0
        self._path, self._journal_path = paths(target)
        self._lock = threading.Lock()
        self._num_done_bytes = 0
        target.parent.mkdir(parents=True, exist_ok=True)
        found = _read_journal(self._journal_path, identity)
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), 0o644)
        try:
            kept = self._check(found, on_check)
            if not kept:
                os.ftruncate(self._file, 0)
            elif os.fstat(self._file).st_size > identity.num_bytes:
                os.ftruncate(self._file, identity.num_bytes)  # what stands behind the end belongs to no block
            self._journal = self._begin_journal(kept)
        except BaseException:
            os.close(self._file)
            raise
        self.num_kept_bytes = self._num_done_bytes

    @property
    def num_done_bytes(self) -> int:
        """Bytes of the blocks that are there."""
        return self._num_done_bytes

    @property
    def is_whole(self) -> bool:
        """Whether every block is there."""
        return self._num_done_bytes == self.identity.num_bytes

    def size(self, index: int) -> int:
        """Return the bytes of a block: the last one is shorter."""
        return min(BLOCK_BYTES, self.identity.num_bytes - index * BLOCK_BYTES)

    def write(self, index: int, data: memoryview) -> None:
        """Write a block and note it.

        Raises:
            OSError: the disk is full, say. What was there before still counts.
        """
        line = b"%d %08x\n" % (index, zlib.crc32(data))
        with self._lock:
            if self.has[index]:
                return
            self._write_at(index * BLOCK_BYTES, data)
            if os.write(self._journal, line) != len(line):
                raise OSError("the journal was cut")  # the next write tells the system's reason
            self.has[index] = 1
            self._num_done_bytes += len(data)

    def missing(self) -> Iterator[tuple[int, int]]:
        """Yield the runs of missing blocks, as first and one past the last."""
        index = self.has.find(0)
        while index >= 0:
            end = self.has.find(1, index)
            yield index, end if end >= 0 else self.num_blocks
            index = self.has.find(0, end) if end >= 0 else -1

    def front_bytes(self, start: int = 0) -> int:
        """Return up to which byte there is no gap; ``start`` is a byte, at a block's edge, known to be before it."""
        index = self.has.find(0, start // BLOCK_BYTES)
        return self.identity.num_bytes if index < 0 else index * BLOCK_BYTES

    def open(self) -> int:
        """Return a new descriptor for reading what is there."""
        return os.open(self._path, os.O_RDONLY | getattr(os, "O_BINARY", 0))

    def head(self, num_bytes: int) -> bytes:
        """Return the first bytes."""
        os.lseek(self._file, 0, os.SEEK_SET)
        return _read(self._file, num_bytes)

    def finish(self) -> None:
        """Give the whole file its name, in one step.

        Raises:
            OSError: it cannot be renamed.
        """
        os.fsync(self._file)
        self.close()
        self._path.replace(self.target)
        _sync_folder(self.target.parent)
        self._journal_path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Throw away what came: it is not what was wanted."""
        self.close()
        self._path.unlink(missing_ok=True)
        self._journal_path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the files; everything on them is kept."""
        with self._lock, contextlib.suppress(OSError):
            os.close(self._file)
            os.close(self._journal)
            self._file = self._journal = -1

    def _write_at(self, place: int, data: memoryview) -> None:
        os.lseek(self._file, place, os.SEEK_SET)
        while data:
            data = data[os.write(self._file, data) :]

    def _check(self, found: dict[int, int], on_check: Callable[[int], None]) -> list[bytes]:
        """Read the blocks that the journal names; return the lines of those that are as it says."""
        kept = []
        for index, crc in sorted(found.items()):
            os.lseek(self._file, index * BLOCK_BYTES, os.SEEK_SET)
            data = _read(self._file, self.size(index))
            on_check(len(data))
            if len(data) == self.size(index) and zlib.crc32(data) == crc:
                kept.append(b"%d %08x\n" % (index, crc))
                self.has[index] = 1
                self._num_done_bytes += len(data)
        return kept

    def _begin_journal(self, kept: list[bytes]) -> int:
        """Write the journal anew, without torn lines and lost blocks, and return it open for appending."""
        head = json.dumps({"journal": _NAME, "block_bytes": BLOCK_BYTES} | asdict(self.identity)).encode() + b"\n"
        fresh = self._journal_path.with_name(f"{self._journal_path.name}.new")
        fresh.write_bytes(head + b"".join(kept))
        fresh.replace(self._journal_path)
        return os.open(self._journal_path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))


def paths(target: Path) -> tuple[Path, Path]:
    """Return the paths of the unfinished file and of its journal."""
    return target.with_name(target.name + SUFFIX), target.with_name(target.name + JOURNAL_SUFFIX)


def claimed_bytes(target: Path) -> int:
    """Return how much of an unfinished file its journal claims, without reading the file; nothing where that is gone."""
    part, journal = paths(target)
    if not is_file(part):
        return 0
    try:
        with journal.open("rb") as file:
            head = json.loads(file.readline())
            blocks = {int(match[1]) for line in file if (match := _LINE.fullmatch(line))}
        total, size = int(head["num_bytes"]), int(head["block_bytes"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
    return sum(max(0, min(size, total - index * size)) for index in blocks)


def _read_journal(path: Path, identity: Identity) -> dict[int, int]:
    """Return the CRC of each block that a journal claims for this file; none if it is about another one."""
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline())
            known = Identity(int(head["num_bytes"]), head["sha256"], head["etag"])
            if head["journal"] != _NAME or head["block_bytes"] != BLOCK_BYTES or not known.is_same(identity):
                return {}
            matches = [_LINE.fullmatch(line) for line in file]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    num_blocks = -(-identity.num_bytes // BLOCK_BYTES)
    return {int(match[1]): int(match[2], 16) for match in matches if match and int(match[1]) < num_blocks}


def _read(file: int, num_bytes: int) -> bytes:
    pieces = []
    while num_bytes > 0 and (piece := os.read(file, num_bytes)):
        pieces.append(piece)
        num_bytes -= len(piece)
    return b"".join(pieces)


def _sync_folder(folder: Path) -> None:
    """Make a rename last, where folders can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
