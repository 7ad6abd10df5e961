"""Bringing a model onto this machine: what is here already, else the sources of the catalog in order.

Here: the order of places and sources, room on the disk, what is said when all fail. Not here: one file (``bring.py``), the bar and
the questions to a person (``cli/``), which licences were accepted (``licences.py``).
"""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from qmath.errors import ChecksumError, DownloadError, ModelError
from qmath.models.adopt import adopt, find_blob
from qmath.models.bring import Carrier, Wanted, WrongBytesError
from qmath.models.catalog import Entry, ModelFile, Part, Source
from qmath.models.failures import AttemptError, FileChangedError
from qmath.models.partial import claimed_bytes
from qmath.models.progress import Observe, Phase, Progress
from qmath.models.ranges import Limits
from qmath.models.record import Record
from qmath.models.sources import Network, Remote, find_licence, find_remote
from qmath.models.store import Places, find_files
from qmath.models.units import size_text

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SPARE_BYTES: Final = 16 << 20
_NUM_QUESTIONS: Final = 3
LIMITS: Final = Limits()


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


@dataclass(frozen=True)
class Offer:
    """What a source would give, told before a byte of it is fetched.

    ``licence``: as the catalog or the hub names it; None: nobody does, or the hub could not be asked, as ``no_licence_because`` tells.
    ``is_lasting``: what came of it can be gone on with later.
    """

    source: Source
    num_bytes: int
    licence: str | None
    is_lasting: bool
    no_licence_because: str = ""


Approve = Callable[[Offer], None]
"""Hears of the first offer; raises where the user does not want it."""


def pull(  # noqa: PLR0913 - what and where to, by whom, and who hears of it
    entry: Entry,
    file: ModelFile,
    places: Places,
    network: Network | None,
    observe: Observe,
    limits: Limits = LIMITS,
    *,
    approve: Approve = lambda _offer: None,
    forbidden_by: str = "--offline",
) -> Pulled:
    """Bring a quantization onto this machine and return where it is. Without a network only what is on the disk is used.

    ``approve`` is asked once, when a source has answered, before anything is fetched. ``forbidden_by`` names for the hint what took
    the network away.

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
                hint=f"leave out {forbidden_by}, or bring the file yourself: qmath models import FILE",
            )
        return _from_sources(_Job(entry, file, places, network, observe, approve, Carrier(places.hub, network, limits)))
    except OSError as error:
        raise _disk_error(error, entry, file, places) from error
    finally:
        with suppress(OSError):  # it holds something
            places.home(entry, file.parts[0]).parent.rmdir()


def kept_bytes(entry: Entry, file: ModelFile, places: Places) -> int:
    """Return how much of a quantization an unfinished download has left, to be gone on with."""
    return sum(claimed_bytes(places.home(entry, part)) for part in file.parts)


@dataclass
class _Job:
    entry: Entry
    file: ModelFile
    places: Places
    network: Network
    observe: Observe
    approve: Approve
    carrier: Carrier
    is_approved: bool = False
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
        adopt(blob, places.home(entry, part), record)
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
        _ask_for_approval(job, source, remotes)
        _check_room(job, remotes)
        try:
            for part, remote in zip(job.file.parts, remotes, strict=True):
                job.carrier.bring(Wanted(job.entry.name, part, source, remote, job.home(part)), job.tell)
                job.before += remote.identity.num_bytes
            break
        except FileChangedError as error:
            if is_last:
                raise
            job.before = 0
            job.tell(Phase.WAITING, 0, f"{error.sentence}; starting over")
    return Pulled(tuple(job.home(part) for part in job.file.parts), How.FETCHED, job.carrier.num_fetched_bytes, source)


def _ask(job: _Job, source: Source, part: Part) -> Remote:
    """Ask where a part is; a network that just came up gets a second and a third chance."""
    for number in range(_NUM_QUESTIONS):
        try:
            return find_remote(source, part, job.network)
        except AttemptError as error:
            wait_s = max(job.carrier.limits.min_wait_s * 2**number, error.wait_s or 0.0)
            if error.is_final or number == _NUM_QUESTIONS - 1 or wait_s > job.carrier.limits.patience_s:
                raise
            job.tell(Phase.WAITING, 0, f"{error.sentence}; trying again")
            time.sleep(wait_s)
    raise AssertionError  # the last round returns or raises


def _ask_for_approval(job: _Job, source: Source, remotes: list[Remote]) -> None:
    if job.is_approved:
        return
    licence, because = job.entry.licence, ""
    if licence is None:
        try:
            licence = find_licence(source, job.network)
        except AttemptError as error:
            because = error.sentence
    job.approve(Offer(source, job.total, licence, all(remote.identity.is_lasting for remote in remotes), because))
    job.is_approved = True


def _check_room(job: _Job, remotes: list[Remote]) -> None:
    """Refuse what cannot fit on the disk before a byte is fetched."""
    sizes = [remote.identity.num_bytes for remote in remotes]
    homes = [job.home(part) for part in job.file.parts]
    needed = sum(size - claimed_bytes(home) for size, home in zip(sizes, homes, strict=True) if not home.is_file())
    folder = homes[0].parent
    folder.mkdir(parents=True, exist_ok=True)  # one that cannot be written is told as such, not as one without room
    free = shutil.disk_usage(folder).free
    if needed and needed + _SPARE_BYTES > free:
        raise DownloadError(
            f"{job.entry.name} {job.file.quant} needs {size_text(needed)} more, {folder.parent} has {size_text(free)} free",
            hint="make room (qmath models gc, qmath models rm), or set QMATH_MODELS_DIR to a folder on a larger disk",
        )


def _download_error(job: _Job) -> DownloadError:
    """Say why no source gave the model: the first one is the one the user thinks of."""
    first, *others = job.failures
    parts = job.file.parts
    what = Path(parts[0].file).name if len(parts) == 1 else f"{job.entry.name} {job.file.quant}"
    kept = kept_bytes(job.entry, job.file, job.places)
    also = "".join(f"; and {other.sentence}" for other in others)
    resumes = f"{size_text(kept)} are kept: the same command goes on from there" if kept else ""
    kind = ChecksumError if isinstance(job.failures[-1], WrongBytesError) else DownloadError
    return kind(f"{what} could not be fetched: {first.sentence}{also}", hint="; ".join(filter(None, (first.hint, resumes))))


def _disk_error(error: OSError, entry: Entry, file: ModelFile, places: Places) -> DownloadError:
    folder = places.home(entry, file.parts[0]).parent
    kept = kept_bytes(entry, file, places)
    resumes = f"; {size_text(kept)} are kept, and the same command goes on from there" if kept else ""
    if error.errno in _FULL:
        return DownloadError(
            f"the disk under {folder} takes no more: {error.strerror}",
            hint=f"make room, or set QMATH_MODELS_DIR to a folder on a larger disk{resumes}",
        )
    return DownloadError(
        f"{folder} cannot be written: {error.strerror or error}", hint=f"set QMATH_MODELS_DIR to a folder of yours{resumes}"
    )
