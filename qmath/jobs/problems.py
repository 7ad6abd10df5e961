"""Problem files: JSON Lines, CSV, TSV and plain text, as a stream of rows in flat memory.

Here: which format a file has, and rows out of it; a bad row is a row like the others, with its error. Not here: bytes and encodings
(``textfile.py``), tables (``tables.py``), the meaning of fields (``rows.py``).
"""

from __future__ import annotations

import itertools
import os
import shlex
import stat
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from qmath.errors import InputDataError, InputError
from qmath.jobs.binary import LOOK_BYTES
from qmath.jobs.rows import AskedFor, BadRowError, FieldNames, Row, bad_row, checked_text, id_before_break, json_object, row_of
from qmath.jobs.tables import Record, TableReader
from qmath.jobs.textfile import MAX_LINE_BYTES, Line, LineReader, Stream
from qmath.schema import Problem


class Format(StrEnum):
    """How a problem file is written."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    TEXT = "text"


class Split(StrEnum):
    """What separates problems in plain text."""

    LINE = "line"
    BLANK = "blank"


_MAX_SENTENCE: Final = 300
_DELIMITERS: Final = {Format.CSV: ",", Format.TSV: "\t"}
_SUFFIXES: Final = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
    ".txt": Format.TEXT,
    ".md": Format.TEXT,
}


class ProblemFile:
    """A problem file that is read once, from beginning to end."""

    def __init__(self, stream: Stream, name: str, names: FieldNames, split: Split = Split.LINE) -> None:
        """Take a stream, and look at its first bytes if it is a file on a disk.

        Raises:
            InputDataError: it is no text.
        """
        self._stream = stream
        self._name = name
        self._names = names
        self._asked_for = AskedFor(names)
        self._split = split
        self._reader = LineReader(stream, name, "qmath batch - -o OUT.jsonl")
        self._size = _regular_size(stream)
        if self._size:
            self._look()

    @property
    def name(self) -> str:
        """What the input is called in messages."""
        return self._name

    @classmethod
    def open(cls, path: Path, names: FieldNames, split: Split = Split.LINE) -> Self:
        """Open a file.

        Raises:
            InputError: it cannot be opened.
            InputDataError: it is no text.
        """
        try:
            return cls(path.open("rb", buffering=0), str(path), names, split)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror or error}", hint="give a problem file, or - for stdin") from error

    def again(self) -> ProblemFile | None:
        """Open the same file anew; None for a pipe or stdin."""
        path = Path(self._name)
        return ProblemFile.open(path, self._names, self._split) if self.is_at(path) else None

    def is_at(self, path: Path) -> bool:
        """Tell whether the file that is read lies at this path, by whatever name it was opened; a pipe lies nowhere."""
        try:
            return self._size is not None and os.path.samestat(path.stat(), os.fstat(self._stream.fileno()))
        except OSError:  # nothing lies there, or nobody may look
            return False

    def _look(self) -> None:
        """Refuse a file that is no text before anything is written."""
        number = self._stream.fileno()
        try:
            self._reader.look(os.pread(number, LOOK_BYTES, os.lseek(number, 0, os.SEEK_CUR)))
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    @property
    def is_regular(self) -> bool:
        """Whether this is a file on a disk, which has its end in it, and no pipe."""
        return self._size is not None

    @property
    def share_read(self) -> float | None:
        """How much of the file the rows so far took, from 0 to 1; None for a pipe."""
        return min(1.0, self._reader.num_bytes / self._size) if self._size else None

    def rows(self) -> Iterator[Row]:
        """Yield the rows.

        Raises:
            InputDataError: the file cannot be read on, changed meanwhile, or is a table without a column of problems or one that was named.
        """
        lines = iter(self._reader)
        if Path(self._name).suffix.lower() == ".json":
            lines = self._not_a_list(lines)
        kind = _SUFFIXES.get(Path(self._name).suffix.lower())
        if kind is None:
            first = list(itertools.islice(lines, 1))
            kind = _sniff(first[0].text if first else "", self._names)
            lines = itertools.chain(first, lines)
        if kind is Format.JSONL:
            yield from self._from_json_lines(lines)
        elif kind is Format.TEXT:
            yield from self._from_text(lines)
        else:
            yield from self._from_table(TableReader(lines, _DELIMITERS[kind]))
        if self._size is not None and _regular_size(self._stream) != self._size:
            raise InputDataError(f"{self._name} changed while it was read", hint="run the same command again")

    def _not_a_list(self, lines: Iterator[Line]) -> Iterator[Line]:
        """Refuse a JSON document that is one list."""
        first = next(lines, Line(1, ""))
        if first.text.lstrip().startswith("["):
            raise InputDataError(
                f"{self._name}:1: this is one JSON list, not one object per line",
                hint=f"jq -c '.[]' {shlex.quote(self._name)} | qmath batch - -o OUT.jsonl",
            )
        return itertools.chain([first], lines)

    def _source(self, number: int) -> str:
        return f"{self._name}:{number}"

    def _from_json_lines(self, lines: Iterator[Line]) -> Iterator[Row]:
        index = 0
        for line in lines:
            if not line.text.strip() and not line.error:
                continue
            source = self._source(line.number)
            try:
                record = json_object(usable(line))
                row = row_of(index, source, record, self._names, line.num_chars)
                yield replace(row, notice=notice) if (notice := self._asked_for.notice(source, record)) else row
            except BadRowError as error:
                yield bad_row(index, source, line.text, str(error), id_before_break(line.text, self._names))
            index += 1

    def _from_text(self, lines: Iterator[Line]) -> Iterator[Row]:
        parts = _paragraphs(lines) if self._split is Split.BLANK else (line for line in lines if line.text.strip() or line.error)
        for index, line in enumerate(parts):
            source = self._source(line.number)
            try:
                yield Row(index, Problem(checked_text(usable(line)), str(index + 1), source), num_chars=line.num_chars, is_numbered=True)
            except BadRowError as error:
                yield bad_row(index, source, line.text, str(error))

    def _from_table(self, records: TableReader) -> Iterator[Row]:
        stream = iter(records)
        header = next(stream, None)
        if header is None:
            return
        columns = self._columns(header)
        for index, record in enumerate(stream):
            source = self._source(record.number)
            beginning = record.beginning or ", ".join(record.fields)
            if record.error:
                yield bad_row(index, source, beginning, record.error)
            elif len(record.fields) > len(columns):
                error = f"the row has {len(record.fields)} fields, the header {len(columns)}"
                yield bad_row(index, source, beginning, error, self._id_before(columns, record))
            else:
                cells = dict(zip(columns, record.fields, strict=False))
                yield row_of(index, source, cells, self._names, sum(map(len, record.fields)))

    def _id_before(self, columns: list[str], record: Record) -> str | None:
        """Return the id of a row with too many fields, where no field can have moved it: it stands first."""
        return record.fields[0].strip() or None if columns[0] in self._names.id else None

    def _columns(self, header: Record) -> list[str]:
        columns = [column.strip() for column in header.fields]
        twice = [name for name in (*self._names.problem, *self._names.id, *self._names.reference) if columns.count(name) > 1]
        if twice:
            raise InputDataError(f"{self._source(header.number)}: two columns are called {twice[0]}", hint="give one of them another name")
        if header.error or not set(columns) & set(self._names.problem):
            found = header.error or f"its columns are: {', '.join(columns)}"[:_MAX_SENTENCE]
            raise InputDataError(
                f"{self._source(header.number)}: no column is called {' or '.join(self._names.problem)}; {found}",
                hint="name the column of problems: --problem-field NAME",
            )
        for option, name in self._asked_for.fields.items():
            if name not in columns:
                raise InputDataError(
                    f"{self._source(header.number)}: no column is called {name}; its columns are: {', '.join(columns)}"[:_MAX_SENTENCE],
                    hint=f"name one of them: {option} NAME",
                )
        return columns


def usable(line: Line) -> str:
    """Return a line's text.

    Raises:
        BadRowError: it cannot be used.
    """
    if line.error:
        raise BadRowError(line.error)
    return line.text


def _paragraphs(lines: Iterator[Line]) -> Iterator[Line]:
    """Join lines up to a blank one; a paragraph has the number of its first line, and the error of any of its lines."""
    parts: list[Line] = []
    num_chars = 0
    for line in itertools.chain(lines, [Line(0, "")]):
        if line.text.strip() or line.error:
            num_chars += len(line.text)
            if num_chars <= MAX_LINE_BYTES or not parts:
                parts.append(line)
            elif not parts[0].error:
                parts[0] = Line(parts[0].number, parts[0].text, f"{MAX_LINE_BYTES >> 20} MiB without a blank line")
        elif parts:
            error = next((part.error for part in parts if part.error), "")
            yield Line(parts[0].number, "\n".join(part.text for part in parts), error)
            parts, num_chars = [], 0


def _sniff(first: str, names: FieldNames) -> Format:
    """Return the format of a file that has no telling name, by its first line."""
    if first.lstrip().startswith("{"):
        return Format.JSONL
    for kind, delimiter in _DELIMITERS.items():
        columns = [column.strip().strip('"') for column in first.split(delimiter)]
        if len(columns) > 1 and set(columns) & set(names.problem):
            return kind
    return Format.TEXT


def _regular_size(stream: Stream) -> int | None:
    """Return the bytes of a regular file; None for pipes and the like."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
