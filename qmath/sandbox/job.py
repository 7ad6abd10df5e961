"""One child of the zygote: its clocks, its limits, its end.

Here: measuring from outside and deciding when a limit is reached. Not here: forking and reaping (``zygote.py``). Linux only; only
the standard library and sibling files.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass

from qmath.sandbox.wire import GRACE_S, THREADS_MAX

_LOOK_AGAIN_S = 0.05  # several threads use CPU time faster than the wall's, and a program can start hundreds of them between two looks


@dataclass
class Job:
    """A child. Limits in seconds count for a block; between blocks it is not running and has no limits."""

    id: int
    pid: int
    stays: bool
    is_running: bool = False
    is_asleep: bool = False
    cpu_s: float = 0.0
    wall_s: float = 0.0
    started: float = 0.0
    cpu_before_s: float = 0.0
    warned: float | None = None
    reason: str | None = None

    def begin(self, cpu_s: float, wall_s: float) -> None:
        """Start the clocks of a block."""
        self.cpu_s, self.wall_s, self.cpu_before_s = cpu_s, wall_s, self._cpu_clock()
        self.started, self.warned, self.reason, self.is_running = time.monotonic(), None, None, True
        if self.is_asleep:
            self.is_asleep = False
            self.signal(signal.SIGCONT)

    def end(self) -> dict[str, object]:
        """Stop the clocks of a block whose process has put itself to sleep; return what it used."""
        self.is_running, self.is_asleep = False, True
        used = {"id": self.id, "reason": self.reason, "wall_s": self.used_wall_s(), "cpu_s": self.used_cpu_s()}
        return {"op": "idle", **used, "code": None, "peak_bytes": 0}

    def used_wall_s(self) -> float:
        """Return the seconds since the block began."""
        return time.monotonic() - self.started if self.started else 0.0

    def used_cpu_s(self) -> float:
        """Return the CPU seconds of the block, all threads, measured by the kernel; 0 if the process is gone."""
        return max(0.0, self._cpu_clock() - self.cpu_before_s)

    def _num_threads(self) -> int:
        """Return how many threads the process has; 0 where that cannot be seen. Landlock leaves the number of links visible."""
        try:
            return os.stat(f"/proc/{self.pid}/task").st_nlink - 2  # noqa: PTH116 - no pathlib in the helper
        except OSError:
            return 0

    def _cpu_clock(self) -> float:
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            return 0.0

    def until_next_look_s(self) -> float:
        """Return the seconds until the block may be over a limit."""
        now = time.monotonic()
        if self.warned is not None:
            return min(self.warned + GRACE_S - now, _LOOK_AGAIN_S)
        return min(self.cpu_s - self.used_cpu_s(), self.started + self.wall_s - now, _LOOK_AGAIN_S)

    def enforce(self) -> None:
        """Warn a block that is over a limit of time; kill it if it was warned and went on, or has too many threads."""
        now = time.monotonic()
        if self._num_threads() > THREADS_MAX:
            self.reason = "threads"
            self.kill()
            return
        if self.warned is not None:
            if now >= self.warned + GRACE_S:
                self.kill()
            return
        over_wall = now >= self.started + self.wall_s
        if over_wall or self.used_cpu_s() >= self.cpu_s:
            self.reason, self.warned = "wall" if over_wall else "cpu", now
            self.signal(signal.SIGUSR1)

    def kill(self) -> None:
        """Kill the process and whatever shares its group."""
        self.signal(signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; a process that is gone needs none."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)
