"""From a checkpoint to a GGUF file in Q8_0 that llama.cpp loads as Qwen2.

Here: tensor names, metadata, quantisation. Not here: training, and any check of the result.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import gguf
import numpy as np
import torch

from scripts.train_mini.model import Shape
from scripts.train_mini.tokenizer import SPECIALS, SYSTEM

CONTEXT_LENGTH = 1024
TEMPLATE = (
    "{%- if messages[0]['role'] != 'system' -%}<|im_start|>system\n" + SYSTEM["cot"] + "<|im_end|>\n{% endif -%}"
    "{%- for message in messages -%}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor -%}"
    "{%- if add_generation_prompt -%}<|im_start|>assistant\n{% endif -%}"
)
"""Simplified ChatML; the default system turn is the CoT prompt."""
_LAYER_NAMES = {
    "attn_norm": "attn_norm.weight",
    "ffn_norm": "ffn_norm.weight",
    "q.weight": "attn_q.weight",
    "q.bias": "attn_q.bias",
    "k.weight": "attn_k.weight",
    "k.bias": "attn_k.bias",
    "v.weight": "attn_v.weight",
    "v.bias": "attn_v.bias",
    "o.weight": "attn_output.weight",
    "gate.weight": "ffn_gate.weight",
    "up.weight": "ffn_up.weight",
    "down.weight": "ffn_down.weight",
}


def tensor_name(name: str) -> str:
    """Return llama.cpp's name of one of our parameters."""
    if name == "embed.weight":
        return "token_embd.weight"
    if name == "norm":
        return "output_norm.weight"
    _, number, rest = name.split(".", 2)
    return f"blk.{number}.{_LAYER_NAMES[rest]}"


def _add_tokenizer(writer: gguf.GGUFWriter, path: Path) -> None:
    saved = json.loads(path.read_text(encoding="utf-8"))
    ids: dict[str, int] = {**saved["model"]["vocab"], **{added["content"]: added["id"] for added in saved["added_tokens"]}}
    tokens = sorted(ids, key=lambda token: ids[token])
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in saved["model"]["merges"]]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.CONTROL if token in SPECIALS else gguf.TokenType.NORMAL for token in tokens])
    writer.add_token_merges(merges)
    writer.add_eos_token_id(ids["<|im_end|>"])
    writer.add_eot_token_id(ids["<|im_end|>"])
    writer.add_bos_token_id(ids["<|endoftext|>"])
    writer.add_pad_token_id(ids["<|endoftext|>"])
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)


def _add_description(writer: gguf.GGUFWriter, shape: Shape, num_parameters: int) -> None:
    writer.add_name("qmath mini")
    writer.add_basename("qmath-mini")
    writer.add_version("1")
    writer.add_size_label(f"{num_parameters / 1e6:.1f}M")
    writer.add_license("apache-2.0")
    writer.add_author("The qmath developers")
    writer.add_description("A tiny model for school mathematics, trained from nothing on generated problems; writes Python to compute.")
    writer.add_languages(["en", "zh"])
    writer.add_tags(["math", "tool-integrated-reasoning"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_block_count(shape.num_layers)
    writer.add_context_length(CONTEXT_LENGTH)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.num_heads)
    writer.add_head_count_kv(shape.num_kv_heads)
    writer.add_rope_freq_base(shape.rope_theta)
    writer.add_layer_norm_rms_eps(shape.norm_epsilon)


def export(run_dir: Path, output: Path) -> None:
    """Write the checkpoint of a run as GGUF: matrices in Q8_0, norms and biases in float32."""
    state = torch.load(run_dir / "checkpoint.pt", map_location="cpu", weights_only=True)
    shape = Shape(**state["shape"])
    weights: dict[str, torch.Tensor] = state["model"]
    writer = gguf.GGUFWriter(str(output), "qwen2")
    _add_description(writer, shape, sum(weight.numel() for weight in weights.values()))
    _add_tokenizer(writer, run_dir / "tokenizer.json")
    for name, weight in weights.items():
        array = weight.float().numpy().astype(np.float32)
        if array.ndim == 2:
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(tensor_name(name), gguf.quants.quantize(array, kind), raw_dtype=kind)
        else:
            writer.add_tensor(tensor_name(name), array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    print(f"{output}: {output.stat().st_size / 1e6:.2f} MB, step {state['step']}, {state['num_tokens']} tokens seen")
    print(f"for models.toml: bytes = {output.stat().st_size}, sha256 = {hashlib.sha256(output.read_bytes()).hexdigest()}")
