"""What of a model fits into which memory, and which quantization is the best one that does.

Here: arithmetic on plain numbers. Not here: the numbers of this machine (``memory.py``, ``engine/devices.py``; ``solve/fitting.py``
joins them) and bytes of files that nobody knows (``estimate.py``).

A model that decodes takes its weights, the cache of keys and values, the buffers of one step, the logits, and what the process
itself needs. The parts were read in llama.cpp's log for models of five shapes and are exact there but for the last one, which
was measured; ``scripts/bench_fit.py`` compares the sum with the resident size of a process.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qmath.errors import DoesNotFitError
from qmath.models.catalog import Entry, ModelFile, Shape
from qmath.models.estimate import Size, size_of
from qmath.models.units import size_text

ERROR: Final = 0.10
"""How far the real size was from the estimate at most; so much is kept free beyond the estimate."""

GPU_RESERVE_BYTES: Final = 512 << 20
"""What a GPU's driver and its context take before the first weight."""

LOWEST_GOOD_BITS: Final = 4
"""Below this a quantization carries a warning: errors in arithmetic grow fast. Source: perplexity +3.3 % at Q4_K_M, +8.7 % at
Q3_K_M; GSM8K 77.6 at F16, 68.3 at Q3_K_S for a model of 8B."""

_PROCESS_BYTES: Final = 40 << 20
_TOKEN_BYTES: Final = 320
"""What a token of the vocabulary, with its merge, takes in memory beside the weights."""
_FLOAT: Final = 4


@dataclass(frozen=True)
class Room:
    """How large a context is: cells of the cache, tokens of one step, rows of logits; whether products with cells are kept nowhere."""

    num_cells: int
    n_batch: int
    num_outputs: int
    has_flash_attention: bool = True


@dataclass(frozen=True)
class Gpu:
    """Free bytes of a GPU. Without memory of its own it computes in the machine's."""

    name: str
    free_bytes: int
    has_own_memory: bool = True


@dataclass(frozen=True)
class Machine:
    """What this machine has to give. ``ram_bytes``: None where the system does not tell."""

    ram_bytes: int | None
    gpus: tuple[Gpu, ...] = ()


@dataclass(frozen=True)
class Need:
    """Bytes that a model takes while it decodes."""

    weights: int
    cache: int
    compute: int
    process: int

    @property
    def total(self) -> int:
        """Return the sum."""
        return self.weights + self.cache + self.compute + self.process

    @property
    def wanted(self) -> int:
        """Return the sum with the estimate's error on top."""
        return round(self.total * (1 + ERROR))


class Place(StrEnum):
    """Where a model can be computed, best first."""

    GPU = "gpu"
    PARTLY = "partly"
    CPU = "cpu"
    NOWHERE = "nowhere"


@dataclass(frozen=True)
class Fit:
    """Where a model fits. ``gpu_layers`` is the number for ``--n-gpu-layers``: layers on the GPU, the output matrix counted as one."""

    place: Place
    need: Need
    gpu_layers: int = 0


@dataclass(frozen=True)
class Planned:
    """One quantization of a model: its size and where it fits; both None where nothing tells its size, or the model's shape."""

    file: ModelFile
    size: Size | None
    fit: Fit | None

    @property
    def is_low(self) -> bool:
        """Whether it has so few bits that answers suffer."""
        return bits(self.file.quant) < LOWEST_GOOD_BITS


@dataclass(frozen=True)
class Choice:
    """The quantization to fetch, one sentence why, and a warning where it is a makeshift."""

    planned: Planned
    why: str
    warning: str = ""

    @property
    def file(self) -> ModelFile:
        """Return the file to fetch."""
        return self.planned.file


def num_parameters(shape: Shape) -> int:
    """Return the number of weights, those of vectors left out."""
    return shape.layers * _layer_weights(shape) + shape.vocab * shape.hidden * _num_matrices(shape)


def need(shape: Shape, weight_bytes: int, room: Room) -> Need:
    """Return what a model of this shape takes.

    Source of ``compute``: "compute buffer size" in llama.cpp's log (0.3.36): 16 bits of mask for each cell, and 3 rows of the
    feed-forward part and 4 of the hidden state for each token of a step; or one matrix of logits, if that is larger. Without flash
    attention the mask has 32 bits, every head has a product with each cell, and there are 6 rows of the hidden state beside.
    """
    logits = _FLOAT * room.num_outputs * shape.vocab
    token = 2 * room.num_cells + _FLOAT * (3 * shape.ffn + 4 * shape.hidden)
    if not room.has_flash_attention:
        token = max(token, _FLOAT * ((1 + shape.heads) * room.num_cells + 6 * shape.hidden))
    step = room.n_batch * token
    return Need(
        weights=weight_bytes,
        cache=room.num_cells * shape.kv_bytes_per_token,
        compute=max(step, logits) + logits,
        process=_PROCESS_BYTES + _TOKEN_BYTES * shape.vocab,
    )


