"""A place to run hostile programs through the real pool and watch what they must not touch.

Here: canaries, listeners, a bystander, the checks after every row, and a command line that prints what went wrong as JSON:
``python -m tests.sandbox.arena [--hidden landlock] [--without ID...] FILE...``. Not here: pytest. It refuses to run rows unless the
probe has shown that the walls stand: some rows kill every process they can.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import selectors
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qmath.sandbox.executor import SandboxMode
from qmath.sandbox.pool import SandboxPool
from qmath.schema import ExecutionResult, ExecutionStatus, Limits, SandboxLevel
from tests.process import LONG_S
from tests.sandbox.as_user import OWN_SHM, own_shared_memory

ENV_CANARY = "QMATH_CANARY_ENV"
LIMITS = Limits(cpu_s=1.0, wall_s=6.0, memory_bytes=1 << 30)
"""Of programs that may run into them; the others have the usual ones, however slow the machine is."""
BUSY_S = 20.0
"""So much later than on an idle machine things may happen."""
TEXT_MAX, KEPT_MAX = 403, (64 << 10) + 16
_ALIVE = {"S", "R", "D"}
_MEANS = {
    "ok": {"ok"},
    "error": {"error", "denied"},
    "timeout": {"timeout"},
    "memory": {"memory"},
    "exit": {"ok", "error"},
    "died": {"signal", "denied", "error"},
    "output_limit": {"output"},
    "protocol": {"denied"},
}


def _snapshot(folder: Path) -> dict[str, tuple[int, int, int, int]]:
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        found[str(path)] = (status.st_mode, status.st_size, status.st_mtime_ns, status.st_nlink)
    return found


def _shared_memory() -> set[str]:
    return set(os.listdir("/dev/shm"))  # noqa: PTH208, S108 - names only


@dataclass
class Listeners:
    """Sockets on which nothing may ever arrive."""

    tcp: socket.socket
    udp: socket.socket
    unix: socket.socket
    abstract: socket.socket
    path: str
    name: str
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    @classmethod
    def open(cls, folder: Path) -> Listeners:
        """Listen on loopback, a path and an abstract name."""
        path, name = str(folder / "unix"), f"qmath-arena-{os.getpid()}"
        made = []
        for family, kind, address in (
            (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            (socket.AF_UNIX, socket.SOCK_STREAM, path),
            (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{name}"),
        ):
            one = socket.socket(family, kind)
            one.bind(address)
            if kind is socket.SOCK_STREAM:
                one.listen()
            one.setblocking(False)
            made.append(one)
        tcp, udp, unix, abstract = made
        listeners = cls(tcp, udp, unix, abstract, path, name)
        for one in made:
            listeners.selector.register(one, selectors.EVENT_READ)
        return listeners

    def touched(self) -> int:
        """Return on how many of them something arrived, and take it away."""
        events = self.selector.select(0.0)
        for key, _ in events:
            one = key.fileobj
            assert isinstance(one, socket.socket)
            if one.type is socket.SOCK_DGRAM:
                one.recv(1 << 16)
            else:
                one.accept()[0].close()
        return len(events)

    def prove(self) -> None:
        """Reach all of them from outside the sandbox: the control without which silence proves nothing."""
        for one in (self.tcp, self.udp, self.unix, self.abstract):
            with socket.socket(one.family, one.type) as client:
                client.connect(one.getsockname())
                client.send(b"x")
        touched, deadline = 0, time.monotonic() + LONG_S
        while touched < 4 and time.monotonic() < deadline:
            touched += self.touched()
        assert touched == 4

    def close(self) -> None:
        for one in (self.tcp, self.udp, self.unix, self.abstract):
            one.close()
        self.selector.close()


@dataclass
class Arena:
    """The pool under attack and everything around it that must stay as it is."""

    pool: SandboxPool
    folder: Path
    listeners: Listeners
    bystander: subprocess.Popen[bytes]
    canary: str
    tree: dict[str, tuple[int, int, int, int]]
    shared_memory: set[str] | None

    def fill(self, code: str) -> str:
        """Put the real targets where a row names them."""
        values = {
            "CANARY_PATH": str(self.folder / "canary.txt"),
            "WATCH": str(self.folder / "watch"),
            "TCP": str(self.listeners.tcp.getsockname()[1]),
            "UDP": str(self.listeners.udp.getsockname()[1]),
            "UNIX": self.listeners.path,
            "ABSTRACT": self.listeners.name,
            "PARENT_PID": str(os.getpid()),
            "ZYGOTE_PID": str(self.pool.helper_pid),
            "BYSTANDER_PID": str(self.bystander.pid),
        }
        return re.sub("@([A-Z_]+)@", lambda match: values.get(match[1], match[0]), code)

    def run_row(self, row: dict[str, Any]) -> list[str]:
        """Run a row and return what is wrong: with its own expectations, or around it."""
        helper = self.pool.helper_pid
        limits = LIMITS if "timeout" in row["expect"].get("status", ()) else Limits()
        if "limits" in row:
            wall = float(row["limits"].get("wall", LIMITS.wall_s))
            limits = Limits(cpu_s=min(wall, LIMITS.cpu_s), wall_s=wall)
        started = time.monotonic()
        results = self._run_blocks(row, limits)
        took = time.monotonic() - started
        wrong = expectations(row["expect"], results)
        for result in results:
            wrong += self.bounds(result, limits)
        if took > 2 * limits.wall_s * len(results) + BUSY_S:
            wrong.append(f"took {took:.1f} s")
        return wrong + self.surroundings(helper)

    def bounds(self, result: ExecutionResult, limits: Limits) -> list[str]:
        """Return which of the bounds of every result are broken."""
        wrong = []
        everything = " ".join(filter(None, (result.text, result.stdout, result.stderr, result.value, result.error)))
        if self.canary in everything:
            wrong.append("CANARY in the result")
        if len(result.text) > TEXT_MAX or len(result.stdout) > KEPT_MAX or len(result.stderr) > KEPT_MAX:
            wrong.append("text is not bounded")
        if result.peak_memory_bytes > limits.memory_bytes + (400 << 20):
            wrong.append(f"used {result.peak_memory_bytes >> 20} MiB")
        if result.wall_s > 2 * limits.wall_s + BUSY_S:
            wrong.append(f"ran {result.wall_s:.1f} s")
        return wrong

    def _run_blocks(self, row: dict[str, Any], limits: Limits) -> list[ExecutionResult]:
        if "blocks" not in row:
            return [self.pool.run(self.fill(row["code"]), limits)]
        sessions: dict[str, int] = {}
        results = []
        for block in row["blocks"]:
            name, code = (block["sid"], block["code"]) if isinstance(block, dict) else ("", block)
            if name not in sessions:
                sessions[name] = self.pool.open_session()
            results.append(self.pool.run(self.fill(code), limits, sessions[name]))
        for session in sessions.values():
            self.pool.close_session(session)
        return results

    def surroundings(self, helper: int) -> list[str]:
        """Return what has changed around the sandbox."""
        wrong = []
        if _snapshot(self.folder) != self.tree:
            wrong.append("the tree around the canary changed")
            self.tree = _snapshot(self.folder)
        if self.shared_memory is not None and (new := _shared_memory() - self.shared_memory):
            wrong.append(f"left in /dev/shm: {new}")
        if self.listeners.touched():
            wrong.append("something reached a listener")
        if _state(self.bystander.pid) not in _ALIVE:
            wrong.append("the bystander is dead or stopped")
        if self.pool.helper_pid != helper or _state(helper) not in _ALIVE:
            wrong.append(f"the helper is dead or stopped: {_state(helper)}")
        if not _wait_until_childless(self.pool.helper_pid):
            wrong.append("a process is left")
        return wrong + self.next_program()

    def next_program(self) -> list[str]:
        """Return what is wrong with the next program."""
        following = self.pool.run("print(6*7)", Limits())
        return [] if following.text == "42" else [f"the next program says {following.text!r}"]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "gone"


def _wait_until_childless(pid: int) -> bool:
    deadline = time.monotonic() + BUSY_S
    while Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True


def expectations(expect: dict[str, Any], results: list[ExecutionResult]) -> list[str]:
    """Return which expectations of a row are not met."""
    wrong = []
    first, last = results[0], results[-1]
    means = {meaning for name in expect.get("status", []) for meaning in _MEANS[name]}
    if means and last.status not in means:
        wrong.append(f"status {last.status}: {last.text!r}")
    texts = {"stdout": first.stdout, "value": first.value or "", "stderr": first.stderr, "error": first.error or "", "text": first.text}
    texts |= {"last_stdout": last.stdout, "last_value": last.value or "", "last_error": last.error or "", "display": first.text}
    for key, wanted in expect.items():
        name, _, how = key.rpartition("_")
        if key in texts and texts[key] != wanted:
            wrong.append(f"{key} is {texts[key][:200]!r}")
        elif name == "error" and how == "has" and not any(one in texts[name] for one in wanted):
            wrong.append(f"error lacks all of {wanted}: {texts[name]!r}")
        elif name != "error" and how == "has" and not all(one in texts[name] for one in wanted):
            wrong.append(f"{name} lacks one of {wanted}: {texts[name][:200]!r}")
        elif how == "lacks" and any(one in texts[name] for one in wanted):
            wrong.append(f"{name} has one of {wanted}")
        elif how == "max" and len(texts[name]) > wanted:
            wrong.append(f"{name} has {len(texts[name])} characters")
    if expect.get("truncated", first.is_truncated) != first.is_truncated:
        wrong.append(f"truncated is {first.is_truncated}")
    if expect.get("same_stdout") and len({result.stdout for result in results}) > 1:
        wrong.append("the outputs differ")
    return wrong


def _is_apart() -> bool:
    """Tell whether nobody else uses this process's ``/dev/shm``: it was made for it, here or by ``as_user``. Else it is not watched."""
    if OWN_SHM not in os.environ:
        with contextlib.suppress(OSError):
            own_shared_memory()
    return OWN_SHM in os.environ


