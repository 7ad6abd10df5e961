"""How large a context is: tokens of a sequence, cells of all, slots, threads.

Here: the arithmetic. Not here: the numbers of a model (``llama.py``), and whether it fits into memory (``models/``).
"""

from __future__ import annotations

from dataclasses import dataclass

from qmath.engine.cores import threads_for
from qmath.engine.options import EngineOptions

_MAX_CACHE_BYTES = 1 << 30
"""Memory for the cache unless cells are asked for: some 37,000 tokens of a 1.5B model."""

_CELLS_TOGETHER = 256
"""llama.cpp rounds the number of cells up to a multiple of this."""

_STEP_WORK = 1e11
"""Tokens times parameters of one step on CPUs. Halving it again slows the computing of prompts by little."""

_MIN_BATCH, _MAX_BATCH = 32, 512

_NARROW_HEAD = 64
"""Heads narrower than this are computed on CPUs without flash attention: with 32 numbers a head it takes two to three times as long
per token as the plain kind, with 128 (all of Qwen's) the same."""

_PLAIN_BATCH = 64
"""The most tokens of a step without flash attention: their products with every cell are in memory at once."""


@dataclass(frozen=True)
class ContextSize:
    """How large a context is; see ``EngineOptions`` for what was asked.

    There are twice as many slots as sequences decoded together, for prompts that are only held for their forks and for
    rollouts that wait for a program.
    """

    n_ctx: int
    num_cells: int
    num_slots: int
    n_batch: int
    max_sequences: int
    threads: int
    has_flash_attention: bool


@dataclass(frozen=True)
class ModelNumbers:
    """What a loaded model says of itself. ``cell_bytes`` is what one token takes in the cache of all layers."""

    n_ctx_train: int
    num_bytes: int
    num_parameters: int
    cell_bytes: int
    head_size: int
    is_on_gpu: bool = False


def fit(options: EngineOptions, model: ModelNumbers, most_slots: int) -> ContextSize:
    """Return how large a context of this model is; llama.cpp has at most ``most_slots`` slots.

    Cells are enough for sequences that fill half of their context on average; others are preempted in time.
    """
    n_ctx = min(options.n_ctx, model.n_ctx_train)
    max_sequences = min(options.max_sequences, most_slots)
    num_cells = options.kv_cells or min(max_sequences * n_ctx // 2, _MAX_CACHE_BYTES // model.cell_bytes)
    num_cells = -(-max(num_cells, n_ctx) // _CELLS_TOGETHER) * _CELLS_TOGETHER
    has_flash_attention = model.is_on_gpu or model.head_size >= _NARROW_HEAD
    most = _MAX_BATCH if has_flash_attention else _PLAIN_BATCH
    n_batch = options.n_batch or (most if model.is_on_gpu else min(most, _batch_for(model.num_parameters)))
    return ContextSize(
        n_ctx=n_ctx,
        num_cells=num_cells,
        num_slots=min(2 * max_sequences, most_slots),
        n_batch=max(min(n_batch, num_cells), max_sequences),
        max_sequences=max_sequences,
        threads=options.threads or threads_for(model.num_bytes),
        has_flash_attention=has_flash_attention,
    )


def _batch_for(num_parameters: int) -> int:
    """Return the tokens of a step on CPUs, a power of two."""
    most = max(_MIN_BATCH, min(_MAX_BATCH, int(_STEP_WORK / num_parameters)))
    return 1 << (most.bit_length() - 1)
