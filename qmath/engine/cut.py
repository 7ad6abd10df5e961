"""A small file cut from a big model: the same formats of weights, a few rows and columns of each.

Here: cutting. Not here: what the small file is for (``probe.py``).

A row of a matrix is a chain of blocks that stand alone, whatever the format, so the front of a row is a shorter row. The
result computes nonsense with numbers of the usual size, which is enough to see whether a layout survives and agrees.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from qmath.engine.gguf import GgufHeader, TensorInfo, expected_tensors
from qmath.engine.gguf_table import ALIGNMENT, Scalar
from qmath.engine.gguf_types import TENSOR_TYPES, ValueType

SMALL_BYTES: Final = 16 << 20
"""Files up to this size are small already."""

_BLOCK: Final = 256
"""Rows are cut to a multiple of this: the blocks of every format divide it."""
_N_FF: Final = 2 * _BLOCK
_N_VOCAB: Final = 256
_N_CTX: Final = 512
_SPECIALS: Final = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_NUMBERS: Final = {kind.name: number for number, kind in TENSOR_TYPES.items()}

_Pair = tuple[str, ValueType, Scalar | list[str] | list[int]]


def cut(header: GgufHeader, target: Path, *, small_bytes: int = SMALL_BYTES) -> Path:
    """Write a small model with every format of weights that ``header`` has, to ``target``; return its path.

    Models of up to ``small_bytes``, and such as cannot be cut, are left as they are: their own path comes back.

    Raises:
        OSError: the model cannot be read or the target not written.
    """
    kept = _kept_layers(header)
    n_embd = math.lcm(_BLOCK, header.head_size)
    small = replace(
        header,
        n_layers=len(kept),
        n_embd=n_embd,
        n_ff=_N_FF,
        n_heads=n_embd // header.head_size,
        n_heads_kv=1,
        n_vocab=_N_VOCAB,
        n_ctx_train=_N_CTX,
    )
    if header.size_bytes <= small_bytes or n_embd > header.n_embd or header.n_ff < _N_FF or header.n_vocab < _N_VOCAB:
        return header.path
    shapes = {name: shape for name, shape, _ in expected_tensors(small)}
    parts = [_Part(name, shapes[name], tensor) for tensor in header.tensors if (name := _renamed(tensor.name, kept))]
    target.write_bytes(_file(_metadata(small), parts))
    return target


@dataclass(frozen=True)
class _Part:
    """The first ``shape`` elements of a tensor, under a new name."""

    name: str
    shape: tuple[int, ...]
    source: TensorInfo

    def read(self) -> bytes:
        source = self.source
        kind = TENSOR_TYPES[_NUMBERS[source.type_name]]
        stride = source.num_bytes // math.prod(source.shape[1:])
        length = self.shape[0] // kind.block * kind.num_bytes
        rows = []
        with source.path.open("rb") as file:
            for row in range(math.prod(self.shape[1:])):
                file.seek(source.offset + row * stride)
                rows.append(file.read(length))
        return b"".join(rows)


def _kept_layers(header: GgufHeader) -> dict[int, int]:
    """Return old and new numbers of layers that together show every format in every place where it occurs."""
    seen: set[tuple[str, str]] = set()
    kept: set[int] = set()
    for tensor in header.tensors:
        if tensor.name.startswith("blk."):
            _, layer, place = tensor.name.split(".", 2)
            if (place, tensor.type_name) not in seen:
                seen.add((place, tensor.type_name))
                kept.add(int(layer))
    return {layer: index for index, layer in enumerate(sorted(kept))}


def _renamed(name: str, kept: dict[int, int]) -> str | None:
    """Return the name of a tensor in the small file, None for a layer that is left out."""
    if not name.startswith("blk."):
        return name
    _, layer, place = name.split(".", 2)
    return f"blk.{kept[int(layer)]}.{place}" if int(layer) in kept else None


def _metadata(small: GgufHeader) -> list[_Pair]:
    num_plain = _N_VOCAB - len(_SPECIALS)
    counts = {
        "block_count": small.n_layers,
        "context_length": small.n_ctx_train,
        "embedding_length": small.n_embd,
        "feed_forward_length": small.n_ff,
        "attention.head_count": small.n_heads,
        "attention.head_count_kv": small.n_heads_kv,
    }
    epsilon = "qwen2.attention.layer_norm_rms_epsilon"
    return [
        ("general.architecture", ValueType.STRING, small.architecture),
        *((f"{small.architecture}.{name}", ValueType.UINT32, count) for name, count in counts.items()),
        (epsilon, ValueType.FLOAT32, small.metadata[epsilon]),
        ("tokenizer.ggml.model", ValueType.STRING, "gpt2"),
        ("tokenizer.ggml.pre", ValueType.STRING, "qwen2"),
        ("tokenizer.ggml.tokens", ValueType.STRING, [*(f"t{index}" for index in range(num_plain)), *_SPECIALS]),
        ("tokenizer.ggml.token_type", ValueType.INT32, [1] * num_plain + [3] * len(_SPECIALS)),
        ("tokenizer.ggml.merges", ValueType.STRING, ["t 0"]),
    ]


def _file(metadata: list[_Pair], parts: list[_Part]) -> bytes:
    """Return a GGUF file, version 3."""
    table = [b"GGUF", struct.pack("<IQQ", 3, len(parts), len(metadata))]
    for key, kind, value in metadata:
        if isinstance(value, list):
            table.append(_text(key) + struct.pack("<IIQ", ValueType.ARRAY, kind, len(value)))
            table.extend(_value(kind, item) for item in value)
        else:
            table.append(_text(key) + struct.pack("<I", kind) + _value(kind, value))
    data = b""
    for part in parts:
        table.append(_text(part.name) + struct.pack(f"<I{len(part.shape)}Q", len(part.shape), *part.shape))
        table.append(struct.pack("<IQ", _NUMBERS[part.source.type_name], len(data)))
        data += _padded(part.read())
    return _padded(b"".join(table)) + data


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _value(kind: ValueType, value: Scalar) -> bytes:
    if kind is ValueType.STRING:
        return _text(str(value))
    return struct.pack({ValueType.UINT32: "<I", ValueType.INT32: "<i", ValueType.FLOAT32: "<f"}[kind], value)


def _padded(raw: bytes) -> bytes:
    return raw + bytes(-len(raw) % ALIGNMENT)
