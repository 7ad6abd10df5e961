"""The journal of a batch: finished rows, appended and on the disk before anybody hears of them.

Here: the file ``OUT.journal``, its lock, its torn tail, finding rows in it again. Not here: what a row says and which rows are run
(``batch.py``), the file that is made of it (``target.py``), the thread that writes (``writer.py``).

The first line has a fixed length and names the process that writes. Then come lines ``{"run": settings}``, one per start, and
``{"index": .., "fingerprint": .., "key": .., "status": .., "crc": .., "row": {..}}``. A later line about a row replaces an earlier
one. What was found is kept in a private database on the disk, so that memory does not grow with the rows.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sys
import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from qmath.errors import OutputError
from qmath.jobs.scratch import room_for_scratch, scratch
from qmath.jobs.writer import Writer
from qmath.schema import SolutionStatus

_NAME: Final = "qmath.batch/1"
_HEADER_BYTES: Final = 96
_ENTRY: Final = re.compile(
    rb'\{"index": (\d+), "fingerprint": "([0-9a-f]{64})", "key": "([0-9a-f]{64})", "status": "([a-z_]+)", "crc": (\d+), "row": '
)
_TABLES: Final = """
    CREATE TABLE rows (number INTEGER PRIMARY KEY, fingerprint BLOB, key BLOB, status TEXT, place INTEGER, length INTEGER, is_live INTEGER);
    CREATE TABLE done (fingerprint BLOB PRIMARY KEY, status TEXT, place INTEGER, length INTEGER, is_old INTEGER) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Entry:
    """A finished row. ``key`` is a digest of what the row adds to its problem: id, place, fields that travel.

    ``is_old``: it was finished by an earlier run, for a row in another place or with other fields.
    """

    index: int
    fingerprint: str
    key: str
    status: str
    row: bytes
    is_old: bool = False


@dataclass(frozen=True)
class Found:
    """A row that the journal holds. ``is_old``: an earlier run finished it; else this one did, for an equal row."""

    status: str
    is_same: bool
    place: int
    length: int
    is_old: bool = True


def has_rows(path: Path) -> bool:
    """Tell whether a journal is there and holds a row."""
    try:
        with path.open("rb") as file:
            return any(_ENTRY.match(line) for line in file)
    except OSError:
        return False


