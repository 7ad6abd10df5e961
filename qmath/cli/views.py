"""Outputs without layout: raw text, the answer alone, one JSON document, JSON lines of events.

Here: what each of them writes for an event. Not here: the sink (``output.py``), the terminal (``render.py``).
"""

from __future__ import annotations

import time
from typing import Final, Protocol

from qmath import settings
from qmath.cli.options import Render
from qmath.cli.output import Sink, clean, dump
from qmath.errors import QmathError
from qmath.events import Delta, Event, Failed, ProgramEnded, Solved
from qmath.schema import (
    EngineInfo,
    ErrorInfo,
    ModelInfo,
    Output,
    Problem,
    Program,
    Sample,
    Solution,
    SolutionStatus,
    to_json,
)
from qmath.solve.document import failed_solution

_WITHOUT_ANSWER: Final = {
    SolutionStatus.NO_ANSWER: "the model ended without one",
    SolutionStatus.TRUNCATED: "the text was cut before one",
    SolutionStatus.REPETITION: "the model repeated itself",
    SolutionStatus.TIMEOUT: "time ran out",
    SolutionStatus.CANCELLED: "cancelled",
}


class View(Protocol):
    """What becomes of the events of a solve.

    ``shows_warnings`` tells whether those of the solution, and why it has no answer, are part of what it writes.
    """

    shows_warnings: bool

    def handle(self, event: Event) -> None:
        """Take one event."""

    def fail(self, problem: Problem, error: QmathError) -> None:
        """Take the error that ended the run; the boundary will still print its sentence."""


class RawView:
    """The raw text of the model as it comes, with the outputs of its programs; of several samples, the chosen one."""

    shows_warnings = False

    def __init__(self, sink: Sink, *, is_single: bool) -> None:
        self._sink = sink
        self._is_single = is_single
        self._is_at_start = True

    def handle(self, event: Event) -> None:
        """Write deltas and outputs of a single sample; of several, the chosen one when it is known."""
        if isinstance(event, Delta) and self._is_single:
            self._write(clean(event.text))
        elif isinstance(event, ProgramEnded) and self._is_single:
            self._end_line()
            self._write(f"```output\n{clean(event.text)}\n```\n")
        elif isinstance(event, Solved):
            if not self._is_single:
                self._write(raw_text(chosen_sample(event.solution)))
            self._end_line()

    def fail(self, problem: Problem, error: QmathError) -> None:  # noqa: ARG002 - the contract of View
        """End an unfinished line; stderr has the sentence."""
        self._end_line()

    def _write(self, text: str) -> None:
        if text:
            self._sink.write(text)
            self._is_at_start = text.endswith("\n")

    def _end_line(self) -> None:
        if not self._is_at_start:
            self._write("\n")


class QuietView:
    """The answer's text and a newline, nothing else."""

    shows_warnings = False

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def handle(self, event: Event) -> None:
        """Write the answer, if there is one."""
        if isinstance(event, Solved) and event.solution.answer is not None:
            self._sink.write(f"{clean(event.solution.answer.text)}\n")

    def fail(self, problem: Problem, error: QmathError) -> None:
        """Write nothing."""


class JsonView:
    """One document of the schema, also on failure."""

    shows_warnings = True

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def handle(self, event: Event) -> None:
        """Write the solution."""
        if isinstance(event, Solved):
            self._sink.write(f"{dump(event.solution.to_json())}\n")

    def fail(self, problem: Problem, error: QmathError) -> None:
        """Write a solution whose status is ``error``."""
        document = failed_solution(problem, error, ModelInfo(name=""), EngineInfo()).to_json()
        self._sink.write(f"{dump(document)}\n")


class EventsView:
    """One JSON object per line, each with ``seq`` and ``t_s`` (seconds since the start)."""

    shows_warnings = True

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._seq = 0
        self._started = time.monotonic()

    def handle(self, event: Event) -> None:
        """Write the event."""
        document = to_json(event)
        assert isinstance(document, dict)  # noqa: S101 - events are records
        kind = document.pop("type")
        line = {"seq": self._seq, "t_s": round(time.monotonic() - self._started, 4), "type": kind, **document}
        self._seq += 1
        self._sink.write(f"{dump(line)}\n")

    def fail(self, problem: Problem, error: QmathError) -> None:
        """Write an ``error`` event."""
        self.handle(Failed(problem.id, ErrorInfo(error.code, error.exit_code, error.message, error.hint)))


def drawing_for(sink: Sink, render: Render) -> Render:
    """Return how mathematics is drawn: ``auto`` is ASCII on a terminal that shows no more (TERM=dumb, no UTF-8), else Unicode."""
    if render is not Render.AUTO:
        return render
    return Render.ASCII if sink.is_terminal and not settings.has_unicode() else Render.UNICODE


def without_answer(solution: Solution) -> str:
    """Return why a solution has no answer."""
    if solution.status is SolutionStatus.TRUNCATED and solution.sampling.max_tokens is None and solution.engine.n_ctx:
        return f"the text filled the context of {solution.engine.n_ctx} tokens before one"
    return _WITHOUT_ANSWER.get(solution.status, "the run failed")


def rests_on(solution: Solution) -> str:
    """Return what an answer rests on: ``unverified``, ``agreed 5 of 6``."""
    vote = next((f" {check.detail}" for check in solution.verification.checks if check.name == "vote"), "")
    return f"{solution.verification.status.value}{vote}"


def way_out(solution: Solution, max_n_ctx: int | None) -> str:
    """Return what helps where there is no answer because the text was cut, else nothing; ``max_n_ctx`` is the most the model allows."""
    if solution.answer is not None or solution.status is not SolutionStatus.TRUNCATED:
        return ""
    n_ctx, tokens = solution.engine.n_ctx, solution.sampling.max_tokens
    if tokens is not None and solution.usage.completion_tokens >= tokens * len(solution.samples):
        return "raise --max-tokens"
    if max_n_ctx is None or n_ctx is None or n_ctx < max_n_ctx:
        room = f"raise --n-ctx, {'as far as the model allows' if max_n_ctx is None else f'up to {max_n_ctx} with this model'}"
    else:
        fewer = ", allow fewer programs (--max-programs)" if solution.usage.programs else ""
        room = f"shorten the problem{fewer}, or take a model that holds more with -m: this one holds {max_n_ctx} tokens at most"
    return room if tokens is None else f"raise --max-tokens; where the context is full, {room}"


def chosen_sample(solution: Solution) -> Sample | None:
    """Return the sample the answer came from (the first with that answer), else the first."""
    wanted = solution.answer.latex if solution.answer else None
    for sample in solution.samples:
        if sample.answer is not None and sample.answer.latex == wanted:
            return sample
    return solution.samples[0] if solution.samples else None


def raw_text(sample: Sample | None) -> str:
    """Return a sample's steps as the model wrote and read them."""
    parts = []
    for step in sample.steps if sample else ():
        if isinstance(step, Program):
            parts.append(f"```python\n{clean(step.source)}```")
        elif isinstance(step, Output):
            parts.append(f"```output\n{clean(step.text)}\n```")
        else:
            parts.append(clean(step.text).strip())
    return "\n".join(parts) + "\n"
