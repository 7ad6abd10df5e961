"""Where the rows of a batch go: a file with a journal beside it, or a stream.

Here: order, atomic replacement, what is found again. Not here: the journal's own format (``journal.py``), what rows say
(``batch.py``).
"""

from __future__ import annotations

import os
import shlex
import stat
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from qmath.errors import OutputError
from qmath.jobs.journal import Entry, Found, Journal

MAX_AHEAD: Final = 1024
"""Rows that a stream holds back for an unfinished one before them; a row is a few kilobytes, as a rule."""

MAX_AHEAD_BYTES: Final = 32 << 20
"""Where rows are larger, they hold back so many bytes, more or less."""


class Target(Protocol):
    """A place for rows."""

    def begin(self, settings: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Begin a run; return the settings of the run before it, if there was one."""

    def find(self, index: int, fingerprint: str, key: str) -> Found | None:
        """Return a row that an earlier run finished."""

    def has(self, index: int, key: str) -> bool:
        """Tell whether an earlier run finished this row, whatever its settings were."""

    def read(self, found: Found) -> bytes:
        """Return its document."""

    def keep(self, index: int, found: Found) -> None:
        """Take a row of an earlier run as it is."""

    def add(self, entries: Sequence[Entry]) -> None:
        """Take finished rows.

        Raises:
            OutputError: they, or rows before them, cannot be written.
        """

    def settle(self, *, waits: bool = False) -> Sequence[Entry]:
        """Return the rows that have become safe since the last call; ``waits``: all that were added.

        Raises:
            OutputError: they cannot be written.
        """

    def admit(self, index: int) -> bool:
        """Tell whether the row of this index may begin."""

    def finish(self) -> None:
        """Complete the output.

        Raises:
            OutputError: it cannot be written; what was added is kept.
        """

    def stop(self) -> None:
        """Let out what is finished: the run ends early."""

    def close(self) -> None:
        """Let go of files."""


class FileTarget:
    """A file, with ``FILE.journal`` beside it. Ordered, it appears at the end and at once; unordered, it grows."""

    def __init__(self, path: Path, *, is_ordered: bool, is_fresh: bool) -> None:
        """Open the journal.

        Raises:
            OutputError: a file is in the way or cannot be written, or another process writes it.
        """
        self._path = path
        journal = journal_path(path)
        if path.exists() and not is_fresh and not journal.exists():
            raise OutputError(
                f"{path} exists and has no journal beside it: it is not the output of a batch",
                hint="choose another --output, or overwrite it with --fresh",
            )
        self._journal = Journal(journal, is_fresh=is_fresh)
        self._grown: BinaryIO | None = None
        self._is_finished = False
        if not is_ordered:
            try:
                self._grown = path.open("wb")
            except OSError as error:
                self._journal.close(leaves_empty=False)
                raise _cannot_write(path, error) from error

    def begin(self, settings: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Note the settings; return those of the run before."""
        before = self._journal.settings
        self._journal.begin(settings)
        return before

    def find(self, index: int, fingerprint: str, key: str) -> Found | None:
        """Return a row that the journal holds."""
        return self._journal.find(index, fingerprint, key)

    def has(self, index: int, key: str) -> bool:
        """Tell whether the journal holds this row, with whatever settings."""
        return self._journal.has(index, key)

    def read(self, found: Found) -> bytes:
        """Return its document."""
        return self._journal.read(found)

    def keep(self, index: int, found: Found) -> None:
        """Count a row of the journal as part of this run."""
        self._journal.keep(index)
        if self._grown:
            self._grow([self._journal.read(found)])

    def add(self, entries: Sequence[Entry]) -> None:
        """Append finished rows to the journal."""
        self._journal.add(entries)

    def settle(self, *, waits: bool = False) -> Sequence[Entry]:
        """Return the rows that the journal has on the disk now; an unordered output gets them after it."""
        settled = self._journal.settle(waits=waits)
        if self._grown and settled:
            self._grow([entry.row for entry in settled])
        return settled

    def admit(self, index: int) -> bool:  # noqa: ARG002 - the contract of Target
        """Return True: the journal takes rows in any order."""
        return True

    def finish(self) -> None:
        """Put the ordered file in its place, whole or not at all."""
        self._is_finished = True
        if self._grown:
            _synchronise(self._grown, self._path)
            return
        try:
            write_whole(self._path, self._journal.rows())
        except OSError as error:
            raise _cannot_write(self._path, error) from error

    def stop(self) -> None:
        """Do nothing: the journal has what is finished, and the next run goes on."""

    def close(self) -> None:
        """Close both files; a run that comes to nothing leaves no journal."""
        self._journal.close(leaves_empty=self._is_finished or self._grown is not None)
        if self._grown:
            self._grown.close()

    def _grow(self, rows: Iterable[bytes]) -> None:
        assert self._grown is not None  # noqa: S101 - asked by the callers
        try:
            self._grown.writelines(row + b"\n" for row in rows)
            self._grown.flush()
        except OSError as error:
            raise _cannot_write(self._path, error) from error


class StreamTarget:
    """A stream: rows go out in order, or as they finish. Nothing can be found again."""

    def __init__(self, write: Callable[[str], None], *, is_ordered: bool) -> None:
        self._write = write
        self._is_ordered = is_ordered
        self._held: dict[int, bytes] = {}
        self._num_held = 0
        self._order: deque[int] = deque()
        self._taken: list[Entry] = []

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Do nothing."""

    def find(self, index: int, fingerprint: str, key: str) -> None:
        """Find nothing."""

    def has(self, index: int, key: str) -> bool:  # noqa: ARG002 - the contract of Target
        """Return False."""
        return False

    def read(self, found: Found) -> bytes:
        """Never be called."""
        raise AssertionError(found)

    def keep(self, index: int, found: Found) -> None:
        """Never be called."""
        raise AssertionError(index, found)

    def admit(self, index: int) -> bool:
        """Tell whether the row may begin, and wait for it from then on."""
        if self._is_ordered and (len(self._held) >= MAX_AHEAD or self._num_held >= MAX_AHEAD_BYTES):
            return False
        self._order.append(index)
        return True

    def add(self, entries: Sequence[Entry]) -> None:
        """Write what is due."""
        self._taken += entries
        if not self._is_ordered:
            self._write("".join(f"{entry.row.decode()}\n" for entry in entries))
            return
        for entry in entries:
            self._held[entry.index] = entry.row
            self._num_held += len(entry.row)
        due = []
        while self._order and self._order[0] in self._held:
            due.append(self._held.pop(self._order.popleft()))
        if due:
            self._num_held -= sum(map(len, due))
            self._write("".join(f"{row.decode()}\n" for row in due))

    def settle(self, *, waits: bool = False) -> Sequence[Entry]:  # noqa: ARG002 - the contract of Target
        """Return what was taken: nothing is safer than written, or held back in memory."""
        taken, self._taken = self._taken, []
        return taken

    def finish(self) -> None:
        """Do nothing: all is out."""

    def stop(self) -> None:
        """Write what was held back for rows before it that will not come."""
        self._write("".join(f"{self._held.pop(index).decode()}\n" for index in sorted(self._held)))

    def close(self) -> None:
        """Do nothing: the stream is its opener's."""


def place_of(output: str) -> Path | None:
    """Return the file that ``--output`` names; None for what is a stream: ``-``, a device, a named pipe.

    Raises:
        OutputError: no file can be there.
    """
    if output == "-":
        return None
    path = Path(output)
    mode = 0
    try:
        with suppress(FileNotFoundError):
            mode = path.stat().st_mode
        for written in written_paths(path) if path.name else ():
            with suppress(FileNotFoundError):
                written.lstat()  # its name may be too long
    except NotADirectoryError:
        raise OutputError(f"{path.parent} is no folder", hint="choose another --output") from None
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}", hint="choose another --output") from error
    if stat.S_ISDIR(mode):
        raise OutputError(f"{output or '.'} is a folder, not a file", hint="name a file in it for --output")
    for folder in (path if output.endswith("/") else path.parent, part_path(path).parent):
        if not folder.is_dir():
            raise OutputError(f"there is no folder {folder}", hint=f"make it: mkdir -p {shlex.quote(str(folder))}")
    return path if not mode or stat.S_ISREG(mode) else None