@contextlib.contextmanager
def arena(hidden: frozenset[str] = frozenset()) -> Iterator[Arena]:
    """Set everything up around a pool, and prove that what is watched can be seen."""
    canary = os.environ[ENV_CANARY]
    is_apart = _is_apart()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="qmath-arena-")))
        folder.chmod(0o755)
        (folder / "canary.txt").write_text(canary, "utf-8")
        (folder / "watch").mkdir()
        listeners = Listeners.open(folder)
        stack.callback(listeners.close)
        listeners.prove()
        bystander = subprocess.Popen(["sleep", "3600"])
        stack.callback(bystander.wait)
        stack.callback(bystander.kill)
        pool = stack.enter_context(SandboxPool(SandboxMode.AUTO, hidden=hidden))
        if pool.info.level is not SandboxLevel.STRICT:
            raise SystemExit(f"no attack is run behind walls that are only {pool.info.level}: {pool.info.missing}")
        yield Arena(pool, folder, listeners, bystander, canary, _snapshot(folder), _shared_memory() if is_apart else None)


def benign(row: dict[str, Any]) -> dict[str, Any]:
    """Return an ordinary program as a row with expectations."""
    return row if "expect" in row else row | {"expect": {"status": [str(ExecutionStatus.OK)], "stdout": row["stdout"]}}


def main() -> None:
    """Run the rows of a file and print one JSON line per row."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--hidden", action="append", default=[])
    parser.add_argument("--without", action="append", default=[])
    arguments = parser.parse_args()
    rows = [json.loads(line) for file in arguments.files for line in file.read_text("utf-8").splitlines()]
    with arena(frozenset(arguments.hidden)) as place:
        for row in rows:
            if row["id"] in arguments.without:
                continue
            started = time.monotonic()
            wrong = place.run_row(benign(row))
            seconds = round(time.monotonic() - started, 3)
            print(json.dumps({"id": row["id"], "wrong": wrong, "s": seconds, "uid": os.getuid()}), flush=True)  # noqa: T201 - its product


if __name__ == "__main__":
    main()
