"""``qmath models plan``: what of the models fits this machine, before a byte is fetched.

Here: the command and how its result looks. Not here: the arithmetic (``models/fit.py``) and asking the machine (``solve/fitting.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from qmath import settings
from qmath.cli import completion, options
from qmath.cli.columns import columns, wrap
from qmath.cli.model_sheet import place_text
from qmath.cli.output import Sink, clean, dump
from qmath.cli.profile import ProfileOption
from qmath.models.units import size_text

if TYPE_CHECKING:
    from qmath.models.catalog import Entry
    from qmath.models.fit import Choice, Machine, Planned

_WIDE: Final = 64
"""Columns from which on a quantization takes one line; below, two."""


def plan(
    model: Annotated[
        str | None,
        typer.Argument(
            help="A model's name, or the path of a .gguf file; without it all models.",
            metavar="[MODEL]",
            autocompletion=completion.model_names,
        ),
    ] = None,
    n_ctx: options.NCtx = None,
    json_: options.Json = False,
    _profile: ProfileOption = None,
) -> None:
    """Show what fits this machine, and what `qmath pull` would fetch.

    Memory is estimated for one problem at a time: weights, cache for the whole context, buffers of
    a step, and the process itself. Real sizes lie within 10 % of it; so much is kept free.
    """
    from qmath.models.catalog import catalog
    from qmath.models.memory import free_disk
    from qmath.solve.fitting import this_machine

    entries = [_named(model)] if model else [entry for entry in catalog() if not entry.is_embedded]
    machine = this_machine()
    disk = free_disk(settings.models_dir())
    found = [(entry, *_plan(entry, n_ctx, machine)) for entry in entries]
    if json_:
        text = f"{dump(_document(found, n_ctx, machine, disk))}\n"
    else:
        lines = [_machine_line(machine, disk)]
        for entry, planned, choice in found:
            lines += [""] * bool(model) + (_sheet(entry, planned, choice, n_ctx) if model else _line(entry, planned, choice))
        lines.append("Sizes in memory are estimates within 10 %; ~ marks a file whose size is one too.")
        text = "\n".join(one for line in lines for one in wrap(line, columns(), others="  ")) + "\n"
    Sink().write(text if json_ else clean(text))


def _named(name: str) -> Entry:
    """Return the model of a name; where no catalog knows its shape, its file may say it."""
    from qmath.models.catalog import elsewhere, resolve
    from qmath.models.store import installed, is_file, locate
    from qmath.solve.fitting import described
    from qmath.solve.places import model_places

    if is_file(settings.home_path(name)) or (name.endswith(".gguf") and elsewhere(name) is None and "://" not in name):
        return described(locate(name, None, model_places()))
    entry = resolve(name)
    located = installed(entry, None, model_places()) if entry.shape is None else None
    return described(located) if located else entry


def _plan(entry: Entry, n_ctx: int | None, machine: Machine) -> tuple[tuple[Planned, ...], Choice | None]:
    """Return every quantization, and the one that `qmath pull` takes; None where none fits or no file is known."""
    from qmath.cli.pull import choice_here
    from qmath.solve.fitting import plan_here
    from qmath.solve.places import model_places

    return plan_here(entry, n_ctx, machine), choice_here(entry, model_places(), n_ctx, machine)


# --- for a person ----------------------------------------------------------------------------------------------------


def _machine_line(machine: Machine, disk: int | None) -> str:
    gpus = [f"{gpu.name}, {size_text(gpu.free_bytes)} free" for gpu in machine.gpus] or ["no GPU that llama.cpp can use"]
    memory = "memory unknown" if machine.ram_bytes is None else f"{size_text(machine.ram_bytes)} of memory free"
    return " · ".join(["This machine: " + memory, *gpus, *([f"{size_text(disk)} of disk free"] if disk is not None else [])])


def _sheet(entry: Entry, planned: tuple[Planned, ...], choice: Choice | None, n_ctx: int | None) -> list[str]:
    """Return the lines of one model: a line for each quantization, and what would be fetched."""
    from qmath.models.fit import low_bits
    from qmath.solve.fitting import tokens

    lines = [f"{entry.title}, context {tokens(entry, n_ctx)}"]
    for one in sorted(planned, key=lambda one: one.size.num_bytes if one.size else 0):
        size = size_text(one.size.num_bytes, is_estimate=one.size.is_estimate) if one.size else "?"
        mark = "*" if choice and one.file == choice.file else " "
        first = f"{mark} {one.file.quant:<7} {size:>8}"
        needs = f"needs {size_text(one.fit.need.total)}" if one.fit else "needs ?"
        place = place_text(one.fit) + (", few bits" if one.is_low else "")
        lines += [f"{first}  {needs:<14}  {place}"] if columns() >= _WIDE else [first, f"    {needs}, {place}"]
    if not planned:
        return [*lines, f"  no file of it is known; look into the repository, then: qmath pull {entry.repo}:FILE.gguf"]
    if choice is None:
        return [*lines, "Nothing of it fits here; a smaller model: qmath models plan"]
    if any(one.is_low for one in planned) and not choice.warning:
        lines.append("few bits: below 4 bits per weight, expect more wrong answers")
    if choice.warning:
        lines.append(low_bits(choice.file.quant))
    if entry.files[0].num_bytes is not None and not entry.sources:
        return lines  # there is nothing to fetch
    return [*lines, f"* qmath pull {entry.short}: {choice.why}"]


def _line(entry: Entry, planned: tuple[Planned, ...], choice: Choice | None) -> list[str]:
    """Return one line for a model, two in a narrow window: what would be fetched and where it would run."""
    if choice is None:
        known = [(one.fit.need.total, one.file.quant) for one in planned if one.fit]
        what = f"does not fit: {min(known)[1]} needs {size_text(min(known)[0])}" if known else "no file of it is known"
        return [f"  {entry.short:<22}  {what}"] if columns() >= _WIDE else [f"  {entry.short}", f"    {what}"]
    one = choice.planned
    size = size_text(one.size.num_bytes, is_estimate=one.size.is_estimate) if one.size else "?"
    needs = f"needs {size_text(one.fit.need.total)}" if one.fit else ""
    place = place_text(one.fit) + (", few bits" if one.is_low else "")
    if columns() < _WIDE:
        return [f"  {entry.short}  {one.file.quant}  {size}", f"    {needs}, {place}"]
    return [f"  {entry.short:<22}  {one.file.quant:<7} {size:>8}  {needs:<14}  {place}"]


# --- for programs ----------------------------------------------------------------------------------------------------


def _document(
    found: list[tuple[Entry, tuple[Planned, ...], Choice | None]], n_ctx: int | None, machine: Machine, disk: int | None
) -> dict[str, Any]:
    from qmath.models.fit import ERROR
    from qmath.solve.fitting import tokens

    return {
        "machine": {
            "ram_available_bytes": machine.ram_bytes,
            "disk_free_bytes": disk,
            "gpus": [vars(gpu) for gpu in machine.gpus],
        },
        "error": ERROR,
        "models": [
            {
                "name": entry.name,
                "n_ctx": tokens(entry, n_ctx),
                "files": [_file(one) for one in planned],
                "choice": {"quant": choice.file.quant, "why": choice.why, "warning": choice.warning or None} if choice else None,
            }
            for entry, planned, choice in found
        ],
    }


def _file(one: Planned) -> dict[str, Any]:
    fit = one.fit
    return {
        "quant": one.file.quant,
        "bytes": one.size.num_bytes if one.size else None,
        "bytes_are_estimate": bool(one.size and one.size.is_estimate),
        "place": fit.place.value if fit else None,
        "n_gpu_layers": fit.gpu_layers if fit else None,
        "needs_bytes": fit.need.total if fit else None,
        "needs": vars(fit.need) if fit else None,
        "has_few_bits": one.is_low,
    }
