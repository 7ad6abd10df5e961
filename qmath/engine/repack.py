"""Which weights have a faster layout on CPUs.

Here: the rule, on the tensors of a file. Not here: asking llama.cpp for it (``weights.py``) and whether it survives (``probe.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qmath.engine.gguf import TensorInfo

REPACKED = frozenset({"Q4_0", "Q4_K", "IQ4_NL"})
"""Tensor types with an interleaved layout on x86 that was tried. Source: ggml/src/ggml-cpu/repack.cpp."""

_ROWS = 8
"""Rows interleaved together; other numbers of rows have no such layout."""


def repack_patterns(tensors: Iterable[TensorInfo]) -> tuple[str, ...]:
    """Return regular expressions for the names of the matrices that have an interleaved layout.

    They are few because llama.cpp compiles each of them anew for every tensor.
    """
    groups: dict[str, list[str]] = {}
    for tensor in tensors:
        found = re.fullmatch(r"blk\.(\d+)\.(\w+)\.weight", tensor.name)
        is_matrix = len(tensor.shape) == 2  # noqa: PLR2004 - rows and columns
        if found and is_matrix and tensor.type_name in REPACKED and tensor.shape[1] % _ROWS == 0:
            groups.setdefault(found[2], []).append(found[1])
    return tuple(rf"^blk\.({'|'.join(blocks)})\.{name}\.weight$" for name, blocks in groups.items())
