"""Many problems at once through one driver: rollouts begin as places become free, each problem with its own clock.

Here: keeping problems apart while their rollouts decode together. Not here: which problem comes next and where solutions go
(``jobs/batch.py``), what becomes of the samples of one problem (``solver.py``).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qmath.engine.engine import TokenSampling
from qmath.errors import QmathError
from qmath.events import Delta, SampleEnded
from qmath.schema import FinishReason, Problem, Sample, Solution
from qmath.solve.driver import Driver, Measures, RolloutEvent
from qmath.solve.rollout import Rollout


@dataclass(frozen=True)
class Launch:
    """A rollout that is ready to begin: sample ``index``."""

    index: int
    rollout: Rollout
    sampling: TokenSampling


@dataclass(frozen=True)
class Job:
    """One problem, decided: its rollouts, its seconds, and what becomes of their samples (samples, cost, seconds in all)."""

    launches: tuple[Launch, ...]
    timeout_s: float | None
    finish: Callable[[Sequence[Sample], Measures, float], Solution]


@dataclass(frozen=True)
class Ended:
    """A problem that ended; ``key`` is what it was added with."""

    key: int
    solution: Solution


@dataclass
class _Open:
    """A problem under way."""

    job: Job
    measures: Measures = field(default_factory=Measures)
    samples: list[Sample] = field(default_factory=list)

    @property
    def deadline(self) -> float | None:
        return None if self.job.timeout_s is None else self.measures.started + self.job.timeout_s


class Many:
    """Problems that are solved together. ``plan`` decides a problem."""

    def __init__(self, driver: Driver, plan: Callable[[Problem], Job]) -> None:
        self._driver = driver
        self._plan = plan
        self._open: dict[str, _Open] = {}
        self.num_tokens = 0
        self.num_pieces = 0

    @property
    def num_problems(self) -> int:
        """How many problems are under way."""
        return len(self._open)

    @property
    def num_rollouts(self) -> int:
        """How many rollouts are under way."""
        return self._driver.num_open

    @property
    def num_decoding(self) -> int:
        """How many of them do not wait for a program."""
        return self._driver.num_open - self._driver.num_waiting

    def add(self, problem: Problem, key: int) -> list[Ended]:
        """Begin a problem; ``key`` is its name until it ends. Return what ended at once, as a rule nothing.

        Raises:
            InputError: the problem is empty.
            ContextLengthError: the problem does not fit into the model's context.
        """
        job = self._plan(problem)
        name = str(key)
        one = self._open[name] = _Open(job)
        for launch in job.launches:
            self._driver.add(name, launch.index, launch.rollout, launch.sampling, one.measures)
        try:
            return self._take(list(self._driver.begin()))
        except QmathError:
            self._driver.abandon(name)
            del self._open[name]
            raise

    def turn(self, until: float | None = None) -> list[Ended]:
        """Decode one batch, take what programs have ended, end what is out of time; wait no longer than ``until``.

        Raises:
            DecodeError: the engine failed.
            SandboxError: the sandbox itself failed.
        """
        deadlines = [deadline for one in self._open.values() if (deadline := one.deadline) is not None]
        nearest = min([*deadlines, *([] if until is None else [until])], default=None)
        ended = self._take(list(self._driver.turn(nearest)))
        if deadlines and time.monotonic() >= min(deadlines):
            for name, one in list(self._open.items()):
                if one.deadline is not None and time.monotonic() >= one.deadline:
                    ended += self._take(list(self._driver.end(FinishReason.TIMEOUT, name)))
        return ended

    def end(self, reason: FinishReason) -> list[Ended]:
        """End whatever is under way, with what has been said so far."""
        return self._take(list(self._driver.end(reason)))

    def close(self) -> None:
        """Drop whatever is under way."""
        self._driver.abandon()
        self._open.clear()

    def _take(self, events: Sequence[RolloutEvent]) -> list[Ended]:
        """Give samples to their problems; return the problems that have all of theirs."""
        ended = []
        for event in events:
            if isinstance(event, Delta):
                self.num_pieces += 1
            elif isinstance(event, SampleEnded):
                one = self._open[event.id]
                one.samples.append(event.sample)
                if len(one.samples) == len(one.job.launches):
                    del self._open[event.id]
                    ended.append(Ended(int(event.id), self._finished(one)))
        return ended

    def _finished(self, one: _Open) -> Solution:
        self.num_tokens += one.measures.usage.completion_tokens
        samples = sorted(one.samples, key=lambda sample: sample.i)
        return one.job.finish(samples, one.measures, time.monotonic() - one.measures.started)
