"""The pool on Linux: programs in forked children of the zygote, sessions as children that stay.

Here: queue, places, blocks of a session, and what is done when the zygote dies. Not here: the zygote (``zygote.py``, reached through
``helper.py``), what the model reads (``result.py``). One thread; waiting is select-based.
"""

from __future__ import annotations

import itertools
import selectors
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from qmath.errors import SandboxError
from qmath.sandbox import result, walls, wire
from qmath.sandbox.executor import Finished, SandboxMode
from qmath.sandbox.files import ProgramFiles
from qmath.sandbox.helper import Helper
from qmath.sandbox.walls import Walls
from qmath.schema import ExecutionStatus, Limits

START_S = 60.0
"""A helper that is not ready by then never will be."""

RESTARTS_PER_MINUTE = 3
_MINUTE_S = 60.0
_LATE_S = 3.0  # so long after its limit and grace, a program's end must have been told


@dataclass
class Child:
    """A forked child as seen from here; ``number`` is its name in messages to the helper."""

    number: int
    files: ProgramFiles
    stays: bool


@dataclass
class Session:
    """A namespace that outlives its blocks: its child, if it has one, and the blocks that made it what it is."""

    child: Child | None = None
    history: list[bytes] = field(default_factory=list)
    is_busy: bool = False


@dataclass
class Task:
    """A submitted program. ``blocks`` is what is still to be run: what a lost session has to repeat, then the program."""

    ticket: int
    source: bytes
    limits: Limits
    session: Session | None = None
    child: Child | None = None
    blocks: deque[bytes] = field(default_factory=deque)
    deadline: float = 0.0
    num_starts: int = 0


