"""Bringing a model onto this machine: what is here already, else the sources of the catalog in order.

Here: the order of things, from the first look to the checked file under its name. Not here: one file's transfer (``ranges.py``),
the bar (``cli/``), licences (``licences.py``).
"""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from qmath.errors import ChecksumError, DownloadError, ModelError
from qmath.models.adopt import adopt, find_blob
from qmath.models.catalog import MAGIC, Entry, ModelFile, Part, Source
from qmath.models.digest import FollowingDigest
from qmath.models.failures import AttemptError, FileChangedError
from qmath.models.lock import locked
from qmath.models.partial import Partial, claimed_bytes
from qmath.models.ranges import Limits, Transfer
from qmath.models.record import Record, write_record
from qmath.models.sources import Network, Remote, find_remote
from qmath.models.store import Places, find_files

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SPARE_BYTES: Final = 16 << 20
_NUM_QUESTIONS: Final = 3
LIMITS: Final = Limits()
_CHANGED: Final = "the file has changed since it was begun; starting over"


class Phase(StrEnum):
    """What is being done to a file."""

    CHECKING = "checking what is there"
    FETCHING = "fetching"
    HASHING = "checking sha256"
    WAITING = "waiting"


@dataclass(frozen=True)
class Progress:
    """How far a pull is. Bytes are those of all parts; ``note`` says what it waits for."""

    phase: Phase
    num_bytes: int
    num_total: int
    note: str = ""


class How(StrEnum):
    """How a model came to be here."""

    HERE = "here"
    HUB_CACHE = "hub_cache"
    FETCHED = "fetched"


@dataclass(frozen=True)
class Pulled:
    """A quantization that is whole on this machine. ``num_fetched_bytes`` came through the network in this run."""

    paths: tuple[Path, ...]
    how: How
    num_fetched_bytes: int = 0
    source: Source | None = None


Observe = Callable[[Progress], None]


class _WrongBytesError(AttemptError):
    """A whole file does not have the hash it should have."""


def pull(entry: Entry, file: ModelFile, places: Places, network: Network | None, observe: Observe, limits: Limits = LIMITS) -> Pulled:
    """Bring a quantization onto this machine and return where it is. Without a network only what is on the disk is used.

    Raises:
        ModelError: it is not here and there is no network, or no place to fetch it from.
        ChecksumError: it came with wrong bytes from every source.
        DownloadError: no source gave it, or the disk did not take it; what came is kept.
    """
    if paths := find_files(entry, file, places):
        return Pulled(paths, How.HERE)
    try:
        if paths := _from_hub_cache(entry, file, places, observe):
            return Pulled(paths, How.HUB_CACHE)
        if network is None:
            raise ModelError(
                f"{entry.name} {file.quant} is not on this machine, and the network is forbidden",
                hint="leave out --offline (and HF_HUB_OFFLINE), or bring the file yourself: qmath models import FILE",
            )
        return _from_sources(_Job(entry, file, places, network, observe, limits))
    except OSError as error:
        raise _disk_error(error, entry, file, places) from error


@dataclass
class _Job:
    entry: Entry
    file: ModelFile
    places: Places
    network: Network
    observe: Observe
    limits: Limits
    num_fetched: int = 0
    before: int = 0
    total: int = 0
    failures: list[AttemptError] = field(default_factory=list)

    def home(self, part: Part) -> Path:
        return self.places.home(self.entry, part)

    def tell(self, phase: Phase, num_bytes: int, note: str = "") -> None:
        self.observe(Progress(phase, self.before + num_bytes, self.total, note))


