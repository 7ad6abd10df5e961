"""The pool on Linux: programs in forked children of the zygote, sessions as children that stay.

Here: queue, places, blocks of a session, and what is done when the zygote dies. Not here: the zygote (``zygote.py``, reached through
``helper.py``), what the model reads (``result.py``). One thread; waiting is select-based.
"""

from __future__ import annotations

import itertools
import selectors
import time
from collections import deque
from dataclasses import dataclass, field, replace

from qmath.errors import SandboxError
from qmath.sandbox import large, result, wire
from qmath.sandbox.executor import Finished, SandboxMode
from qmath.sandbox.figures import Folder
from qmath.sandbox.files import ProgramFiles, allow_many
from qmath.sandbox.helper import Helper, Notice
from qmath.sandbox.walls import Walls, demand_strict
from qmath.schema import ExecutionStatus, Limits

START_S, SLOW_STARTS_MAX = 60.0, 3

RESTARTS_PER_MINUTE = 3
_MINUTE_S = 60.0
_LATE_S = 10.0  # so long after its limit and grace, a program's end must have been told, on a busy machine too
_LOAD_S = 30.0  # but not while the helper may be loading a large library


@dataclass(eq=False)
class Child:
    """A forked child as seen from here; ``number`` is its name in messages to the helper."""

    number: int
    files: ProgramFiles


