"""GGUF files for tests: tiny models with random weights, drafts that a test can break, and a child that loads files.

Here: making and trying files. Not here: claims about them, and anything that stands in for a part of qmath.
"""

from __future__ import annotations

import ctypes
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gguf
import llama_cpp
import numpy as np
from gguf import GGUFValueType

from qmath.settings import environment

_FILE_TYPES = {"Q8_0": 7, "Q4_0": 2, "Q4_K": 15, "Q4_K_M": 15}
_SHAPES = {"Q4_K": (256, 512, 2), "Q4_K_M": (512, 768, 4)}
"""Dimensions, dimensions inside the feed-forward part, layers."""
_SMALL_SHAPE = (64, 96, 2)
SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_MERGES = ("Ġ t", "h e", "Ġt he", "i n", "r e", "Ġ a", "1 2", "o n")


def _byte_letters() -> list[str]:
    """Return the letter that byte-level BPE writes for each of the 256 bytes. Source: openai/gpt-2, encoder.py."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in plain]
    letters = {byte: chr(byte) for byte in plain} | {byte: chr(256 + index) for index, byte in enumerate(others)}
    return [letters[byte] for byte in range(256)]


def _write_f32(path: Path, n_embd: int, n_ff: int, n_layers: int, n_heads: int = 4, n_kv: int = 2) -> None:
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
    _add_vocabulary(writer, tokens, "<|im_end|>")
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


def _add_vocabulary(writer: gguf.GGUFWriter, tokens: list[str], end: str) -> None:
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([3 if token in SPECIALS else 1 for token in tokens])
    writer.add_token_merges(list(_MERGES))
    writer.add_bos_token_id(tokens.index("<|endoftext|>"))
    writer.add_eos_token_id(tokens.index(end))
    writer.add_pad_token_id(tokens.index("<|endoftext|>"))
    writer.add_add_bos_token(False)


def write_chain(path: Path, chain: Sequence[str], *, end: str = "<|im_end|>", template: str = "", name: str = "chain") -> Path:
    """Write a model that after each token of ``chain`` writes the next one, and after the last one that again.

    Tokens stand as the vocabulary has them: one byte each, ``Ċ`` for a line end; ``ĊĊ`` is there too. ``end`` is the token that
    its header names as the end of a text. Its layer adds nothing; the output matrix holds the embedding of whatever comes before.
    """
    tokens = [*_byte_letters(), *(merge.replace(" ", "") for merge in _MERGES), "ĊĊ", *SPECIALS]
    n_embd, n_ff = 64, 32
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_name(name)
    writer.add_file_type(0)
    writer.add_block_count(1)
    writer.add_context_length(4096)
    writer.add_embedding_length(n_embd)
    writer.add_feed_forward_length(n_ff)
    writer.add_head_count(4)
    writer.add_head_count_kv(4)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    if template:
        writer.add_chat_template(template)
    _add_vocabulary(writer, tokens, end)
    embeddings = np.random.default_rng(0).normal(0.0, 1.0, (len(tokens), n_embd)).astype(np.float32)
    output = np.zeros_like(embeddings)
    for before, after in zip(chain, [*chain[1:], chain[-1]], strict=True):
        output[tokens.index(after)] += embeddings[tokens.index(before)]
    writer.add_tensor("token_embd.weight", embeddings)
    writer.add_tensor("output.weight", output)
    for norm in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{norm}.weight", np.ones(n_embd, np.float32))
    for matrix in ("attn_q", "attn_k", "attn_v", "attn_output"):
        writer.add_tensor(f"blk.0.{matrix}.weight", np.zeros((n_embd, n_embd), np.float32))
    for matrix, shape in (("ffn_gate", (n_ff, n_embd)), ("ffn_up", (n_ff, n_embd)), ("ffn_down", (n_embd, n_ff))):
        writer.add_tensor(f"blk.0.{matrix}.weight", np.zeros(shape, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _quantize(source: Path, target: Path, file_type: int) -> None:
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = file_type
    params.nthread = 1
    params.pure = not target.stem.endswith("_M")
    if llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params)):
        raise RuntimeError(f"llama.cpp could not quantize {source}")


def write_tiny(folder: Path, type_name: str) -> Path:
    """Write a tiny model, unless it is there already; see the fixture ``tiny_gguf``."""
    path = folder / f"tiny-{type_name}.gguf"
    if not path.exists():
        source = path if type_name == "F32" else path.with_suffix(".f32")
        _write_f32(source, *_SHAPES.get(type_name, _SMALL_SHAPE))
        if type_name != "F32":
            _quantize(source, path, _FILE_TYPES[type_name])
    return path


U16, U32, I32, F32, BOOL, STRING, ARRAY, U64 = (
    int(kind)
    for kind in (
        GGUFValueType.UINT16,
        GGUFValueType.UINT32,
        GGUFValueType.INT32,
        GGUFValueType.FLOAT32,
        GGUFValueType.BOOL,
        GGUFValueType.STRING,
        GGUFValueType.ARRAY,
        GGUFValueType.UINT64,
    )
)
LOADER = Path(__file__).parent / "engine" / "load_models.py"
FORMATS = {0: "B", 1: "b", U16: "H", 3: "h", U32: "I", I32: "i", F32: "f", BOOL: "?", U64: "Q", 11: "q", 12: "d"}


@dataclass
class Draft:
    """A GGUF file as lists that a test can change before it is written.

    ``keys``: name to (type, value) or (ARRAY, type, values); ``tensors``: lists of name, shape, type, offset.
    """

    keys: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    tensors: list[list[Any]] = field(default_factory=list)
    data: bytes = b""
    version: int = 3

    def copy(self) -> Draft:
        """Return a draft that can be changed on its own."""
        return Draft(dict(self.keys), [[name, list(shape), kind, offset] for name, shape, kind, offset in self.tensors], self.data)

    def to_bytes(self) -> bytes:
        out = [b"GGUF", struct.pack("<IQQ", self.version, len(self.tensors), len(self.keys))]
        for key, (kind, *rest) in self.keys.items():
            out += [text(key), struct.pack("<I", kind)]
            if kind == ARRAY:
                of, items = rest
                out += [struct.pack("<IQ", of, len(items)), *(scalar(of, item) for item in items)]
            else:
                out.append(scalar(kind, rest[0]))
        for name, shape, kind, offset in self.tensors:
            out += [text(name), struct.pack(f"<I{len(shape)}Q", len(shape), *shape), struct.pack("<IQ", kind, offset)]
        head = b"".join(out)
        return head + bytes(-len(head) % 32) + self.data

    @property
    def num_head_bytes(self) -> int:
        return len(self.to_bytes()) - len(self.data)


def text(value: str | bytes) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(raw)) + raw


def scalar(kind: int, value: Any) -> bytes:  # noqa: ANN401 - any type of the format
    return text(value) if kind == STRING else struct.pack(f"<{FORMATS[kind]}", value)


class Scanner:
    """A second reader, as simple as can be, that trusts its file."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 4

    def number(self, form: str) -> Any:  # noqa: ANN401 - any type of the format
        (value,) = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(form)
        return value

    def scalar(self, kind: int) -> Any:  # noqa: ANN401 - any type of the format
        if kind != STRING:
            return self.number(FORMATS[kind])
        length = self.number("Q")
        self.at += length
        return self.raw[self.at - length : self.at]

    def draft(self) -> Draft:
        draft = Draft(version=self.number("I"))
        num_tensors, num_keys = self.number("Q"), self.number("Q")
        for _ in range(num_keys):
            key, kind = self.scalar(STRING).decode(), self.number("I")
            if kind == ARRAY:
                of, length = self.number("I"), self.number("Q")
                draft.keys[key] = (ARRAY, of, [self.scalar(of) for _ in range(length)])
            else:
                draft.keys[key] = (kind, self.scalar(kind))
        for _ in range(num_tensors):
            name = self.scalar(STRING).decode()
            shape = [self.number("Q") for _ in range(self.number("I"))]
            draft.tensors.append([name, shape, self.number("I"), self.number("Q")])
        draft.data = self.raw[self.at + -self.at % 32 :]
        return draft


def load_in_child(paths: list[Path]) -> dict[Path, str]:
    """Load files with llama.cpp in a child process; return what came of each, "crashed" included."""
    quiet = environment() | {"GGML_NO_BACKTRACE": "1"}
    results: dict[Path, str] = {}
    todo = list(paths)
    while todo:
        names = "".join(f"{path}\n" for path in todo)
        child = subprocess.run(
            [sys.executable, str(LOADER)], input=names, capture_output=True, text=True, check=False, timeout=3000, env=quiet
        )
        lines = [line.split(" ", 1) for line in child.stdout.splitlines()]
        results |= {Path(name): word for word, name in lines if word != "try"}
        if child.returncode == 0:
            break
        last = Path(lines[-1][1])
        results[last] = "crashed"
        todo = todo[todo.index(last) + 1 :]
    return results
