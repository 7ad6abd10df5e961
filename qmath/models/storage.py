"""What lies on the disk: checking it, removing it.

Here: ``verify``, ``rm`` and ``gc`` without their commands. Not here: fetching (``pull.py``), files that a user has (``take_in.py``),
asking a person (``cli/``).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from qmath.errors import ModelError
from qmath.models import lock, partial
from qmath.models.catalog import Entry, ModelFile, catalog
from qmath.models.digest import sha256_of
from qmath.models.record import SUFFIX, read_record, record_path
from qmath.models.store import Places, find_files, uncatalogued

_BESIDE: Final = re.compile(
    r"(?P<name>.+\.gguf)(?P<suffix>\.part|\.part\.journal|\.lock|\.json|(?:\.part\.journal|\.json)?(?:\.\d+)?\.new)", re.IGNORECASE
)
"""What qmath puts beside a file: ``partial.py``, ``lock.py``, ``record.py``, ``adopt.py``."""
_MAX_WRITING_S: Final = 3600.0

OnRead = Callable[[int], None]


class State(StrEnum):
    """What came of a check."""

    OK = "ok"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Checked:
    """A file, its hash, and the one it should have, if anybody knows it."""

    path: Path
    state: State
    sha256: str
    expected: str | None


@dataclass(frozen=True)
class Litter:
    """Something that can be removed, and the bytes that become free by it."""

    path: Path
    num_bytes: int
    why: str

    @property
    def is_elsewhere(self) -> bool:
        """Whether the bytes stay, under another name."""
        return self.num_bytes == 0 and self.path.exists() and self.path.stat().st_size > 0


def verify(file: ModelFile, paths: Sequence[Path], on_read: OnRead) -> tuple[Checked, ...]:
    """Read the files of a quantization through and compare their hashes: with the catalog's, else with what was noted on arrival.

    Raises:
        OSError: a file cannot be read.
    """
    checked = []
    for path, part in zip(paths, file.parts, strict=True):
        record = read_record(path)
        expected = part.sha256 or (record.sha256 if record else None) or _blob_name(path)
        sha256 = sha256_of(path, on_read)
        state = State.UNKNOWN if expected is None else State.OK if sha256 == expected else State.DAMAGED
        checked.append(Checked(path, state, sha256, expected))
    return tuple(checked)


def removable(entry: Entry, file: ModelFile, places: Places) -> tuple[Litter, ...]:
    """Return the files of a quantization in qmath's own folder, unfinished ones included.

    Raises:
        ModelError: another process is bringing one of them.
    """
    found = []
    for part in file.parts:
        home = places.home(entry, part)
        if lock.is_locked(home):
            raise ModelError(f"another process is fetching {home.name}", hint="stop it first, or wait until it is done")
        found += [Litter(home, freed_bytes(home), "model file")] if home.is_symlink() or home.exists() else []
        found += [Litter(path, freed_bytes(path), "unfinished download") for path in partial.paths(home) if path.exists()]
        found += [Litter(path, freed_bytes(path), "record") for path in [record_path(home)] if path.exists()]
        found += [Litter(path, freed_bytes(path), "lock that nobody holds") for path in [lock.lock_path(home)] if path.exists()]
    return tuple(found)


def garbage(places: Places) -> tuple[Litter, ...]:
    """Return what no model needs: unfinished downloads that nobody works on, and what killed processes left."""
    files = sorted(places.models.glob("*/*"))
    return tuple(Litter(path, freed_bytes(path), why) for path in files if (why := _garbage(path)))


def remove(litter: Sequence[Litter]) -> None:
    """Remove files, and the folders that are empty then.

    Raises:
        OSError: one cannot be removed.
    """
    for one in litter:
        one.path.unlink(missing_ok=True)
    for folder in {one.path.parent for one in litter}:
        with suppress(OSError):
            folder.rmdir()


def freed_bytes(path: Path) -> int:
    """Return the bytes that become free when a name is removed: none if the file has another name, or is a link to one."""
    info = path.lstat()
    if path.is_symlink() or info.st_nlink > 1:
        return 0
    return min(info.st_size, getattr(info, "st_blocks", info.st_size) * 512)


def whole_models(places: Places) -> tuple[tuple[Entry, ModelFile, tuple[Path, ...]], ...]:
    """Return every quantization of the catalog that is on this machine, and what was fetched by repository or address."""
    found = []
    for entry in catalog():
        for file in entry.files:
            paths = find_files(entry, file, places)
            if paths is not None:
                found.append((entry, file, paths))
    for located in uncatalogued(places):
        file = located.entry.files[0]
        found.append((located.entry, file, find_files(located.entry, file, places) or ()))
    return tuple(found)


def is_quant(asked: str | None, quant: str | None) -> bool:
    """Tell whether a quantization is the one that was asked for, whichever letters it was written in; any is where none was."""
    return asked is None or asked.lower() == (quant or "").lower()


def _blob_name(path: Path) -> str | None:
    """Return the hash that the hub's cache names a file by, if it does."""
    name = path.resolve().name
    return name if len(name) == 64 and set(name) <= set("0123456789abcdef") else None  # noqa: PLR2004 - digits of a sha256


def _garbage(path: Path) -> str:
    """Return why a file is litter, or nothing. Only what qmath names so beside a GGUF file is: the folder may hold other things too."""
    found = _BESIDE.fullmatch(path.name)
    if found is None:
        return "link to a file that is gone" if _is_gguf(path) and path.is_symlink() and not path.exists() else ""
    target, suffix = path.with_name(found["name"]), found["suffix"]
    if suffix in {partial.JOURNAL_SUFFIX, partial.SUFFIX}:
        return "" if lock.is_locked(target) else "unfinished download"
    if suffix == lock.SUFFIX:
        return "" if lock.is_locked(target) else "lock that nobody holds"
    if suffix == SUFFIX:
        return "" if target.exists() else "record of a file that is gone"
    if lock.is_locked(target):
        return ""
    return "left by a killed process" if time.time() - path.lstat().st_mtime > _MAX_WRITING_S else ""


def _is_gguf(path: Path) -> bool:
    return path.suffix.lower() == ".gguf"