class ForkPool:
    """Runs tasks, at most ``parallel`` at a time, in children of one helper process, which it replaces when it dies."""

    def __init__(self, mode: SandboxMode, parallel: int, hidden: frozenset[str]) -> None:
        self._mode, self._parallel, self._hidden = mode, parallel, hidden
        self._numbers = itertools.count(1)
        self._queue: deque[Task] = deque()
        self._running: dict[int, Task] = {}
        self._finished: list[Finished] = []
        self._deaths: deque[float] = deque()
        self._selector = selectors.DefaultSelector()
        self.walls: Walls | None = None
        self._start_helper()

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._queue or self._running)

    @property
    def helper_pid(self) -> int:
        """The process number of the helper."""
        return self._helper.process.pid

    def add(self, ticket: int, source: bytes, limits: Limits, session: Session | None) -> None:
        """Queue a program and start it if there is a place."""
        self._queue.append(Task(ticket, source, limits, session))
        self.wait(0.0)

    def drop(self, ticket: int) -> None:
        """Forget a program, and kill it if it runs; its session then starts anew from its history."""
        self._queue = deque(task for task in self._queue if task.ticket != ticket)
        self._finished = [finished for finished in self._finished if finished.ticket != ticket]
        for task in [task for task in self._running.values() if task.ticket == ticket]:
            self._forget(task)
        self._start_queued()

    def end_session(self, session: Session) -> None:
        """Kill a session's child and forget what it ran."""
        for task in [task for task in (*self._queue, *self._running.values()) if task.session is session]:
            self.drop(task.ticket)
        self._lose_child(session)
        session.history.clear()

    def take(self) -> list[Finished]:
        """Return what has ended since the last call."""
        finished, self._finished = self._finished, []
        return finished

    def wait(self, timeout_s: float) -> None:
        """Take in what has happened, waiting at most so long (and at most a second) for something.

        Raises:
            SandboxError: the helper cannot be replaced any more, or is weaker than asked for.
        """
        for key, _ in self._selector.select(0.0 if self._finished else min(timeout_s, 1.0)):
            if isinstance(key.data, Child):
                self._read(key.data)
        for message in self._helper.receive():
            self._hear(message)
        if self._helper.is_alive and self._is_stuck():
            self._helper.process.kill()
            self._helper.is_alive = False
        if not self._helper.is_alive:
            self._replace_helper()
        self._start_queued()

    def close(self) -> None:
        """Kill everything."""
        self._helper.close()
        for task in (*self._running.values(), *self._queue):
            self._release(task)
        self._running.clear()
        self._queue.clear()
        for key in list(self._selector.get_map().values()):
            if isinstance(key.data, Child):
                key.data.files.close()
        self._selector.close()

    def _start_helper(self) -> None:
        self._is_ready = False
        self._helper = Helper(has_walls=self._mode is not SandboxMode.NONE, hidden=self._hidden)
        self._helper_deadline = time.monotonic() + START_S
        self._selector.register(self._helper.channel, selectors.EVENT_READ)

    def _is_stuck(self) -> bool:
        now = time.monotonic()
        if not self._is_ready:
            return now > self._helper_deadline
        return any(now > task.deadline for task in self._running.values())

    def _start_queued(self) -> None:
        waiting: deque[Task] = deque()
        while self._is_ready and self._queue and len(self._running) < self._parallel:
            task = self._queue.popleft()
            if task.session is not None and task.session.is_busy:
                waiting.append(task)
            else:
                self._start(task)
        self._queue.extendleft(reversed(waiting))

    def _start(self, task: Task) -> None:
        task.num_starts += 1
        session = task.session
        child = session.child if session is not None else None
        task.blocks = deque([task.source])
        if child is None:
            child = Child(next(self._numbers), ProgramFiles(), stays=session is not None)
            self._helper.run(child.number, task.limits, child.files, stays=child.stays)
            if session is not None:
                task.blocks = deque([*session.history, task.source])
                self._selector.register(child.files.result, selectors.EVENT_READ, child)
        task.child = child
        self._running[child.number] = task
        if session is not None:
            session.child, session.is_busy = child, True
        self._next_block(task, child)

    def _next_block(self, task: Task, child: Child) -> None:
        task.deadline = time.monotonic() + task.limits.wall_s + wire.GRACE_S + _LATE_S
        if child.stays:
            self._helper.begin(child.number, task.limits)
        child.files.write_block(task.blocks[0])

    def _read(self, child: Child) -> None:
        """Take in what a session's child says of its block."""
        child.files.read_result()
        task = self._running.get(child.number)
        if task is None or child.files.is_over:
            self._selector.unregister(child.files.result)  # it spoke out of turn, or is dead: its exit will be told
            self._helper.kill(child.number)
        elif child.files.is_garbled and child.files.is_answered:
            self._helper.kill(child.number)
        elif child.files.is_answered:
            self._helper.end(child.number)

    def _hear(self, message: dict[str, Any]) -> None:
        """Take in a message of the helper."""
        if message["op"] == "ready":
            self.walls = walls.judge(message)
            if self._mode is SandboxMode.STRICT:
                walls.demand_strict(self.walls)
            self._is_ready = True
            return
        task = self._running.get(int(message["id"]))
        if task is None or task.child is None:
            return
        if message["op"] == "idle" and len(task.blocks) > 1:
            task.blocks.popleft()
            self._next_block(task, task.child)
        else:
            self._finish(task, task.child, message)

    def _finish(self, task: Task, child: Child, message: dict[str, Any]) -> None:
        child.files.read_result()
        code = int(message["code"]) if message["op"] == "exit" else None
        if code == wire.SETUP_FAILED and not child.files.is_ready:
            self._forget(task)
            raise SandboxError("a program's process could not be locked down")
        ending = result.Ending(
            report=child.files.report(),
            stdout=child.files.capture(child.files.stdout, task.limits.output_bytes),
            stderr=child.files.capture(child.files.stderr, task.limits.output_bytes),
            exit_code=code,
            is_over_time=message["reason"] is not None,
            is_over_output=child.files.is_full,
            is_garbled=child.files.is_garbled,
            wall_s=float(message["wall_s"]),
            cpu_s=float(message["cpu_s"]),
            peak_memory_bytes=int(message["peak_bytes"]),
        )
        shaped = result.shape(ending)
        self._finished.append(Finished(task.ticket, shaped))
        session = task.session
        self._release(task, keeps_child=code is None)
        if session is not None and ending.is_garbled:
            session.history.clear()
        elif session is not None and shaped.status is ExecutionStatus.OK:
            session.history.append(task.source)

    def _forget(self, task: Task) -> None:
        """Kill a running task's child and forget both."""
        if task.child is not None:
            self._helper.kill(task.child.number)
        self._release(task)

    def _release(self, task: Task, *, keeps_child: bool = False) -> None:
        """Give back the place of a task, and its descriptors unless its session's child stays."""
        child, task.child = task.child, None
        if child is not None:
            self._running.pop(child.number, None)
        if task.session is not None:
            task.session.is_busy = False
            if not keeps_child:
                self._lose_child(task.session)
        elif child is not None:
            child.files.close()

    def _lose_child(self, session: Session) -> None:
        child, session.child = session.child, None
        if child is not None:
            self._helper.kill(child.number)
            if child.files.result in self._selector.get_map():
                self._selector.unregister(child.files.result)
            child.files.close()

    def _replace_helper(self) -> None:
        """Start another helper; what was running is run again, once."""
        words = self._helper.last_words()
        self._selector.unregister(self._helper.channel)
        self._helper.close()
        now = time.monotonic()
        self._deaths.append(now)
        while now - self._deaths[0] > _MINUTE_S:
            self._deaths.popleft()
        for task in reversed(list(self._running.values())):
            self._release(task)
            if task.num_starts > 1:
                self._finished.append(Finished(task.ticket, result.refused("SystemError: the program ended its sandbox twice")))
            else:
                self._queue.appendleft(task)
        if len(self._deaths) > RESTARTS_PER_MINUTE:
            raise SandboxError(f"the sandbox's helper process died {len(self._deaths)} times in a minute" + (f": {words}" if words else ""))
        self._start_helper()
