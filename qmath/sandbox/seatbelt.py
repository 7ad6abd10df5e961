"""The walls of macOS: a Seatbelt profile for ``sandbox-exec``, and the attempts that show whether it holds.

Here: the profile as a pure function, the command around a worker's, the attempts as a program of their own. Not here: starting workers
(``portable.py``) and what the outcomes are called (``walls.py``). Never run on macOS: the profile's text is what its tests look at, and the
attempts have been run on Linux alone. That is why nothing is believed of it: a worker's first task on a Mac are the attempts, inside and
outside, and the level is what they showed.

Source: Chromium's common.sb and the base profile of codex (codex-rs, seatbelt_base_policy.sbpl): everything is denied, what an
interpreter needs is allowed by name.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from qmath.errors import SandboxError

SANDBOX_EXEC = Path("/usr/bin/sandbox-exec")
_ATTEMPTS_S = 30.0
_SYSTEM = ("/usr/lib", "/System/Library", "/System/Cryptexes", "/private/var/db/dyld")
_DEVICES = ("/dev/null", "/dev/random", "/dev/urandom")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")
_PROFILE = """(version 1)
(deny default)
(allow process-exec {interpreters})
(allow signal (target self))
(allow sysctl-read)
(allow file-read-metadata)
(allow file-read* {readable})
(allow file-read* {devices})
(allow file-write-data (literal "/dev/null"))
{writable}"""

ATTEMPTS = """
import json, os, socket
def outcome(attempt):
    try: attempt()
    except OSError as exc: return errno_name(exc)
    return "open"
def errno_name(exc):
    import errno
    return errno.errorcode.get(exc.errno or 0, "refused")
def fork():
    pid = os.fork()
    if pid == 0: os._exit(0)
    os.waitpid(pid, 0)
def connect(kind):
    with socket.socket(socket.AF_INET, kind) as one:
        one.settimeout(1)
        one.connect(("127.0.0.1", port))
        one.send(b"x")
def write():
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT))
    os.unlink(target)
print(json.dumps({
    "read": outcome(lambda: os.close(os.open("/etc/passwd", os.O_RDONLY))),
    "list": outcome(lambda: os.listdir("/")),
    "write": outcome(write),
    "tcp": outcome(lambda: connect(socket.SOCK_STREAM)),
    "udp": outcome(lambda: connect(socket.SOCK_DGRAM)),
    "fork": outcome(fork),
    "exec": outcome(lambda: os.waitpid(os.posix_spawn("/usr/bin/true", ["true"], {}), 0)),
    "signal": outcome(lambda: os.kill(os.getppid(), 0)),
}))
"""


def is_there() -> bool:
    """Tell whether this machine has Seatbelt."""
    return sys.platform == "darwin" and SANDBOX_EXEC.exists()


def profile(interpreters: list[str], readable: list[str], writable: list[str]) -> str:
    """Return a profile: these programs may be run, beneath these folders may be read, these very files may be written.

    Paths must be absolute and without links, since Seatbelt compares what the kernel has resolved.

    Raises:
        SandboxError: a path cannot be written in a profile.
    """
    folders = [_filter("subpath", path) for path in (*_SYSTEM, *readable)]
    files = [_filter("literal", path) for path in writable]
    return _PROFILE.format(
        interpreters=" ".join(_filter("literal", path) for path in interpreters),
        readable=" ".join(folders),
        devices=" ".join(_filter("literal", path) for path in _DEVICES),
        writable=f"(allow file-write* {' '.join(files)})\n" if files else "",
    )


def confined(command: list[str], readable: list[str], writable: list[str]) -> list[str]:
    """Return the command that runs a Python ``command`` behind the profile."""
    real = str(Path(command[0]).resolve())
    framework = Path(sys.base_prefix) / "Resources" / "Python.app" / "Contents" / "MacOS" / "Python"  # a framework's python3 becomes it
    library = [str(Path(path).resolve()) for path in (sys.base_prefix, sys.prefix, *readable)]
    written = [str(Path(path).resolve()) for path in writable]
    return [str(SANDBOX_EXEC), "-p", profile([command[0], real, str(framework.resolve())], library, written), *command]


def attempts(prefix: list[str] | None = None) -> dict[str, str]:
    """Make the attempts in an interpreter of their own, behind ``prefix`` if given; return what came of each, nothing if it did not run."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.TemporaryDirectory(prefix="qmath-") as folder:
        names = f"port = {listener.getsockname()[1]}\ntarget = {str(Path(folder) / 'attempt')!r}\n"
        command = [sys.executable, "-I", "-S", "-c", names + ATTEMPTS]
        try:
            done = subprocess.run([*(prefix or []), *command], capture_output=True, cwd="/", env={}, check=False, timeout=_ATTEMPTS_S)
            found = json.loads(done.stdout)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return {}
    return {str(name): str(outcome) for name, outcome in found.items()}


def _filter(kind: str, path: str) -> str:
    if not path.startswith("/") or _UNSAFE.search(path):
        raise SandboxError(f"the path {path!r} cannot be named in a Seatbelt profile", hint="install qmath in a folder with a plain name")
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'({kind} "{escaped}")'
