"""GPUs that this machine shows, and how to let llama.cpp use them.

Here: looking, and the sentence about it. Not here: computing on them (``llama.py``).
"""

from __future__ import annotations

import contextlib
import platform
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final

from qmath.errors import GpuRequiredError

WHEELS: Final = "https://abetlen.github.io/llama-cpp-python/whl"
"""Ready-made builds of llama-cpp-python. Source: its README, "Pre-built Wheel"."""

_CUDA_WHEELS: Final = (118, 121, 122, 123, 124, 125, 130, 132)
"""CUDA versions (times 10) that ready-made builds exist for. Source: README of llama-cpp-python 0.3.36."""
_CUDA_DEFAULT: Final = 124


class GpuKind(StrEnum):
    """Makers whose GPUs llama.cpp has ready-made builds for."""

    NVIDIA = "an NVIDIA GPU"
    AMD = "an AMD GPU"
    APPLE = "an Apple GPU"


def visible_gpu(root: Path = Path("/"), system: str = sys.platform, machine: str = "", tools: str | None = None) -> GpuKind | None:
    """Return which GPU a machine shows, judged by its devices and tools alone.

    Asked without arguments it is this machine; ``tools`` are the folders to look for programs in, as in ``PATH``.
    """
    import shutil

    if system == "darwin":
        return GpuKind.APPLE if (machine or platform.machine()) == "arm64" else None
    if (root / "dev/nvidia0").exists() or (root / "proc/driver/nvidia/gpus").exists() or shutil.which("nvidia-smi", path=tools):
        return GpuKind.NVIDIA
    if (root / "dev/kfd").exists():
        return GpuKind.AMD
    return None


def install_command(kind: GpuKind, version: str, cuda: int | None = None) -> str:
    """Return the command that installs llama-cpp-python ``version`` for this kind of GPU.

    ``cuda`` is the CUDA version of the driver, times 10; None: unknown.
    """
    if kind is GpuKind.APPLE:
        index = "metal"
    elif kind is GpuKind.AMD:
        index = "rocm72"
    else:
        fitting = [wheel for wheel in _CUDA_WHEELS if cuda and wheel <= cuda]
        index = f"cu{fitting[-1] if fitting else _CUDA_DEFAULT}"
    return wheel_command(version, index)


def wheel_command(version: str, index: str) -> str:
    """Return the command that replaces llama-cpp-python by a ready-made build from one of its indexes."""
    return f"pip install --force-reinstall --no-deps --only-binary=:all: llama-cpp-python=={version} --extra-index-url {WHEELS}/{index}"


def driver_cuda() -> int | None:
    """Return the newest CUDA version, times 10, that the installed NVIDIA driver can run; None without one."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        found = ctypes.c_int()
        if ctypes.CDLL("libcuda.so.1").cuDriverGetVersion(ctypes.byref(found)) == 0 and found.value:
            return found.value // 1000 * 10 + found.value % 1000 // 10
    return None


def unused_gpu(kind: GpuKind | None, version: str, *, has_backend: bool, is_required: bool = False) -> str | None:
    """Return the one line to show when a GPU is visible but llama.cpp was built without a backend for it.

    ``has_backend`` is what ``llama_supports_gpu_offload`` says.

    Raises:
        GpuRequiredError: ``is_required``, and there is no GPU or no backend.
    """
    if has_backend:
        return None
    if kind is None:
        if is_required:
            raise GpuRequiredError("A GPU is required, but this machine shows none.", hint="Leave out --require-gpu.")
        return None
    cuda = driver_cuda() if kind is GpuKind.NVIDIA else None
    command = install_command(kind, version, cuda)
    sentence = f"This machine has {kind.value}, but the installed llama-cpp-python {version} cannot use it"
    if is_required:
        raise GpuRequiredError(f"{sentence}.", hint=f"Install a build that can: {command}")
    return f"{sentence}; to use it: {command}"
