"""Claims about what the installed llama.cpp is and has."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from qmath.engine.bindings import c_function, llama_version
from qmath.engine.devices import Build, Device, DeviceKind, ask_build, build, read_build, used_gpus


def _device(kind: DeviceKind, name: str = "x") -> Device:
    return Device(name, "X", kind, 1, 2)


def test_the_child_says_what_this_process_finds() -> None:
    asked, found = ask_build(), build()
    assert (asked.version, asked.backends, asked.features) == (found.version, found.backends, found.features)
    assert [one.name for one in asked.devices] == [one.name for one in found.devices]


def test_every_build_has_a_cpu_with_memory() -> None:
    found = build()
    assert found.version == llama_version()
    assert "CPU" in found.backends
    (cpu,) = (one for one in found.devices if one.kind is DeviceKind.CPU)
    assert cpu.total_bytes > 0
    assert cpu.description


def test_a_card_of_its_own_goes_before_an_integrated_one() -> None:
    own, integrated, cpu = (_device(kind) for kind in (DeviceKind.GPU, DeviceKind.INTEGRATED, DeviceKind.CPU))
    assert used_gpus((cpu, integrated, own)) == (own,)
    assert used_gpus((cpu, integrated)) == (integrated,)
    assert used_gpus((cpu, _device(DeviceKind.ACCELERATOR))) == ()


@pytest.mark.parametrize(
    ("device", "is_own"),
    [
        (_device(DeviceKind.GPU, "CUDA0"), True),
        (_device(DeviceKind.GPU, "MTL0"), False),
        (_device(DeviceKind.GPU, "Metal"), False),
        (_device(DeviceKind.INTEGRATED, "Vulkan0"), False),
    ],
)
def test_which_memory_a_device_computes_in(device: Device, *, is_own: bool) -> None:
    assert device.has_own_memory is is_own


def test_a_build_survives_the_way_from_the_child() -> None:
    written = Build("1", ("AVX",), ("CPU", "CUDA"), (_device(DeviceKind.GPU), _device(DeviceKind.OTHER)))
    assert asdict(read_build(b"noise\n" + json.dumps(asdict(written)).encode())) == json.loads(json.dumps(asdict(written))) | {
        "features": ("AVX",),
        "backends": ("CPU", "CUDA"),
        "devices": tuple(asdict(one) for one in written.devices),
    }


@pytest.mark.parametrize("output", [b"", b"{}\n", b"[1]\n", b"no json", b'{"version": 1, "features": 3}'])
def test_what_a_dying_child_leaves_is_no_build(output: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_build(output)


def test_a_function_that_is_not_there_is_said_to_be() -> None:
    with pytest.raises(AttributeError, match="ggml_no_such_function"):
        c_function("ggml_no_such_function", None)
