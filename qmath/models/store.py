"""Where model files lie: the embedded one, the hub's cache, a path the user gives.

Here: finding files. Not here: fetching them (``download.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from qmath.errors import ModelError, ModelFileError
from qmath.models.catalog import Entry, catalog, find
from qmath.schema import ModelInfo

EMBEDDED = "mini"


@dataclass(frozen=True)
class Located:
    """A model and its file on this machine."""

    entry: Entry
    path: Path
    quant: str | None
    sha256: str | None = None

    def info(self) -> ModelInfo:
        """Return the record for a solution."""
        return ModelInfo(
            name=self.entry.name,
            repo=self.entry.repo,
            revision=self.entry.revision,
            file=self.path.name,
            sha256=self.sha256,
            size_bytes=self.path.stat().st_size,
            quant=self.quant,
        )


def locate(name: str | None, quant: str | None, hub: Path) -> Located:
    """Return the model to use: by name, by the path of a GGUF file, or the best that is here. ``hub`` is the hub's cache.

    Raises:
        UnknownModelError: no model has this name.
        ModelError: the model is known but not on this machine.
    """
    if name is None:
        return _best_here(hub)
    if name.endswith(".gguf") or "/" in name or Path(name).is_file():
        return _from_path(Path(name).expanduser())
    entry = find(name)
    located = _on_disk(entry, quant, hub)
    if located is None:
        raise ModelError(f"{entry.name} is not on this machine", hint=f"run: qmath pull {name}")
    return located


def cached_path(entry: Entry, file: str, hub: Path) -> Path | None:
    """Return a file of a model in the hub's cache, the pinned revision first, or None."""
    if entry.repo is None:
        return None
    snapshots = hub / f"models--{entry.repo.replace('/', '--')}" / "snapshots"
    pinned = snapshots / (entry.revision or "") / file
    if entry.revision and pinned.is_file():
        return pinned
    if entry.revision is not None or not snapshots.is_dir():
        return None
    return next((path for path in sorted(snapshots.glob(f"*/{file}")) if path.is_file()), None)


def _on_disk(entry: Entry, quant: str | None, hub: Path) -> Located | None:
    if entry.is_embedded:
        file = entry.pick(quant)
        path = Path(str(resources.files("qmath"))) / "data" / file.file
        return Located(entry, path, file.quant, file.sha256)
    candidates = [entry.pick(quant)] if quant else [entry.pick(None), *entry.files]
    for file in candidates:
        path_found = cached_path(entry, file.file, hub)
        if path_found is not None:
            return Located(entry, path_found, file.quant, file.sha256)
    return None


def _best_here(hub: Path) -> Located:
    for entry in catalog():
        located = _on_disk(entry, None, hub)
        if located is not None:
            return located
    raise ModelError("the embedded model is missing", hint="install qmath again")


def _from_path(path: Path) -> Located:
    """Use any GGUF file; its name tells the model where the catalog knows the file."""
    if not path.is_file():
        raise ModelFileError(f"{path}: no such file", hint="give the path of a .gguf file, or a name of `qmath pull`")
    for entry in catalog():
        for file in entry.files:
            if file.file == path.name:
                return Located(entry, path, file.quant)
    return Located(Entry(name=path.stem, title=path.name, files=()), path, None)
