"""What the options of ``solve`` and ``batch`` ask for: sampling, engine, walls, made once for both.

Here: values of options into records, and a Solver out of them. Not here: the options (``options.py``), what commands do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qmath import settings
from qmath.cli import options, walls
from qmath.schema import Limits, Mode, SamplingParams, Select

if TYPE_CHECKING:
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


def request(
    *,
    model: str | None,
    quant: str | None,
    mode: options.ModeChoice,
    samples: int,
    select: options.SelectChoice | None,
    timeout: float | None,
    seed: int,
    temperature: float | None,
    top_p: float | None,
    top_k: int | None,
    max_tokens: int | None,
    deterministic: bool,
    n_ctx: int | None,
    n_gpu_layers: str,
    threads: int | None,
    parallel: str,
    usual_parallel: int,
    has_many_problems: bool,
    require_gpu: bool,
    sandbox: options.SandboxLevelChoice,
    program_timeout: float,
    program_memory: str,
    max_programs: int,
    stateful: bool,
    artifacts: str | None,
    few_shot: str | None,
) -> Request:
    """Return what these values of options ask for; ``usual_parallel`` is what ``--parallel auto`` makes room for.

    Raises:
        UsageError: a value is wrong, or two exclude one another.
        InputError, InputDataError: see ``read_examples``.
    """
    from qmath.engine.options import DEFAULT_N_CTX, EngineOptions
    from qmath.sandbox.executor import SandboxMode

    params = SamplingParams(
        mode=Mode(mode.value),
        samples=options.one_sample(samples, temperature) if deterministic else samples,
        select=Select(select.value) if select else None,
        temperature=temperature,
        top_p=top_p,
        top_k=top_k,
        max_tokens=max_tokens,
        seed=seed,
        max_programs=max_programs,
        timeout_s=timeout,
        limits=Limits.of(program_timeout, options.size_bytes(program_memory, "--program-memory")),
        stateful=stateful,
    )
    examples = _examples(few_shot) if few_shot else ()
    wanted = options.rollouts(parallel)
    room = wanted or usual_parallel
    engine = EngineOptions(
        n_gpu_layers=options.gpu_layers(n_gpu_layers),
        threads=threads,
        # One problem at a time has no more rollouts than samples: room for more would be memory that nobody uses.
        max_sequences=room if has_many_problems and not deterministic else min(room, params.samples),
        n_ctx=n_ctx or DEFAULT_N_CTX,
    )
    return Request(params, engine, SandboxMode(sandbox.value), model, quant, require_gpu, wanted, walls.folder(artifacts), examples)


def _examples(few_shot: str) -> tuple[Example, ...]:
    from qmath.jobs.examples import read_examples

    return read_examples(settings.home_path(few_shot))
