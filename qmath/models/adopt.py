"""Using a file that is already on this machine instead of fetching it.

Here: identical files in the hub's cache, and giving a file a second name in qmath's folder. Not here: which file a user means
(``storage.py``).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from qmath.models.digest import sha256_of
from qmath.models.record import Record, write_record


def find_blob(hub: Path, sha256: str, num_bytes: int | None, on_read: Callable[[int], None] = lambda _num_bytes: None) -> Path | None:
    """Return the file with this hash in the hub's cache, whichever repository brought it, after reading it through.

    The cache names large files by their sha256; a name is a promise, so the bytes are checked once.
    """
    for path in sorted(hub.glob(f"models--*/blobs/{sha256}")):
        with suppress(OSError):
            if path.is_file() and num_bytes in {None, path.stat().st_size} and sha256_of(path, on_read) == sha256:
                return path
    return None


def adopt(found: Path, target: Path, record: Record, *, may_follow: bool) -> None:
    """Give a file a place in qmath's folder: a second name where that is possible, so that it takes no more room.

    ``may_follow``: on another file system a symbolic link will do; otherwise the file is copied there.

    Raises:
        OSError: the disk does not let us.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    source = found.resolve()
    try:
        try:
            os.link(source, fresh)
        except OSError:
            if may_follow:
                fresh.symlink_to(source)
            else:
                shutil.copyfile(source, fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)  # it still is there where both were names of one file already: then a rename does nothing
    write_record(target, record)