def _from_hub_cache(entry: Entry, file: ModelFile, places: Places, observe: Observe) -> tuple[Path, ...] | None:
    """Use files of the hub's cache that have the hashes of the catalog, if it has them all."""
    if any(part.sha256 is None for part in file.parts):
        return None
    num_read, blobs = 0, []

    def on_read(num_bytes: int) -> None:
        nonlocal num_read
        num_read += num_bytes
        observe(Progress(Phase.HASHING, num_read, file.num_bytes or num_read))

    for part in file.parts:
        assert part.sha256 is not None  # noqa: S101 - asked above
        blob = find_blob(places.hub, part.sha256, part.num_bytes, on_read)
        if blob is None:
            return None
        blobs.append(blob)
    for part, blob in zip(file.parts, blobs, strict=True):
        record = Record(blob.stat().st_size, part.sha256 or "", "the hub's cache")
        adopt(blob, places.home(entry, part), record, may_follow=True)
    return find_files(entry, file, places)


def _from_sources(job: _Job) -> Pulled:
    if not job.entry.sources:
        raise ModelError(f"{job.entry.name} names no place to fetch it from", hint="give the path of its file: -m PATH.gguf")
    for source in job.entry.sources:
        try:
            return _from_source(job, source)
        except AttemptError as error:
            job.failures.append(error)
    raise _download_error(job)


def _from_source(job: _Job, source: Source) -> Pulled:
    """Fetch all parts from one source, into one folder.

    Raises:
        AttemptError: this source does not give them.
    """
    for is_last in (False, True):
        remotes = [_ask(job, source, part) for part in job.file.parts]
        job.before, job.total = 0, sum(remote.identity.num_bytes for remote in remotes)
        _check_room(job, remotes)
        try:
            for part, remote in zip(job.file.parts, remotes, strict=True):
                _bring(job, source, part, remote)
                job.before += remote.identity.num_bytes
            break
        except FileChangedError as error:
            if is_last:
                raise
            job.before = 0
            job.tell(Phase.WAITING, 0, f"{error.sentence}; starting over")
    return Pulled(tuple(job.home(part) for part in job.file.parts), How.FETCHED, job.num_fetched, source)


def _ask(job: _Job, source: Source, part: Part) -> Remote:
    """Ask where a part is; a network that just came up gets a second and a third chance."""
    for number in range(_NUM_QUESTIONS):
        try:
            return find_remote(source, part, job.network)
        except AttemptError as error:
            wait_s = max(job.limits.min_wait_s * 2**number, error.wait_s or 0.0)
            if error.is_final or number == _NUM_QUESTIONS - 1 or wait_s > job.limits.patience_s:
                raise
            job.tell(Phase.WAITING, 0, f"{error.sentence}; trying again")
            time.sleep(wait_s)
    raise AssertionError  # the last round returns or raises


def _check_room(job: _Job, remotes: list[Remote]) -> None:
    """Refuse what cannot fit on the disk before a byte is fetched."""
    sizes = [remote.identity.num_bytes for remote in remotes]
    homes = [job.home(part) for part in job.file.parts]
    needed = sum(size - claimed_bytes(home) for size, home in zip(sizes, homes, strict=True) if not home.is_file())
    folder = next(path for path in (homes[0].parent, *homes[0].parents) if path.is_dir())
    free = shutil.disk_usage(folder).free
    if needed and needed + _SPARE_BYTES > free:
        raise DownloadError(
            f"{job.entry.name} {job.file.quant} needs {needed / 1e9:.2f} GB more, {folder} has {free / 1e9:.2f} GB free",
            hint="make room (qmath models gc, qmath models rm), or set QMATH_MODELS_DIR to a folder on a larger disk",
        )


