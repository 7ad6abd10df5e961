"""``models.toml`` in and records out: the file of the package, then the user's own, which adds models or changes them.

Here: which keys there are and what they may hold. Not here: the records (``catalog.py``) and places in files (``toml_file.py``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, Final

from qmath import settings
from qmath.models.catalog import Entry, Metric, ModelFile, Role, Score, Shape, Source, SourceKind, parts_of
from qmath.models.toml_file import Node, read
from qmath.schema import Mode
from qmath.text.prompts import PromptStyle

NAME: Final = "models.toml"
METRICS: Final = ("greedy", "pass1", "maj8", "rm8", "maj64", "rm64", "rm256")
"""Names of figures: greedy; the mean of one sample; majority and best by reward of so many."""

_TRAINED: Final = (Mode.COT, Mode.TIR)
_LANGUAGES: Final = ("en", "zh")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_REPO: Final = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
_MODEL: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")
Fields = dict[str, Node]


def load() -> tuple[Entry, ...]:
    """Return the models of both files.

    Raises:
        ConfigError: one of them is wrong; the message names ``file:line``.
    """
    packed = Path(str(resources.files("qmath"))) / "data" / NAME
    shipped = packed if packed.exists() else Path(__file__).parents[2] / NAME
    own = settings.models_path()
    documents = [read(shipped, NAME, "install qmath again")]
    if os.path.exists(own):  # noqa: PTH110 - its counterpart in pathlib raises where a folder of another user is on the way
        documents.append(read(own, str(own), f"mend it: {settings.edit_command(own)}; how entries look: {shipped}"))
    return entries(*documents)


def entries(*documents: Node) -> tuple[Entry, ...]:
    """Return the models of some files; what a later file says of a model replaces what an earlier one says, key by key.

    Raises:
        ConfigError: something in them is wrong.
    """
    tables: dict[str, Node] = {}
    fields: dict[str, Fields] = {}
    for document in documents:
        for name, table in document.table().items():
            if not _MODEL.fullmatch(name):
                table.fail(f"the name {name!r} must be small letters, digits, dots and dashes")
            tables[name] = table
            fields[name] = fields.get(name, {}) | table.table(tuple(_READERS))
    found = tuple(_entry(name, tables[name], fields[name]) for name in tables)
    _check_names(found, fields, tables)
    return found


def _check_names(found: tuple[Entry, ...], fields: dict[str, Fields], tables: dict[str, Node]) -> None:
    owners = {entry.name: entry.name for entry in found}
    for entry in found:
        for alias in entry.aliases:
            node = fields[entry.name].get("aliases", tables[entry.name])
            if not _MODEL.fullmatch(alias):
                node.fail(f"the alias {alias!r} must be small letters, digits, dots and dashes")
            if owners.setdefault(alias, entry.name) != entry.name or alias == entry.name:
                node.fail(f"the name {alias!r} is taken by {owners[alias]}")


def _entry(name: str, table: Node, fields: Fields) -> Entry:
    for key in ("title", "files"):
        if key not in fields:
            table.fail(f"{name} lacks the key {key}")
    values: dict[str, Any] = {key: _READERS[key](node) for key, node in fields.items()}
    sampling = values.pop("sampling", {})
    entry = Entry(name=name, **values, **sampling)
    if entry.auto is not None and entry.auto not in entry.modes:
        fields["auto"].fail(f"{name} is not trained for the mode {entry.auto.value}")
    if entry.default_quant is not None and entry.default_quant not in {file.quant for file in entry.files}:
        fields["default_quant"].fail(f"{name} has no file of the quantization {entry.default_quant}")
    if entry.scores and entry.scores_source is None:
        fields["scores"].fail(f"{name} has scores but no scores_source")
    if not entry.sources and not entry.is_embedded:
        table.fail(f"{name} lacks the key sources: nobody could fetch it")
    return entry


def _sampling(node: Node) -> dict[str, float]:
    members = node.table(("temperature", "top_p"), ("temperature", "top_p"))
    return {"temperature": members["temperature"].number(0, 10), "top_p": members["top_p"].number(0, 1)}


def _modes(node: Node) -> tuple[Mode, ...]:
    modes = tuple(item.choice(Mode, _TRAINED) for item in node.items())
    if not modes:
        node.fail("modes must name one mode at least")
    return modes


def _languages(node: Node) -> tuple[str, ...]:
    for item in node.items():
        if item.text() not in _LANGUAGES:
            item.fail(f"languages are {' and '.join(_LANGUAGES)}, not {item.value!r}")
    return node.texts()


def _shape(node: Node) -> Shape:
    numbers = ("layers", "hidden", "ffn", "heads", "kv_heads", "vocab")
    members = node.table((*numbers, "is_tied"), numbers)
    is_tied = "is_tied" in members and members["is_tied"].flag()
    shape = Shape(**{key: members[key].whole() for key in numbers}, is_tied=is_tied)
    if shape.hidden % shape.heads or shape.heads % shape.kv_heads:
        node.fail(f"{shape.hidden} dimensions cannot be divided into {shape.heads} heads over {shape.kv_heads}")
    return shape


def _sources(node: Node) -> tuple[Source, ...]:
    return tuple(_source(item) for item in node.items())


def _source(node: Node) -> Source:
    kinds = [kind.value for kind in SourceKind]
    members = node.table((*kinds, "revision"))
    named = [kind for kind in kinds if kind in members]
    if len(named) != 1:
        node.fail(f"a source names one of {', '.join(kinds)}")
    kind, place = SourceKind(named[0]), members[named[0]]
    where = place.text()
    if kind is SourceKind.URL:
        if not where.startswith(("https://", "http://")) or not where.endswith("/"):
            place.fail(f"url must be an address up to the file's name, as https://example.org/models/, not {where!r}")
        if "revision" in members:
            members["revision"].fail("an address has no revision")
    elif not _REPO.fullmatch(where):
        place.fail(f"{kind.value} must be a repository, as owner/name, not {where!r}")
    return Source(kind, where, members["revision"].text() if "revision" in members else None)


def _scores(node: Node) -> tuple[Score, ...]:
    scores = []
    for item in node.items():
        members = item.table(("benchmark", "mode", *METRICS), ("benchmark", "mode"))
        metrics = tuple(Metric(name, members[name].number(0, 100)) for name in METRICS if name in members)
        scores.append(Score(members["benchmark"].text(), members["mode"].choice(Mode, _TRAINED), metrics))
    return tuple(scores)


def _files(node: Node) -> tuple[ModelFile, ...]:
    files = tuple(_file(item) for item in node.items())
    quants = [file.quant for file in files]
    if len(quants) != len(set(quants)):
        node.fail("a quantization is named twice")
    names = [part.file.rsplit("/", 1)[-1].lower() for file in files for part in file.parts]
    if len(names) != len(set(names)):
        node.fail("two files have the same name, but the files of a model lie in one folder")
    return files


def _file(node: Node) -> ModelFile:
    """Read one quantization. A first part stands for its whole set; sizes and hashes of a set are lists in its order."""
    members = node.table(("quant", "file", "bytes", "sha256"), ("quant", "file"))
    name = members["file"].text()
    if not name.lower().endswith(".gguf") or name.startswith("/") or ".." in name.split("/") or not name.isprintable():
        members["file"].fail(f"file must be the path of a .gguf file in the repository, not {name!r}")
    parts = parts_of(name)
    sizes = [item.whole() for item in _each(members.get("bytes"), len(parts))]
    hashes = [_sha256(item) for item in _each(members.get("sha256"), len(parts))]
    if sizes:
        parts = tuple(replace(part, num_bytes=size) for part, size in zip(parts, sizes, strict=True))
    if hashes:
        parts = tuple(replace(part, sha256=sha256) for part, sha256 in zip(parts, hashes, strict=True))
    return ModelFile(members["quant"].text(), parts)


def _each(node: Node | None, num_parts: int) -> tuple[Node, ...]:
    """Return one value per part: a lone value for a lone part, a list for a set."""
    if node is None:
        return ()
    items = (node,) if num_parts == 1 else node.items()
    if len(items) != num_parts:
        node.fail(f"there are {num_parts} parts, but {len(items)} values")
    return items


def _sha256(node: Node) -> str:
    text = node.text()
    if not _SHA256.fullmatch(text):
        node.fail(f"sha256 must be 64 hexadecimal digits in small letters, not {text!r}")
    return text


_READERS: Final[dict[str, Callable[[Node], Any]]] = {
    "title": Node.text,
    "files": _files,
    "sampling": _sampling,
    "aliases": Node.texts,
    "role": lambda node: node.choice(Role),
    "modes": _modes,
    "auto": lambda node: node.choice(Mode, _TRAINED),
    "languages": _languages,
    "licence": Node.text,
    "n_ctx": Node.whole,
    "shape": _shape,
    "prompt": lambda node: node.choice(PromptStyle),
    "stops": Node.texts,
    "sources": _sources,
    "default_quant": Node.text,
    "is_embedded": Node.flag,
    "is_thinking": Node.flag,
    "min_mean_logprob": lambda node: node.number(-1000, 0),
    "scores": _scores,
    "scores_source": Node.text,
}
