"""A GPU that llama.cpp cannot use is mentioned once, with the command that changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qmath.engine.gpu import GpuKind, driver_cuda, install_command, unused_gpu, visible_gpu
from qmath.errors import GpuRequiredError


def looking(root: Path) -> GpuKind | None:
    return visible_gpu(root, system="linux", tools=str(root))


def test_a_machine_without_devices_shows_none(tmp_path: Path) -> None:
    assert looking(tmp_path) is None


@pytest.mark.parametrize(
    ("device", "kind"), [("dev/nvidia0", GpuKind.NVIDIA), ("dev/kfd", GpuKind.AMD), ("proc/driver/nvidia/gpus", GpuKind.NVIDIA)]
)
def test_a_device_shows_its_maker(tmp_path: Path, device: str, kind: GpuKind) -> None:
    (tmp_path / device).mkdir(parents=True)
    assert looking(tmp_path) is kind


def test_the_tool_alone_shows_an_nvidia_gpu(tmp_path: Path) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    assert looking(tmp_path) is GpuKind.NVIDIA


@pytest.mark.parametrize(("machine", "kind"), [("arm64", GpuKind.APPLE), ("x86_64", None)])
def test_a_mac_shows_one_by_its_processor(tmp_path: Path, machine: str, kind: GpuKind | None) -> None:
    assert visible_gpu(tmp_path, system="darwin", machine=machine) is kind


@pytest.mark.parametrize(
    ("kind", "cuda", "index"),
    [
        (GpuKind.NVIDIA, None, "cu124"),
        (GpuKind.NVIDIA, 124, "cu124"),
        (GpuKind.NVIDIA, 128, "cu125"),
        (GpuKind.NVIDIA, 122, "cu122"),
        (GpuKind.NVIDIA, 131, "cu130"),
        (GpuKind.NVIDIA, 999, "cu132"),
        (GpuKind.NVIDIA, 100, "cu124"),
        (GpuKind.AMD, None, "rocm72"),
        (GpuKind.APPLE, None, "metal"),
    ],
)
def test_the_command_names_version_and_index(kind: GpuKind, cuda: int | None, index: str) -> None:
    command = install_command(kind, "0.3.36", cuda)
    assert command.startswith("pip install --force-reinstall --no-deps --only-binary=:all: llama-cpp-python==0.3.36 ")
    assert command.endswith(f" --extra-index-url https://abetlen.github.io/llama-cpp-python/whl/{index}")


def test_the_driver_version_is_a_number_or_nothing() -> None:
    assert driver_cuda() is None or driver_cuda() in range(80, 1000)


def test_one_line_says_what_to_install() -> None:
    line = unused_gpu(GpuKind.APPLE, "0.3.36", has_backend=False)
    assert line is not None
    assert "\n" not in line
    assert line.startswith(
        "This machine has an Apple GPU, but the installed llama-cpp-python 0.3.36 cannot use it; to use it: pip install "
    )


@pytest.mark.parametrize("is_required", [True, False])
def test_a_gpu_in_use_is_not_mentioned(*, is_required: bool) -> None:
    assert unused_gpu(GpuKind.NVIDIA, "0.3.36", has_backend=True, is_required=is_required) is None


def test_no_gpu_is_not_mentioned() -> None:
    assert unused_gpu(None, "0.3.36", has_backend=False) is None


@pytest.mark.parametrize("kind", [None, *GpuKind])
def test_a_required_gpu_that_cannot_be_used_is_an_error(kind: GpuKind | None) -> None:
    with pytest.raises(GpuRequiredError) as caught:
        unused_gpu(kind, "0.3.36", has_backend=False, is_required=True)
    assert caught.value.exit_code == 8
    assert caught.value.hint
