"""What lies on the disk: checking it, removing it, taking files in.

Here: ``verify``, ``rm``, ``gc`` and ``import`` without their commands. Not here: fetching (``pull.py``), asking a person (``cli/``).
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

from qmath.errors import ChecksumError, ModelError, ModelFileError, UsageError
from qmath.models import lock, partial
from qmath.models.adopt import adopt
from qmath.models.catalog import MAGIC, Entry, ModelFile, Part, catalog, parts_of, quant_in
from qmath.models.digest import sha256_of
from qmath.models.estimate import size_of
from qmath.models.record import SUFFIX, Record, read_record, record_path
from qmath.models.store import Places, find_files, uncatalogued

_BESIDE: Final = re.compile(
    r"(?P<name>.+\.gguf)(?P<suffix>\.part|\.part\.journal|\.lock|\.json|(?:\.part\.journal|\.json)?(?:\.\d+)?\.new)", re.IGNORECASE
)
"""What qmath puts beside a file: ``partial.py``, ``lock.py``, ``record.py``, ``adopt.py``."""
_MAX_WRITING_S: Final = 3600.0

OnRead = Callable[[int], None]

_ESTIMATE_ERROR: Final = 0.1
"""How far a file may be from the size that a model's shape tells."""


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


def verify(entry: Entry, file: ModelFile, paths: Sequence[Path], on_read: OnRead) -> tuple[Checked, ...]:
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
        if entry.is_embedded and expected is None:
            state = State.OK  # it was read, and came with the package, whose installer checked it
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


def recognise(path: Path, named: Entry | None, quant: str | None, on_read: OnRead) -> tuple[Entry, ModelFile]:
    """Return the model and the quantization that a file is: by its hash, else as it was named, else by its name and size.

    Raises:
        ModelFileError: it is no GGUF file.
        ChecksumError: it is not what it was named.
        UsageError: nothing tells what it is.
    """
    _check_gguf(path)
    entries = (named,) if named is not None else catalog()
    known = [(entry, file) for entry in entries for file in entry.files if is_quant(quant, file.quant) and not entry.is_embedded]
    size = path.stat().st_size
    hashed = [(entry, file) for entry, file in known if file.parts[0].sha256 and file.parts[0].num_bytes in {None, size}]
    sha256 = sha256_of(path, on_read) if hashed else None
    for entry, file in hashed:
        if file.parts[0].sha256 == sha256:
            return entry, file
    for entry, file in known:
        part = file.parts[0]
        if Path(part.file).name == path.name and part.sha256 is None and part.num_bytes in {None, size}:
            return entry, file
    if named is not None:
        return named, _named_file(path, known, quant, size)
    raise UsageError(
        f"{path.name} is no file that the catalog knows by its hash, or by its name and size",
        hint="say what it is: --model NAME --quant Q; or use it where it lies: qmath solve -m PATH.gguf",
    )


def take_in(entry: Entry, file: ModelFile, path: Path, places: Places, on_read: OnRead) -> tuple[Path, ...]:
    """Give a file, and the other parts of its set beside it, a place in qmath's folder.

    Raises:
        ModelFileError: a part is missing.
        ChecksumError: a part has other bytes than the catalog says.
        OSError: the disk does not take it.
    """
    sources = [path.with_name(part.file) for part in parts_of(path.name)]
    if len(sources) != len(file.parts):
        raise ModelFileError(f"{path.name} is one of {len(sources)} parts, the catalog has {len(file.parts)}")
    for source in sources:
        if not source.is_file():
            raise ModelFileError(f"{source} is missing: the parts of a set must lie in one folder", hint="give the path of the first part")
    homes = []
    for source, part in zip(sources, file.parts, strict=True):
        home, sha256 = places.home(entry, part), sha256_of(source, on_read)
        if part.sha256 not in {None, sha256}:
            raise ChecksumError(f"{source} has other bytes than the catalog says (sha256 {sha256[:12]}...)")
        with lock.locked(home):
            adopt(source, home, Record(source.stat().st_size, sha256, f"import of {source.absolute()}"), may_follow=False)
            for unfinished in partial.paths(home):
                unfinished.unlink(missing_ok=True)
        homes.append(home)
    return tuple(homes)


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


def _named_file(path: Path, known: list[tuple[Entry, ModelFile]], quant: str | None, size: int) -> ModelFile:
    """Return the quantization a user means who named the model."""
    told = quant or quant_in(path.name)
    for entry, file in known:
        if told is not None and is_quant(told, file.quant):
            part: Part = file.parts[0]
            expected = size_of(entry, file)
            is_far = expected is not None and len(file.parts) == 1 and abs(size / expected.num_bytes - 1) > _ESTIMATE_ERROR
            if part.sha256 is not None or part.num_bytes not in {None, size} or is_far:
                raise ChecksumError(
                    f"{path.name} is not the file that the catalog calls {entry.name} {file.quant}",
                    hint="use it where it lies: qmath solve -m PATH.gguf",
                )
            return file
    quants = ", ".join(file.quant for _, file in known)
    raise UsageError(f"nothing tells which quantization {path.name} is", hint=f"add --quant Q; the catalog has {quants or 'none'}")


def _check_gguf(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise ModelFileError(f"{path} is not a regular file", hint="give the path of a .gguf file")
    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        raise ModelFileError(f"{path}: {error.strerror or error}", hint="give the path of a .gguf file") from error
    if magic != MAGIC:
        raise ModelFileError(f"{path} is no GGUF file", hint="a model for llama.cpp ends in .gguf")


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
    return "left by a killed process" if time.time() - path.lstat().st_mtime > _MAX_WRITING_S else ""


def _is_gguf(path: Path) -> bool:
    return path.suffix.lower() == ".gguf"
