"""CSV and TSV with a header line, as records.

Here: quoted fields over several lines, and finding the way back after a quote that nobody closes. Not here: what fields mean
(``rows.py``).
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from qmath.jobs.textfile import MAX_LINE_BYTES, Line

MAX_LINES = 1000
"""Lines of one row; a quote that opens and does not close within them is a stray one."""


@dataclass(frozen=True)
class Record:
    """One row of a table; ``error`` says why it has no fields, ``beginning`` then shows it."""

    number: int
    fields: tuple[str, ...] = ()
    error: str = ""
    beginning: str = ""


class _UnclosedError(Exception):
    """A quote was opened and not closed."""


class TableReader:
    """Records of a table, the header line among them."""

    def __init__(self, lines: Iterator[Line], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._waiting: deque[Line] = deque()
        self._taken: list[Line] = []

    def __iter__(self) -> Iterator[Record]:
        """Yield the records; empty lines are none."""
        csv.field_size_limit(2 * MAX_LINE_BYTES)
        while True:
            self._taken = []
            reader = csv.reader(self._feed(), delimiter=self._delimiter, strict=False)
            try:
                fields = next(reader, None)
            except (_UnclosedError, csv.Error) as error:
                yield self._broken(str(error))
                continue
            if fields is None:
                return
            bad = next((line for line in self._taken if line.error), None)
            if bad is not None:
                yield Record(bad.number, error=bad.error, beginning=self._taken[0].text)
            elif fields:
                yield Record(self._taken[0].number, tuple(fields))

    def _feed(self) -> Iterator[str]:
        """Give the reader lines until it has a record; it asks for another one only within quotes."""
        num_chars = 0
        while True:
            line = self._waiting.popleft() if self._waiting else next(self._lines, None)
            if line is None:
                if self._taken:
                    raise _UnclosedError("a quote is opened and never closed")
                return
            self._taken.append(line)
            num_chars += len(line.text)
            if len(self._taken) > MAX_LINES or num_chars > MAX_LINE_BYTES:
                raise _UnclosedError(f"a quote is opened and not closed within {len(self._taken) - 1} lines")
            yield "\n" if line.error else f"{line.text}\n"

    def _broken(self, error: str) -> Record:
        """Give up the first line of what was taken; the rest is read again."""
        first, *rest = self._taken
        self._waiting.extendleft(reversed(rest))
        return Record(first.number, error=error, beginning=first.text)
