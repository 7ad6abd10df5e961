"""The Solver: a model, a sandbox and the driver behind one call per problem.

Here: putting the parts together and the solution's document. Not here: how a problem is asked (``plan.py``), reasoning
(``rollout.py``), scheduling, printing.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import qmath
from qmath import settings
from qmath.engine.engine import Engine
from qmath.engine.gguf import GgufHeader
from qmath.engine.options import DEFAULT_N_CTX, EngineOptions
from qmath.errors import QmathError
from qmath.events import Event, SampleEnded, Solved, Start, Voted, Warned
from qmath.models.catalog import Entry
from qmath.models.store import locate
from qmath.sandbox.executor import Executor, SandboxMode
from qmath.sandbox.figures import Folder
from qmath.sandbox.late import LateExecutor
from qmath.sandbox.pool import SandboxPool
from qmath.schema import (
    FinishReason,
    Mode,
    ModelInfo,
    Problem,
    Reproducible,
    Sample,
    SamplingParams,
    SandboxInfo,
    Solution,
    SolutionWarning,
    to_json,
)
from qmath.solve.document import failed_solution, fingerprint, problem_info, timing
from qmath.solve.domain import domain_warnings
from qmath.solve.driver import Driver, Measures
from qmath.solve.fitting import fits_here
from qmath.solve.many import Job, Many
from qmath.solve.places import model_places
from qmath.solve.plan import Plan, launches, make_plan
from qmath.solve.select import Selected, choose
from qmath.solve.style import Asking, asking
from qmath.text.few_shot import Example


class Solver:
    """Solves problems with one model.

    ``Solver.open("mini")`` loads one; the constructor takes parts that exist already. A Solver holds an engine and a helper
    process for programs: use it as a context manager, or ``close`` it.
    """

    def __init__(
        self,
        engine: Engine,
        executor: Executor,
        entry: Entry,
        model: ModelInfo | None = None,
        asked: Asking | None = None,
        *,
        has_figures: bool = False,
    ) -> None:
        self._engine = engine
        self._executor = executor
        self._entry = entry
        self._asking = asked or asking(entry)
        self._model = model or ModelInfo(name=entry.name)
        self.has_figures = has_figures
        self.header: GgufHeader | None = None
        self.load_s = 0.0
        self.notices: tuple[str, ...] = ()

    @classmethod
    def open(  # noqa: PLR0913 - what a run is opened with; all but the model by name
        cls,
        model: str | None = None,
        *,
        quant: str | None = None,
        options: EngineOptions | None = None,
        require_gpu: bool = False,
        sandbox: SandboxMode = SandboxMode.AUTO,
        mode: Mode = Mode.AUTO,
        artifacts: Folder | None = None,
        examples: Sequence[Example] = (),
    ) -> Self:
        """Load a model by its name, by the path of a GGUF file, or (None) the best one on this machine.

        ``mode`` is what will be asked for: where that is CoT, the helper process for programs starts only when one is wanted.
        ``artifacts`` is where figures that programs show are saved; without it they show none. ``examples`` go before each problem,
        in place of a chat; a base model has examples of ours without them.

        Raises:
            UnknownModelError: no model has this name.
            ModelError: the model is not on this machine or cannot be loaded.
            GpuRequiredError: a GPU is required and llama.cpp has none.
            SandboxError: the sandbox is weaker than the level asked for.
            UsageError: figures are wanted and cannot be drawn here.
        """
        from qmath.engine.load import load_engine

        started = time.monotonic()
        located = locate(model, quant, model_places(), fits_here)
        executor = LateExecutor(lambda: SandboxPool(sandbox, artifacts=artifacts))
        try:
            if mode is not Mode.COT:
                executor.start()
            wanted = options or EngineOptions()
            fitted = replace(wanted, n_ctx=min(wanted.n_ctx, located.entry.n_ctx or wanted.n_ctx))
            loaded = load_engine(located.path, fitted, state_dir=settings.state_dir(), require_gpu=require_gpu)
        except BaseException:
            executor.close()
            raise
        asked = asking(located.entry, loaded.header, examples)
        solver = cls(loaded.engine, executor, located.entry, located.info(), asked, has_figures=artifacts is not None)
        solver.header = loaded.header
        solver.notices = (*loaded.notices, *([asked.notice] if asked.notice else []), *_wants_room(located.entry, loaded.engine))
        solver.load_s = time.monotonic() - started
        return solver

    @property
    def model(self) -> ModelInfo:
        """The weights in use."""
        return self._model

    @property
    def engine(self) -> Engine:
        """The engine in use."""
        return self._engine

    @property
    def sandbox(self) -> SandboxInfo:
        """The walls around programs; waits for them to stand.

        Raises:
            SandboxError: the sandbox does not start, or is weaker than the level asked for.
        """
        return self._executor.info

    @property
    def asked(self) -> Asking:
        """How the model is asked."""
        return self._asking

    @property
    def max_n_ctx(self) -> int | None:
        """The most tokens that the model allows in all, whatever is asked for; None where nothing tells."""
        told = (self._entry.n_ctx, self.header.n_ctx_train if self.header else None)
        return min((one for one in told if one is not None), default=None)

    @property
    def examples_digest(self) -> str | None:
        """A name for the examples of the user that go before each problem; None without."""
        examples = self._asking.examples
        return hashlib.sha256(repr(examples).encode()).hexdigest()[:12] if examples else None

    @property
    def is_embedded(self) -> bool:
        """Whether this is the small model that comes with qmath."""
        return self._entry.is_embedded

    def solve(self, problem: Problem | str, params: SamplingParams | None = None) -> Solution:
        """Solve one problem.

        Raises:
            InputError: the problem is empty.
            ContextLengthError: the problem does not fit into the model's context.
        """
        for event in self.stream(problem, params):
            if isinstance(event, Solved):
                return event.solution
        raise AssertionError("a stream ends with a solution")

    def stream(self, problem: Problem | str, params: SamplingParams | None = None) -> Iterator[Event]:
        """Solve one problem; yield what happens, the solution last. Errors are those of ``solve``."""
        plan = self._plan(Problem(problem) if isinstance(problem, str) else problem, params or SamplingParams())
        started = time.monotonic()
        name = plan.problem.id
        yield Start(name, plan.choice.mode, plan.choice.reason, self._model.name, plan.params.samples)
        driver = Driver(self._engine, self._executor)
        for launch in launches(plan):
            driver.add(name, launch.index, launch.rollout, launch.sampling)
        samples: list[Sample] = []
        deadline = None if plan.params.timeout_s is None else started + plan.params.timeout_s
        for event in driver.run(deadline):
            if isinstance(event, SampleEnded):
                samples.append(event.sample)
            yield event
        samples.sort(key=lambda sample: sample.i)
        selected = choose(samples, plan.sampling.select)
        if plan.params.samples > 1:
            yield Voted(name, selected.votes)
        for warning in self._warnings(plan.problem, selected):
            yield Warned(name, warning)
        yield Solved(name, self._solution(plan, samples, selected, driver.measures, time.monotonic() - started))

    def many(self, params: SamplingParams | None = None, *, is_alone: bool = False) -> Many:
        """Return an empty set of problems that are to be solved together, all with these parameters.

        ``is_alone``: the caller adds one problem at a time, so that nothing else is in its batches.
        """

        def job(problem: Problem) -> Job:
            plan = replace(self._plan(problem, params or SamplingParams()), has_company=not is_alone)

            def finish(samples: Sequence[Sample], measures: Measures, total_s: float) -> Solution:
                return self._solution(plan, samples, choose(samples, plan.sampling.select), measures, total_s)

            return Job(tuple(launches(plan)), plan.params.timeout_s, finish)

        return Many(Driver(self._engine, self._executor), job)

    def fingerprint(self, problem: Problem, params: SamplingParams | None = None) -> str:
        """Return the fingerprint that the solution of this problem will have.

        Raises:
            InputError: the problem is empty.
        """
        return self._fingerprint(self._plan(problem, params or SamplingParams()))

    def failed(self, problem: Problem, error: QmathError) -> Solution:
        """Return the document of a problem that could not be solved because of an error."""
        return failed_solution(problem, error, self._model, self._engine.info)

    def close(self) -> None:
        """Free the model and stop the helper process."""
        self._executor.close()
        self._engine.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _plan(self, problem: Problem, params: SamplingParams) -> Plan:
        return make_plan(problem, params, self._entry, self._asking)

    def _warnings(self, problem: Problem, selected: Selected) -> tuple[SolutionWarning, ...]:
        guessed = (SolutionWarning("prompt_style", self._asking.notice),) if self._asking.is_guess else ()
        return (*guessed, *domain_warnings(self._entry, problem, selected.sample))

    def _solution(self, plan: Plan, samples: Sequence[Sample], selected: Selected, measures: Measures, total_s: float) -> Solution:
        programs = sum(step.kind == "output" for sample in samples for step in sample.steps)
        usage = replace(measures.usage, programs=programs)
        sandbox = self._sandbox(plan) if plan.choice.mode is Mode.TIR else None
        return Solution(
            qmath=qmath.__version__,
            id=plan.problem.id,
            status=selected.status,
            problem=problem_info(plan.problem),
            answer=selected.answer,
            verification=selected.verification,
            samples=tuple(samples),
            model=self._model,
            engine=self._engine.info,
            sampling=plan.sampling,
            reproducible=self._reproducible(plan, samples),
            usage=usage,
            timing_s=timing(measures, usage, self.load_s, total_s),
            sandbox=sandbox,
            warnings=self._warnings(plan.problem, selected),
            votes=selected.votes if plan.params.samples > 1 else (),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            fingerprint=self._fingerprint(plan),
        )

    def _sandbox(self, plan: Plan) -> SandboxInfo:
        return replace(self._executor.info, limits=dict(vars(plan.params.limits)))

    def _reproducible(self, plan: Plan, samples: Sequence[Sample]) -> Reproducible:
        why_not = []
        if self._engine.info.layers_on_device not in (None, "0"):
            why_not.append("layers run on a GPU, whose sums are not always in the same order")
        if plan.params.samples > 1 and plan.choice.mode is Mode.TIR:
            why_not.append("programs end in any order, so tokens are decoded in other batches")
        if plan.has_company:
            why_not.append("other problems were decoded with it, so sums were taken in another order")
        if any(sample.finish_reason is FinishReason.TIMEOUT for sample in samples):
            why_not.append("a time-out cut it")
        return Reproducible(not why_not, tuple(why_not))

    def _fingerprint(self, plan: Plan) -> str:
        return fingerprint(
            qmath=qmath.__version__,
            problem=plan.problem.text,
            prompt=to_json(plan.prompt),
            model=[self._model.name, self._model.file, self._model.size_bytes, self._model.sha256],
            engine=[self._engine.info.kind, self._engine.info.version],
            sampling=to_json(plan.sampling),
            limits=[self._engine.n_ctx, plan.params.max_programs, to_json(plan.params.limits), plan.params.timeout_s],
            figures=self.has_figures,
            # Other walls, other outputs: what one level denies runs in another.
            sandbox=self._executor.info.level.value if plan.choice.mode is Mode.TIR else None,
        )


def _wants_room(entry: Entry, engine: Engine) -> tuple[str, ...]:
    """Tell the user of a model that thinks at length in a context that is short for that."""
    if not entry.is_thinking or engine.n_ctx > DEFAULT_N_CTX:
        return ()
    return (f"{entry.title} thinks at length: give it room, as with --n-ctx {4 * DEFAULT_N_CTX}",)
