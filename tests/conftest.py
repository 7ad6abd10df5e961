"""Models for tests: tiny ones with random weights, built on the spot, and the embedded one.

Here: fixtures that more than one directory of tests uses. Not here: anything that stands in for a part of qmath.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
import pytest

import qmath

TINY_TYPES = ("F32", "Q8_0", "Q4_0", "Q4_K")
_FILE_TYPES = {"Q8_0": 7, "Q4_0": 2, "Q4_K": 15}
SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_MERGES = ("Ġ t", "h e", "Ġt he", "i n", "r e", "Ġ a", "1 2", "o n")

TinyGguf = Callable[[str], Path]


def _byte_letters() -> list[str]:
    """Return the letter that byte-level BPE writes for each of the 256 bytes. Source: openai/gpt-2, encoder.py."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in plain]
    letters = {byte: chr(byte) for byte in plain} | {byte: chr(256 + index) for index, byte in enumerate(others)}
    return [letters[byte] for byte in range(256)]


def _write_f32(path: Path, n_embd: int, n_ff: int, n_layers: int = 2, n_heads: int = 4, n_kv: int = 2) -> None:
    """Write a Qwen2 model with random weights, scaled so that its logits spread over some units."""
    letters = _byte_letters()
    tokens = [*letters, *(merge.replace(" ", "") for merge in _MERGES), *SPECIALS]
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_name("tiny")
    writer.add_file_type(0)
    writer.add_block_count(n_layers)
    writer.add_context_length(512)
    writer.add_embedding_length(n_embd)
    writer.add_feed_forward_length(n_ff)
    writer.add_head_count(n_heads)
    writer.add_head_count_kv(n_kv)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([3 if token in SPECIALS else 1 for token in tokens])
    writer.add_token_merges(list(_MERGES))
    writer.add_bos_token_id(tokens.index("<|endoftext|>"))
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_pad_token_id(tokens.index("<|endoftext|>"))
    writer.add_add_bos_token(False)
    random = np.random.default_rng(0)

    def add(name: str, *shape: int, scale: float | None = None) -> None:
        spread = shape[-1] ** -0.5 if scale is None else scale
        writer.add_tensor(name, random.normal(0.0, spread, shape).astype(np.float32))

    add("token_embd.weight", len(tokens), n_embd, scale=0.3)
    writer.add_tensor("output_norm.weight", np.ones(n_embd, np.float32))
    kv_size = n_embd // n_heads * n_kv
    for layer in range(n_layers):
        block = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{block}{norm}.weight", np.ones(n_embd, np.float32))
        for name, size in (("attn_q", n_embd), ("attn_k", kv_size), ("attn_v", kv_size)):
            add(f"{block}{name}.weight", size, n_embd)
            add(f"{block}{name}.bias", size, scale=0.1)
        add(f"{block}attn_output.weight", n_embd, n_embd)
        add(f"{block}ffn_gate.weight", n_ff, n_embd)
        add(f"{block}ffn_up.weight", n_ff, n_embd)
        add(f"{block}ffn_down.weight", n_embd, n_ff)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _quantize(source: Path, target: Path, file_type: int) -> None:
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = file_type
    params.nthread = 1
    params.pure = True
    if llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params)):
        raise RuntimeError(f"llama.cpp could not quantize {source}")


@pytest.fixture(scope="session")
def tiny_gguf(tmp_path_factory: pytest.TempPathFactory) -> TinyGguf:
    """Return a function from a type (F32, Q8_0, Q4_0, Q4_K) to the path of a Qwen2 model of that type.

    Random weights, 267 tokens (256 bytes, 8 merges, the 3 of ChatML), 2 layers, 512 positions. Q4_K has 256 dimensions
    (1.3 million weights), the others 64 (79 thousand).
    """
    folder = tmp_path_factory.mktemp("tiny")

    def build(type_name: str) -> Path:
        path = folder / f"tiny-{type_name}.gguf"
        if not path.exists():
            source = path if type_name == "F32" else path.with_suffix(".f32")
            _write_f32(source, *((256, 512) if type_name == "Q4_K" else (64, 96)))
            if type_name != "F32":
                _quantize(source, path, _FILE_TYPES[type_name])
        return path

    return build


@pytest.fixture(scope="session")
def mini_path() -> Path:
    """Return the embedded model."""
    path = Path(qmath.__file__).parent / "data" / "mini.gguf"
    if not path.exists():
        pytest.skip("qmath/data/mini.gguf has not been trained yet (scripts/train_mini)")
    return path
