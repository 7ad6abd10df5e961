"""One process at a time works on a file.

Here: the lock beside the file. Not here: what is done under it.

The system lets go of the lock when its owner dies, however that happens, so that nobody has to judge whether an owner is alive.
On a file system without locks work goes on unguarded: there the checksum at the end decides.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SUFFIX: Final = ".lock"
_POLL_S: Final = 0.2
_BUSY: Final = frozenset({errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})


@contextmanager
def locked(target: Path, on_wait: Callable[[str], None] = lambda _owner: None) -> Iterator[None]:
    """Hold the lock of a file; wait while another process has it. ``on_wait`` hears of its owner at every look.

    Raises:
        OSError: the folder does not let us.
    """
    path = lock_path(target)
    while (file := _try_anew(path)) is None:
        on_wait(_owner(path))
        time.sleep(_POLL_S)
    try:
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()  # while it is held: who waits for it sees that it is gone and makes a new one
        os.close(file)


def lock_path(target: Path) -> Path:
    """Return where the lock of a file lies while somebody works on it."""
    return target.with_name(target.name + SUFFIX)


def is_locked(target: Path) -> bool:
    """Tell whether a process holds the lock of a file now."""
    path = lock_path(target)
    if not path.exists():
        return False
    try:
        file = _try(path)
    except PermissionError:  # another user's, who may be at it
        return True
    if file is None:
        return True
    os.close(file)
    return False


def _try_anew(path: Path) -> int | None:
    """Try to get a lock whose folder may not exist yet, or not any more: who had the lock removes it where nothing is left in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        return _try(path)
    return None


def _try(path: Path) -> int | None:
    """Return the open lock file if the lock is ours and the file still has its name, else None."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        if _is_free(file) and _has_name(file, path):
            return file
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None


def _is_free(file: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, 1 << 40, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(file, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _BUSY  # other errors: a file system without locks
    return True


def _has_name(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _owner(path: Path) -> str:
    try:
        return f"process {int(path.read_text())}"
    except (OSError, ValueError):
        return "another process"
