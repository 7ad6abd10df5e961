"""The catalog: what ``models.toml`` says about each model.

Here: reading, names and aliases. Not here: where files lie (``store.py``) and how they come (``download.py``).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from qmath.errors import ConfigError, UnknownModelError
from qmath.schema import Mode

NAME = "models.toml"


class SourceKind(StrEnum):
    """The kinds of places that files come from."""

    HUB = "hub"
    MODELSCOPE = "modelscope"
    URL = "url"


@dataclass(frozen=True)
class Source:
    """A place that has all files of a model.

    ``where`` is a repository (HUB, MODELSCOPE), or the address up to a file's name (URL). ``revision`` pins a repository.
    """

    kind: SourceKind
    where: str
    revision: str | None = None


@dataclass(frozen=True)
class Part:
    """One file on a hub: its path in the repository. ``num_bytes`` and ``sha256`` are absent where they are not known."""

    file: str
    num_bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class ModelFile:
    """One quantization of a model: one file, or all the parts of a gguf-split set in order (llama.cpp is given the first)."""

    quant: str
    parts: tuple[Part, ...]

    @property
    def file(self) -> str:
        """Path of the (first) file in the repository."""
        return self.parts[0].file

    @property
    def num_bytes(self) -> int | None:
        """Bytes of all parts, if all are known."""
        sizes = [part.num_bytes for part in self.parts]
        return sum(size for size in sizes if size is not None) if None not in sizes else None

    @property
    def sha256(self) -> str | None:
        """Hash of a file that is not split."""
        return self.parts[0].sha256 if len(self.parts) == 1 else None


@dataclass(frozen=True)
class Entry:
    """One model. ``modes`` are those it was trained for; ``auto`` overrules the choice of ``--mode auto``.

    ``min_mean_logprob`` (nats per token) is the threshold under which an answer counts as out of domain.
    """

    name: str
    title: str
    files: tuple[ModelFile, ...]
    modes: tuple[Mode, ...] = (Mode.COT, Mode.TIR)
    auto: Mode | None = None
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en", "zh")
    licence: str | None = None
    n_ctx: int = 4096
    temperature: float = 0.7
    top_p: float = 0.8
    sources: tuple[Source, ...] = ()
    default_quant: str | None = None
    is_embedded: bool = False
    min_mean_logprob: float | None = None

    @property
    def repo(self) -> str | None:
        """The first repository on the hub."""
        return self._hub.where if self._hub else None

    @property
    def revision(self) -> str | None:
        """The revision that is pinned there."""
        return self._hub.revision if self._hub else None

    @property
    def _hub(self) -> Source | None:
        return next((source for source in self.sources if source.kind is SourceKind.HUB), None)

    def pick(self, quant: str | None) -> ModelFile:
        """Return the file of a quantization, or of the default one.

        Raises:
            UnknownModelError: the model has no such quantization.
        """
        wanted = quant or self.default_quant or self.files[0].quant
        for file in self.files:
            if file.quant.lower() == wanted.lower():
                return file
        known = ", ".join(file.quant for file in self.files)
        raise UnknownModelError(f"{self.name} has no quantization {wanted!r}", hint=f"known: {known}")


@cache
def catalog() -> tuple[Entry, ...]:
    """Return all models in order of preference.

    Raises:
        ConfigError: models.toml is damaged.
    """
    text = _source().read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
        return tuple(_entry(name, table) for name, table in tables.items())
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise ConfigError(f"{NAME}: {error}", hint="install qmath again") from error


def find(name: str) -> Entry:
    """Return the model of this name or alias.

    Raises:
        UnknownModelError: there is none; the message names those there are.
    """
    for entry in catalog():
        if name.lower() in (entry.name, *entry.aliases):
            return entry
    known = ", ".join(sorted({entry.name for entry in catalog()} | {alias for entry in catalog() for alias in entry.aliases}))
    raise UnknownModelError(f"no model is called {name!r}", hint=f"known: {known}; or give the path of a .gguf file")


def _source() -> Path:
    """Return models.toml: in the package when installed, at the top of a checkout otherwise."""
    packed = Path(str(resources.files("qmath"))) / "data" / NAME
    return packed if packed.exists() else Path(__file__).parents[2] / NAME


def _entry(name: str, table: dict[str, Any]) -> Entry:
    files = tuple(ModelFile(f["quant"], (Part(f["file"], f.get("bytes"), f.get("sha256")),)) for f in table["files"])
    sampling = table.get("sampling", {})
    known = {
        key: table[key]
        for key in ("licence", "n_ctx", "default_quant", "is_embedded", "min_mean_logprob")
        if key in table
    }
    return Entry(
        name=name,
        title=table["title"],
        files=files,
        modes=tuple(Mode(mode) for mode in table["modes"]),
        auto=Mode(table["auto"]) if "auto" in table else None,
        aliases=tuple(table.get("aliases", ())),
        languages=tuple(table["languages"]),
        temperature=float(sampling.get("temperature", 0.7)),
        top_p=float(sampling.get("top_p", 0.8)),
        sources=(Source(SourceKind.HUB, table["repo"], table.get("revision")),) if "repo" in table else (),
        **known,
    )
