"""From a GGUF file of ours back to weights and tokenizer, so that a shipped mini can be trained further.

Here: the way back of ``export.py``. Not here: training. What Q8_0 rounded away stays away: it is less than a step of training.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import torch

from scripts.train_mini.export import tensor_name
from scripts.train_mini.model import Shape
from scripts.train_mini.tokenizer import SPECIALS, empty_tokenizer


def restore_tokenizer(source: Path, output: Path) -> None:
    """Write the tokenizer that a GGUF file was exported with."""
    reader = gguf.GGUFReader(source)
    tokens: list[str] = reader.fields["tokenizer.ggml.tokens"].contents()
    merges: list[str] = reader.fields["tokenizer.ggml.merges"].contents()
    plain = [token for token in tokens if token not in SPECIALS and not token.startswith("<|unused_")]
    pairs = [(first, second) for first, _, second in (merge.partition(" ") for merge in merges)]
    tokenizer = empty_tokenizer({token: number for number, token in enumerate(plain)}, pairs)
    tokenizer.add_tokens([token for token in tokens[len(plain) :] if token not in SPECIALS])
    tokenizer.add_special_tokens([token for token in tokens if token in SPECIALS])
    output.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(output))


def restore_shape(source: Path) -> Shape:
    """Return the sizes of the model in a GGUF file."""
    fields = gguf.GGUFReader(source).fields

    def number(name: str) -> int:
        return int(fields[f"qwen2.{name}"].contents())

    return Shape(
        num_vocab=len(fields["tokenizer.ggml.tokens"].contents()),
        width=number("embedding_length"),
        num_layers=number("block_count"),
        num_heads=number("attention.head_count"),
        num_kv_heads=number("attention.head_count_kv"),
        hidden=number("feed_forward_length"),
    )


def restore_weights(source: Path, names: list[str]) -> dict[str, torch.Tensor]:
    """Return the weights of a GGUF file under the names of our own parameters.

    Raises:
        KeyError: the file lacks one of them.
    """
    tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(source).tensors}
    found = {name: tensors[tensor_name(name)] for name in names}
    return {
        name: torch.from_numpy(np.array(gguf.quants.dequantize(tensor.data, tensor.tensor_type), np.float32))
        for name, tensor in found.items()
    }
