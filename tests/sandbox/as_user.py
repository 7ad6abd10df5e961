"""Run a command as an ordinary user, where the tests themselves run as root: ``python -m tests.sandbox.as_user COMMAND...``.

Here: giving up root, and, where the interpreter lies in a folder only root may enter, a view of the file system in which it can be
reached (a mount namespace of this process alone). Not here: any test. Exit code 77 means that this machine does not allow it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

NOBODY = 65534
NOT_POSSIBLE = 77
OWN_SHM = "ARENA_OWN_SHM"
"""The variable that says that nobody else uses this process's ``/dev/shm``."""
_CLONE_NEWNS, _MS_BIND, _MS_REC, _MS_PRIVATE = 0x20000, 0x1000, 0x4000, 0x40000
_libc = ctypes.CDLL(None, use_errno=True)


def _closed_ancestor(path: Path) -> Path | None:
    """Return the topmost folder above ``path`` that others may not enter."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & 0o001:
            return folder
    return None


def _mount(source: str, target: Path, kind: str | None, flags: int, data: str | None = None) -> None:
    encoded = [None if text is None else text.encode() for text in (source, str(target), kind)]
    if _libc.mount(*encoded, ctypes.c_ulong(flags), None if data is None else data.encode()) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(target))


def open_up(needed: list[Path]) -> None:
    """Make ``needed`` reachable for everybody, in this process's view alone.

    Raises:
        OSError: mount namespaces are not allowed here.
    """
    hidden: dict[Path, list[Path]] = {}
    for path in needed:
        closed = _closed_ancestor(path)
        if closed is not None:
            hidden.setdefault(closed, []).append(path)
    if not hidden:
        return
    if _libc.unshare(_CLONE_NEWNS) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    _mount("none", Path("/"), None, _MS_REC | _MS_PRIVATE)
    for closed, paths in hidden.items():
        descriptors = {path: os.open(path, os.O_PATH) for path in paths}
        _mount("none", closed, "tmpfs", 0, "mode=755")
        for path, descriptor in descriptors.items():
            path.mkdir(parents=True)
            _mount(f"/proc/self/fd/{descriptor}", path, None, _MS_BIND)
            os.close(descriptor)


def own_shared_memory() -> None:
    """Give this process and those it starts a ``/dev/shm`` of their own, where nobody else of this machine puts anything.

    Raises:
        OSError: mount namespaces are not allowed here.
    """
    if _libc.unshare(_CLONE_NEWNS) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    _mount("none", Path("/"), None, _MS_REC | _MS_PRIVATE)
    _mount("none", Path("/dev/shm"), "tmpfs", 0, "mode=1777")  # noqa: S108 - the folder that is watched
    os.environ[OWN_SHM] = "1"


def main() -> None:
    """Become an ordinary user and run the command."""
    try:
        open_up([Path(sys.base_prefix), Path(sys.prefix), Path.cwd()])
        os.chdir(Path.cwd())
        own_shared_memory()
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    except OSError as exc:
        print(exc, file=sys.stderr)  # noqa: T201 - its product
        sys.exit(NOT_POSSIBLE)
    os.environ["HOME"] = "/nonexistent"
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - no shell


if __name__ == "__main__":
    main()
