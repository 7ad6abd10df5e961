"""The only sink: everything that reaches stdout or stderr passes here.

Here: writing, closing, stripping control sequences, and the outputs without layout (raw text, quiet, JSON, events).
Not here: layout on a terminal (``render.py``).
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any, Protocol, TextIO

import qmath
from qmath.errors import InputError, QmathError
from qmath.events import Delta, Event, Failed, ProgramEnded, Solved
from qmath.schema import (
    EngineInfo,
    ErrorInfo,
    Mode,
    ModelInfo,
    Problem,
    Reproducible,
    Sample,
    SamplingInfo,
    Select,
    Solution,
    SolutionStatus,
    Timing,
    Usage,
    Verification,
    to_json,
)

_CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # OSC and other strings
    r"|\x1b.?"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
    r"|[\u202a-\u202e\u2066-\u2069\u200e\u200f]",  # direction overrides
    re.DOTALL,
)


_FRAGILE = re.compile(r"[\ud800-\udfff\x7f-\x9f\u2028\u2029]")


class OutputClosedError(Exception):
    """Whoever reads our stdout has gone (``| head -1``)."""


def say(line: str) -> None:
    """Write a line for the person: status, warnings, errors. Goes to stderr; a closed stderr is no failure."""
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        pass


def clean(text: str) -> str:
    """Remove control sequences and direction overrides from text that a model or a program wrote."""
    return _CONTROL.sub("", text)


def swallow_stdout() -> None:
    """Send what Python still wants to flush at exit nowhere."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


class Sink:
    """A place for the product: stdout, or the file of ``--output``."""

    def __init__(self, path: str | None = None) -> None:
        try:
            self._stream: TextIO = sys.stdout if path in (None, "-") else Path(str(path)).open("w", encoding="utf-8")  # noqa: SIM115 - closed by close
        except OSError as error:
            raise InputError(f"{path}: {error.strerror or error}", hint="choose another file for --output") from error

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it."""
        return self._stream.isatty()

    @property
    def stream(self) -> TextIO:
        """The stream, for the terminal's layout."""
        return self._stream

    def write(self, text: str) -> None:
        """Write text as it is and flush it.

        Raises:
            OutputClosedError: nobody reads any more.
        """
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError as error:
            raise OutputClosedError from error

    def close(self) -> None:
        """Close a file that was opened here."""
        if self._stream is not sys.stdout:
            self._stream.close()


class View(Protocol):
    """What becomes of the events of a solve."""

    def handle(self, event: Event) -> None:
        """Take one event."""

    def fail(self, problem: Problem, error: QmathError) -> None:
        """Take the error that ended the run; the boundary will still print its sentence."""


class RawView:
    """The raw text of the model as it comes, with the outputs of its programs; of several samples, the chosen one."""

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

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def handle(self, event: Event) -> None:
        """Write the solution."""
        if isinstance(event, Solved):
            self._sink.write(f"{dump(event.solution.to_json())}\n")

    def fail(self, problem: Problem, error: QmathError) -> None:
        """Write a solution whose status is ``error``."""
        self._sink.write(f"{dump(failed_solution(problem, error).to_json())}\n")


class EventsView:
    """One JSON object per line, each with ``seq`` and ``t_s`` (seconds since the start)."""

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


def dump(document: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a document as one line of JSON that any reader can decode: lone surrogates and line ends are escaped."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    return _FRAGILE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


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
        if step.kind == "program":
            parts.append(f"```python\n{clean(getattr(step, 'source', ''))}```")
        elif step.kind == "output":
            parts.append(f"```output\n{clean(getattr(step, 'text', ''))}\n```")
        else:
            parts.append(clean(getattr(step, "text", "")).strip())
    return "\n".join(parts) + "\n"


def failed_solution(problem: Problem, error: QmathError) -> Solution:
    """Return the document of a run that ended with an error before there was anything to report."""
    from qmath.solve.document import problem_info

    return Solution(
        qmath=qmath.__version__,
        id=problem.id,
        status=SolutionStatus.ERROR,
        problem=problem_info(problem),
        answer=None,
        verification=Verification(),
        samples=(),
        model=ModelInfo(name=""),
        engine=EngineInfo(),
        sampling=SamplingInfo(Mode.AUTO, 0, 0, 0, Select.FIRST, 0.0, 1.0, 0, None),
        reproducible=Reproducible(value=False, why_not=("it failed",)),
        usage=Usage(),
        timing_s=Timing(),
        sandbox=None,
        error=ErrorInfo(error.code, error.exit_code, error.message, error.hint),
    )
