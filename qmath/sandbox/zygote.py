"""The clean helper process: it forks a child per program, watches its clocks and says how it ended.

Here: fork, limits, kill, reap. Not here: the programs' sources and outputs (they pass through descriptors that this process
hands on and never reads, so that no program finds another's text in its memory), what a child does (``guest.py``) and walls
(``lockdown.py``). One thread; the standard library and sibling files; started by ``helper.py`` in a bare interpreter.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from typing import Any, NoReturn

from qmath.sandbox import guest, large, lockdown, probe, warm
from qmath.sandbox.job import Job
from qmath.sandbox.wire import MESSAGE_MAX, SETUP_FAILED

_NUM_DESCRIPTORS = 6


class Zygote:
    """The loop: requests of qmath, deaths of children, clocks."""

    def __init__(self, channel: socket.socket, walls: lockdown.Walls, *, has_figures: bool = False) -> None:
        self.channel = channel
        self.walls = walls
        self.jobs: dict[int, Job] = {}
        self.guest = guest.Guest(has_figures=has_figures)
        self.chores = warm.chores(is_sealed=walls.is_sealed)
        self.next_chore = 0.0
        self.is_settled = False
        self.pid = os.getpid()
        self.page = resource.getpagesize()
        self.statm = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)  # opened now: /proc is shut off later
        self.maps = os.open("/proc/self/maps", os.O_RDONLY | os.O_CLOEXEC)
        self.children = lockdown.adopt_strays()
        self.tasks = lockdown.allowed_tasks()
        self.deaths, wakeup = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        os.set_blocking(wakeup, False)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _signum, _frame: None)

    def tell(self, **message: object) -> None:
        """Send qmath a message; if nobody is there any more, end."""
        try:
            self.channel.send(json.dumps(message).encode())
        except OSError:
            self.leave()

    def leave(self) -> NoReturn:
        """Kill what runs and end: qmath is gone or wants no more."""
        for job in self.jobs.values():
            job.kill()
        self.jobs.clear()
        with contextlib.suppress(ChildProcessError):
            while True:
                self.kill_strays()
                os.wait4(-1, 0)
        os._exit(0)

    def lock(self, readable: list[str], *, has_walls: bool) -> dict[str, object]:
        """Put up the walls and try each, outside and inside; return what qmath should know of them."""
        if not has_walls:
            self.settle()
            return {"landlock": 0, "seccomp": False, "sealed": False, "inside": {}, "outside": {}}
        space = self.address_space() + (256 << 20)
        with probe.targets() as aim:
            outside = probe.in_child(aim)
            lockdown.shrink_helper()
            lockdown.raise_library_wall(self.walls, readable)
            self.settle()
            inside = probe.in_child(aim, lambda descriptors: self.confine(descriptors, space))
            if not inside and self.walls.filter is not None:
                self.walls.filter = None
                inside = probe.in_child(aim, lambda descriptors: self.confine(descriptors, space))
        return {
            "landlock": self.walls.landlock,
            "seccomp": self.walls.filter is not None,
            "sealed": self.walls.is_sealed,
            "inside": inside,
            "outside": outside,
        }

    def address_space(self) -> int:
        """Return the bytes of this process's address space, which every child starts with."""
        return int(os.pread(self.statm, 256, 0).split()[0]) * self.page

    def confine(self, descriptors: list[int], space_bytes: int) -> None:
        """Put this forked child behind the walls, with these descriptors as 1, 2, 3, ..."""
        signal.set_wakeup_fd(-1)
        lockdown.enter_child(self.pid, descriptors)
        lockdown.set_limits(address_space_bytes=space_bytes, tasks=None if self.walls.filter else self.tasks)
        if self.walls.filter is not None:
            self.walls.filter.apply()

    def loop(self) -> NoReturn:
        """Serve until qmath is gone."""
        poller = select.poll()
        poller.register(self.channel, select.POLLIN)
        poller.register(self.deaths, select.POLLIN)
        while True:
            looks = [job.until_next_look_s() for job in self.jobs.values() if job.is_running]
            idle = not looks and self.chores is not None
            pause = max(0.001, min(looks)) if looks else max(0.0, self.next_chore - time.monotonic()) if idle else None
            ready = {fd for fd, _ in poller.poll(None if pause is None else 1000 * pause)}
            if self.deaths in ready:
                self.reap()
            if self.channel.fileno() in ready:
                self.serve_request()
            if not ready and idle:
                self.do_chore()
            for job in self.jobs.values():
                if job.is_running:
                    job.enforce()

    def finish_chores(self) -> None:
        """Warm up all at once: when the file system is sealed, nothing can be imported later."""
        for _ in self.chores or ():
            pass
        self.chores = None

    def do_chore(self) -> None:
        """Warm up a little more, then rest as long: a model may be loading on the same cores."""
        before = time.monotonic()
        if self.chores is not None and next(self.chores, None) is None:
            self.chores = None
            self.settle()
        self.next_chore = 2 * time.monotonic() - before

    def settle(self) -> None:
        """Make what is in memory cheap to share: garbage away, the rest never looked at again, in few large pages."""
        atexit._clear()  # noqa: SLF001 - what libraries registered is not a program's business
        gc.collect()
        gc.freeze()
        lockdown.use_large_pages(self.maps)
        self.is_settled = True

    def serve_request(self) -> None:
        """Do what one message asks; a message that is not understood ends this process (and qmath starts another)."""
        data, descriptors, flags, _ = socket.recv_fds(self.channel, MESSAGE_MAX, _NUM_DESCRIPTORS)
        if not data or flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
            self.leave()
        request = json.loads(data)
        number = int(request["id"])
        match request["op"]:
            case "load":
                self.load(str(request["module"]))
            case "fork":
                if not self.is_settled:
                    self.settle()
                try:
                    self.start(number, request, descriptors)
                finally:
                    for descriptor in descriptors:
                        os.close(descriptor)
            case "begin" if number in self.jobs:
                self.jobs[number].begin(float(request["cpu_s"]), float(request["wall_s"]))
            case "kill" if number in self.jobs:
                self.jobs[number].kill()

    def load(self, module: str) -> None:
        """Import a large library that the next program mentions. One that is missing or fails is the program's to hear of."""
        if module in large.MODULES:
            with contextlib.suppress(Exception), contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
                importlib.import_module(module)
            self.is_settled = False

    def start(self, number: int, request: dict[str, Any], descriptors: list[int]) -> None:
        """Fork a child, which gets ready and waits for its first block."""
        space = self.address_space() + int(request["memory_bytes"])
        try:
            pid = os.fork()
        except OSError:
            self.tell(op="exit", id=number, code=SETUP_FAILED, reason=None, wall_s=0.0, cpu_s=0.0, peak_bytes=0)
            return
        if pid == 0:
            self.become_program(descriptors, space)
        self.jobs[number] = Job(number, pid, stays=bool(request["stays"]))

    def become_program(self, descriptors: list[int], space_bytes: int) -> NoReturn:
        """Turn this forked child into a program's process."""
        try:
            self.confine(descriptors, space_bytes)
            guest.serve(self.guest)
        finally:
            os._exit(SETUP_FAILED)

    def end(self, job: Job) -> None:
        """End a block whose process stopped itself: it sleeps until the next one, or is done with."""
        self.tell(**job.end())
        if not job.stays:
            job.kill()
            del self.jobs[job.id]  # what the kernel says of its death concerns nobody

    def kill_strays(self) -> None:
        """Where programs can fork: kill the processes they left behind, which have become children of this one."""
        if self.children < 0 or self.walls.filter is not None:
            return
        known = {job.pid for job in self.jobs.values()}
        for pid in os.pread(self.children, MESSAGE_MAX, 0).split():
            if int(pid) not in known:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)

    def reap(self) -> None:
        """Take note of the children that died, or stopped themselves at the end of a block."""
        with contextlib.suppress(BlockingIOError):
            os.read(self.deaths, 4096)
        while True:
            try:
                change = os.waitid(os.P_ALL, 0, os.WEXITED | os.WSTOPPED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if change is None:
                return
            job = next((job for job in self.jobs.values() if job.pid == change.si_pid), None)
            if change.si_code == os.CLD_STOPPED:
                os.waitid(os.P_PID, change.si_pid, os.WSTOPPED | os.WNOHANG)
                if job is not None:
                    self.end(job)
            else:
                self.bury(change.si_pid, job)

    def bury(self, pid: int, job: Job | None) -> None:
        """Collect a dead child; tell qmath unless it was done with."""
        if job is not None:
            job.kill()  # its group too, before the number can be another's
        _, status, usage = os.wait4(pid, 0)
        self.kill_strays()
        if job is None:
            return
        del self.jobs[job.id]
        self.tell(
            op="exit",
            id=job.id,
            code=os.waitstatus_to_exitcode(status),
            reason=job.reason,
            wall_s=job.used_wall_s(),
            cpu_s=max(0.0, usage.ru_utime + usage.ru_stime - job.cpu_before_s),
            peak_bytes=usage.ru_maxrss * 1024,
        )


def main(descriptor: int) -> NoReturn:
    """Be the helper process: read the configuration from the channel, import, put up the walls, try them, serve."""
    channel = socket.socket(fileno=descriptor)
    config = json.loads(channel.recv(MESSAGE_MAX))
    readable = [*sys.path, *config["readable"]]
    sys.path.extend(config["paths"])
    sys.set_int_max_str_digits(0)
    lockdown.raise_descriptors()
    walls = lockdown.choose_walls(set(config["hidden"])) if config["has_walls"] else lockdown.Walls()
    zygote = Zygote(channel, walls, has_figures=bool(config["has_figures"]))
    warm.first()
    zygote.guest.rehearse()
    if walls.is_sealed:
        zygote.finish_chores()
    zygote.tell(op="ready", **zygote.lock(readable, has_walls=bool(config["has_walls"])))
    zygote.loop()
