"""A batch: rows in, solutions out, through one engine that works on many problems at once.

Here: which rows are run, when they begin, what their documents say. Not here: reading (``problems.py``), the journal and the output
(``journal.py``, ``target.py``), decoding (``solve/many.py``), what a person sees (``cli/batch.py``).
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from qmath.errors import ContextLengthError, InputDataError, InputError
from qmath.jobs.ids import Ids
from qmath.jobs.journal import Entry, Found
from qmath.jobs.pace import Pace
from qmath.jobs.rows import Row, key_of
from qmath.jobs.scratch import room_for_scratch
from qmath.jobs.shards import Shard
from qmath.jobs.tally import Tally
from qmath.jobs.target import Target
from qmath.schema import FinishReason, Problem, SamplingParams, Solution, SolutionStatus
from qmath.solve.many import Ended
from qmath.solve.solver import Solver
from qmath.text.json_line import json_line

_ROWS_AT_ONCE: Final = 200
"""Rows of an earlier run that are taken over between two turns, so that signals and progress are looked at meanwhile."""

MAX_HELD_CHARS: Final = 8 << 20
"""Text of rows under way, with all that travels along; a row that would be more waits until others have ended."""

_IDLE_S: Final = 0.02
_END: Final = Row(-1, Problem(""))
"""What stands behind the last row."""


@dataclass(frozen=True)
class BatchOptions:
    """How a batch is run.

    Attributes:
        parallel: rollouts decoded together; None measures.
        is_alone: one problem at a time, so that each gives the same text whatever stands beside it.
        is_retrying: rows of an earlier run that are not ok are run again.
        shard: the rows that are ours; None takes all.
        budget_s: seconds after which whatever is under way ends.
    """

    parallel: int | None = None
    is_alone: bool = False
    is_retrying: bool = False
    shard: Shard | None = None
    budget_s: float | None = None


class Batch:
    """One run over a problem file."""

    def __init__(self, solver: Solver, params: SamplingParams, target: Target, options: BatchOptions) -> None:
        self._solver = solver
        self._params = params
        self._target = target
        self._options = options
        self._many = solver.many(params, is_alone=options.is_alone)
        self._pace = Pace(1 if options.is_alone else options.parallel)
        self._rows: dict[int, tuple[Row, str]] = {}
        self._num_held = 0
        self._ids = Ids()
        self._next: Row | None = None
        self._is_at_end = False
        self._was_cut = self._has_solved = False
        self.tally = Tally()

    def run(
        self,
        rows: Iterable[Row | None],
        *,
        is_stopped: Callable[[], bool] = lambda: False,
        on_turn: Callable[[Tally], None] = lambda _tally: None,
        on_bad: Callable[[str], None] = lambda _sentence: None,
    ) -> Tally:
        """Solve the rows and complete the output; return the tally.

        When ``is_stopped`` says so, nothing more is finished and the output is left to the run that goes on.

        Raises:
            InputDataError: the input cannot be read on, or holds no row.
            OutputError: the output cannot be written; finished rows are kept.
            EngineError, SandboxError: nothing can be solved any more; finished rows are kept.
        """
        try:
            with room_for_scratch():
                self._run(iter(rows), is_stopped, on_turn, on_bad)
        finally:
            self._many.close()
            self._ids.close()
            self._update()
        return self.tally

    def _run(
        self, rows: Iterator[Row | None], is_stopped: Callable[[], bool], on_turn: Callable[[Tally], None], on_bad: Callable[[str], None]
    ) -> None:
        budget = self._options.budget_s
        until = None if budget is None else self.tally.started + budget
        while not (self._is_at_end and not self._many.num_problems):
            if is_stopped():
                self._settle(waits=True)
                self.tally.is_stopped = True
                self._target.stop()
                return
            if until is not None and time.monotonic() >= until:
                self._put(self._many.end(FinishReason.ABORT))
                self.tally.is_over_budget = True
                break
            is_waiting = self._admit(rows, on_bad)
            if self._many.num_problems:
                self._put(self._many.turn(until))
                self._pace.observe(self._many.num_pieces, time.monotonic(), is_full=self._many.num_decoding >= self._pace.limit)
            elif is_waiting:
                time.sleep(_IDLE_S)
            self._settle()
            self._update()
            on_turn(self.tally)
        self._settle(waits=True)
        self._count_rest(rows)
        self._target.finish()

    def _admit(self, rows: Iterator[Row | None], on_bad: Callable[[str], None]) -> bool:
        """Begin rows while there is room; return True where the input has none yet."""
        for _ in range(_ROWS_AT_ONCE):
            if self._is_at_end or not self._has_room():
                return False
            row = self._take(rows)
            if row is None:
                return True
            if row is _END:
                self._is_at_end = True
            elif self._begin(row, on_bad):
                self.tally.num_read += 1
            else:
                self._next = row
                return False
        return False

    def _take(self, rows: Iterator[Row | None]) -> Row | None:
        """Return the next row: the one that could not begin yet, or a new one; None where there is none yet, else ``_END``."""
        waiting, self._next = self._next, None
        return waiting or next(rows, _END)

    def _count_rest(self, rows: Iterator[Row | None]) -> None:
        """Count what was never begun; a pipe may have no end, so only a whole input is counted."""
        tally = self.tally
        if self._is_at_end:
            tally.num_input = tally.num_read
            if not tally.num_read:
                raise InputDataError("the input holds no problem", hint="see the formats: qmath batch --help")
            return
        left = int(self._next is not None)
        for row in rows:
            if row is None:  # a pipe that is not at its end
                tally.num_not_started = None
                return
            left += self._is_ours(row)
        tally.num_not_started = left

    def _has_room(self) -> bool:
        """Tell whether another problem may begin: there is less to decode than the limit, and not too much waits for programs."""
        if self._options.is_alone or (self._was_cut and not self._has_solved):
            return not self._many.num_problems
        return self._many.num_decoding < self._pace.limit and self._many.num_rollouts < 2 * self._pace.limit

    def _is_ours(self, row: Row) -> bool:
        shard = self._options.shard
        return shard is None or shard.has(row.problem.id)

    def _begin(self, row: Row, on_bad: Callable[[str], None]) -> bool:
        """Begin a row, or find that it needs no beginning; return False where it has to wait."""
        if not self._is_ours(row):
            self.tally.num_elsewhere += 1
            return True
        if self._rows and self._num_held + row.num_chars > MAX_HELD_CHARS:
            return False
        if not self._target.admit(row.index):
            return False
        fingerprint = self._fingerprint(row)
        if self._must_be_first(row, fingerprint):
            if self._many.num_problems:
                return False
            self._was_cut = True
        for sentence in filter(None, (row.notice, self._ids.note(row))):
            on_bad(sentence)
        self.tally.num_references += bool(row.problem.reference)
        if self._reuse(row, fingerprint, on_bad):
            return True
        try:
            ended = self._start(row)
        except (InputDataError, InputError, ContextLengthError) as error:
            error.message = f"{row.problem.source}: {error.message}"
            self._write([(row, fingerprint, self._solver.failed(row.problem, error))])
            on_bad(error.message)
            return True
        self._rows[row.index] = (row, fingerprint)
        self._num_held += row.num_chars
        self._put(ended)
        return True

    def _must_be_first(self, row: Row, fingerprint: str) -> bool:
        """Tell whether an earlier run's budget cut this row, and this one has a budget and has solved nothing yet.

        Such a row has the engine for itself until it is solved: rows that share it could be cut together, in every run again.
        """
        if self._options.budget_s is None or self._has_solved:
            return False
        found = self._target.find(row.index, fingerprint, key_of(row))
        return found is not None and found.status == SolutionStatus.CANCELLED

    def _start(self, row: Row) -> list[Ended]:
        if row.error:
            raise InputDataError(row.error)
        return self._many.add(row.problem, row.index)

    def _fingerprint(self, row: Row) -> str:
        if row.error:
            return hashlib.sha256(json.dumps([row.error, row.problem.text]).encode()).hexdigest()
        return self._solver.fingerprint(row.problem, self._params)

    def _reuse(self, row: Row, fingerprint: str, on_bad: Callable[[str], None]) -> bool:
        """Take over what an earlier run made of this row, or this one of an equal row, if that is good enough."""
        key = key_of(row)
        found = self._target.find(row.index, fingerprint, key)
        if found is None or not self._is_good(found):
            return False
        if found.is_same:
            self._target.keep(row.index, found)
            if found.status == SolutionStatus.ERROR:
                on_bad(json.loads(self._target.read(found))["error"]["message"])
        elif found.status == SolutionStatus.ERROR:
            return False  # its sentence names the place of another row, and saying it anew costs nothing
        else:
            document = _place(json.loads(self._target.read(found)), row)
            self._target.add([Entry(row.index, fingerprint, key, found.status, json_line(document).encode(), is_old=found.is_old)])
            return True
        self.tally.statuses[found.status] += 1
        self.tally.num_reused += 1
        return True

    def _is_good(self, found: Found) -> bool:
        if found.status == SolutionStatus.CANCELLED:
            return False
        return found.status == SolutionStatus.OK or not self._options.is_retrying

    def _put(self, ended: list[Ended]) -> None:
        finished = [(*self._rows.pop(one.key), one.solution) for one in ended]
        self._num_held -= sum(row.num_chars for row, _fingerprint, _solution in finished)
        self._has_solved |= any(solution.status is not SolutionStatus.CANCELLED for _row, _fingerprint, solution in finished)
        if finished:
            self._write(finished)

    def _write(self, finished: list[tuple[Row, str, Solution]]) -> None:
        entries = []
        for row, fingerprint, solution in finished:
            text = json_line(_place(solution.to_json(), row))
            entries.append(Entry(row.index, fingerprint, key_of(row), solution.status.value, text.encode()))
        self._target.add(entries)

    def _settle(self, *, waits: bool = False) -> None:
        """Count the rows that have become safe."""
        for entry in self._target.settle(waits=waits):
            self.tally.statuses[entry.status] += 1
            self.tally.num_reused += entry.is_old

    def _update(self) -> None:
        self.tally.num_tokens = self._many.num_tokens
        self.tally.parallel = self._pace.limit
        self.tally.total_s = time.monotonic() - self.tally.started


def _place(document: dict[str, Any], row: Row) -> dict[str, Any]:
    """Return a solution's document as the one of this row."""
    placed = {**document, "id": row.problem.id, "index": row.index, "problem": {**document["problem"], "source": row.problem.source}}
    placed.pop("input", None)
    return {**placed, "input": dict(row.input)} if row.input else placed
