"""Joining the parts of a batch: order restored, missing and double rows told.

Here: reading parts of solutions, sorting them on the disk, what is wrong with the whole. Not here: which rows a part has
(``shards.py``), what a person is told (``cli/merge.py``).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from qmath.errors import InputDataError, InputError, OutputError
from qmath.jobs.problems import ProblemFile, Split
from qmath.jobs.rows import FieldNames
from qmath.jobs.scratch import room_for_scratch, scratch
from qmath.jobs.target import part_path, summary_path, write_whole
from qmath.schema import SolutionStatus

_TABLE: Final = """
    CREATE TABLE rows (number INTEGER, is_ok INTEGER, part INTEGER, place INTEGER, length INTEGER, id TEXT);
"""
_MOST_ROWS: Final = 1 << 60
MAX_TOLD: Final = 20
"""Missing and double rows that are named; more are counted."""


@dataclass(frozen=True)
class Merged:
    """What came of it. ``missing`` and ``double`` name the first rows and ids; the numbers count all.

    ``ids`` are those of missing rows, where the input that a summary names is still there.
    ``num_input`` is the number of rows of the input, where a summary of a part says it; ``shards`` names those of a
    division that no part belongs to.
    """

    num_rows: int
    num_missing: int
    missing: tuple[int, ...]
    ids: Mapping[int, str]
    num_double: int
    double: tuple[str, ...]
    num_input: int | None
    shards: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every row is there once."""
        return not self.num_missing and not self.num_double and not self.shards


@dataclass(frozen=True)
class _Summaries:
    """What the summaries beside the parts say."""

    num_input: int | None
    shards: tuple[str, ...]
    source: _Source | None


@dataclass(frozen=True)
class _Source:
    """Where the problems came from, and how they were read."""

    path: Path
    names: FieldNames
    split: Split

    def ids(self, indexes: Collection[int]) -> dict[int, str]:
        """Return the ids of these rows, as far as the file is still there and has them."""
        found: dict[int, str] = {}
        last = max(indexes)
        try:
            if not self.path.is_file():  # opening a named pipe would wait for somebody who writes
                return found
            with ProblemFile.open(self.path, self.names, self.split) as file:
                for row in file.rows():
                    if row.index in indexes:
                        found[row.index] = row.problem.id
                    if row.index >= last:
                        break
        except (InputError, InputDataError, OSError):
            pass  # it has been moved: numbers must do
        return found


def merge(parts: Sequence[Path], output: Path | Callable[[str], None], *, is_forced: bool = False) -> Merged:
    """Join parts into one file in the order of the input. Of rows with the same place one that is ok stays, else the first.

    ``output`` is a file, or what writes to a stream.

    Raises:
        InputError: a part cannot be read.
        InputDataError: a part holds something else than solutions.
        OutputError: the output exists (unless ``is_forced``), is one of the parts, or cannot be written.
    """
    if isinstance(output, Path):
        _refuse(output, parts, is_forced=is_forced)
    with room_for_scratch(), closing(scratch(_TABLE)) as index:
        with ExitStack() as stack:
            files = [_open(part, stack) for part in parts]
            for number, (part, file) in enumerate(zip(parts, files, strict=True)):
                index.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", _rows(number, part, file))
            index.execute("CREATE INDEX by_number ON rows (number, is_ok DESC, part, place)")
            rows = _chosen(index, files)
            if isinstance(output, Path):
                _write(rows, output)
            else:
                for row in rows:
                    output(f"{row.decode()}\n")
        return _examine(index, parts)


def _refuse(output: Path, parts: Sequence[Path], *, is_forced: bool) -> None:
    """Raise OutputError where the output would take the place of what must stay."""
    for part in parts:
        for written in (output, part_path(output)):
            with suppress(OSError):  # one of them is not there, or nobody may look
                if written.samefile(part):
                    raise OutputError(f"{written} is one of the parts", hint="choose another --output")
    if output.exists() and not is_forced:
        raise OutputError(f"{output} exists", hint="choose another --output, or overwrite it with --force")


def _open(part: Path, stack: ExitStack) -> BinaryIO:
    try:
        if part.is_fifo():  # such as <(zcat part.jsonl.gz)
            raise InputError(f"{part} is a pipe, and rows are looked for in it again", hint="write it into a file first")
        return stack.enter_context(part.open("rb"))
    except OSError as error:
        raise InputError(f"{part}: {error.strerror or error}", hint="give the outputs of qmath batch --shard") from error


