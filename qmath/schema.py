"""The records that cross layers and appear as JSON: the contract of ``qmath/data/solution.schema.json`` in Python.

Here: frozen dataclasses and enums, and their JSON form. Not here: behaviour, and events of a running solve (``events.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any

SCHEMA = "qmath.solution/1"


class Mode(StrEnum):
    """How a problem is reasoned about: text alone (CoT), or with programs (TIR)."""

    AUTO = "auto"
    COT = "cot"
    TIR = "tir"


class Select(StrEnum):
    """How one answer is chosen among several samples."""

    FIRST = "first"
    MAJORITY = "majority"


class Language(StrEnum):
    """Language of a problem."""

    EN = "en"
    ZH = "zh"
    OTHER = "other"


class SolutionStatus(StrEnum):
    """How a problem ended. A cut answer is never a wrong answer."""

    OK = "ok"
    NO_ANSWER = "no_answer"
    UNDECIDED = "undecided"
    TRUNCATED = "truncated"
    REPETITION = "repetition"
    TIMEOUT = "timeout"
    CANCELLED = "cancelled"
    ERROR = "error"


class FinishReason(StrEnum):
    """Why a rollout ended."""

    STOP = "stop"
    LENGTH = "length"
    REPETITION = "repetition"
    PROGRAMS = "programs"
    TIMEOUT = "timeout"
    ABORT = "abort"
    ERROR = "error"


class ExecutionStatus(StrEnum):
    """How a program ended."""

    OK = "ok"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT = "output"
    SIGNAL = "signal"
    DENIED = "denied"


class SandboxLevel(StrEnum):
    """How far programs are confined, strongest first."""

    STRICT = "strict"
    PARTIAL = "partial"
    PROCESS = "process"
    NONE = "none"


class Trust(StrEnum):
    """How far an answer can be trusted, strongest first."""

    PROVED = "proved"
    CHECKED = "checked"
    AGREED = "agreed"
    UNVERIFIED = "unverified"
    CONTRADICTED = "contradicted"


class AnswerType(StrEnum):
    """What kind of thing an answer is."""

    INTEGER = "integer"
    RATIONAL = "rational"
    REAL = "real"
    COMPLEX = "complex"
    EXPRESSION = "expression"
    EQUATION = "equation"
    INTERVAL = "interval"
    TUPLE = "tuple"
    SET = "set"
    MATRIX = "matrix"
    CHOICE = "choice"
    QUANTITY = "quantity"
    PERCENT = "percent"
    TEXT = "text"


class Extraction(StrEnum):
    """Where in the text an answer was found."""

    BOXED = "boxed"
    PHRASE = "phrase"
    LAST_NUMBER = "last_number"
    PROGRAM_OUTPUT = "program_output"


@dataclass(frozen=True)
class Problem:
    """One problem. ``source`` is ``file:line`` where it came from a file."""

    text: str
    id: str = "1"
    source: str | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Limits:
    """What one program may use: CPU seconds, wall seconds, bytes of memory, bytes of output kept.

    Wall time is three times the CPU time by default, so that a busy machine does not turn a right program into a time-out.
    """

    cpu_s: float = 5.0
    wall_s: float = 15.0
    memory_bytes: int = 1 << 30
    output_bytes: int = 64 << 10

    @classmethod
    def of(cls, cpu_s: float, memory_bytes: int) -> Limits:
        """Return limits for this CPU time and memory, wall time in the usual proportion."""
        return cls(cpu_s=cpu_s, wall_s=3 * cpu_s, memory_bytes=memory_bytes)


@dataclass(frozen=True)
class ExecutionResult:
    """What came of one program.

    ``text`` is what the model reads, cut to 400 characters (``is_truncated`` tells). ``stdout`` and ``stderr`` are what was
    printed, ``value`` the repr of a last expression, ``error`` the traceback through the program's own lines. ``artifacts`` are the
    names of the figures that were saved.
    """

    status: ExecutionStatus
    text: str
    stdout: str = ""
    stderr: str = ""
    value: str | None = None
    error: str | None = None
    is_truncated: bool = False
    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_memory_bytes: int = 0
    artifacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SamplingParams:
    """How to sample. None means: the model's own default for the number of samples asked.

    ``max_tokens`` counts all generated tokens of a rollout; None is what the context leaves. ``stateful``: a program finds the names
    of those before it in its rollout.
    """

    mode: Mode = Mode.AUTO
    samples: int = 1
    select: Select | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    max_tokens: int | None = None
    seed: int = 0
    max_programs: int = 4
    timeout_s: float | None = None
    limits: Limits = field(default_factory=Limits)
    stateful: bool = False


@dataclass(frozen=True)
class Answer:
    """An answer: as the model wrote it (``latex``) and readable (``text``)."""

    latex: str
    text: str
    type: AnswerType = AnswerType.TEXT
    exact: str | None = None
    approx: str | None = None
    unit: str | None = None
    extraction: Extraction = Extraction.BOXED


@dataclass(frozen=True)
class Prose:
    """A step of text."""

    text: str
    kind: str = "prose"


@dataclass(frozen=True)
class Program:
    """A step of Python that was run."""

    source: str
    kind: str = "program"


@dataclass(frozen=True)
class Output:
    """What the program before it gave back to the model. ``artifacts`` are the names of the figures that were saved."""

    text: str
    status: ExecutionStatus
    wall_s: float
    truncated: bool
    artifacts: tuple[str, ...] = ()
    kind: str = "output"


Step = Prose | Program | Output


@dataclass(frozen=True)
class Sample:
    """One finished rollout. ``mean_logprob`` is over the tokens the model generated, in nats."""

    i: int
    mode: Mode
    seed: int
    finish_reason: FinishReason
    answer: Answer | None
    steps: tuple[Step, ...]
    mean_logprob: float | None = None
    reward: float | None = None


@dataclass(frozen=True)
class Vote:
    """One cluster of equal answers."""

    answer: Answer
    count: int
    samples: tuple[int, ...]


@dataclass(frozen=True)
class Check:
    """One thing that was checked about an answer."""

    name: str
    verdict: str
    detail: str = ""


@dataclass(frozen=True)
class Verification:
    """How far the answer can be trusted, and by what."""

    status: Trust = Trust.UNVERIFIED
    confidence: float | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Grade:
    """The answer against a reference."""

    reference: str
    verdict: str
    decided_by: str


@dataclass(frozen=True)
class ModelInfo:
    """Which weights were used."""

    name: str
    repo: str | None = None
    revision: str | None = None
    file: str | None = None
    sha256: str | None = None
    size_bytes: int | None = None
    quant: str | None = None


@dataclass(frozen=True)
class EngineInfo:
    """What decoded, and on what."""

    kind: str = "llama.cpp"
    version: str | None = None
    devices: tuple[str, ...] = ()
    layers_on_device: str | None = None
    n_ctx: int | None = None
    max_sequences: int | None = None


@dataclass(frozen=True)
class SamplingInfo:
    """The sampling that was really used."""

    mode: Mode
    samples: int
    seed: int
    samples_used: int
    select: Select
    temperature: float
    top_p: float
    top_k: int
    max_tokens: int | None
    stateful: bool = False


@dataclass(frozen=True)
class Reproducible:
    """Whether the same command gives the same text again."""

    value: bool
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usage:
    """Tokens and programs of all rollouts of a problem."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    output_tokens: int = 0
    cached_prompt_tokens: int = 0
    programs: int = 0