class Journal:
    """An open journal, which no other process can open meanwhile."""

    def __init__(self, path: Path, *, is_fresh: bool = False) -> None:
        """Open or begin a journal; ``is_fresh`` forgets what it holds.

        Raises:
            OutputError: it cannot be written, another process writes it, or it is something else.
        """
        self.path = path
        self.settings: dict[str, Any] | None = None
        self.num_damaged = 0
        self._is_new = self._has_rows = False
        with room_for_scratch():
            self._index = scratch(_TABLES)
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}", hint="choose another --output") from error
        try:
            self._lock()
            with room_for_scratch():
                self._end = self._load(is_fresh=is_fresh)
        except OSError as error:
            self._abandon()
            raise OutputError(f"{path}: {error.strerror or error}", hint="choose another --output") from error
        except BaseException:
            self._abandon()
            raise
        self._unsafe: deque[tuple[Entry, int]] = deque()
        self._writer = Writer(self._file, self._end)

    def close(self, *, leaves_empty: bool = True) -> None:
        """Put on the disk what is left, close the file and let go of it; one that was begun here and has no row goes, or stays empty."""
        self._writer.close()
        if self._is_new and not self._has_rows and not leaves_empty:
            with contextlib.suppress(OSError):
                self.path.unlink()
        os.close(self._file)
        self._index.close()

    def _abandon(self) -> None:
        if self._is_new:
            with contextlib.suppress(OSError):
                self.path.unlink()
        os.close(self._file)
        self._index.close()

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Note that a run begins with these settings.

        Raises:
            OutputError: that cannot be written.
        """
        self._append(json.dumps({"run": settings}).encode() + b"\n")
        self.settle(waits=True)

    def find(self, index: int, fingerprint: str, key: str) -> Found | None:
        """Return the row of this fingerprint: at its place and the same in all (``is_same``), else anywhere."""
        wanted = bytes.fromhex(fingerprint)
        # No run comes to a place twice: what is there is of an earlier one.
        here = self._index.execute("SELECT status, place, length, fingerprint, key FROM rows WHERE number = ?", (index,)).fetchone()
        if here is not None and here[3] == wanted:
            return Found(here[0], here[4] == bytes.fromhex(key), here[1], here[2])
        there = self._index.execute("SELECT status, place, length, is_old FROM done WHERE fingerprint = ?", (wanted,)).fetchone()
        return None if there is None else Found(there[0], False, there[1], there[2], bool(there[3]))

    def has(self, index: int, key: str) -> bool:
        """Tell whether an earlier run finished this row, whatever its settings were."""
        here = self._index.execute("SELECT status, key FROM rows WHERE number = ?", (index,)).fetchone()
        return here is not None and here[0] != SolutionStatus.CANCELLED and here[1] == bytes.fromhex(key)

    def read(self, found: Found) -> bytes:
        """Return the document of a row."""
        return os.pread(self._file, found.length, found.place)

    def keep(self, index: int) -> None:
        """Count a row that was here before as part of this run."""
        self._index.execute("UPDATE rows SET is_live = 1 WHERE number = ?", (index,))

    def add(self, entries: Sequence[Entry]) -> None:
        """Take finished rows, which ``settle`` returns when they are on the disk.

        Raises:
            OutputError: rows before them cannot be written.
        """
        for entry in entries:
            head = (
                f'{{"index": {entry.index}, "fingerprint": "{entry.fingerprint}", "key": "{entry.key}", "status": "{entry.status}", '
                f'"crc": {zlib.crc32(entry.row)}, "row": '
            ).encode()
            self._append(head + entry.row + b"}\n")
            self._unsafe.append((entry, self._end))
            self._has_rows = True

    def settle(self, *, waits: bool = False) -> list[Entry]:
        """Return the rows that have come onto the disk since the last call; ``waits``: all that were added.

        Raises:
            OutputError: rows cannot be written; those before them are kept, and the file is as if these had not been.
        """
        settled = []
        try:
            if waits:
                self._writer.wait()
            self._writer.check()
        except OSError as error:
            raise self._cannot_write(error) from error
        while self._unsafe and self._unsafe[0][1] <= self._writer.safe_end:
            entry, end = self._unsafe.popleft()
            self._note(entry, end - len(entry.row) - 2, is_live=True)
            settled.append(entry)
        return settled

    def rows(self) -> Iterator[bytes]:
        """Yield the rows of this run in their order."""
        for place, length in self._index.execute("SELECT place, length FROM rows WHERE is_live ORDER BY number"):
            yield os.pread(self._file, length, place)

    def _append(self, line: bytes) -> None:
        try:
            self._writer.put(line)
        except OSError as error:
            raise self._cannot_write(error) from error
        self._end += len(line)

    def _cannot_write(self, error: OSError) -> OutputError:
        return OutputError(
            f"{self.path}: {error.strerror or error}", hint="make room and run the same command again: finished rows are kept"
        )

    def _note(self, entry: Entry, place: int, *, is_live: bool) -> None:
        digest, length = bytes.fromhex(entry.fingerprint), len(entry.row)
        row = (entry.index, digest, bytes.fromhex(entry.key), entry.status, place, length, is_live)
        self._index.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._index.execute(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)", (digest, entry.status, place, length, entry.is_old or not is_live)
        )

    def _load(self, *, is_fresh: bool) -> int:
        """Read what is there, cut a torn tail off and write our name on top; return where the next line goes."""
        size = os.fstat(self._file).st_size
        self._is_new = not size
        first = os.pread(self._file, _HEADER_BYTES, 0)
        if first and f'{{"journal": "{_NAME}"'.encode()[: len(first)] != first[: len(_NAME) + 14]:
            raise OutputError(f"{self.path} is in the way: it is not a journal of qmath", hint="move it, or choose another --output")
        end = _HEADER_BYTES if size < _HEADER_BYTES or is_fresh else self._read_entries()
        header = f'{{"journal": "{_NAME}", "pid": {os.getpid()}'.ljust(_HEADER_BYTES - 2) + "}\n"
        try:
            os.ftruncate(self._file, end if size >= end else 0)
            _write_whole(self._file, header.encode())
            os.fsync(self._file)
        except OSError as error:
            raise OutputError(f"{self.path}: {error.strerror or error}", hint="make room, or choose another --output") from error
        return end

    def _read_entries(self) -> int:
        place = _HEADER_BYTES
        with os.fdopen(os.dup(self._file), "rb") as file:
            file.seek(place)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._read_entry(line, place)
                place += len(line)
        return place

    def _read_entry(self, line: bytes, place: int) -> None:
        match = _ENTRY.match(line)
        row = line[match.end() : -2] if match else b""
        if match and zlib.crc32(row) == int(match[5]):
            entry = Entry(int(match[1]), match[2].decode(), match[3].decode(), match[4].decode(), row)
            self._note(entry, place + match.end(), is_live=False)
            return
        try:
            self.settings = json.loads(line)["run"]
        except (ValueError, KeyError, TypeError):
            self.num_damaged += 1

    def _lock(self) -> None:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(self._file, 1 << 40, os.SEEK_SET)
            try:
                msvcrt.locking(self._file, msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise self._in_use() from error
            return
        import fcntl

        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                raise self._in_use() from error  # other errors: a file system without locks
        if not (self.path.exists() and os.path.samestat(self.path.stat(), os.fstat(self._file))):
            raise self._in_use()  # whoever had it took it away in between

    def _in_use(self) -> OutputError:
        match = re.search(rb'"pid": (\d+)', os.pread(self._file, _HEADER_BYTES, 0))
        who = f"process {int(match[1])}" if match else "another process"
        return OutputError(f"{self.path} is in use by {who}", hint="wait for it, or choose another --output")


def _write_whole(file: int, data: bytes) -> None:
    """Write bytes at the beginning of a file; a nearly full disk may take some of them and say nothing.

    Raises:
        OSError: not all of them were taken.
    """
    if os.pwrite(file, data, 0) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
