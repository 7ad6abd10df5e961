"""A model file in llama.cpp's memory: the library and its log, load options, the layout of weights.

Here: starting llama.cpp and loading. Not here: decoding (``llama.py``), whether load options are safe on this machine (``probe.py``).
"""

from __future__ import annotations

import ctypes
import os
import re
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qmath.engine.bindings import c_function, load_api
from qmath.engine.gguf import TensorInfo
from qmath.engine.interrupts import HeldSignals
from qmath.engine.options import LoadOptions
from qmath.engine.repack import REPACKED, repack_patterns
from qmath.errors import ModelLoadError

api = load_api()

_ALL_LAYERS = -1
_LOG_ERROR = 4


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


log = _Log()
api.llama_backend_init()


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
    log.clear()
    with HeldSignals() as held:
        progress = api.llama_progress_callback(lambda _part, _data: not held.is_pending)
        params.progress_callback = progress
        model = api.llama_model_load_from_file(os.fsencode(path), params)
        del overrides
    if not model:
        raise ModelLoadError(f"llama.cpp cannot load {path}", hint=last_words())
    return int(model)


def last_words() -> str:
    """Return what llama.cpp logged as errors since the last loading began, as a hint; empty if nothing."""
    return "llama.cpp says: " + " / ".join(log.errors) if log.errors else ""
