"""Model files with random weights and true shapes, for measuring speed and memory.

Here: making them. Not here: measuring (``bench_engine.py``). What such a model writes is nonsense; how long it takes is not.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gguf
import llama_cpp
import numpy as np

_Q4_K_M = 15
SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


@dataclass(frozen=True)
class Shape:
    """The numbers of a Qwen2 model with tied embeddings."""

    n_embd: int
    n_ff: int
    n_layers: int
    n_heads: int
    n_heads_kv: int
    n_vocab: int
    n_ctx: int = 4096


SHAPES = {
    "1.5B": Shape(1536, 8960, 28, 12, 2, 151_936),  # Source: config.json of Qwen/Qwen2.5-Math-1.5B-Instruct
    "tiny": Shape(256, 1024, 4, 4, 2, 4096),
    "deep": Shape(512, 1536, 16, 8, 8, 16_384),  # where the cache outweighs the weights
    "wide": Shape(1024, 4096, 8, 16, 8, 151_936),  # where the vocabulary does
}


def random_model(folder: Path, name: str) -> Path:
    """Return a Q4_K_M file of a shape in ``SHAPES``, made once and kept in ``folder``."""
    target = folder / f"random-{name}-Q4_K_M.gguf"
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    source, unfinished = target.with_suffix(".f16"), target.with_suffix(".unfinished")
    _write_f16(source, SHAPES[name])
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = _Q4_K_M
    if llama_cpp.llama_model_quantize(str(source).encode(), str(unfinished).encode(), ctypes.byref(params)):
        raise RuntimeError(f"llama.cpp could not quantize {source}")
    source.unlink()
    unfinished.rename(target)
    return target


def _matrices(shape: Shape) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """Yield name, shape and whether it is a matrix (else a vector), of every tensor."""
    n_embd, n_kv = shape.n_embd, shape.n_embd // shape.n_heads * shape.n_heads_kv
    yield "token_embd.weight", (shape.n_vocab, n_embd), True
    yield "output_norm.weight", (n_embd,), False
    for layer in range(shape.n_layers):
        for norm in ("attn_norm", "ffn_norm"):
            yield f"blk.{layer}.{norm}.weight", (n_embd,), False
        for name, size in (("attn_q", n_embd), ("attn_k", n_kv), ("attn_v", n_kv)):
            yield f"blk.{layer}.{name}.weight", (size, n_embd), True
            yield f"blk.{layer}.{name}.bias", (size,), False
        yield f"blk.{layer}.attn_output.weight", (n_embd, n_embd), True
        yield f"blk.{layer}.ffn_gate.weight", (shape.n_ff, n_embd), True
        yield f"blk.{layer}.ffn_up.weight", (shape.n_ff, n_embd), True
        yield f"blk.{layer}.ffn_down.weight", (n_embd, shape.n_ff), True


def _write_f16(path: Path, shape: Shape) -> None:
    """Write weights tensor by tensor, so that no more than one is in memory."""
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_name("random")
    writer.add_file_type(1)
    writer.add_block_count(shape.n_layers)
    writer.add_context_length(shape.n_ctx)
    writer.add_embedding_length(shape.n_embd)
    writer.add_feed_forward_length(shape.n_ff)
    writer.add_head_count(shape.n_heads)
    writer.add_head_count_kv(shape.n_heads_kv)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    num_plain = shape.n_vocab - len(SPECIALS)
    words = [letter for letter in _byte_letters() if letter != " "]
    words += [f"w{index}" for index in range(num_plain - len(words))]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([*words, *SPECIALS])
    writer.add_token_types([1] * num_plain + [3] * len(SPECIALS))
    writer.add_token_merges(["w 0", *(f"w{index} w{index + 1}" for index in range(num_plain - len(_byte_letters())))])
    writer.add_bos_token_id(num_plain)
    writer.add_eos_token_id(shape.n_vocab - 1)
    writer.add_pad_token_id(num_plain)
    writer.add_add_bos_token(False)
    random = np.random.default_rng(0)
    for name, size, is_matrix in _matrices(shape):
        dtype = np.dtype(np.float16 if is_matrix else np.float32)
        writer.add_tensor_info(name, size, dtype, int(np.prod(size)) * dtype.itemsize)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    pool = random.normal(0.0, 1.0, 1 << 22).astype(np.float32)
    for name, size, is_matrix in _matrices(shape):
        if not is_matrix:
            writer.write_tensor_data(np.full(size, float("norm" in name), np.float32))
            continue
        scale = 0.3 if name.startswith("token_embd") else size[1] ** -0.5
        weights = np.resize(np.roll(pool * scale, int(random.integers(1 << 22))).astype(np.float16), size)
        writer.write_tensor_data(weights)
    writer.close()


def _byte_letters() -> list[str]:
    """Return the letter that byte-level BPE writes for each of the 256 bytes. Source: openai/gpt-2, encoder.py."""
    plain = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in plain]
    letters = {byte: chr(byte) for byte in plain} | {byte: chr(256 + index) for index, byte in enumerate(others)}
    return [letters[byte] for byte in range(256)]
