"""Using a file that is already on this machine instead of fetching it.

Here: identical files in the hub's cache, giving a file a second name in qmath's folder, copying it where that cannot be. Not here:
which file a user means (``take_in.py``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from qmath.models.digest import sha256_of
from qmath.models.record import Record, write_record

_FICLONE: Final = 0x40049409
"""Source: Linux, include/uapi/linux/fs.h, ``FICLONE``."""


def find_blob(hub: Path, sha256: str, num_bytes: int | None, on_read: Callable[[int], None] = lambda _num_bytes: None) -> Path | None:
    """Return the file with this hash in the hub's cache, whichever repository brought it, after reading it through.

    The cache names large files by their sha256; a name is a promise, so the bytes are checked once.
    """
    for path in sorted(hub.glob(f"models--*/blobs/{sha256}")):
        with suppress(OSError):
            if path.is_file() and num_bytes in {None, path.stat().st_size} and sha256_of(path, on_read) == sha256:
                return path
    return None


def adopt(found: Path, target: Path, record: Record) -> None:
    """Give a file of the hub's cache a place in qmath's folder that takes no room: a second name, or a symbolic link.

    Raises:
        OSError: the disk does not let us.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = staged(target)
    fresh.unlink(missing_ok=True)
    source = found.resolve()
    try:
        if not link(source, fresh):
            fresh.symlink_to(source)
        settle(fresh, target, record)
    finally:
        fresh.unlink(missing_ok=True)


def staged(target: Path) -> Path:
    """Return the name of a file while it is not yet known to be the right one."""
    return target.with_name(f"{target.name}.{os.getpid()}.new")


def settle(fresh: Path, target: Path, record: Record) -> None:
    """Give a staged file its name, and note what it is.

    Raises:
        OSError: the disk does not let us.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh.replace(target)
    fresh.unlink(missing_ok=True)  # it still is there where both were names of one file already: then a rename does nothing
    write_record(target, record)


def double(found: Path, fresh: Path, on_read: Callable[[int], None]) -> str:
    """Give a file a second name, or make a copy of it, and return its sha256; it is read once, whichever it is.

    Raises:
        OSError: it cannot be read, or the disk does not take it.
    """
    fresh.unlink(missing_ok=True)
    source = found.resolve()
    if link(source, fresh) or _share(source, fresh):
        return sha256_of(source, on_read)
    with fresh.open("xb", buffering=0) as copy:
        sha256 = sha256_of(source, on_read, copy)
        os.fsync(copy.fileno())
    return sha256


def link(source: Path, fresh: Path) -> bool:
    """Give a file a second name; tell whether that can be done."""
    try:
        os.link(source, fresh)
    except OSError:
        return False
    return True


def _share(source: Path, fresh: Path) -> bool:
    """Make a copy that shares its bytes with the file until one of them changes; tell whether the file system can do so."""
    if sys.platform != "linux":
        return False
    import fcntl

    with suppress(OSError), source.open("rb") as file, fresh.open("xb") as copy:
        fcntl.ioctl(copy.fileno(), _FICLONE, file.fileno())
        return True
    fresh.unlink(missing_ok=True)
    return False
