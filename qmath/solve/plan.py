"""One problem before it is solved: its prompt, its mode, how its tokens are drawn, and the rollouts that follow.

Here: deciding. Not here: running (``solver.py``, ``driver.py``), how models are asked (``style.py``), modes (``mode.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qmath.engine.engine import TokenSampling
from qmath.errors import InputError
from qmath.models.catalog import Entry
from qmath.schema import Mode, Problem, SamplingInfo, SamplingParams, Select
from qmath.solve.many import Launch
from qmath.solve.mode import Choice, choose_mode
from qmath.solve.rollout import Attempt, rollout
from qmath.solve.style import Asking
from qmath.text.prompts import Prompt


@dataclass(frozen=True)
class Plan:
    """One problem, decided: prompt, mode, the sampling that will be used, texts that end an answer; whether others decode with it."""

    problem: Problem
    prompt: Prompt
    choice: Choice
    params: SamplingParams
    sampling: SamplingInfo
    stops: tuple[str, ...]
    has_company: bool = False


def make_plan(problem: Problem, params: SamplingParams, entry: Entry, asked: Asking) -> Plan:
    """Decide how a problem is asked of a model.

    Raises:
        InputError: the problem is empty.
    """
    if not problem.text.strip():
        raise InputError("the problem is empty", hint='write it in quotes: qmath solve "What is 3/4 of 52?"')
    choice = choose_mode(problem.text, wanted=params.mode, modes=asked.modes, preferred=asked.auto, samples=params.samples)
    is_greedy = params.temperature == 0 if params.temperature is not None else params.samples == 1
    sampling = SamplingInfo(
        mode=choice.mode,
        samples=params.samples,
        seed=params.seed,
        samples_used=params.samples,
        select=params.select or (Select.FIRST if params.samples == 1 else Select.MAJORITY),
        temperature=params.temperature if params.temperature is not None else 0.0 if is_greedy else entry.temperature,
        top_p=params.top_p if params.top_p is not None else 1.0 if is_greedy else entry.top_p,
        top_k=params.top_k or 0,
        max_tokens=params.max_tokens,
        stateful=params.stateful and choice.mode is Mode.TIR,
    )
    return Plan(problem, asked.prompt(problem.text, choice.mode), choice, params, sampling, asked.stops)


def launches(plan: Plan) -> Iterator[Launch]:
    """Yield the rollouts of a plan, none begun."""
    params, sampling = plan.params, plan.sampling
    for i in range(params.samples):
        seed = params.seed + i
        attempt = Attempt(
            i,
            plan.choice.mode,
            seed,
            plan.prompt,
            params.max_tokens,
            params.max_programs,
            params.limits,
            is_stateful=sampling.stateful,
            stops=plan.stops,
        )
        yield Launch(i, rollout(attempt), TokenSampling(sampling.temperature, sampling.top_p, sampling.top_k, seed))
