"""What the options of ``solve`` and ``batch`` ask for: sampling, engine, walls, made once for both.

Here: values of options into records, and a Solver out of them. Not here: the options (``options.py``), what commands do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qmath import settings
from qmath.cli import walls
from qmath.cli.amounts import gpu_layers, rollouts, size_bytes
from qmath.schema import Limits, Mode, SamplingParams, Select

if TYPE_CHECKING:
    from qmath.cli.solving import SolvingOptions
    from qmath.engine.options import EngineOptions
    from qmath.sandbox.executor import SandboxMode
    from qmath.sandbox.figures import Folder
    from qmath.solve.solver import Solver
    from qmath.text.few_shot import Example


@dataclass(frozen=True)
class Request:
    """What a run asks for. ``parallel`` is how many rollouts it wants decoded together; None measures or takes the usual number."""

    params: SamplingParams
    engine: EngineOptions
    sandbox: SandboxMode
    model: str | None
    quant: str | None
    require_gpu: bool
    parallel: int | None
    artifacts: Folder | None
    examples: tuple[Example, ...]

    def open(self) -> Solver:
        """Load the model and start the sandbox.

        Raises:
            ModelError, EngineError, SandboxError: see ``Solver.open``.
        """
        from qmath.solve.solver import Solver

        return Solver.open(
            self.model,
            quant=self.quant,
            options=self.engine,
            require_gpu=self.require_gpu,
            sandbox=self.sandbox,
            mode=self.params.mode,
            artifacts=self.artifacts,
            examples=self.examples,
        )


def request(asked: SolvingOptions, *, usual_parallel: int, has_many_problems: bool) -> Request:
    """Return what these values of options ask for; ``usual_parallel`` is what ``--parallel auto`` makes room for.

    Raises:
        UsageError: a value is wrong, or two exclude one another.
        InputError, InputDataError: see ``read_examples``.
    """
    from qmath.engine.options import DEFAULT_N_CTX, EngineOptions
    from qmath.sandbox.executor import SandboxMode

    params = SamplingParams(
        mode=Mode(asked.mode.value),
        samples=asked.samples,
        select=Select(asked.select.value) if asked.select else None,
        temperature=asked.temperature,
        top_p=asked.top_p,
        top_k=asked.top_k,
        max_tokens=asked.max_tokens,
        seed=asked.seed,
        max_programs=asked.max_programs,
        timeout_s=asked.timeout,
        limits=Limits.of(asked.program_timeout, size_bytes(asked.program_memory, "--program-memory")),
        stateful=asked.stateful,
    )
    examples = _examples(asked.few_shot) if asked.few_shot else ()
    wanted = rollouts(asked.parallel)
    room = wanted or usual_parallel
    engine = EngineOptions(
        n_gpu_layers=gpu_layers(asked.n_gpu_layers),
        threads=asked.threads,
        # One problem at a time has no more rollouts than samples: room for more would be memory that nobody uses.
        max_sequences=room if has_many_problems and not asked.deterministic else min(room, params.samples),
        n_ctx=asked.n_ctx or DEFAULT_N_CTX,
    )
    return Request(
        params=params,
        engine=engine,
        sandbox=SandboxMode(asked.sandbox.value),
        model=asked.model,
        quant=asked.quant,
        require_gpu=asked.require_gpu,
        parallel=wanted,
        artifacts=walls.folder(asked.artifacts),
        examples=examples,
    )


def _examples(few_shot: str) -> tuple[Example, ...]:
    from qmath.jobs.examples import read_examples

    return read_examples(settings.home_path(few_shot))
