"""A small file cut from a model has its formats and the fronts of its rows, and llama.cpp computes with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qmath.engine.cut import cut
from qmath.engine.gguf import GgufHeader, check_file
from qmath.engine.gguf_types import TENSOR_TYPES
from qmath.engine.probe import TOLERANCE, Layout, launch_child

TinyGguf = Callable[[str], Path]


def row(header: GgufHeader, name: str, index: int) -> bytes:
    (tensor,) = (tensor for tensor in header.tensors if tensor.name == name)
    length = tensor.num_bytes // (tensor.shape[1] if len(tensor.shape) > 1 else 1)
    with tensor.path.open("rb") as file:
        file.seek(tensor.offset + index * length)
        return file.read(length)


@pytest.fixture(scope="module")
def pair(tiny_gguf: TinyGguf, tmp_path_factory: pytest.TempPathFactory) -> tuple[GgufHeader, GgufHeader]:
    """Return the headers of a model of 512 dimensions, 4 layers and 2 formats, and of what was cut from it."""
    header = check_file(tiny_gguf("Q4_K_M"))
    path = cut(header, tmp_path_factory.mktemp("cut") / "cut.gguf", small_bytes=0)
    return header, check_file(path)


def test_a_small_file_is_left_alone(tiny_gguf: TinyGguf, tmp_path: Path) -> None:
    path = tiny_gguf("Q8_0")
    assert cut(check_file(path), tmp_path / "cut.gguf") == path
    assert not (tmp_path / "cut.gguf").exists()


def test_a_model_too_narrow_to_cut_is_left_alone(tiny_gguf: TinyGguf, tmp_path: Path) -> None:
    path = tiny_gguf("Q8_0")
    assert cut(check_file(path), tmp_path / "cut.gguf", small_bytes=0) == path


def test_a_cut_file_is_a_good_file_with_the_same_formats(pair: tuple[GgufHeader, GgufHeader]) -> None:
    whole, small = pair
    assert whole.weight_types == small.weight_types == ("Q4_K", "Q6_K")
    assert (small.n_embd, small.n_ff, small.head_size, small.n_heads_kv) == (256, 512, 128, 1)
    assert small.n_layers == 2  # of the four, two of each kind
    assert small.size_bytes < whole.size_bytes / 5


def test_rows_are_the_fronts_of_the_rows(pair: tuple[GgufHeader, GgufHeader]) -> None:
    whole, small = pair
    for name, old in (("blk.0.ffn_down.weight", 0), ("blk.1.ffn_down.weight", 2), ("blk.1.attn_v.weight", 2), ("blk.0.attn_k.bias", 0)):
        for index in (0, 1, 100) if "weight" in name else (0,):
            part = row(small, name, index)
            assert part
            assert row(whole, name.replace(name[4], str(old), 1), index).startswith(part)


@pytest.mark.parametrize("layout", [Layout.REPACK, Layout.DEFAULT])
def test_layouts_can_be_compared_on_a_cut_file(pair: tuple[GgufHeader, GgufHeader], layout: Layout) -> None:
    trial = launch_child(pair[1].path, layout)
    assert trial.is_plain_ok, trial.complaint
    if layout is Layout.REPACK:
        assert trial.difference is not None
        assert trial.difference <= TOLERANCE


def test_every_format_can_be_cut_at_256_elements() -> None:
    assert all(256 % kind.block == 0 for kind in TENSOR_TYPES.values())
