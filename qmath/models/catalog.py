"""The catalog: what is known about each model, and which model a name means.

Here: the records, names, aliases, addresses. Not here: how ``models.toml`` is read (``catalog_file.py``), where files lie
(``store.py``) and how they come (``download.py``).
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final
from urllib.parse import unquote

from qmath.errors import ModelError, UnknownModelError
from qmath.schema import Mode
from qmath.text.prompts import PromptStyle

MAGIC: Final = b"GGUF"
"""What every model file begins with."""

UNKNOWN: Final = "unknown"
"""The quantization of a file whose name tells none."""

_MAX_CLOSE: Final = 4
_MIN_CLOSE: Final = 0.5
"""How alike a name must be to be suggested; ``8b`` and ``7b`` are."""

_REPO_FILE: Final = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)(?:@(?P<revision>[\w.-]+))?:(?P<file>[^:]+\.gguf)", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?://)(?:(?P<login>[^/?#]*)@)?(?P<where>[^?#]+/)(?P<file>[^/?#]+\.gguf)(?:\?(?P<query>[^#]*))?(?:#.*)?", re.IGNORECASE
)
_PAGE: Final = re.compile(r"(https?://[^/]+/[^/]+/[^/]+)/blob/")
"""The address of a file's page on a hub; the file itself lies under ``resolve``."""
_QUANT: Final = re.compile(r"(?<![A-Za-z0-9])(I?Q[1-8](?:_[A-Z0-9]+)*|BF16|F16|F32)(?![A-Za-z0-9])", re.IGNORECASE)
_FIRST_PART: Final = re.compile(r"(?P<stem>.*)-00001-of-(?P<count>(?!0{5})\d{5})\.gguf", re.DOTALL)
_ANY_PART: Final = re.compile(r"(.*)-(?!0{5})\d{5}-of-((?!0{5})\d{5}\.gguf)", re.DOTALL)


class Role(StrEnum):
    """What a model is for: answering as asked (instruct), or going on with a text (base)."""

    INSTRUCT = "instruct"
    BASE = "base"


class SourceKind(StrEnum):
    """The kinds of places that files come from."""

    HUB = "hub"
    MODELSCOPE = "modelscope"
    URL = "url"


@dataclass(frozen=True)
class Source:
    """A place that has all files of a model.

    ``where`` is a repository (HUB, MODELSCOPE), or the address up to a file's name (URL). ``revision`` pins a repository, ``query``
    is what follows the name in an address, a signature for example, ``login`` what stands before its host, ``user:password``.
    """

    kind: SourceKind
    where: str
    revision: str | None = None
    query: str = ""
    login: str = ""


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
class Shape:
    """The numbers of a Qwen2 model. ``is_tied``: the embeddings serve as the output matrix too."""

    layers: int
    hidden: int
    ffn: int
    heads: int
    kv_heads: int
    vocab: int
    is_tied: bool = False

    @property
    def head_size(self) -> int:
        """Elements of one attention head."""
        return self.hidden // self.heads

    @property
    def kv_bytes_per_token(self) -> int:
        """Bytes of keys and values per token, 16 bits each."""
        return 4 * self.layers * self.kv_heads * self.head_size


@dataclass(frozen=True)
class Metric:
    """One figure of a score, in percent or as the benchmark counts: ``greedy``, ``maj8``, ..."""

    name: str
    value: float


@dataclass(frozen=True)
class Score:
    """What the makers of a model publish for one benchmark and mode."""

    benchmark: str
    mode: Mode
    metrics: tuple[Metric, ...]

    def metric(self, name: str) -> float | None:
        """Return a figure, or None."""
        return next((metric.value for metric in self.metrics if metric.name == name), None)