def fit(shape: Shape, wanted: Need, machine: Machine) -> Fit:
    """Return where a model fits: whole on GPUs with memory of their own, partly there, or in the machine's memory."""
    ram = machine.ram_bytes if machine.ram_bytes is not None else wanted.wanted
    own = [gpu.free_bytes for gpu in machine.gpus if gpu.has_own_memory]
    if own:
        budget = sum(max(0, free - GPU_RESERVE_BYTES) for free in own) / (1 + ERROR) - len(own) * wanted.compute
        layer, output = _parts(shape, wanted)
        count = min(shape.layers, int((budget - output) // layer))
        rest = (shape.layers - count) * layer + (_num_matrices(shape) - 1) * output + wanted.process + wanted.compute
        if count > 0 and rest * (1 + ERROR) <= ram:
            whole = count == shape.layers
            return Fit(Place.GPU if whole else Place.PARTLY, wanted, count + 1)
    shared = [gpu.free_bytes for gpu in machine.gpus if not gpu.has_own_memory]
    if shared and not own and wanted.wanted <= min(ram, max(shared)):
        return Fit(Place.GPU, wanted, shape.layers + 1)
    return Fit(Place.CPU if wanted.wanted <= ram else Place.NOWHERE, wanted)


def plan(entry: Entry, machine: Machine, room: Callable[[Shape], Room]) -> tuple[Planned, ...]:
    """Return every quantization of a model, as the catalog lists them; ``room`` says how large a context its shape gets."""
    return tuple(_planned(entry, file, machine, room) for file in entry.files)


def choose(entry: Entry, machine: Machine, room: Callable[[Shape], Room]) -> Choice:
    """Return the best quantization that fits: whole on a GPU before partly before the CPU, then by its bits up to 8.

    More than 8 bits cost twice the memory and time for nothing that shows; below 4 only where nothing else fits.

    Raises:
        ModelError: no file of this model is known.
        DoesNotFitError: none fits.
    """
    default = entry.pick(None)
    planned = plan(entry, machine, room)
    known = [one for one in planned if one.fit is not None]
    if not known:
        only = next(one for one in planned if one.file == default)
        return Choice(only, "its shape is known once it is here; nothing tells before that whether it fits")
    fitting = [one for one in known if one.fit and one.fit.place is not Place.NOWHERE]
    if not fitting:
        raise refusal(entry, min(known, key=lambda one: one.fit.need.total if one.fit else 0), machine)
    best = min(fitting, key=_rank)
    warning = low_bits(best.file.quant) if best.is_low else ""
    return Choice(best, _why(best, fitting), warning)


def refusal(entry: Entry, planned: Planned, machine: Machine) -> DoesNotFitError:
    """Return the error for a file that fits nowhere."""
    need = planned.fit.need if planned.fit else None
    needed = f"{size_text(need.total)}, with a tenth for safety {size_text(need.wanted)}" if need else "more memory"
    return DoesNotFitError(
        f"{entry.name} does not fit: {planned.file.quant} needs {needed}; this machine has {room_text(machine)}",
        hint="see what fits: qmath models plan; to fetch it all the same: --force",
    )


def room_text(machine: Machine) -> str:
    """Return what memory a machine has to give, in words."""
    gpu = sum(one.free_bytes for one in machine.gpus if one.has_own_memory)
    return f"{size_text(machine.ram_bytes or 0)} of memory free" + (f", and {size_text(gpu)} on the GPU" if gpu else "")


def bits(quant: str) -> int:
    """Return the bits per weight that a quantization is named after; 16 where the name tells none."""
    found = re.match(r"(?:I?Q|MXFP|BF|F|TQ)(\d+)", quant.upper())
    return int(found[1]) if found else 16


def low_bits(quant: str) -> str:
    """Return the warning about a quantization of few bits."""
    return f"{quant} has fewer than {LOWEST_GOOD_BITS} bits per weight: expect more wrong answers"


def _planned(entry: Entry, file: ModelFile, machine: Machine, room: Callable[[Shape], Room]) -> Planned:
    size = size_of(entry, file)
    if size is None or entry.shape is None:
        return Planned(file, size, None)
    return Planned(file, size, fit(entry.shape, need(entry.shape, size.num_bytes, room(entry.shape)), machine))


def _parts(shape: Shape, wanted: Need) -> tuple[float, float]:
    """Return the bytes of one layer, weights and cache, and of the output matrix."""
    edges = num_parameters(shape) - shape.layers * _layer_weights(shape)
    edge_bytes = wanted.weights * edges / num_parameters(shape)
    return (wanted.weights - edge_bytes + wanted.cache) / shape.layers, edge_bytes / _num_matrices(shape)


def _layer_weights(shape: Shape) -> int:
    attention = 2 * shape.hidden * (shape.hidden + shape.kv_heads * shape.head_size)
    return attention + 3 * shape.hidden * shape.ffn


def _num_matrices(shape: Shape) -> int:
    """Return how many matrices of the size of the vocabulary there are."""
    return 1 if shape.is_tied else 2


_ORDER: Final = ("_XL", "_L", "_M", "", "_S", "_XS", "_XXS")
_MOST_BITS: Final = 8


def _rank(planned: Planned) -> tuple[bool, bool, int, int, int, int]:
    """Return what sorts the best quantization first."""
    number = bits(planned.file.quant)
    place = list(Place).index(planned.fit.place) if planned.fit else len(Place)
    ending = re.search(r"_[XSML]+$", planned.file.quant.upper())
    order = _ORDER.index(ending[0]) if ending and ending[0] in _ORDER else _ORDER.index("")
    return planned.is_low, number > _MOST_BITS, place, -number, order, planned.size.num_bytes if planned.size else 0


_WHERE: Final = {Place.GPU: "whole on the GPU", Place.PARTLY: "partly on the GPU", Place.CPU: "into memory"}


def _why(best: Planned, fitting: list[Planned]) -> str:
    place = best.fit.place if best.fit else Place.CPU
    needed = size_text(best.fit.need.total) if best.fit else "?"
    sentence = f"{best.file.quant} is the best that fits {_WHERE[place]}: it takes {needed} while it runs"
    good = [one for one in fitting if not one.is_low and one.size and best.size and one.size.num_bytes < best.size.num_bytes]
    if place is not Place.GPU and good:
        smaller = min(good, key=lambda one: one.size.num_bytes if one.size else 0)
        sentence += f"; {smaller.file.quant} is smaller and faster"
    return sentence
