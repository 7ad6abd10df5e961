"""Rows of programs through the sandbox: read in order, run many at once, handed back in order.

Here: what a row is, and how many are held at a time, so that memory stays flat however long the file is. Not here: the sandbox, and
where rows go (``cli/exec.py``). A row that is no row never stops the others: it comes back with an ``error``.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from qmath.jobs.pipe import Ahead
from qmath.jobs.rows import BadRowError, json_object, members_before_break
from qmath.jobs.textfile import Line
from qmath.sandbox.executor import Finished
from qmath.schema import ExecutionResult, Limits

ROWS_AHEAD = 256
"""Rows held at most: those that run, those that wait, and finished ones behind a slow one."""

PROGRAMS_AHEAD = 1024
"""Programs started or queued at most, before another row is read; also the most that a row may have."""

CHARS_AHEAD = 32 << 20
_INPUT_LOOK_S = 0.02  # so often, while programs run and no more rows have come, is looked for more rows
_WAIT_S = 1.0


class Executor(Protocol):
    """What is needed of the sandbox here."""

    def submit(self, source: str, limits: Limits, session: int | None = None) -> int:
        """Start a program or queue it."""

    def open_session(self) -> int:
        """Begin a session."""

    def close_session(self, session: int) -> None:
        """End a session."""

    def poll(self, timeout_s: float) -> list[Finished]:
        """Return what has ended."""


@dataclass(frozen=True)
class Row:
    """A row that was read: its id, and its programs or why there are none. ``is_many``: it had a list of them.

    A row without an id is called by its line; a bad one has None, since it may have had an id that could not be read.
    """

    id: object
    programs: tuple[str, ...] = ()
    is_many: bool = False
    error: str | None = None


@dataclass
class Done:
    """A row, without its programs, and what came of them in their order: the text, not all of the output."""

    row: Row
    results: list[ExecutionResult] = field(default_factory=list)


@dataclass(eq=False)
class _Held:
    """A row under way."""

    row: Row
    size: int
    tickets: dict[int, ExecutionResult | None] = field(default_factory=dict)
    session: int | None = None

    @property
    def is_done(self) -> bool:
        return all(result is not None for result in self.tickets.values())


def parse(line: Line, name: str) -> Row | None:
    """Return the row of a line, None for an empty one. ``name`` is the file's, for the sentence about a bad row."""
    place = f"{name}:{line.number}"
    if line.error:
        return Row(_id_before_break(line), error=f"{place}: {line.error}")
    if not line.text.strip():
        return None
    try:
        return _row(json_object(line.text), line.number, place)
    except BadRowError as error:
        return Row(_id_before_break(line), error=f"{place}: {error}")


def _id_before_break(line: Line) -> object:
    name = members_before_break(line.text).get("id")
    return name if _is_id(name) else None


def _is_id(name: object) -> bool:
    return not isinstance(name, dict | list) and not (isinstance(name, float) and not math.isfinite(name))


def _row(value: dict[str, object], number: int, place: str) -> Row:
    name = value.get("id")
    if not _is_id(name):
        return Row(None, error=f'{place}: "id" is neither text nor a number')
    one, many = value.get("program"), value.get("programs")
    if (one is None) == (many is None):
        what = 'neither "program" nor "programs"' if one is None else 'both "program" and "programs"'
        return Row(name, error=f"{place}: the row has {what}")
    usual = value.get("id", number)
    if isinstance(one, str):
        return Row(usual, (one,))
    if isinstance(many, list):
        programs = tuple(program for program in many if isinstance(program, str))
        if len(programs) == len(many) <= PROGRAMS_AHEAD:
            return Row(usual, programs, is_many=True)
        what = f"has more than {PROGRAMS_AHEAD} programs" if len(programs) == len(many) else "has a program that is not text"
        return Row(name, error=f"{place}: the row {what}")
    field_name, wanted = ("program", "text") if many is None else ("programs", "a list of texts")
    return Row(name, error=f'{place}: "{field_name}" is not {wanted}')


class Runner:
    """Runs the rows of ``lines``; ``is_stateful``: the programs of a row share one session."""

    def __init__(self, executor: Executor, limits: Limits, *, is_stateful: bool) -> None:
        self._executor, self._limits, self._is_stateful = executor, limits, is_stateful
        self._held: deque[_Held] = deque()
        self._by_ticket: dict[int, _Held] = {}
        self._size = 0

    def run(self, lines: Ahead[Line], name: str) -> Iterator[Done]:
        """Yield every row in the order of the input, each as soon as it and all before it are done.

        Raises:
            SandboxError: the sandbox itself failed.
            InputDataError: the input cannot be read any further.
        """
        while True:
            self._read(lines, name)
            while self._held and self._held[0].is_done:
                held = self._held.popleft()
                self._size -= held.size
                yield Done(held.row, [result for result in held.tickets.values() if result is not None])
            if self._by_ticket:
                self._collect(_WAIT_S if lines.is_ended or self._is_full else _INPUT_LOOK_S)
            elif lines.is_ended and not self._held:
                return

    @property
    def _is_full(self) -> bool:
        return len(self._held) >= ROWS_AHEAD or len(self._by_ticket) >= PROGRAMS_AHEAD or self._size >= CHARS_AHEAD

    def _read(self, lines: Ahead[Line], name: str) -> None:
        """Start what has been read; wait for a row only if nothing else is to be done."""
        while not self._is_full:
            line = lines.next(waits=not self._held)
            if line is None:
                return
            row = parse(line, name)
            if row is not None:
                self._start(row, line.num_chars)

    def _start(self, row: Row, size: int) -> None:
        held = _Held(replace(row, programs=()), size)
        self._size += size
        if self._is_stateful and row.is_many:
            held.session = self._executor.open_session()
        for program in row.programs:
            ticket = self._executor.submit(program, self._limits, held.session)
            held.tickets[ticket] = None
            self._by_ticket[ticket] = held
        self._held.append(held)
        self._close(held)

    def _collect(self, timeout_s: float) -> None:
        for finished in self._executor.poll(timeout_s):
            held = self._by_ticket.pop(finished.ticket)
            held.tickets[finished.ticket] = replace(finished.result, stdout="", stderr="", value=None)
            self._close(held)

    def _close(self, held: _Held) -> None:
        if held.session is not None and held.is_done:
            self._executor.close_session(held.session)
            held.session = None
