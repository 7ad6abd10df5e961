"""llama.cpp's C API: model, vocabulary, batch, memory.

Here: every call into ``llama_cpp`` that computes or loads. Not here: what is computed when (``scheduler.py``), what tokens
mean (``batched.py``), whether load options are safe on this machine (``probe.py``).
"""

from __future__ import annotations

import ctypes
import os
import re
import unicodedata
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from qmath.engine.batched import BatchedEngine
from qmath.engine.bindings import c_function, llama_version, load_api
from qmath.engine.devices import gpus
from qmath.engine.gguf import GgufHeader, TensorInfo
from qmath.engine.interrupts import HeldSignals
from qmath.engine.options import EngineOptions, LoadOptions
from qmath.engine.repack import REPACKED, repack_patterns
from qmath.engine.sampler import Logits
from qmath.engine.scheduler import Chunk
from qmath.engine.size import ContextSize, ModelNumbers, fit
from qmath.errors import DecodeError, ModelLoadError
from qmath.schema import EngineInfo
from qmath.text.prompts import END_OF_TEXT, IM_END

api = load_api()

LONG_STEP = 5e9
"""Tokens times parameters of a batch from which on Ctrl-C may end it early: about a tenth of a second on two cores."""

_ALL_LAYERS = -1
_LOG_ERROR = 4
_OK, _NO_SLOT, _ABORTED = 0, 1, 2


# --- the library -----------------------------------------------------------------------------------------------------


class _Log:
    """llama.cpp's log: kept off the terminal, its last lines remembered."""

    def __init__(self) -> None:
        self.errors: deque[str] = deque(maxlen=8)
        self.layers_on_device: str | None = None
        self._callback = api.llama_log_callback(self._line)
        api.llama_log_set(self._callback, ctypes.c_void_p(0))

    def clear(self) -> None:
        """Forget what was said before."""
        self.errors.clear()
        self.layers_on_device = None

    def _line(self, level: int, text: bytes | None, _data: object) -> None:
        if not text:
            return
        if level == _LOG_ERROR:
            self.errors.append(text.decode("utf-8", "replace").strip())
        elif b"offloaded" in text and (found := re.search(rb"offloaded ([1-9]\d*/\d+) layers to GPU", text)):
            self.layers_on_device = found[1].decode()


_log = _Log()
api.llama_backend_init()


# --- loading ---------------------------------------------------------------------------------------------------------


class _BufferOverride(ctypes.Structure):
    """``llama_model_tensor_buft_override``: tensors whose name matches ``pattern`` go into buffers of this type."""

    _fields_ = (("pattern", ctypes.c_char_p), ("buffer_type", ctypes.c_void_p))


def _repack(params: Any, tensors: Iterable[TensorInfo]) -> object:  # noqa: ANN401 - a C structure
    """Ask for the interleaved layout tensor by tensor; return what must stay alive while the model is loaded."""
    try:
        buffer_type = c_function("_Z35ggml_backend_cpu_repack_buffer_typev", ctypes.c_void_p)()
    except AttributeError:
        return None
    patterns = repack_patterns(tensors)
    overrides = (_BufferOverride * (len(patterns) + 1))(*[_BufferOverride(pattern.encode(), buffer_type) for pattern in patterns])
    params.tensor_buft_overrides = ctypes.cast(overrides, ctypes.c_void_p).value
    return overrides


def load_model(path: Path, load_options: LoadOptions, tensors: Iterable[TensorInfo], n_gpu_layers: int | None) -> int:
    """Return a llama_model; Ctrl-C ends the loading.

    Raises:
        ModelLoadError: llama.cpp refused the file.
    """
    params = api.llama_model_default_params()
    params.use_extra_bufts = load_options.use_extra_bufts
    if n_gpu_layers is None:
        n_gpu_layers = _ALL_LAYERS if api.llama_supports_gpu_offload() else 0
    params.n_gpu_layers = n_gpu_layers
    tensors = tuple(tensors)
    overrides = None
    if n_gpu_layers == 0:  # else weights asked into a layout of the CPU would stay away from the GPU
        if load_options.repack:
            overrides = _repack(params, tensors)
        if overrides or (load_options.use_extra_bufts and any(tensor.type_name in REPACKED for tensor in tensors)):
            # Read, not mapped: what is copied into another layout would be in memory twice.
            if hasattr(params, "use_mmap"):  # llama-cpp-python 0.3.31
                params.use_mmap = False
            else:
                params.load_mode = api.LLAMA_LOAD_MODE_NONE
    _log.clear()
    with HeldSignals() as held:
        progress = api.llama_progress_callback(lambda _part, _data: not held.is_pending)
        params.progress_callback = progress
        model = api.llama_model_load_from_file(os.fsencode(path), params)
        del overrides
    if not model:
        raise ModelLoadError(f"llama.cpp cannot load {path}", hint=_last_words())
    return int(model)


