"""The pool of programs as the rest of qmath sees it.

Here: tickets, and which kind of pool this machine has. Not here: the kinds (``forks.py`` on Linux, ``portable.py`` elsewhere) and
the shaping of text (``result.py``).
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import sys
import time
from types import TracebackType
from typing import Protocol, Self

from qmath.errors import UsageError
from qmath.sandbox import result
from qmath.sandbox.executor import Executor, Finished, SandboxMode
from qmath.sandbox.figures import Folder
from qmath.sandbox.walls import Walls
from qmath.schema import ExecutionResult, Limits, SandboxInfo

SOURCE_MAX = 4 << 20
"""Bytes of a program; none that a model writes is longer."""


class Pool(Protocol):
    """What the kinds of pool have in common; sessions are theirs to make and opaque here."""

    @property
    def walls(self) -> Walls | None:
        """What stands here; None while that is not known yet."""

    @property
    def helper_pid(self) -> int:
        """The process number of the helper."""

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""

    def new_session(self) -> object:
        """Return an empty session."""

    def add(self, ticket: int, source: bytes, limits: Limits, session: object) -> None:
        """Queue a program and start it if there is a place."""

    def drop(self, ticket: int) -> None:
        """Forget a program, and kill it if it runs."""

    def end_session(self, session: object) -> None:
        """Kill what a session still runs."""

    def take(self) -> list[Finished]:
        """Return what has ended since the last call."""

    def wait(self, timeout_s: float) -> None:
        """Take in what has happened, waiting at most so long for something."""

    def close(self) -> None:
        """Kill everything."""


def _pool(mode: SandboxMode, parallel: int | None, hidden: frozenset[str], artifacts: Folder | None) -> Pool:
    """Return the kind of pool this machine has."""
    if sys.platform == "linux" and "zygote" not in hidden:
        from qmath.sandbox.forks import ForkPool

        return ForkPool(mode, parallel or len(os.sched_getaffinity(0)), hidden, artifacts)
    if artifacts is not None:
        raise UsageError("--artifacts works on Linux only", hint="leave it out; programs run without their figures")
    from qmath.sandbox.portable import WorkerPool

    return WorkerPool(mode, parallel or os.cpu_count() or 1)


class SandboxPool(Executor):
    """Runs programs outside this process, at most ``parallel`` (default: the processors) at a time.

    The constructor starts what it needs and returns at once; the walls that really stand are known from ``info``, which waits.
    ``hidden`` names what is to be taken as missing on this machine (``seccomp``, ``landlock``, ``zygote``), so that the rest is
    tested. ``artifacts`` is where figures that programs show are saved; without it they show none.

    Raises:
        UsageError: figures are wanted and cannot be drawn here.
    """

    def __init__(
        self,
        level: SandboxMode = SandboxMode.AUTO,
        parallel: int | None = None,
        *,
        hidden: frozenset[str] = frozenset(),
        artifacts: Folder | None = None,
    ) -> None:
        if artifacts is not None and importlib.util.find_spec("matplotlib") is None:
            raise UsageError("--artifacts needs matplotlib, which draws the figures", hint="python3 -m pip install matplotlib")
        self._tickets = itertools.count(1)
        self._refused: list[Finished] = []
        self._sessions: dict[int, object] = {}
        self._pool = _pool(level, parallel, hidden, artifacts)

    def __enter__(self) -> Self:
        """Return the pool; leaving the block closes it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def info(self) -> SandboxInfo:
        """Return the walls that really stand; waits for the helper to be ready.

        Raises:
            SandboxError: the helper does not start, or is weaker than asked for.
        """
        return self.walls.info

    @property
    def walls(self) -> Walls:
        """Return the walls with the evidence for them; waits as ``info`` does.

        Raises:
            SandboxError: as for ``info``.
        """
        while (known := self._pool.walls) is None:
            self._pool.wait(1.0)
        return known

    @property
    def helper_pid(self) -> int:
        """Return the process number of the helper."""
        return self._pool.helper_pid

    def submit(self, source: str, limits: Limits, session: int | None = None) -> int:
        """Start a program, or queue it; return its ticket. In a session it finds the names of the programs before it.

        Raises:
            SandboxError: the sandbox itself does not work.
        """
        ticket = next(self._tickets)
        data = source.encode("utf-8", "surrogatepass")
        if len(data) > SOURCE_MAX:
            sentence = f"SyntaxError: the program is longer than {SOURCE_MAX >> 20} MiB"
            self._refused.append(Finished(ticket, result.refused(sentence)))
        else:
            self._pool.add(ticket, data, limits, None if session is None else self._sessions[session])
        return ticket

    def open_session(self) -> int:
        """Return a new session, in which the names of a program are still there for the next."""
        number = next(self._tickets)
        self._sessions[number] = self._pool.new_session()
        return number

    def close_session(self, session: int) -> None:
        """End a session and whatever of it still runs."""
        self._pool.end_session(self._sessions.pop(session))

    def cancel(self, ticket: int) -> None:
        """Kill a program; its ticket is never reported."""
        self._refused = [finished for finished in self._refused if finished.ticket != ticket]
        self._pool.drop(ticket)

    def poll(self, timeout_s: float) -> list[Finished]:
        """Return the programs that ended, waiting at most ``timeout_s`` seconds for the first.

        Raises:
            SandboxError: the sandbox itself failed and could not be replaced.
        """
        deadline = time.monotonic() + timeout_s
        finished, self._refused = self._refused, []
        self._pool.wait(0.0)
        finished += self._pool.take()
        while not finished and self._pool.is_busy and (left := deadline - time.monotonic()) > 0:
            self._pool.wait(left)
            finished += self._pool.take()
        return finished

    def run(self, source: str, limits: Limits, session: int | None = None) -> ExecutionResult:
        """Run one program and wait for it.

        Raises:
            SandboxError: the sandbox itself failed.
        """
        ticket = self.submit(source, limits, session)
        found: dict[int, Finished] = {}
        while ticket not in found:
            found |= {finished.ticket: finished for finished in self.poll(limits.wall_s)}
        ours = found.pop(ticket)
        self._refused += found.values()  # they are still to be reported
        return ours.result

    def close(self) -> None:
        """Kill everything that still runs."""
        self._pool.close()
