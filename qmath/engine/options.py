"""How a model is loaded and how much of the machine the engine may use.

Here: plain records that ``llama.py``, ``probe.py`` and the layers above share. Not here: finding out which of them
survive on this machine (``probe.py``) and what they mean to llama.cpp (``llama.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_N_CTX = 4096
"""Tokens per sequence; what the Qwen2-Math family was trained for. Source: config.json, ``max_position_embeddings``."""

DEFAULT_MAX_SEQUENCES = 16
"""Sequences decoded together. On CPUs a step of 16 costs little more than a step of 8."""


@dataclass(frozen=True)
class LoadOptions:
    """How weights are laid out in memory. What is safe depends on CPU and build: ask ``probe.load_options``.

    Attributes:
        use_extra_bufts: let llama.cpp choose special layouts (AMX and others) by itself. Crashes in some builds.
        repack: ask tensor by tensor for the interleaved CPU layout (faster decoding, a second copy of those tensors).
            Only meaningful with ``use_extra_bufts`` off.
    """

    use_extra_bufts: bool = True
    repack: bool = False


@dataclass(frozen=True)
class EngineOptions:
    """How much of the machine the engine uses. None means: chosen from the model and the machine.

    Attributes:
        n_ctx: most tokens of one sequence; never more than the model was trained for.
        n_gpu_layers: layers computed on a GPU; None: all of them where llama.cpp has one, else 0.
        threads: CPU threads; None: one for tiny models, else one per physical core.
        max_sequences: most sequences that decode together. More may be open: twice as many hold cache, the rest wait.
        n_batch: most tokens of one step over all sequences; None: about half a second's worth on two cores, so that
            sequences that decode do not wait long for one that begins, nor deadlines for a step.
        kv_cells: tokens that fit into the cache of all sequences together; None: enough for ``max_sequences`` that fill
            half of their ``n_ctx``, within a memory limit.
    """

    n_ctx: int = DEFAULT_N_CTX
    n_gpu_layers: int | None = None
    threads: int | None = None
    max_sequences: int = DEFAULT_MAX_SEQUENCES
    n_batch: int | None = None
    kv_cells: int | None = None
