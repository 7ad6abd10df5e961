"""Where a file is right now: a hub, ModelScope, or a plain address.

Here: from a source of the catalog to an address that gives bytes, with size and hash as far as the server tells them. Not here:
the hub's client (``download.py``), fetching (``ranges.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import quote

from qmath.models.catalog import Part, Source, SourceKind
from qmath.models.connection import Line, Tls, host, origin, strong_validator
from qmath.models.failures import AttemptError, FileChangedError
from qmath.models.partial import Identity


@dataclass(frozen=True)
class Remote:
    """A file on a server. The address may expire; ``headers`` are for it alone; ``tag`` is for ``If-Range``, if it is known."""

    address: str
    identity: Identity
    headers: Mapping[str, str] = field(default_factory=dict)
    tag: str | None = None
    revision: str | None = None


@dataclass(frozen=True)
class Network:
    """How files are reached. ``modelscope`` is the address of ModelScope; ``timeout_s`` the longest silence at a question."""

    tls: Tls
    modelscope: str
    timeout_s: float = 15.0


def find_remote(source: Source, part: Part, network: Network) -> Remote:
    """Ask a source for a file; the catalog's hash, where it has one, is part of what the answer identifies.

    Raises:
        FileChangedError: it has another file than the catalog names.
        AttemptError: it cannot be asked, or does not have the file.
    """
    if source.kind is SourceKind.HUB:
        from qmath.models.download import hub_remote

        remote = hub_remote(source.where, source.revision, part.file, network.timeout_s)
    elif source.kind is SourceKind.MODELSCOPE:
        revision = quote(source.revision or "master", safe="")
        remote = _plain_remote(f"{network.modelscope}/models/{source.where}/resolve/{revision}/{quote(part.file)}", network)
    else:
        where = source.where.replace("://", f"://{source.login}@", 1) if source.login else source.where
        remote = _plain_remote(f"{where.rstrip('/')}/{quote(part.file)}{source.query and f'?{source.query}'}", network)
    found, server = remote.identity, host(remote.address)
    hint = "it was replaced since this catalog was made: look for a newer qmath, or try another --quant"
    if part.num_bytes is not None and found.num_bytes != part.num_bytes:
        raise FileChangedError(f"{server} has {found.num_bytes} bytes under this name, the catalog says {part.num_bytes}", hint=hint)
    if part.sha256 is not None and found.sha256 not in {None, part.sha256}:
        raise FileChangedError(f"{server} has a file with another sha256 than the catalog says", hint=hint)
    return replace(remote, identity=replace(found, sha256=part.sha256 or found.sha256))


def find_licence(source: Source, network: Network) -> str | None:
    """Return the licence that a source names for its model; None where it names none, or has no place to do so.

    Raises:
        AttemptError: it cannot be asked.
    """
    if source.kind is not SourceKind.HUB:
        return None
    from qmath.models.download import hub_licence

    return hub_licence(source.where, source.revision, network.timeout_s)


def _plain_remote(address: str, network: Network) -> Remote:
    """Ask for the first byte of an address: the answer tells the size, the etag, and whether ranges work."""
    line = Line(network.tls, network.timeout_s)
    try:
        response = line.get(address, {"Range": "bytes=0-0", "Accept-Encoding": "identity"})
        headers = response.headers
    finally:
        line.close()
    match = re.fullmatch(r"bytes 0-0/(\d{1,19})", headers.get("Content-Range", "").strip())
    length = re.fullmatch(r"\d{1,19}", headers.get("Content-Length") or "") if response.status == HTTPStatus.OK else None
    size = int(match[1] if match else length[0] if length else 0)
    if not size:
        hint = "fetch it by other means, then: qmath models import FILE"
        raise AttemptError(f"{host(address)} does not say how large the file is, or it is empty", hint=hint, is_final=True)
    tag = strong_validator(headers)
    linked = (headers.get("X-Linked-Etag") or "").strip('"')
    sha256 = linked if re.fullmatch(r"[0-9a-f]{64}", linked) else None
    is_moved = origin(line.address) != origin(address)
    # A redirect to another host may be a signed address that expires: the first address is asked again then.
    return Remote(address if not is_moved else line.address, Identity(size, sha256, tag), tag=tag)