@dataclass
class Session:
    """A namespace that outlives its blocks: its child, if it has one, and the good blocks, for a child that replaces a lost one."""

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
    """Runs tasks, at most ``parallel`` at a time, in children of one helper process, which it replaces when it dies.

    ``start_s``: a helper that is not ready by then is replaced; the next has twice as long, in case the machine is only busy.
    """

    def __init__(
        self, mode: SandboxMode, parallel: int, hidden: frozenset[str], artifacts: Folder | None = None, *, start_s: float = START_S
    ) -> None:
        self._mode, self._parallel, self._hidden, self._artifacts = mode, parallel, hidden, artifacts
        self._start_s = start_s
        self._is_ready = False
        self._num_slow_starts = 0
        self._loads_libraries, self._patient_until = True, 0.0
        self._numbers = itertools.count(1)
        self._queue: deque[Task] = deque()
        self._running: dict[int, Task] = {}
        self._finished: list[Finished] = []
        self._deaths: deque[float] = deque()
        self._selector = selectors.DefaultSelector()
        self._children: dict[int, Child] = {}
        self.walls: Walls | None = None
        self._helper = self._start_helper()

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._queue or self._running)

    @property
    def helper_pid(self) -> int:
        """The process number of the helper."""
        return self._helper.process.pid

    def new_session(self) -> Session:
        """Return an empty session; its child is forked for its first block."""
        allow_many()
        return Session()

    def add(self, ticket: int, source: bytes, limits: Limits, session: object) -> None:
        """Queue a program and start it if there is a place."""
        self._queue.append(Task(ticket, source, limits, session if isinstance(session, Session) else None))
        self.wait(0.0)

    def drop(self, ticket: int) -> None:
        """Forget a program, and kill it if it runs; its session then starts anew from its history."""
        self._queue = deque(task for task in self._queue if task.ticket != ticket)
        self._finished = [finished for finished in self._finished if finished.ticket != ticket]
        for task in [task for task in self._running.values() if task.ticket == ticket]:
            self._release(task)
        self._start_queued()

    def end_session(self, session: object) -> None:
        """Kill a session's child and what waits for it."""
        for task in [task for task in (*self._queue, *self._running.values()) if task.session is session]:
            self.drop(task.ticket)
        if isinstance(session, Session):
            self._lose_child(session)

    def take(self) -> list[Finished]:
        """Return what has ended since the last call."""
        finished, self._finished = self._finished, []
        return finished

    def wait(self, timeout_s: float) -> None:
        """Take in what has happened, waiting at most so long (and at most a second) for something.

        Raises:
            SandboxError: the helper cannot be replaced any more, or is weaker than asked for.
        """
        self._selector.select(0.0 if self._finished else min(timeout_s, 1.0))
        heard = self._helper.receive()
        if heard.walls is not None:
            self.walls = heard.walls
            if self._mode is SandboxMode.STRICT:
                demand_strict(self.walls)
            self._is_ready, self._num_slow_starts = True, 0
        for notice in heard.notices:
            self._hear(notice)
        if self._helper.is_alive and self._is_stuck():
            self._helper.process.kill()
            self._helper.is_alive = False
            self._num_slow_starts += not self._is_ready
        if not self._helper.is_alive:
            self._replace_helper()
        self._start_queued()

    def close(self) -> None:
        """Kill everything."""
        self._helper.close()
        for child in list(self._children.values()):
            self._bury(child)
        self._running.clear()
        self._queue.clear()
        self._selector.close()

    def _start_helper(self) -> Helper:
        self._is_ready = False
        self._helper_deadline = time.monotonic() + self._start_s * (1 << self._num_slow_starts)
        helper = Helper(has_walls=self._mode is not SandboxMode.NONE, hidden=self._hidden, has_figures=self._artifacts is not None)
        self._selector.register(helper.channel, selectors.EVENT_READ)
        return helper

    def _is_stuck(self) -> bool:
        now = time.monotonic()
        if not self._is_ready:
            return now > self._helper_deadline
        return now > self._patient_until and any(now > task.deadline for task in self._running.values())

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
        if child is None or child.number not in self._children:  # none yet, or it died in its sleep
            if self._loads_libraries and self._helper.load(large.mentioned(task.source)):
                self._patient_until = time.monotonic() + _LOAD_S
            child = self._fork(task.limits, stays=session is not None)
            if session is not None:
                task.blocks = deque([*session.history, task.source])
        task.child = child
        self._running[child.number] = task
        if session is not None:
            session.child, session.is_busy = child, True
        self._next_block(task, child)

    def _fork(self, limits: Limits, *, stays: bool) -> Child:
        child = Child(next(self._numbers), ProgramFiles(has_figures=self._artifacts is not None))
        self._children[child.number] = child
        self._helper.fork(child.number, limits.memory_bytes, child.files, stays=stays)
        return child

    def _next_block(self, task: Task, child: Child) -> None:
        task.deadline = time.monotonic() + task.limits.wall_s + wire.GRACE_S + _LATE_S
        self._helper.begin(child.number, task.limits)
        child.files.write_block(task.blocks[0], keeps_names=task.session is not None)

    def _hear(self, notice: Notice) -> None:
        """Take in that a block is over, or a child is dead."""
        child = self._children.get(notice.number)
        task = self._running.get(notice.number)
        if child is None:
            return
        child.files.read_result()
        if task is None:
            self._bury(child)
        elif notice.code == wire.SETUP_FAILED and not child.files.is_ready:
            self._release(task)
            raise SandboxError("a program's process could not be made and locked down")
        elif notice.code is None and len(task.blocks) > 1 and child.files.report() is not None:
            task.blocks.popleft()
            self._next_block(task, child)
        else:
            self._finish(task, child, notice)

    def _finish(self, task: Task, child: Child, notice: Notice) -> None:
        ending = result.Ending(
            report=child.files.report(),
            stdout=child.files.capture(child.files.stdout, task.limits.output_bytes),
            stderr=child.files.capture(child.files.stderr, task.limits.output_bytes),
            exit_code=notice.code,
            is_over_time=notice.reason in {"cpu", "wall"},
            is_over_threads=notice.reason == "threads",
            is_over_output=child.files.is_full,
            is_garbled=child.files.is_garbled,
            wall_s=notice.wall_s,
            cpu_s=notice.cpu_s,
            peak_memory_bytes=notice.peak_bytes,
        )
        shaped = result.shape(ending)
        if self._artifacts is not None and not ending.is_garbled:
            shaped = replace(shaped, artifacts=self._artifacts.save(child.files.figures()))
        self._finished.append(Finished(task.ticket, shaped))
        session = task.session
        self._release(task, keeps_child=notice.code is None and ending.report is not None)
        if session is not None and ending.is_garbled:
            session.history.clear()
        elif session is not None and shaped.status is ExecutionStatus.OK:
            session.history.append(task.source)

    def _release(self, task: Task, *, keeps_child: bool = False) -> None:
        """Give back the place of a task, and its child unless that is its session's and stays."""
        child, task.child = task.child, None
        if child is not None:
            self._running.pop(child.number, None)
        if task.session is not None:
            task.session.is_busy = False
            if not keeps_child:
                self._lose_child(task.session)
        elif child is not None:
            self._bury(child)

    def _lose_child(self, session: Session) -> None:
        child, session.child = session.child, None
        if child is not None:
            self._bury(child)

    def _bury(self, child: Child) -> None:
        """Kill a child, whatever it does, and close what was shared with it."""
        if self._children.pop(child.number, None) is None:
            return
        self._helper.kill(child.number)
        child.files.close()

    def _replace_helper(self) -> None:
        """Start another helper; what was running is run again, once."""
        words = self._helper.last_words()
        self._loads_libraries &= not self._helper.has_loaded  # perhaps it died of that: then each program loads what it wants itself
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
        for child in list(self._children.values()):
            self._bury(child)
        if self._num_slow_starts >= SLOW_STARTS_MAX:
            raise SandboxError("the sandbox's helper process does not get ready", hint="the machine may be too busy: try again later")
        if len(self._deaths) > RESTARTS_PER_MINUTE:
            raise SandboxError(f"the sandbox's helper process died {len(self._deaths)} times in a minute" + (f": {words}" if words else ""))
        self._helper = self._start_helper()
