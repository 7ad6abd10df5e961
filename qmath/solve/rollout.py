"""Rollouts: one attempt at a problem, as a generator that asks for text and for programs and does not know who answers.

Here: CoT and TIR, to the letter of the reference harness. Not here: tokens, processes, other rollouts (``driver.py``).
This module imports records and pure functions only.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace

from qmath.answers.extract import Span, find
from qmath.schema import Answer, ExecutionResult, FinishReason, Limits, Mode, Output, Program, Prose, Sample, Step
from qmath.text.boxed import boxes
from qmath.text.fences import last_program
from qmath.text.prompts import OUTPUT_STOP, Prompt, output_block

MAX_PROGRAMS = 4
"""Source: QwenLM/Qwen2.5-Math, evaluation (``max_func_call`` for one-round tool use is 4 in the house plan, law 5)."""


@dataclass(frozen=True)
class Generate:
    """Ask for text. The first request of a rollout carries its ``prompt``; later ones continue the same turn.

    ``keep`` characters of the completion before stay, then comes ``extension``, then the model writes.
    """

    prompt: Prompt | None
    extension: str
    keep: int
    max_tokens: int | None
    stops: tuple[str, ...]


@dataclass(frozen=True)
class Execute:
    """Ask for a program to be run. ``keeps_names``: it finds those of this rollout's programs before it, and leaves its own."""

    source: str
    limits: Limits
    keeps_names: bool = False


@dataclass(frozen=True)
class Generated:
    """Text that a ``Generate`` was answered with. ``sum_logprob`` is over ``num_tokens`` generated tokens, in nats."""

    text: str
    finish_reason: FinishReason
    stop: str
    num_tokens: int
    sum_logprob: float


Request = Generate | Execute
Reply = Generated | ExecutionResult
Rollout = Generator[Request, Reply, Sample]


@dataclass(frozen=True)
class Attempt:
    """What a rollout is started with: sample ``i`` of a problem, in a mode, with a seed. ``stops`` are texts that end its answer."""

    i: int
    mode: Mode
    seed: int
    prompt: Prompt
    max_tokens: int | None = None
    max_programs: int = MAX_PROGRAMS
    limits: Limits = field(default_factory=Limits)
    is_stateful: bool = False
    stops: tuple[str, ...] = ()


@dataclass
class _Record:
    """What has been said so far."""

    steps: list[Step]
    num_tokens: int = 0
    sum_logprob: float = 0.0

    def take(self, reply: Generated) -> None:
        self.num_tokens += reply.num_tokens
        self.sum_logprob += reply.sum_logprob


def rollout(attempt: Attempt) -> Rollout:
    """Return the rollout of an attempt in its mode."""
    return tir(attempt) if attempt.mode is Mode.TIR else cot(attempt)


def cot(attempt: Attempt) -> Rollout:
    """Reason in text alone: one request, one completion."""
    record = _Record([])
    reply = yield Generate(attempt.prompt, "", 0, attempt.max_tokens, attempt.stops)
    assert isinstance(reply, Generated)  # noqa: S101 - the driver answers Generate with Generated
    record.take(reply)
    record.steps.append(Prose(reply.text))
    return _finish(attempt, record, reply.finish_reason)


def tir(attempt: Attempt) -> Rollout:
    r"""Reason with programs.

    A completion that ends in a closed ``python`` block and holds no ``\boxed`` asks for that program; its output goes
    back into the same assistant turn. Source: QwenLM/Qwen2.5-Math, evaluation/math_eval.py.
    """
    record = _Record([])
    request = Generate(attempt.prompt, "", 0, attempt.max_tokens, (OUTPUT_STOP, *attempt.stops))
    for num_programs in range(attempt.max_programs + 1):
        reply = yield request
        assert isinstance(reply, Generated)  # noqa: S101 - the driver answers Generate with Generated
        record.take(reply)
        has_paused = reply.finish_reason is FinishReason.STOP and reply.stop not in attempt.stops
        program = last_program(reply.text) if has_paused else None
        if program is None:
            record.steps.append(Prose(reply.text))
            return _finish(attempt, record, reply.finish_reason)
        record.steps += _prose_and_program(reply.text, program)
        if num_programs == attempt.max_programs:
            break
        result = yield Execute(program, attempt.limits, attempt.is_stateful)
        assert isinstance(result, ExecutionResult)  # noqa: S101 - the driver answers Execute with ExecutionResult
        record.steps.append(Output(result.text, result.status, result.wall_s, result.is_truncated, result.artifacts))
        left = None if attempt.max_tokens is None else attempt.max_tokens - record.num_tokens
        if left is not None and left < 1:
            return _finish(attempt, record, FinishReason.LENGTH)
        request = replace(request, prompt=None, extension=output_block(result.text), keep=len(reply.text.rstrip()), max_tokens=left)
    return _finish(attempt, record, FinishReason.PROGRAMS)


def answer_of(text: str, finish_reason: FinishReason) -> Answer | None:
    """Return the answer of a model's text.

    A text that was cut answers only by a complete box; one that repeats itself by its first box.
    """
    # The rooms that spell an answer are imported when there is one: the first token does not wait for them.
    from qmath.answers.normalize import describe
    from qmath.text.draw import to_line

    spans = [Span(box.content, box.start, box.end) for box in boxes(text)]
    if finish_reason is not FinishReason.STOP and not spans:
        return None
    found = find(text, spans, first=finish_reason is FinishReason.REPETITION)
    return None if found is None else describe(found.latex, to_line(found.latex), found.extraction)


def _prose_and_program(text: str, program: str) -> list[Step]:
    """Return the steps of a completion that ends in a program."""
    before = text[: text.rfind("```python")].strip()
    return [*([Prose(before)] if before else []), Program(program)]


def _finish(attempt: Attempt, record: _Record, finish_reason: FinishReason) -> Sample:
    text = "\n".join(step.text for step in record.steps if isinstance(step, Prose))
    return Sample(
        i=attempt.i,
        mode=attempt.mode,
        seed=attempt.seed,
        finish_reason=finish_reason,
        answer=answer_of(text, finish_reason),
        steps=tuple(record.steps),
        mean_logprob=record.sum_logprob / record.num_tokens if record.num_tokens else None,
    )
