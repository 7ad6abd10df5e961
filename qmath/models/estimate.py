"""How large a file is whose bytes nobody has written down: from the model's shape and its quantization.

Here: bytes of a file. Not here: memory while it runs.

Known files lie within 1 % of it. It holds what llama.cpp's quantizer does in the mixtures named here: the second matrix of the
feed-forward part, the embeddings and the output matrix have formats of their own, and rows that are no multiple of 256 (those of
that second matrix in the models of 72B) take a larger format. Source: ggml-org/llama.cpp, src/llama-quant.cpp.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qmath.models.catalog import Entry, ModelFile, Shape


@dataclass(frozen=True)
class Size:
    """Bytes of all parts of a file; estimated or known."""

    num_bytes: int
    is_estimate: bool


@dataclass(frozen=True)
class _Bits:
    """Bits per weight, on average, of four kinds of matrices.

    ``odd_down`` is ``down`` where its rows are no multiple of 256. Embeddings that serve as output have the format of ``output``.
    """

    others: float
    down: float
    odd_down: float
    embeddings: float
    output: float


_BLOCK: Final = 256
_BITS: Final = {
    "F32": _Bits(32, 32, 32, 32, 32),
    "F16": _Bits(16, 16, 16, 16, 16),
    "BF16": _Bits(16, 16, 16, 16, 16),
    "Q8_0": _Bits(8.5, 8.5, 8.5, 8.5, 8.5),
    "Q6_K": _Bits(6.5625, 6.5625, 8.5, 6.5625, 6.5625),
    "Q5_K_M": _Bits(5.51, 6.03, 7.25, 5.5, 6.5625),
    "Q4_K_M": _Bits(4.51, 5.53, 7.0, 4.5, 6.5625),
    "Q4_K_S": _Bits(4.5, 4.625, 5.56, 4.5, 6.5625),
    "IQ4_XS": _Bits(4.26, 4.41, 4.69, 4.25, 6.5625),
    "Q3_K_L": _Bits(3.62, 5.5, 6.0, 3.4375, 6.5625),
    "Q2_K": _Bits(2.71, 3.4375, 4.5, 2.625, 6.5625),
}
_HEADER_BYTES: Final = 6_000_000
"""Vocabulary and merges of the family."""


def size_of(entry: Entry, file: ModelFile) -> Size | None:
    """Return the bytes of a model's file, all parts; None where nothing tells."""
    if file.num_bytes is not None:
        return Size(file.num_bytes, is_estimate=False)
    bits = _BITS.get(file.quant)
    if entry.shape is None or bits is None:
        return None
    return Size(_estimate(entry.shape, bits), is_estimate=True)


def _estimate(shape: Shape, bits: _Bits) -> int:
    attention = 2 * shape.hidden * (shape.hidden + shape.kv_heads * shape.head_size)
    down = shape.hidden * shape.ffn * (bits.odd_down if shape.ffn % _BLOCK else bits.down)
    layers = shape.layers * (down + (attention + 2 * shape.hidden * shape.ffn) * bits.others)
    matrix = shape.vocab * shape.hidden
    edges = matrix * (bits.output if shape.is_tied else bits.embeddings + bits.output)
    return int((layers + edges) / 8) + _HEADER_BYTES
