"""What happens while a problem is solved, in order: the stream behind the screen, ``--events`` and ``Solver.stream``.

Here: plain records. Not here: who makes them (``solve/``) and who shows them (``cli/``).
"""

from __future__ import annotations

from dataclasses import dataclass

from qmath.schema import ErrorInfo, ExecutionStatus, Mode, Sample, SandboxLevel, Solution, SolutionWarning, Vote


@dataclass(frozen=True)
class Start:
    """A problem begins. ``reason`` says why this mode was taken."""

    id: str
    mode: Mode
    reason: str
    model: str
    samples: int
    type: str = "start"


@dataclass(frozen=True)
class Delta:
    """New text of the model."""

    id: str
    sample: int
    text: str
    type: str = "delta"


@dataclass(frozen=True)
class ProgramStarted:
    """A program of the model begins to run."""

    id: str
    sample: int
    source: str
    type: str = "program"


@dataclass(frozen=True)
class ProgramEnded:
    """A program ended; ``text`` is what the model reads, ``artifacts`` are the names of figures that were saved."""

    id: str
    sample: int
    text: str
    status: ExecutionStatus
    wall_s: float
    truncated: bool
    sandbox: SandboxLevel
    artifacts: tuple[str, ...] = ()
    type: str = "output"


@dataclass(frozen=True)
class SampleEnded:
    """A rollout ended."""

    id: str
    sample: Sample
    type: str = "sample"


@dataclass(frozen=True)
class Voted:
    """The samples were counted."""

    id: str
    votes: tuple[Vote, ...]
    type: str = "vote"


@dataclass(frozen=True)
class Warned:
    """Something the user should know."""

    id: str
    warning: SolutionWarning
    type: str = "warning"


@dataclass(frozen=True)
class Solved:
    """The problem ended, solved or not."""

    id: str
    solution: Solution
    type: str = "solution"


@dataclass(frozen=True)
class Failed:
    """The run ended without a solution."""

    id: str
    error: ErrorInfo
    type: str = "error"


Event = Start | Delta | ProgramStarted | ProgramEnded | SampleEnded | Voted | Warned | Solved | Failed