def _rows(number: int, part: Path, file: BinaryIO) -> Iterator[tuple[int, bool, int, int, int, str]]:
    """Yield place in the order, whether it is ok, part, place in the part, length and id of each row of a part."""
    place = 0
    for line_number, line in enumerate(file, 1):
        if line.strip():
            try:
                row = json.loads(line)
                index, id_, status = row["index"], row["id"], row["status"]
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise _no_row(part, line_number) from error
            if not (isinstance(index, int) and 0 <= index <= _MOST_ROWS and isinstance(id_, str)):
                raise _no_row(part, line_number)
            id_ = id_.encode("utf-8", "replace").decode()
            yield index, status == SolutionStatus.OK, number, place, len(line.rstrip(b"\n")), id_
        place += len(line)


def _no_row(part: Path, line_number: int) -> InputDataError:
    return InputDataError(f"{part}:{line_number}: this is no row of a batch", hint="give files that qmath batch -o has written")


def _chosen(index: sqlite3.Connection, files: Sequence[BinaryIO]) -> Iterator[bytes]:
    """Yield the rows in order, one of each place."""
    last = None
    for number, part, place, length in index.execute(
        "SELECT number, part, place, length FROM rows ORDER BY number, is_ok DESC, part, place"
    ):
        if number != last:
            files[part].seek(place)
            yield files[part].read(length)
            last = number


def _write(rows: Iterator[bytes], output: Path) -> None:
    try:
        write_whole(output, rows)
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}", hint="make room, or choose another --output") from error


def _examine(index: sqlite3.Connection, parts: Sequence[Path]) -> Merged:
    summaries = _read_summaries(parts)
    missing: list[int] = []
    num_rows = num_missing = expected = 0
    for (number,) in index.execute("SELECT DISTINCT number FROM rows ORDER BY number"):
        num_missing += number - expected
        missing += range(expected, min(number, expected + MAX_TOLD - len(missing)))
        expected = number + 1
        num_rows += 1
    if summaries.num_input is not None and summaries.num_input > expected:
        num_missing += summaries.num_input - expected
        missing += range(expected, min(summaries.num_input, expected + MAX_TOLD - len(missing)))
    doubles = "SELECT id FROM rows GROUP BY id HAVING count(*) > 1"
    (num_double,) = index.execute(f"SELECT count(*) FROM ({doubles})").fetchone()  # noqa: S608 - a constant
    double = tuple(id_ for (id_,) in index.execute(f"{doubles} ORDER BY min(number) LIMIT {MAX_TOLD}"))
    return Merged(
        num_rows=num_rows,
        num_missing=num_missing,
        missing=tuple(missing),
        ids=summaries.source.ids(missing) if missing and summaries.source else {},
        num_double=num_double,
        double=double,
        num_input=summaries.num_input,
        shards=summaries.shards,
    )


def _read_summaries(parts: Sequence[Path]) -> _Summaries:
    """Return what the input was, how many rows it had and which shards are not among the parts, as far as summaries tell."""
    num_input = source = None
    seen: set[str] = set()
    for part in parts:
        try:
            summary = json.loads(summary_path(part).read_text(encoding="utf-8"))
            rows, shard = summary["input_rows"], summary["shard"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        source = source or _source(summary)
        if isinstance(rows, int):
            num_input = max(num_input or 0, rows)
        if isinstance(shard, str):
            seen.add(shard)
    counts = {shard.partition("/")[2] for shard in seen}
    count = counts.pop() if len(counts) == 1 else ""
    shards = [f"{number}/{count}" for number in range(1, int(count) + 1)] if count.isdecimal() else []
    return _Summaries(num_input, tuple(shard for shard in shards if shard not in seen), source)


def _source(summary: Mapping[str, Any]) -> _Source | None:
    """Return what a summary says of its input; None for a pipe, or where it says nothing usable."""
    path, fields, split = summary.get("input"), summary.get("fields"), summary.get("split")
    if not isinstance(path, str) or path == "-" or not isinstance(fields, dict) or split not in set(Split):
        return None
    named = [name if isinstance(name := fields.get(key), str) else None for key in ("problem", "id", "reference")]
    return _Source(Path(path), FieldNames.of(*named), Split(split))