def journal_path(output: Path) -> Path:
    """Return where the journal of an output is."""
    return output.with_name(f"{output.name}.journal")


def summary_path(output: Path) -> Path:
    """Return where the summary of an output is."""
    return output.with_name(f"{output.name}.summary.json")


def part_path(output: Path) -> Path:
    """Return where an output is written before it takes its place: beside the file that it leads to, for a link stays one."""
    path = Path(os.path.realpath(output)) if os.path.islink(output) else output  # noqa: PTH114 - its counterpart may raise
    return path.with_name(f"{path.name}.part")


def written_paths(output: Path) -> tuple[Path, ...]:
    """Return all that a run writes: the output and what is beside it."""
    return (output, journal_path(output), summary_path(output), part_path(output))


def write_whole(output: Path, rows: Iterable[bytes]) -> None:
    """Put rows in the place of an output, all or none of them.

    Raises:
        OSError: they cannot be written.
    """
    part = part_path(output)
    try:
        with part.open("wb") as file:
            file.writelines(row + b"\n" for row in rows)
            file.flush()
            os.fsync(file.fileno())
        part.replace(part.with_suffix(""))
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _synchronise(file: BinaryIO, path: Path) -> None:
    try:
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path}: {error.strerror or error}", hint="make room or choose another place; finished rows are kept in the journal beside it"
    )