def _last_words() -> str:
    return "llama.cpp says: " + " / ".join(_log.errors) if _log.errors else ""


# --- vocabulary ------------------------------------------------------------------------------------------------------


class LlamaVocabulary:
    """The tokens of a model."""

    def __init__(self, model: int) -> None:
        self._vocab = api.llama_model_get_vocab(model)
        self._num_tokens = int(api.llama_vocab_n_tokens(self._vocab))
        self._pieces: list[bytes | None] = [None] * self._num_tokens
        self._buffer = ctypes.create_string_buffer(256)
        named = (self.tokenize(name, is_control=True) for name in (IM_END, END_OF_TEXT))
        self._ends = frozenset(tokens[0] for tokens in named if len(tokens) == 1)

    @property
    def num_tokens(self) -> int:
        """Return the number of tokens there are."""
        return self._num_tokens

    def tokenize(self, text: str, *, is_control: bool) -> list[int]:
        """Return the tokens of a text; control tokens are recognised only with ``is_control``.

        Text is brought to NFC first, as the model's own tokenizer does and llama.cpp does not.
        Source: tokenizer.json of Qwen/Qwen2.5-Math-1.5B-Instruct, ``normalizer``.
        """
        data = unicodedata.normalize("NFC", text).encode("utf-8", "replace")
        room = len(data) + 1  # no token is shorter than a byte
        tokens = (api.llama_token * room)()
        count = api.llama_tokenize(self._vocab, data, len(data), tokens, room, False, is_control)
        if count < 0:
            raise DecodeError(f"llama.cpp cannot tokenise a text of {len(data)} bytes")
        return list(tokens[:count])

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token; nothing for control tokens."""
        piece = self._pieces[token]
        if piece is None:
            piece = self._pieces[token] = self._read_piece(token)
        return piece

    def _read_piece(self, token: int) -> bytes:
        length = api.llama_token_to_piece(self._vocab, token, self._buffer, len(self._buffer), 0, False)
        if length < 0:
            self._buffer = ctypes.create_string_buffer(-length)
            length = api.llama_token_to_piece(self._vocab, token, self._buffer, -length, 0, False)
        return self._buffer.raw[: int(length)]

    def is_end(self, token: int) -> bool:
        """Tell whether a token ends an answer."""
        return token in self._ends or bool(api.llama_vocab_is_eog(self._vocab, token))


# --- computing -------------------------------------------------------------------------------------------------------


def context_size(model: int, options: EngineOptions) -> ContextSize:
    """Return how large a context of the model loaded last is."""
    head_size = api.llama_model_n_embd(model) // api.llama_model_n_head(model)
    numbers = ModelNumbers(
        n_ctx_train=api.llama_model_n_ctx_train(model),
        num_bytes=api.llama_model_size(model),
        num_parameters=api.llama_model_n_params(model),
        cell_bytes=4 * api.llama_model_n_layer(model) * api.llama_model_n_head_kv(model) * head_size,  # keys and values, 16 bits each
        head_size=head_size,
        is_on_gpu=_log.layers_on_device is not None,
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
                f"llama.cpp cannot make room for {size.num_cells} tokens", hint=_last_words() or "ask for a smaller --n-ctx"
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
        raise DecodeError(f"llama.cpp could not decode a batch of {count} tokens (code {status})", hint=_last_words())

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
        self._info = info
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
                devices=tuple(gpu.description for gpu in gpus() if _log.layers_on_device) or ("CPU",),
                layers_on_device=_log.layers_on_device,
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

    def shutdown(self) -> None:
        """Free the model. No call may follow."""
        self._llama.close()
        if self._model is not None:
            api.llama_model_free(self._model)
            self._model = None
