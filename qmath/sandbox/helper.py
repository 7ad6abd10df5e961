"""qmath's side of the zygote: start it, hand it programs, hear how they ended.

Here: one helper process and its channel. Not here: a program's descriptors (``files.py``), queue, tickets and replacement of a
dead helper (``forks.py``), and the helper's own work (``zygote.py``). Linux only.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
from dataclasses import asdict
from typing import Any

from qmath.errors import SandboxError
from qmath.sandbox import wire
from qmath.sandbox.boot import command, environment, library
from qmath.sandbox.files import ProgramFiles
from qmath.schema import Limits


class Helper:
    """A running zygote."""

    def __init__(self, *, has_walls: bool, hidden: frozenset[str] = frozenset()) -> None:
        self.channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._stderr = os.memfd_create("stderr", os.MFD_CLOEXEC)
        with theirs:
            try:
                self.process = subprocess.Popen(
                    command("zygote", f"main({theirs.fileno()})"),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._stderr,
                    cwd="/",
                    env=environment(self._home),
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
            except OSError as exc:
                self.channel.close()
                os.close(self._stderr)
                raise SandboxError(f"the sandbox's helper process cannot be started: {exc}") from exc
        self.is_alive, self._is_closed = True, False
        self.send({**asdict(library()), "has_walls": has_walls, "hidden": sorted(hidden)})
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

    def run(self, number: int, limits: Limits, files: ProgramFiles, *, stays: bool) -> None:
        """Have a child forked for a program, or for a session that stays."""
        self.send({"op": "run", "id": number, "stays": stays, **_clocks(limits), "memory_bytes": limits.memory_bytes}, files.for_guest())
        files.forget_guest_ends()

    def begin(self, number: int, limits: Limits) -> None:
        """Wake a session's child and start the clocks of its next block."""
        self.send({"op": "begin", "id": number, **_clocks(limits)})

    def end(self, number: int) -> None:
        """Put a session's child to sleep; what its block used comes back as a message."""
        self.send({"op": "end", "id": number})

    def kill(self, number: int) -> None:
        """Kill a child."""
        self.send({"op": "kill", "id": number})

    def receive(self) -> list[dict[str, Any]]:
        """Return the messages that have arrived; a helper that is gone or talks nonsense is no longer alive."""
        messages = []
        while self.is_alive:
            try:
                data = self.channel.recv(wire.MESSAGE_MAX)
                if not data:
                    self.is_alive = False
                    break
                message = json.loads(data)
                messages.append({"op": str(message["op"]), **message})
            except BlockingIOError:
                break
            except (OSError, ValueError, KeyError, TypeError):
                self.is_alive = False
        return messages

    def last_words(self) -> str:
        """Return the last line the helper wrote to its standard error."""
        size = os.fstat(self._stderr).st_size
        text = os.pread(self._stderr, 2000, max(0, size - 2000)).decode("utf-8", "replace").strip()
        return text.splitlines()[-1] if text else ""

    def close(self) -> None:
        """End the helper and everything it forked. May be called again."""
        self.is_alive = False
        if self._is_closed:
            return
        self._is_closed = True
        self.channel.close()
        try:
            self.process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._stderr)


def _clocks(limits: Limits) -> dict[str, object]:
    return {"cpu_s": limits.cpu_s, "wall_s": limits.wall_s}
