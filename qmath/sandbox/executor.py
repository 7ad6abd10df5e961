"""The contract of program execution: submit, poll, run; and what the model reads of a result.

Here: the interface and the shaping of text (law 4). Not here: processes (``pool.py``, ``zygote.py``, ``guest.py``) and
walls (``lockdown.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qmath.schema import ExecutionResult, Limits, SandboxInfo


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

    def submit(self, source: str, limits: Limits) -> int:
        """Start a program (or queue it when all places are taken); return its ticket.

        Raises:
            SandboxError: the sandbox itself does not work.
        """

    def cancel(self, ticket: int) -> None:
        """Kill a program whose result nobody wants any more; its ticket is never reported."""

    def poll(self, timeout_s: float) -> list[Finished]:
        """Return the programs that ended, waiting at most ``timeout_s`` seconds for the first.

        Raises:
            SandboxError: the sandbox itself failed and could not be replaced.
        """

    def run(self, source: str, limits: Limits) -> ExecutionResult:
        """Run one program and wait for it."""

    def close(self) -> None:
        """Kill everything that still runs. No call may follow."""
