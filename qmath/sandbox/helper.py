"""qmath's side of the zygote: start it, hand it programs, hear how they ended.

Here: one helper process and its channel. Not here: a program's descriptors (``files.py``), queue, tickets and replacement of a
dead helper (``forks.py``), and the helper's own work (``zygote.py``). Linux only.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from typing import Any

from qmath.errors import SandboxError
from qmath.sandbox import walls, wire
from qmath.sandbox.boot import command, environment, library
from qmath.sandbox.files import ProgramFiles, memory_file
from qmath.sandbox.walls import Walls
from qmath.schema import Limits


@dataclass(frozen=True)
class Notice:
    """What the helper says of a child: a block is over (``code`` is None) or the child is dead; what the block used.

    ``reason`` is the limit it was over: ``cpu``, ``wall``, ``threads``.
    """

    number: int
    code: int | None
    reason: str | None
    wall_s: float
    cpu_s: float
    peak_bytes: int


@dataclass(frozen=True)
class Heard:
    """What has arrived: the walls, if the helper has just become ready, and notices of children."""

    walls: Walls | None
    notices: list[Notice]


_NOWHERE = "/nonexistent"
_CANVAS = "module://qmath.sandbox.canvas"


class Helper:
    """A running zygote. Without walls, programs work in a scratch folder; with walls they can write nowhere.

    ``has_figures``: they draw, and the folder holds matplotlib's list of fonts, which no program can read behind walls.
    """

    def __init__(self, *, has_walls: bool, hidden: frozenset[str] = frozenset(), has_figures: bool = False) -> None:
        self.channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._scratch = None if has_walls and not has_figures else tempfile.TemporaryDirectory(prefix="qmath-")
        self._stderr = memory_file("stderr")
        home = self._scratch.name if self._scratch and not has_walls else _NOWHERE
        drawing = {"MPLCONFIGDIR": self._scratch.name, "MPLBACKEND": _CANVAS} if self._scratch and has_figures else {}
        with theirs:
            try:
                self.process = subprocess.Popen(
                    command("zygote", f"main({theirs.fileno()})"),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._stderr,
                    cwd="/" if has_walls else home,
                    env=environment(home) | drawing,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
            except OSError as exc:
                self._release()
                raise SandboxError(f"the sandbox's helper process cannot be started: {exc}") from exc
        self.is_alive, self.is_ready, self._is_closed = True, False, False
        self._loaded: set[str] = set()
        where = library("matplotlib") if has_figures else library()
        self.send({**asdict(where), "has_walls": has_walls, "hidden": sorted(hidden), "has_figures": has_figures})
        self.channel.setblocking(False)

    def send(self, message: dict[str, object], descriptors: list[int] | None = None) -> None:
        """Send a message; a helper that is gone or does not listen is no longer alive."""
        try:
            if descriptors:
                socket.send_fds(self.channel, [json.dumps(message).encode()], descriptors)
            else:
                self.channel.send(json.dumps(message).encode())
        except OSError:
            self.is_alive = False

    def load(self, modules: list[str]) -> bool:
        """Have modules loaded that were not yet, for the children forked from now on; return whether there were any.

        Each is a message of its own, so that the helper looks at its clocks in between.
        """
        new = [module for module in modules if module not in self._loaded]
        self._loaded.update(new)
        for module in new:
            self.send({"op": "load", "id": 0, "module": module})
        return bool(new)

    @property
    def has_loaded(self) -> bool:
        """Whether it was asked to load anything."""
        return bool(self._loaded)

    def fork(self, number: int, memory_bytes: int, files: ProgramFiles, *, stays: bool) -> None:
        """Have a child forked, which gets ready and waits for its block, or for several if it stays."""
        self.send({"op": "fork", "id": number, "memory_bytes": memory_bytes, "stays": stays}, files.for_guest())
        files.forget_guest_ends()

    def begin(self, number: int, limits: Limits) -> None:
        """Start the clocks of a child's next block, and wake it if it sleeps."""
        self.send({"op": "begin", "id": number, "cpu_s": limits.cpu_s, "wall_s": limits.wall_s})

    def kill(self, number: int) -> None:
        """Kill a child."""
        self.send({"op": "kill", "id": number})

    def receive(self) -> Heard:
        """Return what has arrived; a helper that is gone or talks nonsense is no longer alive."""
        found: Walls | None = None
        notices = []
        while self.is_alive:
            try:
                data = self.channel.recv(wire.MESSAGE_MAX)
                message = json.loads(data)
                if message["op"] == "ready":
                    found, self.is_ready = walls.judge(message), True
                else:
                    notices.append(_notice(message))
            except BlockingIOError:
                break
            except (OSError, ValueError, KeyError, TypeError):  # an end of file is not JSON either
                self.is_alive = False
        return Heard(found, notices)

    def last_words(self) -> str:
        """Return the last line the helper wrote to its standard error."""
        size = os.fstat(self._stderr).st_size
        text = os.pread(self._stderr, 2000, max(0, size - 2000)).decode("utf-8", "replace").strip()
        return text.splitlines()[-1] if text else ""

    def close(self) -> None:
        """End the helper and everything it forked. May be called again.

        One that is ready hears that the channel is closed and cleans up. One that is not is still importing and would hear nothing
        for a while, but has no program yet: it is killed.
        """
        self.is_alive = False
        if self._is_closed:
            return
        self._is_closed = True
        self.channel.close()
        if not self.is_ready:
            self.process.kill()
        try:
            self.process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._release()

    def _release(self) -> None:
        self.channel.close()
        os.close(self._stderr)
        if self._scratch is not None:
            self._scratch.cleanup()


def _notice(message: dict[str, Any]) -> Notice:
    return Notice(
        number=int(message["id"]),
        code=None if message["code"] is None else int(message["code"]),
        reason=None if message["reason"] is None else str(message["reason"]),
        wall_s=float(message["wall_s"]),
        cpu_s=float(message["cpu_s"]),
        peak_bytes=int(message["peak_bytes"]),
    )
