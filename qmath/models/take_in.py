"""Files that a user has already: which model they are, and their place in qmath's folder.

Here: ``import`` without its command. Not here: files of the hub's cache, which a pull finds by itself (``adopt.py``).

A file is read once. It gets a second name in qmath's folder, or shares its bytes with a copy, or is copied, and meanwhile its hash
is taken; the hash tells which model it is, and then the file moves to that model's folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qmath.errors import ChecksumError, ModelFileError, UsageError
from qmath.models import lock, partial
from qmath.models.adopt import double, settle
from qmath.models.catalog import MAGIC, Entry, ModelFile, catalog, first_part, parts_of, quant_in
from qmath.models.estimate import size_of
from qmath.models.record import Record
from qmath.models.storage import is_quant
from qmath.models.store import Places, find_files

OnRead = Callable[[int], None]
Known = tuple[tuple[Entry, ModelFile], ...]

_ESTIMATE_ERROR: Final = 0.1
"""How far a file may be from the size that a model's shape tells."""
_INCOMING: Final = "incoming"
"""The folder of files that nobody has recognised yet."""


@dataclass(frozen=True)
class Taken:
    """What a file was recognised as, and where it and the other parts of its set lie now."""

    entry: Entry
    file: ModelFile
    paths: tuple[Path, ...]


def take_in(path: Path, named: Entry | None, quant: str | None, places: Places, on_read: OnRead) -> Taken:
    """Recognise a file, by its hash, else as it was named, else by its name and size, and give it a place in qmath's folder.

    Any part of a set stands for all of them, which must lie beside it.

    Raises:
        ModelFileError: it is no GGUF file, or a part is missing.
        ChecksumError: it is not what it was named, or has other bytes than the catalog says.
        UsageError: nothing tells what it is.
        OSError: the disk does not take it.
    """
    path = path.with_name(first_part(path.name))
    _check_gguf(path)
    known = _candidates(path, named, quant)
    sources = [path.with_name(part.file) for part in parts_of(path.name)]  # the first one is ``path``
    for source in sources:
        if not source.is_file():
            raise ModelFileError(f"{source} is missing: the parts of a set must lie in one folder", hint="put all of them there")
    target = places.models / _INCOMING / f"{path.stem}.gguf"
    fresh = [target.with_name(f"{target.name}.{os.getpid()}{number:05}.new") for number in range(len(sources))]
    try:
        with lock.locked(target):
            staged = dict(zip(sources, fresh, strict=True))
            return _settle(staged, lambda sha256: _recognise(path, named, quant, known, sha256), places, on_read)
    finally:
        for copy in fresh:
            copy.unlink(missing_ok=True)
        with suppress(OSError):  # another import is at work, or one was killed: gc sees to that
            target.parent.rmdir()
            places.models.rmdir()


def _settle(staged: Mapping[Path, Path], recognise: Callable[[str], tuple[Entry, ModelFile]], places: Places, on_read: OnRead) -> Taken:
    """Recognise a file when it has been doubled, double the other parts of its set, and give them their names."""
    path = next(iter(staged))
    hashes = {path: double(path, staged[path], on_read)}
    entry, file = recognise(hashes[path])
    if len(staged) != len(file.parts):
        hint = f"give a part of the set that the catalog has: qmath models info {entry.short}"
        raise ModelFileError(f"{path.name} is one of {len(staged)} parts, the catalog has {len(file.parts)}", hint=hint)
    for (source, copy), part in zip(staged.items(), file.parts, strict=True):
        sha256 = hashes[source] if source in hashes else double(source, copy, on_read)
        hashes[source] = sha256
        if part.sha256 not in {None, sha256}:
            hint = f"fetch it: qmath pull {entry.short} --quant {file.quant}"
            raise ChecksumError(f"{source} has other bytes than the catalog says (sha256 {sha256[:12]}...)", hint=hint)
    homes = tuple(places.home(entry, part) for part in file.parts)
    for (source, copy), home in zip(staged.items(), homes, strict=True):
        with lock.locked(home):
            settle(copy, home, Record(source.stat().st_size, hashes[source], f"import of {source.absolute()}"))
            for unfinished in partial.paths(home):
                unfinished.unlink(missing_ok=True)
    return Taken(entry, file, homes)