@dataclass(frozen=True)
class Entry:
    """One model. What is not known is None.

    Attributes:
        modes: those it was trained for.
        auto: overrules the choice of ``--mode auto``.
        prompt: how it wants to be asked; None: as its file says.
        stops: texts that end an answer, beside the end tokens and those of the prompt style.
        n_ctx: tokens in all, prompt and answer; None: as its file says.
        is_thinking: it thinks at length before it answers and wants a long context.
        min_mean_logprob: nats per token; an answer below counts as out of domain.
        scores_source: where ``scores`` were published.
    """

    name: str
    title: str
    files: tuple[ModelFile, ...]
    role: Role = Role.INSTRUCT
    modes: tuple[Mode, ...] = (Mode.COT, Mode.TIR)
    auto: Mode | None = None
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en", "zh")
    licence: str | None = None
    n_ctx: int | None = None
    shape: Shape | None = None
    prompt: PromptStyle | None = None
    stops: tuple[str, ...] = ()
    temperature: float = 0.7
    top_p: float = 0.8
    sources: tuple[Source, ...] = ()
    default_quant: str | None = None
    is_embedded: bool = False
    is_thinking: bool = False
    min_mean_logprob: float | None = None
    scores: tuple[Score, ...] = ()
    scores_source: str | None = None

    @property
    def short(self) -> str:
        """The shortest name it goes by."""
        return min((self.name, *self.aliases), key=len)

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
            ModelError: no file of this model is known.
        """
        if not self.files:
            hint = f"look into its repository, then: qmath pull {self.repo}:FILE.gguf" if self.repo else ""
            raise ModelError(f"the catalog names no file of {self.name}", hint=hint)
        wanted = quant or self.default_quant or self.files[0].quant
        for file in self.files:
            if file.quant.lower() == wanted.lower():
                return file
        known = ", ".join(file.quant for file in self.files)
        raise UnknownModelError(f"{self.name} has no quantization {wanted!r}", hint=f"known: {known}")


@cache
def catalog() -> tuple[Entry, ...]:
    """Return all models in order of preference, those of the user's own file included.

    Raises:
        ConfigError: one of the two files named ``models.toml`` is wrong.
    """
    from qmath.models.catalog_file import load

    return load()


def find(name: str) -> Entry:
    """Return the model of this name or alias.

    Raises:
        UnknownModelError: there is none; the message names those that are close.
    """
    wanted = name.strip().lower().replace("_", "-")
    names = {one: entry for entry in catalog() for one in (entry.name, *entry.aliases)}
    if wanted in names:
        return names[wanted]
    raise UnknownModelError(
        f"no model is called {name!r}", hint=_meant(name, difflib.get_close_matches(wanted, names, _MAX_CLOSE, _MIN_CLOSE))
    )


def _meant(name: str, close: list[str]) -> str:
    """Return what to do about a name that no model has, by what it looks like."""
    if "://" in name:
        return "the address of a model starts with https:// and its path ends in .gguf"
    if name.lower().endswith(".gguf") or name.startswith(("/", ".", "~")):
        return "a file of yours is used where it lies: qmath solve -m PATH.gguf; or gets the name of a model: qmath models import PATH.gguf"
    if "/" in name:
        return f"a repository needs the name of a file too: {name.partition(':')[0]}:FILE.gguf"
    if close:
        return f"did you mean {' or '.join(close)}? All: qmath models"
    return f"known: {', '.join(entry.short for entry in catalog())}; a repository: OWNER/NAME:FILE.gguf"


def resolve(name: str) -> Entry:
    """Return the model of a name, of ``repository:file.gguf`` or of the address of a GGUF file.

    Raises:
        UnknownModelError: it is none of these.
    """
    return elsewhere(name) or find(name)


def elsewhere(text: str) -> Entry | None:
    """Return a model that no catalog needs to know: ``owner/name:file.gguf``, ``owner/name@revision:file.gguf``, or an address.

    Its files are all parts of the set where the name is that of one. What follows the name in an address belongs to the source alone:
    a signature that expires does not make another model of it. None: the text is neither.
    """
    if named := _REPO_FILE.fullmatch(text):
        file, name = named["file"], text
        source = Source(SourceKind.HUB, named["repo"], named["revision"])
    elif named := _ADDRESS.fullmatch(_PAGE.sub(r"\1/resolve/", text)):
        file, name = unquote(named["file"]), f"{named['scheme']}{named['where']}{named['file']}"
        source = Source(SourceKind.URL, f"{named['scheme']}{named['where']}", query=named["query"] or "", login=named["login"] or "")
        if "/" in file:
            return None
    else:
        return None
    if not file.isprintable() or ".." in re.split(r"[/:]", f"{name}/{file}"):
        return None
    file, name = first_part(file), first_part(name)
    title = file.rsplit("/", 1)[-1]
    files = (ModelFile(quant_in(title) or UNKNOWN, parts_of(file)),)
    return Entry(name=name, title=title, files=files, sources=(source,))


def first_part(file: str) -> str:
    """Return the first part of a gguf-split set by the name of any of them; other names as they are."""
    return _ANY_PART.sub(r"\1-00001-of-\2", file)


def parts_of(file: str) -> tuple[Part, ...]:
    """Return the parts of a gguf-split set by the name of its first one; any other file is its only part."""
    first = _FIRST_PART.fullmatch(file)
    if first is None:
        return (Part(file),)
    return tuple(Part(f"{first['stem']}-{index:05d}-of-{first['count']}.gguf") for index in range(1, int(first["count"]) + 1))


def quant_in(file: str) -> str | None:
    """Return the quantization that the name of a file tells: ``x-Q4_K_M.gguf``, ``x.q8_0.gguf``."""
    found = _QUANT.findall(file.removesuffix(".gguf"))
    return str(found[-1]).upper() if found else None
