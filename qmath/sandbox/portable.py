"""The pool where there is no zygote (macOS, Windows): a fresh interpreter per program, with the limits such a system has.

Here: starting, watching and killing those interpreters. Not here: walls: on macOS Seatbelt's (``seatbelt.py``), elsewhere none, and the
level says so; limits on Windows (``winjob.py``; elsewhere the worker sets its own). A session repeats its earlier blocks. Run on Linux by
its tests; not run on macOS or Windows.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from qmath.errors import SandboxError
from qmath.sandbox import result, seatbelt, walls, winjob, wire
from qmath.sandbox.boot import command, environment, library
from qmath.sandbox.executor import Finished, SandboxMode
from qmath.sandbox.walls import Walls
from qmath.schema import ExecutionStatus, Limits, SandboxLevel

_LOOK_AGAIN_S = 0.01
if sys.platform == "win32":
    _OUT_OF_CPU_TIME = winjob.NOT_ENOUGH_QUOTA
else:
    _OUT_OF_CPU_TIME = -signal.SIGXCPU


@dataclass
class Session:
    """A namespace that outlives its blocks: here, the blocks that made it what it is."""

    history: list[bytes] = field(default_factory=list)
    is_busy: bool = False


@dataclass
class Task:
    """A submitted program and, while it runs, its process and files."""

    ticket: int
    source: bytes
    limits: Limits
    session: Session | None
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    job: winjob.Job | None = None
    nonce: bytes = b""
    started: float = 0.0
    is_over_time: bool = False


class WorkerPool:
    """Runs tasks, at most ``parallel`` at a time, each in an interpreter of its own."""

    def __init__(self, mode: SandboxMode, parallel: int) -> None:
        self._parallel = parallel
        self._queue: deque[Task] = deque()
        self._running: list[Task] = []
        self._finished: list[Finished] = []
        self._library = library()
        self._scratch = tempfile.TemporaryDirectory(prefix="qmath-")
        self._walls = walls.bare(SandboxLevel.PROCESS, ("clean process", "limits"), missing=("seccomp", "landlock"))
        self._has_seatbelt = seatbelt.is_there() and mode is not SandboxMode.NONE
        if self._has_seatbelt:
            prefix = seatbelt.confined([sys.executable], self._library.readable, [])[:3]
            self._walls = walls.judge_attempts(seatbelt.attempts(prefix), seatbelt.attempts())
        self._mode = mode

    @property
    def walls(self) -> Walls | None:
        """What stands here.

        Raises:
            SandboxError: all walls were asked for.
        """
        if self._mode is SandboxMode.STRICT:
            walls.demand_strict(self._walls)
        return self._walls

    @property
    def helper_pid(self) -> int:
        """There is no helper: this process's own number."""
        return os.getpid()

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._queue or self._running)

    def new_session(self) -> Session:
        """Return an empty session."""
        return Session()

    def add(self, ticket: int, source: bytes, limits: Limits, session: object) -> None:
        """Queue a program and start it if there is a place."""
        self._queue.append(Task(ticket, source, limits, session if isinstance(session, Session) else None))
        self.wait(0.0)

    def drop(self, ticket: int) -> None:
        """Forget a program, and kill it if it runs."""
        self._queue = deque(task for task in self._queue if task.ticket != ticket)
        self._finished = [finished for finished in self._finished if finished.ticket != ticket]
        for task in [task for task in self._running if task.ticket == ticket]:
            self._leave(task)

    def end_session(self, session: object) -> None:
        """Kill what a session still runs."""
        for task in [task for task in (*self._queue, *self._running) if task.session is session]:
            self.drop(task.ticket)

    def take(self) -> list[Finished]:
        """Return what has ended since the last call."""
        finished, self._finished = self._finished, []
        return finished

    def wait(self, timeout_s: float) -> None:
        """Take in what has ended, waiting at most so long for something.

        Raises:
            SandboxError: no interpreter can be started, or all walls were asked for.
        """
        deadline = time.monotonic() + timeout_s
        while self.walls is not None:
            for task in list(self._running):
                self._look(task)
            while self._queue and len(self._running) < self._parallel:
                if not self._start_next():
                    break
            left = deadline - time.monotonic()
            if self._finished or left <= 0 or not self.is_busy:
                return
            time.sleep(min(left, _LOOK_AGAIN_S))

    def close(self) -> None:
        """Kill everything."""
        self._queue.clear()
        for task in list(self._running):
            self._leave(task)
        self._scratch.cleanup()

    def _start_next(self) -> bool:
        """Start the first queued program whose session is free; False if there is none."""
        task = next((task for task in self._queue if task.session is None or not task.session.is_busy), None)
        if task is None:
            return False
        self._queue.remove(task)
        task.folder = Path(tempfile.mkdtemp(dir=self._scratch.name))
        (task.folder / "cwd").mkdir()
        task.nonce = os.urandom(wire.NONCE_BYTES)
        blocks = [*(task.session.history if task.session else ()), task.source]
        message = {
            "paths": self._library.paths,
            "blocks": [block.decode("utf-8", "surrogatepass") for block in blocks],
            "cpu_s": task.limits.cpu_s,
            "memory_bytes": task.limits.memory_bytes,
            "result": str(task.folder / "result"),
            "nonce": task.nonce.hex(),
        }
        (task.folder / "task").write_text(json.dumps(message), "ascii")
        with (
            (task.folder / "task").open("rb") as stdin,
            (task.folder / "stdout").open("ab") as stdout,
            (task.folder / "stderr").open("ab") as stderr,
        ):
            start = command("worker", "main()")
            if self._has_seatbelt:
                readable = [*self._library.readable, str(Path(__file__).parent)]
                start = seatbelt.confined(start, readable, [str(task.folder / "result")])
            try:
                task.process = subprocess.Popen(
                    start,
                    stdin=stdin,
                    stdout=stdout,
                    stderr=stderr,
                    cwd=task.folder / "cwd",
                    env=environment(str(task.folder / "cwd")),
                    start_new_session=True,
                    creationflags=winjob.CREATE_SUSPENDED if sys.platform == "win32" else 0,
                )
            except OSError as exc:
                raise SandboxError(f"no interpreter can be started for a program: {exc}") from exc
        if sys.platform == "win32":
            task.job = winjob.confine(task.process, task.limits.cpu_s + wire.GRACE_S, task.limits.memory_bytes)
        task.started = time.monotonic()
        self._running.append(task)
        if task.session is not None:
            task.session.is_busy = True
        return True

    def _look(self, task: Task) -> None:
        """See whether a program has ended or must be."""
        assert task.process is not None  # noqa: S101 - a running task has its process
        assert task.folder is not None  # noqa: S101 - and its files
        wall_s = time.monotonic() - task.started
        is_full = max((task.folder / name).stat().st_size for name in ("stdout", "stderr")) >= wire.OUTPUT_FILE_BYTES
        code = task.process.poll()
        if code is None:
            task.is_over_time = wall_s >= task.limits.wall_s
            if not task.is_over_time and not is_full:
                return
            _kill(task.process)
            code = task.process.wait()
        answer = task.folder / "result"
        data = answer.read_bytes()[: wire.FRAME_MAX + 1] if answer.exists() else b""
        report = wire.unpack(task.nonce, data)
        ending = result.Ending(
            report=report,
            stdout=_capture(task.folder / "stdout", task.limits.output_bytes),
            stderr=_capture(task.folder / "stderr", task.limits.output_bytes),
            exit_code=code,
            is_over_time=task.is_over_time or (report is None and code == _OUT_OF_CPU_TIME),
            is_over_output=is_full,
            is_garbled=report is None and bool(data),
            wall_s=wall_s,
        )
        shaped = result.shape(ending)
        self._finished.append(Finished(task.ticket, shaped))
        if task.session is not None and shaped.status is ExecutionStatus.OK:
            task.session.history.append(task.source)
        self._leave(task)

    def _leave(self, task: Task) -> None:
        """Give back the place and the files of a program."""
        self._running.remove(task)
        if task.session is not None:
            task.session.is_busy = False
        if task.process is not None:
            _kill(task.process)
            task.process.wait()
        if task.job is not None:
            task.job.close()
        if task.folder is not None:
            import shutil

            shutil.rmtree(task.folder, ignore_errors=True)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and, where there are groups, what it started."""
    if sys.platform != "win32" and process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _capture(path: Path, keep_bytes: int) -> result.Capture:
    """Return the head and tail of a file, together at most ``keep_bytes``."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= keep_bytes:
            return result.Capture(file.read(), b"", size)
        half = keep_bytes // 2
        head = file.read(half)
        file.seek(size - half)
        return result.Capture(head, file.read(half), size)
