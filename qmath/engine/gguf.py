"""What a model file must be before llama.cpp may see it.

Here: the checks of a Qwen2 model's header, vocabulary and tensors, and what the rest of qmath wants to know of a file.
Not here: the bytes of the container (``gguf_table.py``), and whether a model fits into memory (``models/``).

A header that breaks an assertion in llama.cpp ends the process, so each check here stands for an assertion or an
exception there, read in llama.cpp as shipped in llama-cpp-python 0.3.36 (src/llama-model.cpp, src/llama-vocab.cpp,
src/models/qwen2.cpp). Bytes of weights are not looked at: any weights can be decoded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn

from qmath.engine.gguf_table import AGAIN, GgufTable, Scalar, TensorInfo, printable, read_table
from qmath.engine.gguf_types import ValueType
from qmath.errors import ModelFileError

__all__ = ["GgufHeader", "TensorInfo", "check_file", "expected_tensors"]

ARCHITECTURE: Final = "qwen2"
MAX_LAYERS: Final = 512
"""LLAMA_MAX_LAYERS; more breaks an assertion."""

_SUPPORTED: Final = "qmath runs GGUF files of Qwen2-Math, Qwen2.5-Math and other models of the architecture qwen2."
_TOKENS: Final = "tokenizer.ggml.tokens"
_KINDS: Final = "tokenizer.ggml.token_type"
_CHATML: Final = (b"<|im_start|>", b"<|im_end|>", b"<|endoftext|>")
_CONTROL_TYPES: Final = frozenset({3, 4})
"""Token types that are found in text as a whole: control and user-defined."""
_HARMLESS_TYPES: Final = frozenset({1, 2, 3, 4, 5})
"""Normal, unknown, control, user-defined, unused. Type 6 (byte) aborts llama.cpp with this kind of vocabulary."""
_FOREIGN_SETTINGS: Final = ("expert_count", "expert_used_count", "expert_group_count", "nextn_predict_layers")
"""Settings that no Qwen2 model has and that lead to assertions."""
_ROPE_SCALINGS: Final = frozenset({"none", "linear", "yarn", "longrope"})
_PART_NAME: Final = re.compile(r"(?P<stem>.*)-00001-of-(?P<count>\d{5})\.gguf", re.DOTALL)

_FILE_TYPES: Final = (
    "F32 F16 Q4_0 Q4_1 - - - Q8_0 Q5_0 Q5_1 Q2_K Q3_K_S Q3_K_M Q3_K_L Q4_K_S Q4_K_M Q5_K_S Q5_K_M Q6_K IQ2_XXS IQ2_XS Q2_K_S "
    "IQ3_XS IQ3_XXS IQ1_S IQ4_NL IQ3_S IQ3_M IQ2_S IQ2_M IQ4_XS IQ1_M BF16 - - - TQ1_0 TQ2_0 MXFP4"
)
"""Names of quantizations, by ``general.file_type``. Source: include/llama.h, ``enum llama_ftype``."""


@dataclass(frozen=True)
class GgufHeader:
    """A model file that was checked.

    Attributes:
        path: the file, or the first of its parts.
        parts: every file of the model, ``path`` included.
        size_bytes: bytes of all parts.
        quantization: the name of the mixture, as in ``Q4_K_M``.
        end_token: the token that ends a text, if the file names one.
        metadata: every value of the header that is not an array.
        tensors: of all parts, in the order of the files.
    """

    path: Path
    parts: tuple[Path, ...]
    size_bytes: int
    architecture: str
    name: str
    quantization: str
    n_layers: int
    n_embd: int
    n_ff: int
    n_heads: int
    n_heads_kv: int
    n_vocab: int
    n_ctx_train: int
    end_token: str | None
    metadata: Mapping[str, Scalar]
    tensors: tuple[TensorInfo, ...]

    @property
    def head_size(self) -> int:
        """Return the elements of one attention head."""
        return self.n_embd // self.n_heads

    @property
    def weight_types(self) -> tuple[str, ...]:
        """Return the formats of the matrices, sorted."""
        return tuple(sorted({tensor.type_name for tensor in self.tensors if len(tensor.shape) > 1}))

    @property
    def num_parameters(self) -> int:
        """Return the number of weights."""
        return sum(math.prod(tensor.shape) for tensor in self.tensors)


def check_file(path: Path) -> GgufHeader:
    """Read and check a model file, or the first file of a model in parts.

    Raises:
        ModelFileError: missing, empty, cut, not GGUF, not a Qwen2 model, or a header that llama.cpp would not survive.
    """
    return _Checker(read_table(path, keep=frozenset({_TOKENS, _KINDS}))).header()


class _Checker:
    """Checks one table, from what is general to what is particular."""

    def __init__(self, table: GgufTable) -> None:
        self._table = table

    def header(self) -> GgufHeader:
        self._check_architecture()
        table, parts = self._table, self._parts()
        n_heads = self._setting("attention.head_count", 1 << 12)
        tensors = tuple(tensor for part in parts for tensor in part.tensors)
        header = GgufHeader(
            path=table.path,
            parts=tuple(part.path for part in parts),
            size_bytes=sum(part.size_bytes for part in parts),
            architecture=ARCHITECTURE,
            name=str(table.metadata.get("general.name", table.path.stem)),
            quantization=_quantization(table, tensors),
            n_layers=self._setting("block_count", MAX_LAYERS),
            n_embd=self._setting("embedding_length", 1 << 16),
            n_ff=self._setting("feed_forward_length", 1 << 20),
            n_heads=n_heads,
            n_heads_kv=self._setting("attention.head_count_kv", 1 << 12, default=n_heads),
            n_vocab=self._check_vocabulary(),
            n_ctx_train=self._setting("context_length", 1 << 24),
            end_token=self._end_token(),
            metadata=MappingProxyType(dict(table.metadata)),
            tensors=tensors,
        )
        self._check_attention(header)
        self._check_numbers()
        self._check_tensors(header)
        return header

    def _fail(self, what: str, hint: str = AGAIN) -> NoReturn:
        raise ModelFileError(f"{self._table.path} {what}.", hint=hint)

    def _check_architecture(self) -> None:
        architecture = self._table.metadata.get("general.architecture")
        if not isinstance(architecture, str):
            self._fail("does not say which architecture its model has")
        if architecture != ARCHITECTURE:
            self._fail(f"holds a model of the architecture {printable(architecture)}", _SUPPORTED)

    def _parts(self) -> list[GgufTable]:
        """Return the tables of all files of a model in parts, this one first."""
        table = self._table
        count = self._typed("split.count", ValueType.UINT16, 1)
        if count <= 1:
            return [table]
        named = _PART_NAME.fullmatch(table.path.name)
        if self._typed("split.no", ValueType.UINT16, 0) != 0 or named is None or int(named["count"]) != count:
            self._fail(f"is not the first of the {count} parts of its model", f"Name the part that ends in -00001-of-{count:05d}.gguf.")
        parts = [table]
        for index in range(1, count):
            part = read_table(table.path.with_name(f"{named['stem']}-{index + 1:05d}-of-{count:05d}.gguf"))
            if part.types.get("split.no") is not ValueType.UINT16 or part.metadata["split.no"] != index:
                raise ModelFileError(f"{part.path} is not part {index + 1} of its model.", hint=AGAIN)
            parts.append(part)
        total = sum(len(part.tensors) for part in parts)
        if self._typed("split.tensors.count", ValueType.INT32, total) != total:
            self._fail(f"and its other parts hold {total} tensors instead of {table.metadata['split.tensors.count']}")
        return parts

    def _typed(self, key: str, kind: ValueType, default: int) -> int:
        """Return an integer of exactly this type; llama.cpp accepts no other."""
        if key not in self._table.types:
            return default
        if self._table.types[key] is not kind:
            self._fail(f"has a value of type {self._table.types[key].name} under {key} instead of {kind.name}")
        return int(self._table.metadata[key])

    def _setting(self, name: str, most: int, default: int | None = None) -> int:
        key = f"{ARCHITECTURE}.{name}"
        if key not in self._table.types and default is None:
            self._fail(f"lacks the setting {key}")
        value = self._typed(key, ValueType.UINT32, default or 0)
        if not 1 <= value <= most:
            self._fail(f"sets {key} to {value}; between 1 and {most} is possible")
        return value

    def _check_vocabulary(self) -> int:
        """Check the vocabulary; return its size."""
        table = self._table
        if (model := table.metadata.get("tokenizer.ggml.model")) != "gpt2" or table.metadata.get("tokenizer.ggml.pre") != "qwen2":
            self._fail(f"has a tokenizer {printable(str(model))} that is not the one of Qwen2", _SUPPORTED)
        tokens, kinds = table.strings.get(_TOKENS), table.integers.get(_KINDS)
        if not tokens or kinds is None or len(kinds) != len(tokens) or not table.lengths.get("tokenizer.ggml.merges"):
            self._fail("has an incomplete vocabulary")
        # llama.cpp asserts that tokens differ, and reads each only up to a zero byte.
        distinct = set(tokens)
        if len(distinct) != len(tokens) or b"" in distinct or b"\0" in b"".join(tokens):
            self._fail("has a vocabulary with empty, equal or broken tokens")
        if not _HARMLESS_TYPES.issuperset(kinds):
            self._fail("has tokens of a type that no Qwen2 vocabulary has")
        for token in _CHATML:
            if token not in distinct or kinds[tokens.index(token)] not in _CONTROL_TYPES:
                self._fail(f"has no control token {token.decode()}, which every prompt needs", _SUPPORTED)
        for name in ("bos", "eos", "eot", "padding"):
            if self._typed(f"tokenizer.ggml.{name}_token_id", ValueType.UINT32, 0) >= len(tokens):
                self._fail(f"names a {name} token that its vocabulary does not have")
        return len(tokens)

    def _end_token(self) -> str | None:
        """Return the end token of a vocabulary that was checked."""
        number = self._table.metadata.get("tokenizer.ggml.eos_token_id")
        return self._table.strings[_TOKENS][number].decode("utf-8", "replace") if isinstance(number, int) else None

    def _check_attention(self, header: GgufHeader) -> None:
        if header.n_embd % header.n_heads or header.n_heads % header.n_heads_kv or header.head_size % 2:
            self._fail(f"divides {header.n_embd} dimensions into {header.n_heads} heads over {header.n_heads_kv}, which cannot be")
        for name in ("attention.key_length", "attention.value_length", "rope.dimension_count"):
            if self._setting(name, 1 << 16, default=header.head_size) != header.head_size:
                self._fail(f"sets {ARCHITECTURE}.{name} to another value than the size of a head, {header.head_size}")
        if self._setting("embedding_length_out", 1 << 16, default=header.n_embd) != header.n_embd:
            self._fail("gives out embeddings of another length than its own", _SUPPORTED)
        foreign = [name for name in _FOREIGN_SETTINGS if f"{ARCHITECTURE}.{name}" in self._table.types]
        if foreign:
            self._fail(f"has the setting {ARCHITECTURE}.{foreign[0]}, which no Qwen2 model has", _SUPPORTED)
        is_causal = self._table.metadata.get(f"{ARCHITECTURE}.attention.causal", True)
        if is_causal is not True or self._typed(f"{ARCHITECTURE}.pooling_type", ValueType.UINT32, 0) != 0:
            self._fail("holds a model for embeddings, which cannot write text", _SUPPORTED)

    def _check_numbers(self) -> None:
        """Check settings that are not integers: wrong ones make every result wrong, or break an assertion."""
        for name, least, most, is_required in (
            ("attention.layer_norm_rms_epsilon", 1e-12, 1e-1, True),
            ("rope.freq_base", 1.0, 1e12, False),
            ("rope.scaling.factor", 1e-3, 1e3, False),
            ("rope.scale_linear", 1e-3, 1e3, False),
        ):
            key = f"{ARCHITECTURE}.{name}"
            if key not in self._table.types and not is_required:
                continue
            if self._table.types.get(key) is not ValueType.FLOAT32:
                self._fail(f"lacks a number under {key}")
            value = float(self._table.metadata[key])
            if not least <= value <= most:
                self._fail(f"sets {key} to {value:g}; between {least:g} and {most:g} is possible")
        scaling = self._table.metadata.get(f"{ARCHITECTURE}.rope.scaling.type", "none")
        if scaling not in _ROPE_SCALINGS:
            self._fail(f"scales positions in an unknown way, {printable(str(scaling))}")

    def _check_tensors(self, header: GgufHeader) -> None:
        tensors = {tensor.name: tensor for tensor in header.tensors}
        if len(tensors) != len(header.tensors):
            self._fail("and its other parts name a tensor twice")
        num_known = 0
        for name, shape, is_required in expected_tensors(header):
            tensor = tensors.get(name)
            if tensor is None:
                if is_required:
                    self._fail(f"lacks the tensor {name}")
                continue
            num_known += 1
            if tensor.shape != shape:
                self._fail(f"gives the tensor {name} the shape {list(tensor.shape)} instead of {list(shape)}")
            # llama.cpp adds and multiplies vectors only as F32 and aborts on others while decoding.
            if len(shape) == 1 and tensor.type_name != "F32":
                self._fail(f"stores the vector {name} as {tensor.type_name} instead of F32")
        if num_known != len(tensors):
            known = {name for name, _, _ in expected_tensors(header)}
            self._fail(f"holds a tensor {next(name for name in tensors if name not in known)}, which no Qwen2 model has", _SUPPORTED)


def expected_tensors(header: GgufHeader) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """Yield name, shape and whether it must be there, of each tensor. Source: src/models/qwen2.cpp."""
    n_embd, n_ff, n_kv = header.n_embd, header.n_ff, header.head_size * header.n_heads_kv
    yield "token_embd.weight", (n_embd, header.n_vocab), True
    yield "output_norm.weight", (n_embd,), True
    yield "output.weight", (n_embd, header.n_vocab), False
    for layer in range(header.n_layers):
        for name, shape, is_required in (
            ("attn_norm.weight", (n_embd,), True),
            ("attn_q.weight", (n_embd, n_embd), True),
            ("attn_k.weight", (n_embd, n_kv), True),
            ("attn_v.weight", (n_embd, n_kv), True),
            ("attn_q.bias", (n_embd,), False),
            ("attn_k.bias", (n_kv,), False),
            ("attn_v.bias", (n_kv,), False),
            ("attn_output.weight", (n_embd, n_embd), True),
            ("ffn_norm.weight", (n_embd,), True),
            ("ffn_gate.weight", (n_embd, n_ff), True),
            ("ffn_up.weight", (n_embd, n_ff), True),
            ("ffn_down.weight", (n_ff, n_embd), True),
        ):
            yield f"blk.{layer}.{name}", shape, is_required


def _quantization(table: GgufTable, tensors: tuple[TensorInfo, ...]) -> str:
    """Return the name in the header, or else the format of most bytes."""
    file_type = table.metadata.get("general.file_type")
    named = dict(enumerate(_FILE_TYPES.split())).get(file_type, "-") if isinstance(file_type, int) else "-"
    if named != "-":
        return named
    num_bytes: dict[str, int] = {}
    for tensor in tensors:
        num_bytes[tensor.type_name] = num_bytes.get(tensor.type_name, 0) + tensor.num_bytes
    return max(num_bytes, key=lambda name: num_bytes[name], default="unknown")
