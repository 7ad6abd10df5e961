"""Claims about what helps where the text was cut before there was an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qmath.cli.views import way_out
from qmath.errors import EngineError
from qmath.schema import EngineInfo, FinishReason, Mode, ModelInfo, Problem, Sample, SamplingInfo, Select, Solution, SolutionStatus, Usage
from qmath.solve.document import failed_solution

SAMPLING = SamplingInfo(Mode.TIR, 1, 0, 1, Select.FIRST, 0.0, 1.0, 0, None)
OTHER = "take a model that holds more with -m: this one holds 4096 tokens at most"


def _cut(n_ctx: int | None, *, max_tokens: int | None = None, tokens: int = 90, programs: int = 0, samples: int = 1) -> Solution:
    failed = failed_solution(Problem("1 + 1"), EngineError("x"), ModelInfo("m"), EngineInfo(n_ctx=n_ctx))
    return replace(
        failed,
        status=SolutionStatus.TRUNCATED,
        error=None,
        samples=tuple(Sample(i, Mode.TIR, i, FinishReason.LENGTH, None, ()) for i in range(samples)),
        sampling=replace(SAMPLING, samples=samples, max_tokens=max_tokens),
        usage=Usage(completion_tokens=tokens, programs=programs),
    )


@pytest.mark.parametrize(
    ("solution", "max_n_ctx", "helps"),
    [
        (_cut(512), 4096, "raise --n-ctx, up to 4096 with this model"),
        (_cut(512), None, "raise --n-ctx, as far as the model allows"),
        (_cut(4096), 4096, f"shorten the problem, or {OTHER}"),
        (
            _cut(4096, programs=2),
            4096,
            f"shorten the problem, allow fewer programs (--max-programs), or {OTHER}",
        ),
        (_cut(4096, max_tokens=90), 4096, "raise --max-tokens"),
        (
            _cut(512, max_tokens=90, samples=2),
            4096,
            "raise --max-tokens; where the context is full, raise --n-ctx, up to 4096 with this model",
        ),
        (replace(_cut(512), status=SolutionStatus.REPETITION), 4096, ""),
    ],
)
def test_only_what_can_help_is_named(solution: Solution, max_n_ctx: int | None, helps: str) -> None:
    assert way_out(solution, max_n_ctx) == helps
