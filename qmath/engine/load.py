"""From a file to an engine: check the file, find out what is safe here, load.

Here: the order of these steps and what the user is told of them. Not here: the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qmath.engine.bindings import llama_version
from qmath.engine.engine import Engine
from qmath.engine.gguf import GgufHeader, check_file
from qmath.engine.gpu import unused_gpu, visible_gpu
from qmath.engine.options import EngineOptions
from qmath.engine.probe import load_options


@dataclass(frozen=True)
class Loaded:
    """An engine that is ready, what its file says of itself, and lines the user should read."""

    engine: Engine
    header: GgufHeader
    notices: tuple[str, ...] = ()


def load_engine(path: Path, options: EngineOptions, *, state_dir: Path, require_gpu: bool = False) -> Loaded:
    """Load a GGUF file. ``state_dir`` keeps what the crash probe found out.

    Raises:
        ModelFileError: the file is missing, damaged or of another architecture.
        ModelLoadError: llama.cpp refused it.
        GpuRequiredError: a GPU is required and no layer would run on one.
        EngineError: the installed llama.cpp does not run on this processor.
    """
    header = check_file(path)
    safe = load_options(header, state_dir)
    from qmath.engine.devices import gpus
    from qmath.engine.llama import LlamaEngine

    uses_gpu = options.n_gpu_layers != 0 and bool(gpus())
    notice = unused_gpu(visible_gpu(), llama_version(), has_backend=uses_gpu, is_required=require_gpu)
    return Loaded(LlamaEngine.load(path, options, safe, header), header, (notice,) if notice and options.n_gpu_layers != 0 else ())
