"""``qmath models info``: what is known of one model.

Here: the command and its sheet, for a model of the catalog and for any file. Not here: the list (``models.py``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qmath import settings
from qmath.cli import options
from qmath.cli.columns import columns, wrap
from qmath.cli.output import Sink, clean, dump
from qmath.cli.profile import ProfileOption
from qmath.cli.pull import taken_here
from qmath.models.units import size_text

if TYPE_CHECKING:
    from qmath.models.catalog import Entry
    from qmath.models.fit import Fit

_INDENT: Final = 2

Lines = list[tuple[str, str]]
"""Labels and texts of a sheet; the first one is its title."""


def info(name: options.ModelName, json_: options.Json = False, _profile: ProfileOption = None) -> None:
    """Show what is known of a model: licence, context, shape, prompt, published scores, files."""
    from qmath.models.catalog import elsewhere, find
    from qmath.models.store import is_file

    file = settings.home_path(name)
    if is_file(file) or (elsewhere(name) is None and "://" not in name and (name.endswith(".gguf") or "/" in name)):
        document, lines = _of_file(file)
    else:
        document, lines = _of_entry(elsewhere(name) or find(name))
    Sink().write(f"{dump(document)}\n" if json_ else clean(_sheet(lines)))


def place_text(fit: Fit | None) -> str:
    """Return where a model fits, in words."""
    from qmath.models.fit import Place

    if fit is None:
        return "not known"
    return {
        Place.GPU: "on the GPU",
        Place.PARTLY: f"{fit.gpu_layers} layers on the GPU",
        Place.CPU: "on the CPU",
        Place.NOWHERE: "does not fit",
    }[fit.place]


def _sheet(lines: Lines) -> str:
    """Return labels and texts, long ones wrapped and indented."""
    (_, title), *rest = lines
    width = columns()
    label_width = max(len(label) for label, _ in rest) + 2 * _INDENT
    out = wrap(title, width)
    for label, text in rest:
        out += wrap(text, width, f"{' ' * _INDENT}{label}".ljust(label_width))
    return "\n".join([*out, ""])


def _of_entry(entry: Entry) -> tuple[dict[str, Any], Lines]:
    """Return what is known of a model as a document and as lines."""
    from qmath.models.estimate import size_of
    from qmath.models.store import all_installed
    from qmath.schema import to_json
    from qmath.solve.places import model_places

    places = model_places()
    here = {located.quant: located for located in all_installed(entry, places)}
    # Asking llama.cpp for its devices takes a second: not where there is nothing to choose.
    taken = taken_here(entry, places) if len(entry.files) > 1 else next(iter(entry.files), None)
    document = to_json(entry)
    assert isinstance(document, dict)  # noqa: S101 - a dataclass always becomes an object
    document["kv_bytes_per_token"] = entry.shape.kv_bytes_per_token if entry.shape else None
    document["files"] = []
    lines = _facts(entry)
    for file in entry.files:
        located = here.get(file.quant)
        size = size_of(entry, file)
        num_bytes = located.num_bytes if located else size.num_bytes if size else None
        is_estimate = located is None and bool(size and size.is_estimate)
        state = ", here" if located else ", what qmath pull takes on this machine" if file == taken and len(entry.files) > 1 else ""
        place = str(located.path) if located else f"{len(file.parts)} parts" if len(file.parts) > 1 else ""
        text = f"{file.quant}, {size_text(num_bytes, is_estimate=is_estimate)}{state}  {place}"
        lines.append(("files" if file is entry.files[0] else "", text))
        document["files"].append(
            {
                "quant": file.quant,
                "bytes": num_bytes,
                "bytes_are_estimate": is_estimate,
                "parts": to_json(file.parts),
                "path": str(located.path) if located else None,
            }
        )
    document["pull_quant"] = taken.quant if taken else None
    if entry.files and taken is None:
        lines.append(("", f"none of them fits this machine; see: qmath models plan {entry.short}"))
    if not entry.files:
        lines.append(("files", f"not known; look into the repository, then: qmath pull {entry.repo}:FILE.gguf"))
    return document, lines


def _facts(entry: Entry) -> Lines:
    """Return the lines of a model that do not depend on this machine; what is not known has none."""
    shape = entry.shape
    source = "; ".join(f"{one.kind.value} {one.where}{f' at {one.revision}' if one.revision else ''}" for one in entry.sources)
    numbers = shape and (
        f"{shape.layers} layers, {shape.hidden} dimensions, {shape.heads} heads over {shape.kv_heads}, vocabulary {shape.vocab}; "
        f"{shape.kv_bytes_per_token // 1024} KiB of cache per token"
    )
    facts = [
        ("title", entry.title),
        ("name", ", ".join((entry.name, *entry.aliases))),
        ("role", entry.role.value + (", thinks at length" if entry.is_thinking else "")),
        ("modes", ", ".join(mode.value for mode in entry.modes)),
        ("languages", ", ".join(entry.languages)),
        ("licence", entry.licence or "not known"),
        ("context", f"{entry.n_ctx} tokens" if entry.n_ctx else "as its file says"),
        ("shape", numbers or ""),
        ("prompt", entry.prompt.value if entry.prompt else "as its file says"),
        ("stops at", ", ".join(_stops(entry))),
        ("sampling", f"temperature {entry.temperature:g}, top_p {entry.top_p:g} for several samples; one is greedy"),
        ("from", source or "this package"),
        ("scores", entry.scores_source or ""),
    ]
    lines = [(label, text) for label, text in facts if text]
    for score in entry.scores:
        figures = ", ".join(f"{metric.name} {metric.value:g}" for metric in score.metrics)
        lines.append(("", f"{score.benchmark} {score.mode.value}: {figures}"))
    return lines


def _stops(entry: Entry) -> list[str]:
    from qmath.solve.style import asking
    from qmath.text.prompts import END_OF_TEXT, IM_END

    return [IM_END, END_OF_TEXT, *(stop.strip() for stop in asking(entry).stops)]


def _of_file(path: Path) -> tuple[dict[str, Any], Lines]:
    """Return what a GGUF file says of itself."""
    from qmath.engine.gguf import check_file
    from qmath.models.store import locate
    from qmath.solve.places import model_places
    from qmath.solve.style import asking

    located = locate(str(path), None, model_places())
    header = check_file(located.path)
    asked = asking(located.entry, header)
    document = {
        "path": str(header.path),
        "parts": [str(part) for part in header.parts],
        "name": header.name,
        "quant": header.quantization,
        "bytes": header.size_bytes,
        "n_ctx": header.n_ctx_train,
        "shape": {"layers": header.n_layers, "hidden": header.n_embd, "heads": header.n_heads, "kv_heads": header.n_heads_kv},
        "num_parameters": header.num_parameters,
        "prompt": asked.style.value,
        "end_token": header.end_token,
        "notice": asked.notice or None,
    }
    shape = f"{header.n_layers} layers, {header.n_embd} dimensions, {header.n_heads} heads over {header.n_heads_kv}"
    lines = [
        ("title", header.name),
        ("file", str(header.path) + (f" and {len(header.parts) - 1} more" if len(header.parts) > 1 else "")),
        ("size", f"{size_text(header.size_bytes)}, {header.quantization}, {header.num_parameters / 1e6:.3g} million weights"),
        ("context", f"{header.n_ctx_train} tokens"),
        ("shape", shape),
        ("prompt", asked.style.value),
    ]
    return document, [*lines, *([("note", asked.notice)] if asked.notice else [])]
