"""Running the real command in a real process: through pipes, or in a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-m", "qmath.cli.app"]
LONG_S = 600.0
"""How long a process may take that takes a second on an idle machine."""


@dataclass(frozen=True)
class Done:
    """How a process ended and what it wrote. ``code`` is what a shell would show: 128 + n after signal n."""

    code: int
    out: str
    err: str


def environment(**extra: str) -> dict[str, str]:
    """Return this environment without settings of qmath and of colours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QMATH_") or name == "QMATH_STATE_DIR"}
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        kept.pop(name, None)
    return {**kept, "TERM": "xterm-256color", **extra}


def run(
    *arguments: str, stdin: str | bytes = "", env: Mapping[str, str] | None = None, cwd: Path | None = None, timeout_s: float = LONG_S
) -> Done:
    """Run qmath with pipes."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*COMMAND, *arguments], input=data, capture_output=True, env=dict(env or environment()), cwd=cwd, timeout=timeout_s, check=False
    )
    return Done(_code(done.returncode), done.stdout.decode(), done.stderr.decode())


def run_in_terminal(
    arguments: Sequence[str],
    *,
    columns: int = 80,
    rows: int = 24,
    env: Mapping[str, str] | None = None,
    resized: Sequence[int] = (),
    typed: Mapping[str, str] | None = None,
) -> Done:
    """Run qmath with a terminal as stdin, stdout and stderr; everything it writes is in ``out``.

    The window takes the widths of ``resized`` one after the other, one with each piece of output. ``typed`` is what a person types
    once the text before it is shown.
    """
    widths, answers = list(resized), dict(typed or {})
    terminal, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=child, stdout=child, stderr=child, env=dict(env or environment()), start_new_session=True
    )
    os.close(child)
    written = b""
    deadline = time.monotonic() + LONG_S
    while time.monotonic() < deadline:
        has_ended = process.poll() is not None  # asked first: what it wrote last is there by now
        if not select.select([terminal], [], [], 0.1)[0]:
            if has_ended:
                break
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when the last writer has gone
            break
        if not data:
            break
        written += data
        for question in [question for question in answers if question.encode() in written]:
            os.write(terminal, answers.pop(question).encode())
        if widths:
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, widths.pop(0), 0, 0))
    else:
        process.kill()
    code = process.wait(timeout=LONG_S)
    os.close(terminal)
    return Done(_code(code), written.decode(errors="replace").replace("\r\n", "\n"), "")


def interrupt_after_output(arguments: Sequence[str], number: signal.Signals, *, timeout_s: float = LONG_S) -> Done:
    """Start qmath, wait for its first output on stdout, send it a signal, wait for its end.

    Nothing else is read before the signal, and the pipe holds little: who writes more cannot have ended when it comes.
    """
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stdout is not None
    if sys.platform == "linux":
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
    first = os.read(process.stdout.fileno(), 1)
    process.send_signal(number)
    out, err = process.communicate(timeout=timeout_s)
    return Done(_code(process.returncode), (first + out).decode(errors="replace"), err.decode(errors="replace"))


def _code(returncode: int) -> int:
    return returncode if returncode >= 0 else 128 - returncode
