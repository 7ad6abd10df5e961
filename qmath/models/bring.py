"""Bringing one file from where it was found to its place: locked, fetched or adopted, checked, renamed, noted.

Here: the order of these steps. Not here: which file and from which source (``pull.py``), the transfer itself (``ranges.py``), the
unfinished file (``partial.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from qmath.models.adopt import adopt, find_blob
from qmath.models.catalog import MAGIC, Part, Source
from qmath.models.digest import FollowingDigest
from qmath.models.failures import AttemptError, FileChangedError
from qmath.models.lock import locked
from qmath.models.partial import Partial, claimed_bytes
from qmath.models.progress import Phase
from qmath.models.ranges import Limits, Transfer
from qmath.models.record import Record, write_record
from qmath.models.sources import Network, Remote, find_remote

_CHANGED: Final = "the file has changed since it was begun; starting over"
_NOTHING_TELLS: Final = "nothing tells whether the file is still the one that was begun; starting over"

Tell = Callable[[Phase, int, str], None]
"""Hears what is done, the bytes of this file that are there, and what is waited for."""


class WrongBytesError(AttemptError):
    """A whole file does not have the hash it should have, or is no model."""


@dataclass(frozen=True)
class Wanted:
    """A file that a source has, and where it belongs; ``name`` is what its model is called."""

    name: str
    part: Part
    source: Source
    remote: Remote
    home: Path

    def is_here(self) -> bool:
        """Tell whether a file of this size has the name already."""
        return self.home.is_file() and self.home.stat().st_size == self.remote.identity.num_bytes


@dataclass
class Carrier:
    """Brings files. ``hub`` is the cache whose files are used; ``num_fetched_bytes`` came through the network."""

    hub: Path
    network: Network
    limits: Limits
    num_fetched_bytes: int = 0

    def bring(self, wanted: Wanted, tell: Tell) -> None:
        """Bring one file to its place, under its lock; another process may do it for us meanwhile.

        Raises:
            FileChangedError: the server has another file now.
            AttemptError: the source does not give it, or it came with wrong bytes.
            OSError: the disk does not take it.
        """
        if wanted.is_here():
            return
        home, identity = wanted.home, wanted.remote.identity
        with locked(home, lambda owner: tell(Phase.WAITING, claimed_bytes(home), f"{owner} fetches it; waiting")):
            if wanted.is_here():
                return
            source = f"{wanted.source.kind} {wanted.source.where}"
            record = Record(identity.num_bytes, identity.sha256 or "", source, wanted.remote.revision, wanted.name)
            if identity.sha256 and (blob := find_blob(self.hub, identity.sha256, identity.num_bytes)):
                adopt(blob, home, record)
                return
            partial = _open(wanted, tell)
            is_useless = not identity.is_lasting
            try:
                sha256 = self._fetch(wanted, partial, tell)
                _check_bytes(wanted, partial, sha256)
                partial.finish()
                is_useless = False
                write_record(home, replace(record, sha256=sha256))
            except (FileChangedError, WrongBytesError):
                is_useless = True
                raise
            finally:
                self.num_fetched_bytes += partial.num_done_bytes - partial.num_kept_bytes
                if is_useless:
                    partial.discard()
                partial.close()

    def _fetch(self, wanted: Wanted, partial: Partial, tell: Tell) -> str:
        """Fetch what is missing and return the sha256 of the whole."""
        digest = FollowingDigest(partial)
        digest.start()
        transfer = Transfer(
            partial, wanted.remote, lambda: find_remote(wanted.source, wanted.part, self.network), self.network.tls, self.limits
        )

        def on_progress(num_bytes: int) -> None:
            digest.notice()
            tell(Phase.FETCHING, num_bytes, transfer.trouble)

        try:
            transfer.run(on_progress)
            while digest.is_alive():
                digest.notice()
                digest.join(0.1)
                tell(Phase.HASHING, partial.identity.num_bytes, "")
        finally:
            digest.stop()
            digest.join()
        return digest.result()


def _open(wanted: Wanted, tell: Tell) -> Partial:
    """Take up what is there of a file, or begin it."""
    num_claimed, num_checked = claimed_bytes(wanted.home), 0

    def on_check(num_bytes: int) -> None:
        nonlocal num_checked
        num_checked += num_bytes
        tell(Phase.CHECKING, num_checked, "")

    partial = Partial(wanted.home, wanted.remote.identity, on_check)
    if num_claimed and not partial.num_kept_bytes:
        tell(Phase.FETCHING, 0, _CHANGED if wanted.remote.identity.is_lasting else _NOTHING_TELLS)
    return partial


def _check_bytes(wanted: Wanted, partial: Partial, sha256: str) -> None:
    """Compare what came with its hash; where the catalog does not know that, also with what every GGUF file begins with.

    Raises:
        WrongBytesError: it is something else.
    """
    expected = partial.identity.sha256
    if expected is not None and expected != sha256:
        raise WrongBytesError(
            f"it came with wrong bytes (its sha256 is {sha256[:12]}..., not {expected[:12]}...) and was thrown away",
            hint="run the same command again; if it happens twice, something between you and the server alters files",
            is_final=True,
        )
    if wanted.part.sha256 is None and partial.head(len(MAGIC)) != MAGIC:
        raise WrongBytesError(
            "what came is no GGUF file and was thrown away",
            hint="open the address in a browser: it may be a page (of a login, a proxy, an error) in place of the file",
            is_final=True,
        )
