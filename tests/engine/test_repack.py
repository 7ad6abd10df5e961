"""Only what has a faster layout is asked into it."""

from __future__ import annotations

from pathlib import Path

from qmath.engine.gguf import TensorInfo
from qmath.engine.repack import repack_patterns


def tensor(name: str, rows: int = 64, type_name: str = "Q4_K") -> TensorInfo:
    return TensorInfo(name, (256, rows), type_name, 0, 0, Path())


def test_matrices_of_blocks_with_an_interleaved_layout_are_repacked_and_nothing_else() -> None:
    tensors = [
        tensor("blk.0.attn_q.weight"),
        tensor("blk.11.attn_q.weight"),
        tensor("blk.0.ffn_down.weight", type_name="Q6_K"),
        tensor("blk.1.ffn_down.weight"),
        tensor("blk.2.ffn_down.weight", rows=60),
        tensor("token_embd.weight"),
        tensor("blk.0.attn_q.bias", type_name="F32"),
    ]
    assert repack_patterns(tensors) == (r"^blk\.(0|11)\.attn_q\.weight$", r"^blk\.(1)\.ffn_down\.weight$")


def test_a_model_without_such_weights_has_no_patterns() -> None:
    assert repack_patterns([tensor("blk.0.attn_q.weight", type_name="Q8_0")]) == ()
