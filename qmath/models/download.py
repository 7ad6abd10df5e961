"""Fetching a model file from the hub into the hub's own cache.

Here: the hub client. Not here: which file (``catalog.py``) and where files are looked for (``store.py``).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from qmath.errors import DownloadError, ModelError
from qmath.models.catalog import Entry, ModelFile

_CHUNK_BYTES = 1 << 20


def pull(entry: Entry, file: ModelFile) -> Path:
    """Fetch a file (or find it in the cache), check it against the catalog, return its path.

    Raises:
        ModelError: the model has no place on a hub.
        DownloadError: the hub did not give the file, or gave other bytes than the catalog names.
    """
    if entry.repo is None:
        raise ModelError(f"{entry.name} comes with qmath and needs no download")
    import httpx2
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        path = Path(hf_hub_download(entry.repo, file.file, revision=entry.revision))
    except (HfHubHTTPError, LocalEntryNotFoundError, httpx2.HTTPError, OSError) as error:
        reason = str(error).strip().split("\n")[0]
        raise DownloadError(
            f"{entry.repo}/{file.file} could not be fetched: {reason}",
            hint="check the network, HF_ENDPOINT and HF_TOKEN, then run it again",
        ) from error
    _check(path, file)
    return path


def _check(path: Path, file: ModelFile) -> None:
    size = path.stat().st_size
    if file.num_bytes is not None and size != file.num_bytes:
        raise DownloadError(f"{path.name} has {size} bytes, the catalog says {file.num_bytes}", hint=f"delete {path} and pull again")
    if file.sha256 is None:
        return
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    if digest.hexdigest() != file.sha256:
        raise DownloadError(f"{path.name} does not have the sha256 of the catalog", hint=f"delete {path} and pull again")
