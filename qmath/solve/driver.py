"""The driver: answers the requests of many rollouts in one loop, so that programs run while others decode.

Here: matching requests with engine and executor. Not here: what a rollout says (``rollout.py``), how tokens or programs run.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from qmath.engine.engine import Completion, Engine, Piece, TokenSampling
from qmath.errors import ContextLengthError
from qmath.events import Delta, ProgramEnded, ProgramStarted, SampleEnded
from qmath.sandbox.executor import Executor
from qmath.schema import ExecutionResult, ExecutionStatus, FinishReason, Sample, Usage
from qmath.solve.rollout import Execute, Generate, Generated, Reply, Request, Rollout
from qmath.text.prompts import Prompt

IDLE_POLL_S = 0.5
"""How long one wait for programs lasts when nothing decodes: deadlines and Ctrl-C are looked at in between."""

RolloutEvent = Delta | ProgramStarted | ProgramEnded | SampleEnded


@dataclass
class Measures:
    """What rollouts cost: tokens by kind, seconds until the first text, seconds of decoding and of programs.

    ``decode_s`` is how long the engine computed while one of them took part, its prompts included: waiting for anything else, such as a
    sandbox that is still starting, is none of it.
    """

    usage: Usage = field(default_factory=Usage)
    first_token_s: float | None = None
    decode_s: float = 0.0
    programs_s: float = 0.0
    started: float = field(default_factory=time.monotonic)


@dataclass(eq=False)
class _Running:
    """A rollout under way. ``sequence`` is its engine sequence, ``ticket`` the program it waits for.

    ``session`` is where its programs share names, from the first that wants to. ``text`` is what the model has written since the last
    request.
    """

    problem: str
    index: int
    rollout: Rollout
    sampling: TokenSampling
    measures: Measures
    prompt: Prompt = ()
    sequence: int | None = None
    ticket: int | None = None
    session: int | None = None
    text: str = ""


class Driver:
    """Runs rollouts together until all have ended.

    Rollouts with the same prompt are forks of one sequence, so that the prompt is computed once. More may be added at any time
    between two turns.
    """

    def __init__(self, engine: Engine, executor: Executor | None) -> None:
        self._engine = engine
        self._executor = executor
        self._running: list[_Running] = []
        self._by_sequence: dict[int, _Running] = {}
        self._by_ticket: dict[int, _Running] = {}
        self._new: list[_Running] = []
        self.measures = Measures()

    @property
    def num_open(self) -> int:
        """How many rollouts are under way."""
        return len(self._running)

    @property
    def num_waiting(self) -> int:
        """How many of them wait for a program."""
        return len(self._by_ticket)

    def add(self, problem: str, index: int, rollout: Rollout, sampling: TokenSampling, measures: Measures | None = None) -> None:
        """Add a rollout: sample ``index`` of a problem. What it costs is added to ``measures``, else to the driver's own."""
        running = _Running(problem, index, rollout, sampling, measures or self.measures)
        self._running.append(running)
        self._new.append(running)

    def begin(self) -> Iterator[RolloutEvent]:
        """Start the rollouts that were added since the last turn.

        Raises:
            ContextLengthError: a prompt leaves no room for an answer.
        """
        while self._new:
            yield from self._advance(self._new.pop(0), None)

    def run(self, deadline: float | None = None) -> Generator[RolloutEvent]:
        """Yield what happens until every rollout has ended, or until ``deadline`` (seconds of ``time.monotonic``).

        After the deadline the rollouts that are left end with the finish reason ``timeout``. Whoever stops the
        iteration early frees sequences and programs by closing the iterator.
        """
        try:
            while self._running:
                if deadline is not None and time.monotonic() >= deadline:
                    yield from self.end(FinishReason.TIMEOUT)
                    return
                yield from self.turn(deadline)
        finally:
            self.abandon()

    def turn(self, deadline: float | None = None) -> Iterator[RolloutEvent]:
        """Start what was added, decode one batch and take what programs have ended; wait for no longer than ``deadline``."""
        yield from self.begin()
        is_decoding = self._engine.has_work()
        if is_decoding:
            for item in self._step():
                running = self._by_sequence[item.sequence]
                if isinstance(item, Piece):
                    measures = running.measures
                    if measures.first_token_s is None:
                        measures.first_token_s = time.monotonic() - measures.started
                    running.text += item.text
                    yield Delta(running.problem, running.index, item.text)
                else:
                    yield from self._advance(running, _generated(item))
        if self._executor is None or not self._by_ticket:
            return
        wait = 0.0 if is_decoding else IDLE_POLL_S if deadline is None else min(IDLE_POLL_S, max(0.0, deadline - time.monotonic()))
        for finished in self._executor.poll(wait):
            running = self._by_ticket.pop(finished.ticket)
            running.ticket = None
            result = finished.result
            running.measures.programs_s += result.wall_s
            yield ProgramEnded(
                running.problem,
                running.index,
                result.text,
                result.status,
                result.wall_s,
                result.is_truncated,
                self._executor.info.level,
                result.artifacts,
            )
            yield from self._advance(running, result)

    def _step(self) -> list[Piece | Completion]:
        """Decode one batch; whoever takes part is charged for the time, once per problem."""
        taking_part = {id(one.measures): one.measures for one in self._by_sequence.values() if one.ticket is None}
        started = time.monotonic()
        new = self._engine.step()
        elapsed = time.monotonic() - started
        for measures in taking_part.values():
            measures.decode_s += elapsed
        return new

    def _advance(self, running: _Running, reply: Reply | None) -> Iterator[RolloutEvent]:
        """Give a rollout its reply and start what it asks for next; again at once while that cannot even begin."""
        while True:
            try:
                request = next(running.rollout) if reply is None else running.rollout.send(reply)
            except StopIteration as stop:
                self._release(running)
                yield SampleEnded(running.problem, stop.value)
                return
            if isinstance(request, Execute):
                yield ProgramStarted(running.problem, running.index, request.source)
            failed = self._begin(running, request)
            if failed is None:
                return
            reply = failed

    def _begin(self, running: _Running, request: Request) -> Generated | None:
        """Start a request; return a reply at once where the context has no room left."""
        if isinstance(request, Execute):
            assert self._executor is not None  # noqa: S101 - the solver gives TIR rollouts an executor
            running.text = ""
            if request.keeps_names and running.session is None:
                running.session = self._executor.open_session()
            running.ticket = self._executor.submit(request.source, request.limits, running.session if request.keeps_names else None)
            self._by_ticket[running.ticket] = running
            return None
        try:
            self._ask(running, request)
        except ContextLengthError:
            if running.sequence is None or request.prompt is not None:
                raise
            return Generated("", FinishReason.LENGTH, "", 0, 0.0)
        return None

    def _ask(self, running: _Running, request: Generate) -> None:
        if running.sequence is None:
            assert request.prompt is not None  # noqa: S101 - a rollout begins with its prompt
            running.prompt = request.prompt
            running.sequence = self._open(request.prompt, running.sampling)
            self._by_sequence[running.sequence] = running
        else:
            self._engine.extend(running.sequence, request.extension, keep=request.keep)
        self._engine.ask(running.sequence, max_tokens=request.max_tokens, stops=request.stops)

    def _open(self, prompt: Prompt, sampling: TokenSampling) -> int:
        """Fork a sequence that was started with this prompt and has not been asked to go on, or start one."""
        for other in self._running:
            if other.sequence is not None and other.prompt == prompt and self._engine.usage(other.sequence).num_generated == 0:
                return self._engine.fork(other.sequence, sampling)
        return self._engine.start(prompt, sampling)

    def _release(self, running: _Running) -> None:
        """Free what an ended rollout holds and count its tokens."""
        self._running.remove(running)
        if running in self._new:
            self._new.remove(running)
        if running.ticket is not None and self._executor is not None:
            self._by_ticket.pop(running.ticket, None)
            self._executor.cancel(running.ticket)
        if running.session is not None and self._executor is not None:
            self._executor.close_session(running.session)
        if running.sequence is None:
            return
        used = self._engine.usage(running.sequence)
        before = running.measures.usage
        running.measures.usage = Usage(
            prompt_tokens=before.prompt_tokens + used.num_prompt,
            completion_tokens=before.completion_tokens + used.num_generated,
            output_tokens=before.output_tokens + used.num_extended,
            cached_prompt_tokens=before.cached_prompt_tokens + used.num_cached,
        )
        self._by_sequence.pop(running.sequence, None)
        self._engine.close(running.sequence)

    def end(self, reason: FinishReason, problem: str | None = None) -> Iterator[RolloutEvent]:
        """End the rollouts of a problem, or all that are left: what they have said so far stays, their text is cut."""
        yield from self.begin()
        for running in [one for one in self._running if problem in (None, one.problem)]:
            sample = _cut_short(running, reason)
            self._release(running)
            yield SampleEnded(running.problem, sample)

    def abandon(self, problem: str | None = None) -> None:
        """Drop the rollouts of a problem, or all that are left, without a word."""
        for running in [one for one in self._running if problem in (None, one.problem)]:
            running.rollout.close()
            self._release(running)


def _generated(completion: Completion) -> Generated:
    return Generated(completion.text, completion.finish_reason, completion.stop, completion.num_tokens, completion.sum_logprob)


def _cut_short(running: _Running, reason: FinishReason) -> Sample:
    """Answer a rollout's open request with what there is so far, and the one that may follow; return its sample."""
    reply: Reply = Generated(running.text, reason, "", 0, 0.0)
    if running.ticket is not None:
        reply = ExecutionResult(ExecutionStatus.TIMEOUT, "Timeout Error")
    try:
        running.rollout.send(reply)
        running.rollout.send(Generated("", reason, "", 0, 0.0))
    except StopIteration as stop:
        sample: Sample = stop.value
        return sample
    raise AssertionError("a rollout goes on after its end")
