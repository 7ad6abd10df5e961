"""What llama.cpp can compute on here: its devices with their memory, its backends, the features it was built with.

Here: asking the loaded library, and asking it in a child process that may die of it. Not here: loading it (``bindings.py``),
GPUs that only the system sees (``gpu.py``), and what fits into the memory (``models/``).

    python -m qmath.engine.devices      the child: one line of JSON
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import re
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from qmath.engine.bindings import c_function, llama_version, load_api
from qmath.errors import EngineError

TIMEOUT_S: Final = 30.0
_SHARED_NAMES: Final = ("MTL", "Metal")
"""How llama.cpp names Apple's GPUs, which compute in the memory of the machine. Source: ggml/src/ggml-metal."""


class DeviceKind(StrEnum):
    """Kinds of devices. Source: ggml/include/ggml-backend.h, ``ggml_backend_dev_type``; its numbers count them from 0."""

    CPU = "cpu"
    GPU = "gpu"
    INTEGRATED = "integrated"
    ACCELERATOR = "accelerator"
    OTHER = "other"


@dataclass(frozen=True)
class Device:
    """One device. Where it computes in the memory of the machine, the bytes are what it may take of that."""

    name: str
    description: str
    kind: DeviceKind
    free_bytes: int
    total_bytes: int

    @property
    def has_own_memory(self) -> bool:
        """Whether its memory is not the machine's."""
        return self.kind is DeviceKind.GPU and not self.name.startswith(_SHARED_NAMES)


@dataclass(frozen=True)
class Build:
    """The installed llama.cpp: version of llama-cpp-python, features of the CPU it uses, backends, devices."""

    version: str
    features: tuple[str, ...]
    backends: tuple[str, ...]
    devices: tuple[Device, ...]

    @property
    def gpus(self) -> tuple[Device, ...]:
        """The devices that layers are put on."""
        return used_gpus(self.devices)


def used_gpus(devices: tuple[Device, ...]) -> tuple[Device, ...]:
    """Return what llama.cpp puts layers on: GPUs with a card of their own, else integrated ones. Source: src/llama.cpp."""
    return tuple(one for one in devices if one.kind is DeviceKind.GPU) or tuple(one for one in devices if one.kind is DeviceKind.INTEGRATED)


def gpus() -> tuple[Device, ...]:
    """Return the GPUs that llama.cpp computes on, asked in this process."""
    return used_gpus(devices())


def devices() -> tuple[Device, ...]:
    """Return all devices of llama.cpp, asked in this process; none where it is too old to tell."""
    try:
        count = c_function("ggml_backend_dev_count", ctypes.c_size_t)
        get = c_function("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
        return tuple(_device(get(index)) for index in range(count()))
    except AttributeError:
        return ()


@cache
def ask_build(timeout_s: float = TIMEOUT_S) -> Build:
    """Return what the installed llama.cpp is and has. A child process asks: loading it may end a process.

    Raises:
        EngineError: it is not installed, or cannot even be loaded.
    """
    import subprocess

    command = [sys.executable, "-P", "-m", "qmath.engine.devices"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout_s, check=False)
        return read_build(done.stdout)
    except subprocess.TimeoutExpired:
        what = f"did not answer within {timeout_s:g} s"
    except ValueError:
        last = (done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"status {done.returncode}"])[-1]
        what = f"cannot be loaded ({last})"
    raise EngineError(f"llama-cpp-python {llama_version()} {what}", hint="install it again: pip install --force-reinstall llama-cpp-python")


def read_build(output: bytes) -> Build:
    """Return the build that a child wrote as its last line.

    Raises:
        ValueError: it wrote none.
    """
    try:
        found = json.loads(output.splitlines()[-1])
        devices = tuple(Device(**{**one, "kind": DeviceKind(one["kind"])}) for one in found["devices"])
        return Build(found["version"], tuple(found["features"]), tuple(found["backends"]), devices)
    except (IndexError, KeyError, TypeError) as error:
        raise ValueError("no build") from error


def build() -> Build:
    """Return what llama.cpp is and has, asked in this process."""
    api = load_api()
    system_info = api.llama_print_system_info().decode("utf-8", "replace")
    features = dict.fromkeys(re.findall(r"(\w+) = [1-9]", system_info))
    return Build(llama_version(), tuple(features), _backends(), devices())


def _device(handle: int) -> Device:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    memory = c_function("ggml_backend_dev_memory", None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    memory(handle, ctypes.addressof(free), ctypes.addressof(total))
    number = c_function("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)(handle)
    kind = dict(enumerate(DeviceKind)).get(number, DeviceKind.OTHER)
    return Device(_text("ggml_backend_dev_name", handle), _text("ggml_backend_dev_description", handle), kind, free.value, total.value)


def _backends() -> tuple[str, ...]:
    with contextlib.suppress(AttributeError):
        count = c_function("ggml_backend_reg_count", ctypes.c_size_t)
        get = c_function("ggml_backend_reg_get", ctypes.c_void_p, ctypes.c_size_t)
        return tuple(_text("ggml_backend_reg_name", get(index)) for index in range(count()))
    return ()


def _text(name: str, handle: int) -> str:
    text: Any = c_function(name, ctypes.c_char_p, ctypes.c_void_p)(handle)
    return text.decode("utf-8", "replace") if text else ""


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(build())) + "\n")
