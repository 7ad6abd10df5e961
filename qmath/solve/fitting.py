"""Does a model fit this machine? The numbers of the machine, of the engine's contexts and of a model, brought together.

Here: asking each of them. Not here: the arithmetic (``models/fit.py``), memory (``models/memory.py``), devices
(``engine/devices.py``) and sizes of contexts (``engine/size.py``).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from qmath.engine.options import DEFAULT_N_CTX, EngineOptions
from qmath.engine.size import ContextSize, ModelNumbers, fit
from qmath.errors import EngineError, ModelFileError
from qmath.models.catalog import UNKNOWN, Entry, ModelFile, Shape, parts_of
from qmath.models.fit import Choice, Fit, Gpu, Machine, Place, Planned, Room, choose, need, num_parameters, plan
from qmath.models.fit import fit as fit_shape
from qmath.models.memory import ram
from qmath.models.store import Located

if TYPE_CHECKING:
    from qmath.engine.gguf import GgufHeader

_MOST_SLOTS = 256
"""Source: llama.cpp, LLAMA_MAX_SEQ."""


@cache
def this_machine() -> Machine:
    """Return the memory of this machine and of the GPUs that llama.cpp computes on; without GPUs where llama.cpp does not work."""
    from qmath.engine.devices import ask_build

    memory = ram()
    try:
        gpus = tuple(Gpu(one.description, one.free_bytes, one.has_own_memory) for one in ask_build().gpus)
    except EngineError:
        gpus = ()
    return Machine(memory.available_bytes if memory else None, gpus)


def room(shape: Shape, n_ctx: int, max_sequences: int = 1, *, is_on_gpu: bool = False) -> Room:
    """Return how large a context the engine gives a model of this shape."""
    return _room(context(shape, n_ctx, max_sequences, is_on_gpu=is_on_gpu))


def context(shape: Shape, n_ctx: int, max_sequences: int = 1, *, is_on_gpu: bool = False) -> ContextSize:
    """Return the context that the engine opens for a model of this shape, as ``LlamaEngine`` does once it is loaded."""
    numbers = ModelNumbers(
        n_ctx_train=n_ctx,
        num_bytes=0,
        num_parameters=num_parameters(shape),
        cell_bytes=shape.kv_bytes_per_token,
        head_size=shape.head_size,
        is_on_gpu=is_on_gpu,
    )
    return fit(EngineOptions(n_ctx=n_ctx, max_sequences=max_sequences), numbers, _MOST_SLOTS)


def plan_here(entry: Entry, n_ctx: int | None = None, machine: Machine | None = None) -> tuple[Planned, ...]:
    """Return where each quantization of a model fits here, one problem at a time."""
    machine = machine or this_machine()
    return plan(entry, machine, lambda shape: room(shape, tokens(entry, n_ctx), is_on_gpu=bool(machine.gpus)))


def choose_here(entry: Entry, n_ctx: int | None = None, machine: Machine | None = None) -> Choice:
    """Return the quantization to fetch.

    Raises:
        ModelError: no file of this model is known.
        DoesNotFitError: none fits.
    """
    machine = machine or this_machine()
    return choose(entry, machine, lambda shape: room(shape, tokens(entry, n_ctx), is_on_gpu=bool(machine.gpus)))


def fits_here(located: Located) -> bool:
    """Tell whether a file on this machine fits it; yes where nothing tells. GPUs are asked only if the memory is too small."""
    memory = ram()
    alone = fit_located(located, Machine(memory.available_bytes if memory else None))
    if alone is None or alone.place is not Place.NOWHERE:
        return True
    found = fit_located(located, this_machine())
    return found is None or found.place is not Place.NOWHERE


def fit_located(located: Located, machine: Machine, n_ctx: int | None = None) -> Fit | None:
    """Return where a file on this machine fits; None where it cannot be read."""
    shape = shape_of(located)
    if shape is None:
        return None
    wanted = need(shape, located.num_bytes, room(shape, tokens(located.entry, n_ctx), is_on_gpu=bool(machine.gpus)))
    return fit_shape(shape, wanted, machine)


def described(located: Located) -> Entry:
    """Return the entry of a file on this machine with what the file says: its size, and shape and context where no catalog knows them."""
    from qmath.engine.gguf import check_file

    entry = located.entry
    parts = tuple(replace(part, num_bytes=located.path.with_name(part.file).stat().st_size) for part in parts_of(located.path.name))
    files = (ModelFile(located.quant or UNKNOWN, parts),)
    if entry.shape is not None:
        return replace(entry, files=files, default_quant=None)
    header = check_file(located.path)
    title = entry.title if entry.is_embedded else header.name or entry.title
    return replace(entry, title=title, files=files, default_quant=None, shape=_shape(header), n_ctx=entry.n_ctx or header.n_ctx_train)


def shape_of(located: Located) -> Shape | None:
    """Return the shape of a model: the catalog's, else what its file says."""
    if located.entry.shape is not None:
        return located.entry.shape
    from qmath.engine.gguf import check_file

    try:
        header = check_file(located.path)
    except ModelFileError:
        return None
    return _shape(header)


def tokens(entry: Entry, n_ctx: int | None) -> int:
    """Return the context that a model gets when so many tokens are asked for; no more than it was trained for."""
    wanted = n_ctx or DEFAULT_N_CTX
    return min(wanted, entry.n_ctx or wanted)


def _shape(header: GgufHeader) -> Shape:
    is_tied = all(tensor.name != "output.weight" for tensor in header.tensors)
    return Shape(header.n_layers, header.n_embd, header.n_ff, header.n_heads, header.n_heads_kv, header.n_vocab, is_tied)


def _room(size: ContextSize) -> Room:
    return Room(size.num_cells, size.n_batch, size.num_slots, size.has_flash_attention)
