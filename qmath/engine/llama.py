"""A model in llama.cpp: batches, logits, memory, and the engine over them.

Here: every call into ``llama_cpp`` that computes. Not here: what is computed when (``scheduler.py``), what tokens mean
(``batched.py``), loading (``weights.py``), the vocabulary (``vocabulary.py``).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from qmath.engine.batched import BatchedEngine
from qmath.engine.bindings import c_function, llama_version, load_api
from qmath.engine.devices import gpus
from qmath.engine.gguf import GgufHeader
from qmath.engine.interrupts import HeldSignals
from qmath.engine.options import EngineOptions, LoadOptions
from qmath.engine.sampler import Logits
from qmath.engine.scheduler import Chunk
from qmath.engine.size import ContextSize, ModelNumbers, fit
from qmath.engine.vocabulary import LlamaVocabulary
from qmath.engine.weights import last_words, load_model, log
from qmath.errors import DecodeError, ModelLoadError
from qmath.schema import EngineInfo

api = load_api()

LONG_STEP = 5e9
"""Tokens times parameters of a batch from which on Ctrl-C may end it early: about a tenth of a second on two cores."""

_OK, _NO_SLOT, _ABORTED = 0, 1, 2


def context_size(model: int, options: EngineOptions) -> ContextSize:
    """Return how large a context of the model loaded last is."""
    head_size = api.llama_model_n_embd(model) // api.llama_model_n_head(model)
    numbers = ModelNumbers(
        n_ctx_train=api.llama_model_n_ctx_train(model),
        num_bytes=api.llama_model_size(model),
        num_parameters=api.llama_model_n_params(model),
        cell_bytes=4 * api.llama_model_n_layer(model) * api.llama_model_n_head_kv(model) * head_size,  # keys and values, 16 bits each
        head_size=head_size,
        is_on_gpu=log.layers_on_device is not None,
    )
    return fit(options, numbers, api.llama_max_parallel_sequences())


class LlamaBackend:
    """A llama_context with one cache for all sequences."""

    def __init__(self, model: int, size: ContextSize, *, long_step: float = LONG_STEP) -> None:
        """Open a context. Batches of more than ``long_step`` (tokens times parameters) can be interrupted.

        Raises:
            ModelLoadError: llama.cpp refused, for want of memory as a rule.
        """
        self.num_cells = size.num_cells
        self.num_slots = size.num_slots
        self._num_vocab = api.llama_vocab_n_tokens(api.llama_model_get_vocab(model))
        self._num_params = api.llama_model_n_params(model)
        self._long_step = long_step
        params = api.llama_context_default_params()
        params.n_ctx = size.num_cells
        params.n_batch = params.n_ubatch = size.n_batch
        params.n_seq_max = size.num_slots
        params.n_outputs_max = size.num_slots  # fewer break an assertion, more cost memory for logits
        params.n_threads = params.n_threads_batch = size.threads
        params.kv_unified = True
        if not size.has_flash_attention:
            params.flash_attn_type = api.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.no_perf = True
        with HeldSignals():
            self._context = api.llama_init_from_model(model, params)
        if not self._context:
            raise ModelLoadError(
                f"llama.cpp cannot make room for {size.num_cells} tokens", hint=last_words() or "ask for a smaller --n-ctx"
            )
        self._memory = api.llama_get_memory(self._context)
        self._held: HeldSignals | None = None
        self._abort = api.ggml_abort_callback(self._is_interrupted)
        self._never = api.ggml_abort_callback()
        self._logits_at = c_function("llama_get_logits_ith", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int32)
        self._views: dict[int, Logits] = {}
        self._rows: list[int] = []
        self._make_batch(size.n_batch)

    def _make_batch(self, n_batch: int) -> None:
        """Make a llama_batch over our own arrays, each token in exactly one sequence."""
        integers: Any = ctypes.c_int32 * n_batch
        self._tokens, self._positions, self._slots, self._counts = integers(), integers(), integers(), integers(*[1] * n_batch)
        first, size = ctypes.addressof(self._slots), ctypes.sizeof(ctypes.c_int32)
        self._pointers = (ctypes.c_size_t * n_batch)(*range(first, first + n_batch * size, size))
        self._outputs = (ctypes.c_int8 * n_batch)()
        integer = ctypes.POINTER(ctypes.c_int32)
        self._batch = api.llama_batch(
            token=ctypes.cast(self._tokens, integer),
            pos=ctypes.cast(self._positions, integer),
            n_seq_id=ctypes.cast(self._counts, integer),
            seq_id=ctypes.cast(self._pointers, ctypes.POINTER(integer)),
            logits=ctypes.cast(self._outputs, ctypes.POINTER(ctypes.c_int8)),
        )

    def decode(self, chunks: Iterable[Chunk]) -> bool:
        """Compute the chunks together; return False, with nothing changed, when cells ran out.

        Raises:
            DecodeError: llama.cpp failed.
        """
        chunks = list(chunks)
        count = self._fill(chunks)
        status = self._decode_long(chunks) if count * self._num_params > self._long_step else api.llama_decode(self._context, self._batch)
        if status in {_OK, _NO_SLOT}:
            return bool(status == _OK)
        self._forget(chunks)
        raise DecodeError(f"llama.cpp could not decode a batch of {count} tokens (code {status})", hint=last_words())

    def _decode_long(self, chunks: list[Chunk]) -> int:
        """Call llama_decode so that signals end it early; their handlers run before anything is raised or tried again."""
        while True:
            with HeldSignals() as self._held:
                api.llama_set_abort_callback(self._context, self._abort, None)
                status = int(api.llama_decode(self._context, self._batch))
                api.llama_set_abort_callback(self._context, self._never, None)
                if status != _ABORTED:
                    return status
                self._forget(chunks)

    def _is_interrupted(self, _data: object) -> bool:
        return self._held is not None and self._held.is_pending

    def _fill(self, chunks: list[Chunk]) -> int:
        """Write the chunks into the batch; return the number of tokens."""
        self._rows.clear()
        count = 0
        for chunk in chunks:
            tokens, start = chunk.sequence.tokens, chunk.start
            if chunk.end == start + 1:
                self._tokens[count] = tokens[start]
                self._positions[count] = start
                self._slots[count] = chunk.slot
                self._outputs[count] = 0
                count += 1
            else:
                length = chunk.end - start
                part = slice(count, count + length)
                self._tokens[part] = tokens[start : chunk.end]
                self._positions[part] = range(start, chunk.end)
                self._slots[part] = [chunk.slot] * length
                self._outputs[part] = [0] * length
                count += length
            if chunk.has_output:
                self._outputs[count - 1] = 1
                self._rows.append(count - 1)
        self._batch.n_tokens = count
        return count

    def _forget(self, chunks: list[Chunk]) -> None:
        """Take back what a batch that failed or was aborted has left in the cache."""
        for chunk in chunks:
            self.remove(chunk.slot, chunk.start)

    def logits(self, output: int) -> Logits:
        """Return the logits of an output of the last batch."""
        address = self._logits_at(self._context, self._rows[output])
        if not address:
            raise DecodeError("llama.cpp has no logits for a token it decoded")
        view = self._views.get(address)
        if view is None:
            view = self._views[address] = memoryview((ctypes.c_float * self._num_vocab).from_address(address)).cast("B").cast("f")
        return view

    def remove(self, slot: int, start: int) -> None:
        """Forget the tokens of a slot from position ``start``."""
        api.llama_memory_seq_rm(self._memory, slot, start, -1)

    def copy(self, source: int, target: int, start: int, end: int) -> None:
        """Let ``target`` share the cells of ``source`` for the positions ``start`` to ``end``."""
        api.llama_memory_seq_cp(self._memory, source, target, start, end)

    def close(self) -> None:
        """Free the context."""
        if self._context:
            api.llama_free(self._context)
            self._context = None


class LlamaEngine(BatchedEngine):
    """A model in llama.cpp; see ``engine.Engine`` for the contract."""

    def __init__(self, model: int, size: ContextSize, info: EngineInfo) -> None:
        """Take over a loaded model; use ``load``."""
        self._model: int | None = model
        self._llama = LlamaBackend(model, size)
        self._info, self._size = info, size
        super().__init__(
            self._llama,
            LlamaVocabulary(model),
            n_ctx=size.n_ctx,
            n_batch=size.n_batch,
            max_sequences=size.max_sequences,
            n_ctx_train=api.llama_model_n_ctx_train(model),
        )

    @classmethod
    def load(
        cls, path: Path, options: EngineOptions | None = None, load_options: LoadOptions | None = None, header: GgufHeader | None = None
    ) -> Self:
        """Load a model whose file was checked. ``header`` is needed where ``load_options.repack`` is on.

        Raises:
            ModelLoadError: llama.cpp refused the file or had not enough memory.
        """
        options, load_options = options or EngineOptions(), load_options or LoadOptions()
        model = load_model(path, load_options, header.tensors if header else (), options.n_gpu_layers)
        try:
            size = context_size(model, options)
            info = EngineInfo(
                version=llama_version(),
                devices=tuple(gpu.description for gpu in gpus() if log.layers_on_device) or ("CPU",),
                layers_on_device=log.layers_on_device,
                n_ctx=size.n_ctx,
                max_sequences=size.max_sequences,
            )
            return cls(model, size, info)
        except BaseException:
            api.llama_model_free(model)
            raise

    @property
    def info(self) -> EngineInfo:
        """Return what decodes, and on what."""
        return self._info

    @property
    def size(self) -> ContextSize:
        """Return how large the context of all sequences is."""
        return self._size

    def shutdown(self) -> None:
        """Free the model. No call may follow."""
        self._llama.close()
        if self._model is not None:
            api.llama_model_free(self._model)
            self._model = None