def _candidates(path: Path, named: Entry | None, quant: str | None) -> Known:
    """Return what a file may be, as far as can be told without reading it.

    Raises:
        UsageError: nothing, or it is part of qmath, or the model has no such quantization.
        ChecksumError: it cannot be what it was named.
    """
    if named is not None and named.is_embedded:
        raise UsageError(f"{named.name} comes with qmath; there is nothing to import", hint=f"use it: qmath solve -m {named.name}")
    if named is not None and quant is not None:
        named.pick(quant)  # says which there are
    for entry in catalog():
        if entry.is_embedded and _is_same(path, entry):
            raise UsageError(f"{path.name} is {entry.title}, which comes with qmath", hint=f"use it: qmath solve -m {entry.name}")
    entries = (named,) if named is not None else catalog()
    known = tuple((entry, file) for entry in entries for file in entry.files if is_quant(quant, file.quant) and not entry.is_embedded)
    size = path.stat().st_size
    if any(_may_be_by_hash(entry, file, size) or _is_by_name(file, path, size) for entry, file in known):
        return known
    if named is not None:
        _named_file(path, known, quant, size)  # says what is wrong
        return known
    raise _unknown(path)


def _recognise(path: Path, named: Entry | None, quant: str | None, known: Known, sha256: str) -> tuple[Entry, ModelFile]:
    size = path.stat().st_size
    for entry, file in known:
        if _may_be_by_hash(entry, file, size) and file.parts[0].sha256 == sha256:
            return entry, file
    for entry, file in known:
        if _is_by_name(file, path, size):
            return entry, file
    if named is not None:
        return named, _named_file(path, known, quant, size)
    raise _unknown(path)


def _may_be_by_hash(entry: Entry, file: ModelFile, size: int) -> bool:
    part = file.parts[0]
    if part.sha256 is None or part.num_bytes not in {None, size}:
        return False
    return part.num_bytes is not None or not _is_far(entry, file, size)


def _is_far(entry: Entry, file: ModelFile, size: int) -> bool:
    """Tell whether a file cannot be this quantization, by the size that the model's shape tells."""
    expected = size_of(entry, file)
    return expected is not None and len(file.parts) == 1 and abs(size / expected.num_bytes - 1) > _ESTIMATE_ERROR


def _is_by_name(file: ModelFile, path: Path, size: int) -> bool:
    part = file.parts[0]
    return Path(part.file).name == path.name and part.sha256 is None and part.num_bytes in {None, size}


def _unknown(path: Path) -> UsageError:
    return UsageError(
        f"{path.name} is no file that the catalog knows by its hash, or by its name and size",
        hint="say what it is: --model NAME --quant Q; or use it where it lies: qmath solve -m PATH.gguf",
    )


def _named_file(path: Path, known: Known, quant: str | None, size: int) -> ModelFile:
    """Return the quantization a user means who named the model."""
    told = quant or quant_in(path.name)
    for entry, file in known:
        if told is not None and is_quant(told, file.quant):
            part = file.parts[0]
            if part.sha256 is not None or part.num_bytes not in {None, size} or _is_far(entry, file, size):
                raise ChecksumError(
                    f"{path.name} is not the file that the catalog calls {entry.name} {file.quant}",
                    hint="use it where it lies: qmath solve -m PATH.gguf",
                )
            return file
    quants = ", ".join(file.quant for _, file in known)
    raise UsageError(f"nothing tells which quantization {path.name} is", hint=f"add --quant Q; the catalog has {quants or 'none'}")


def _check_gguf(path: Path) -> None:
    try:
        if path.exists() and not path.is_file():
            raise ModelFileError(f"{path} is not a regular file", hint="give the path of a .gguf file")
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        raise ModelFileError(f"{path}: {error.strerror or error}", hint="give the path of a .gguf file") from error
    if magic != MAGIC:
        # In the words of the engine, which reads the rest of it (``engine/gguf_table.py``).
        what = f"is not a GGUF file: it begins with the bytes {magic.hex(' ')}" if magic else "is empty"
        raise ModelFileError(f"{path} {what}.", hint="qmath reads models in GGUF files.")


def _is_same(path: Path, entry: Entry) -> bool:
    """Tell whether a file has the bytes of an embedded model."""
    (own,) = find_files(entry, entry.files[0], Places(path.parent, path.parent)) or (path,)
    return own.stat().st_size == path.stat().st_size and own.read_bytes() == path.read_bytes()