@dataclass(frozen=True)
class Timing:
    """Seconds, on the wall."""

    load: float = 0.0
    first_token: float = 0.0
    generate: float = 0.0
    programs: float = 0.0
    total: float = 0.0
    tokens_per_s: float | None = None


@dataclass(frozen=True)
class SandboxInfo:
    """The walls around programs on this machine."""

    level: SandboxLevel
    layers: tuple[str, ...]
    network: bool
    missing: tuple[str, ...] = ()
    limits: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class SolutionWarning:
    """Something the user should know."""

    code: str
    message: str


@dataclass(frozen=True)
class ErrorInfo:
    """Why there is no solution."""

    code: str
    exit_code: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class ProblemInfo:
    """The problem as the solution repeats it."""

    text: str
    sha256: str
    language: Language
    source: str | None = None


@dataclass(frozen=True)
class Solution:
    """One problem, solved or not: version 1 of the JSON contract."""

    qmath: str
    id: str
    status: SolutionStatus
    problem: ProblemInfo
    answer: Answer | None
    verification: Verification
    samples: tuple[Sample, ...]
    model: ModelInfo
    engine: EngineInfo
    sampling: SamplingInfo
    reproducible: Reproducible
    usage: Usage
    timing_s: Timing
    sandbox: SandboxInfo | None
    warnings: tuple[SolutionWarning, ...] = ()
    error: ErrorInfo | None = None
    votes: tuple[Vote, ...] = ()
    grade: Grade | None = None
    created: str = ""
    fingerprint: str = ""
    schema: str = SCHEMA

    def to_json(self) -> dict[str, Any]:
        """Return the document of ``solution.schema.json``."""
        document = to_json(self)
        assert isinstance(document, dict)  # noqa: S101 - a dataclass always becomes an object
        return document


def to_json(value: object) -> object:
    """Return a record as JSON values: dataclasses become objects, tuples lists, enums their strings."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    return value