def _bring(job: _Job, source: Source, part: Part, remote: Remote) -> None:
    """Bring one file to its place, under its lock; another process may do it for us meanwhile."""
    home = job.home(part)
    if home.is_file() and home.stat().st_size == remote.identity.num_bytes:
        return
    with locked(home, lambda owner: job.tell(Phase.WAITING, claimed_bytes(home), f"{owner} fetches it; waiting")):
        if home.is_file() and home.stat().st_size == remote.identity.num_bytes:
            return
        identity = remote.identity
        record = Record(identity.num_bytes, identity.sha256 or "", f"{source.kind} {source.where}", remote.revision, job.entry.name)
        if identity.sha256 and (blob := find_blob(job.places.hub, identity.sha256, identity.num_bytes)):
            adopt(blob, home, record, may_follow=True)
            return
        num_claimed, num_checked = claimed_bytes(home), 0

        def on_check(num_bytes: int) -> None:
            nonlocal num_checked
            num_checked += num_bytes
            job.tell(Phase.CHECKING, num_checked)

        partial = Partial(home, identity, on_check)
        try:
            if num_claimed and not partial.num_kept_bytes:
                job.tell(Phase.FETCHING, 0, _CHANGED)
            sha256 = _fetch(job, source, part, remote, partial)
            _check_bytes(partial, sha256)
            partial.finish()
            write_record(home, replace(record, sha256=sha256))
        except (FileChangedError, _WrongBytesError):
            partial.discard()
            raise
        finally:
            job.num_fetched += partial.num_done_bytes - partial.num_kept_bytes
            partial.close()


def _check_bytes(partial: Partial, sha256: str) -> None:
    """Compare what came with its hash; where nobody knows that, with what every GGUF file begins with.

    Raises:
        _WrongBytesError: it is something else.
    """
    expected = partial.identity.sha256
    if expected is not None and expected != sha256:
        raise _WrongBytesError(
            f"it came with wrong bytes (its sha256 is {sha256[:12]}..., not {expected[:12]}...) and was thrown away",
            hint="run the same command again; if it happens twice, something between you and the server alters files",
            is_final=True,
        )
    if expected is None and partial.head(len(MAGIC)) != MAGIC:
        raise _WrongBytesError(
            "what came is no GGUF file and was thrown away",
            hint="open the address in a browser: it may be a page (of a login, a proxy, an error) in place of the file",
            is_final=True,
        )


def _fetch(job: _Job, source: Source, part: Part, remote: Remote, partial: Partial) -> str:
    """Fetch what is missing and return the sha256 of the whole."""
    digest = FollowingDigest(partial)
    digest.start()
    transfer = Transfer(partial, remote, lambda: find_remote(source, part, job.network), job.network.tls, job.limits)

    def on_progress(num_bytes: int) -> None:
        digest.notice()
        job.tell(Phase.FETCHING, num_bytes, transfer.trouble)

    try:
        transfer.run(on_progress)
        while digest.is_alive():
            digest.notice()
            digest.join(0.1)
            job.tell(Phase.HASHING, partial.identity.num_bytes)
    finally:
        digest.stop()
        digest.join()
    return digest.result()


def _download_error(job: _Job) -> DownloadError:
    """Say why no source gave the model: the first one is the one the user thinks of."""
    first, *others = job.failures
    parts = job.file.parts
    what = Path(parts[0].file).name if len(parts) == 1 else f"{job.entry.name} {job.file.quant}"
    kept = sum(claimed_bytes(job.home(part)) for part in parts)
    also = "".join(f"; and {other.sentence}" for other in others)
    resumes = f"{kept / 1e6:.0f} MB are kept: the same command goes on from there" if kept else ""
    kind = ChecksumError if isinstance(job.failures[-1], _WrongBytesError) else DownloadError
    return kind(f"{what} could not be fetched: {first.sentence}{also}", hint="; ".join(filter(None, (first.hint, resumes))))


def _disk_error(error: OSError, entry: Entry, file: ModelFile, places: Places) -> DownloadError:
    folder = places.home(entry, file.parts[0]).parent
    kept = sum(claimed_bytes(places.home(entry, part)) for part in file.parts)
    resumes = f"; {kept / 1e6:.0f} MB are kept, and the same command goes on from there" if kept else ""
    if error.errno in _FULL:
        return DownloadError(
            f"the disk under {folder} takes no more: {error.strerror}",
            hint=f"make room, or set QMATH_MODELS_DIR to a folder on a larger disk{resumes}",
        )
    return DownloadError(
        f"{folder} cannot be written: {error.strerror or error}", hint=f"set QMATH_MODELS_DIR to a folder of yours{resumes}"
    )
