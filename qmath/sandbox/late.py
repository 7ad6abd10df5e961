"""An executor that starts when it is first wanted.

Here: putting off the start. Not here: what is started (``pool.py``).
"""

from __future__ import annotations

from collections.abc import Callable

from qmath.sandbox.executor import Executor, Finished
from qmath.schema import ExecutionResult, Limits, SandboxInfo


class LateExecutor(Executor):
    """Hands everything on to an executor that is made by the first call, or by ``start``, and not at all where none comes."""

    def __init__(self, make: Callable[[], Executor]) -> None:
        self._make = make
        self._made: Executor | None = None

    def start(self) -> Executor:
        """Return the executor, made now if it was not yet."""
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def info(self) -> SandboxInfo:
        """Return the walls that really stand."""
        return self.start().info

    def submit(self, source: str, limits: Limits, session: int | None = None) -> int:
        """Start a program; return its ticket."""
        return self.start().submit(source, limits, session)

    def open_session(self) -> int:
        """Return a new session."""
        return self.start().open_session()

    def close_session(self, session: int) -> None:
        """End a session."""
        self.start().close_session(session)

    def cancel(self, ticket: int) -> None:
        """Kill a program."""
        self.start().cancel(ticket)

    def poll(self, timeout_s: float) -> list[Finished]:
        """Return the programs that ended."""
        return self.start().poll(timeout_s)

    def run(self, source: str, limits: Limits, session: int | None = None) -> ExecutionResult:
        """Run one program and wait for it."""
        return self.start().run(source, limits, session)

    def close(self) -> None:
        """Kill everything that still runs; nothing is started for that."""
        if self._made is not None:
            self._made.close()
