"""The contract of program execution: submit, poll, run.

Here: the interface and the choice of walls. Not here: the shaping of text (``result.py``), processes (``pool.py``,
``helper.py``, ``zygote.py``, ``guest.py``) and walls (``lockdown.py``, ``seccomp.py``, ``landlock.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from qmath.schema import ExecutionResult, Limits, SandboxInfo


class SandboxMode(StrEnum):
    """Which walls are asked for: the best this machine has, all of them or no programs, or none."""

    AUTO = "auto"
    STRICT = "strict"
    NONE = "none"


@dataclass(frozen=True)
class Finished:
    """The result of a submitted program."""

    ticket: int
    result: ExecutionResult


class Executor(Protocol):
    """Runs programs outside this process, several at once."""

    @property
    def info(self) -> SandboxInfo:
        """Return the walls that really stand. Waits for the helper process to be ready."""

    def submit(self, source: str, limits: Limits, session: int | None = None) -> int:
        """Start a program (or queue it when all places are taken); return its ticket. In a session it finds the names left there.

        Raises:
            SandboxError: the sandbox itself does not work.
        """

    def open_session(self) -> int:
        """Return a new session: its programs run one after the other and share their names."""

    def close_session(self, session: int) -> None:
        """End a session and whatever of it still runs."""

    def cancel(self, ticket: int) -> None:
        """Kill a program whose result nobody wants any more; its ticket is never reported."""

    def poll(self, timeout_s: float) -> list[Finished]:
        """Return the programs that ended, waiting at most ``timeout_s`` seconds for the first.

        Raises:
            SandboxError: the sandbox itself failed and could not be replaced.
        """

    def run(self, source: str, limits: Limits, session: int | None = None) -> ExecutionResult:
        """Run one program and wait for it."""

    def close(self) -> None:
        """Kill everything that still runs. No call may follow."""
