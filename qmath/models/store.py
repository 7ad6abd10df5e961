"""Where model files lie: the embedded one, qmath's own folder, the hub's cache, a path the user gives.

Here: finding files. Not here: fetching them (``pull.py``), checking and removing them (``storage.py``).

qmath's folder holds ``NAME/FILE`` for every file of the model NAME, the parts of a split one side by side. The hub's cache is
only read: what it has need not be fetched.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from qmath import settings
from qmath.errors import ModelError, ModelFileError
from qmath.models.catalog import Entry, ModelFile, Part, catalog, elsewhere, find, parts_of, quant_in
from qmath.models.record import read_record
from qmath.schema import ModelInfo

_MAX_NAME = 120
"""Letters of a folder's name; longer names of models (addresses) end in a hash."""
_LOST = re.compile(r"-[-/:]|[/:]-|[^A-Za-z0-9._/:-]")
"""What the name of a folder does not tell: such names end in a hash too."""


@dataclass(frozen=True)
class Places:
    """The folders that may hold model files: qmath's own, and the cache of the hub's client. Neither need exist."""

    models: Path
    hub: Path

    def home(self, entry: Entry, part: Part) -> Path:
        """Return where a file of a model belongs in qmath's folder."""
        return self.models / folder_name(entry) / Path(part.file).name


@dataclass(frozen=True)
class Located:
    """A model and its file on this machine; ``path`` is the first part of a set."""

    entry: Entry
    path: Path
    quant: str | None
    sha256: str | None = None

    @property
    def num_bytes(self) -> int:
        """Bytes of the file; of a set, those of all its parts that are here."""
        paths = (self.path.with_name(part.file) for part in parts_of(self.path.name))
        return sum(path.stat().st_size for path in paths if path.is_file())

    def info(self) -> ModelInfo:
        """Return the record for a solution."""
        return ModelInfo(
            name=self.entry.name,
            repo=self.entry.repo,
            revision=self.entry.revision,
            file=self.path.name,
            sha256=self.sha256,
            size_bytes=self.num_bytes,
            quant=self.quant,
        )


def locate(name: str | None, quant: str | None, places: Places, fits: Callable[[Located], bool] = lambda _: True) -> Located:
    """Return the model to use: by name, by ``repository:file.gguf``, by address, by path, or (None) the best that is here.

    ``fits`` tells whether this machine can run a file, and only decides when no model is named.

    Raises:
        UnknownModelError: no model has this name.
        ModelError: the model is known but not on this machine.
    """
    if name is None:
        return _best_here(places, fits)
    path = settings.home_path(name)
    entry = None if is_file(path) else elsewhere(name)
    if entry is None and "://" not in name and (name.endswith(".gguf") or "/" in name or is_file(path)):
        return _from_path(path)
    entry = entry or find(name)
    located = installed(entry, quant, places)
    if located is None:
        entry.pick(quant)
        raise ModelError(f"{entry.name} is not on this machine", hint=f"run: {_pull_command(name, quant)}")
    return located


def cached_path(entry: Entry, file: str, hub: Path) -> Path | None:
    """Return a file of a model in the hub's cache, the pinned revision first, or None."""
    if entry.repo is None:
        return None
    snapshots = hub / f"models--{entry.repo.replace('/', '--')}" / "snapshots"
    pinned = snapshots / (entry.revision or "") / file
    if entry.revision and is_file(pinned):
        return pinned
    if entry.revision is not None:
        return None
    try:
        return next((path / file for path in sorted(snapshots.iterdir()) if is_file(path / file)), None)
    except OSError:
        return None


def installed(entry: Entry, quant: str | None, places: Places) -> Located | None:
    """Return a model's file of this quantization, or the best one that is here: its default, then as the catalog lists them."""
    files = all_installed(entry, places)
    wanted = (quant or "").lower()
    return next((located for located in files if wanted in ("", str(located.quant).lower())), None)


def all_installed(entry: Entry, places: Places) -> tuple[Located, ...]:
    """Return every file of a model that is on this machine with all its parts, the default first; for a set, its first part."""
    found = []
    for file in sorted(entry.files, key=lambda file: file.quant != entry.default_quant):
        paths = find_files(entry, file, places)
        if paths is not None:
            found.append(Located(entry, paths[0], file.quant, file.sha256))
    return tuple(found)


def uncatalogued(places: Places) -> tuple[Located, ...]:
    """Return what is in qmath's folder of models that no catalog knows: fetched by ``repository:file.gguf`` or by address."""
    found = []
    try:
        paths = sorted(places.models.glob("*/*.gguf"))
    except OSError:  # a circle of links, a disk that is gone: nothing is there to be used
        paths = []
    for path in paths:
        record = read_record(path)
        entry = elsewhere(record.name) if record and isinstance(record.name, str) else None
        located = installed(entry, None, places) if entry else None
        if located is not None and located.path == path:
            found.append(located)
    return tuple(found)


def find_files(entry: Entry, file: ModelFile, places: Places) -> tuple[Path, ...] | None:
    """Return the paths of all parts of a quantization if it is whole on this machine: qmath's folder first, then the hub's cache."""
    if entry.is_embedded:
        return (Path(str(resources.files("qmath"))) / "data" / file.file,)
    own = tuple(places.home(entry, part) for part in file.parts)
    if all(_is_whole(path, part) for path, part in zip(own, file.parts, strict=True)):
        return own
    cached = [cached_path(entry, part.file, places.hub) for part in file.parts]
    whole = tuple(path for path, part in zip(cached, file.parts, strict=True) if path is not None and _is_whole(path, part))
    return whole if len(whole) == len(file.parts) else None


def folder_name(entry: Entry) -> str:
    """Return the name of a model's folder: its own name, without what file systems refuse; other letters and revisions have another."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "--", entry.name).strip(".-") or "model"
    is_telling = len(name) <= _MAX_NAME and not _LOST.search(entry.name)
    return name if is_telling else f"{name[:_MAX_NAME]}-{hashlib.sha256(entry.name.encode()).hexdigest()[:16]}"


def is_file(path: Path) -> bool:
    """Tell whether there is a file; what cannot be looked at (another user's folder, a name too long) counts as not there."""
    return os.path.isfile(path)  # noqa: PTH113 - its counterpart in pathlib raises there


def _is_whole(path: Path, part: Part) -> bool:
    """Tell whether a file is there and has the size of the catalog; that is as much as can be seen without reading it."""
    return is_file(path) and part.num_bytes in (None, path.stat().st_size)


def _pull_command(name: str, quant: str | None) -> str:
    return shlex.join(["qmath", "pull", name, *(["--quant", quant] if quant else [])])


def _best_here(places: Places, fits: Callable[[Located], bool]) -> Located:
    """Return the first model of the catalog that is here and fits; the embedded one where there is no other."""
    for entry in sorted(catalog(), key=lambda entry: entry.is_embedded):
        for located in all_installed(entry, places):
            if entry.is_embedded or fits(located):
                return located
    raise ModelError("the embedded model is missing", hint="install qmath again")


def _from_path(path: Path) -> Located:
    """Use any GGUF file; its name tells the model where the catalog knows the file."""
    if not is_file(path):
        raise ModelFileError(
            f"{path}: no such file, or none that may be read", hint="give the path of a .gguf file, or a name of `qmath models`"
        )
    for entry in catalog():
        for file in entry.files:
            if file.file.rsplit("/", 1)[-1] == path.name:
                return Located(entry, path, file.quant)
    return Located(Entry(name=path.stem, title=path.name, files=()), path, quant_in(path.name))
