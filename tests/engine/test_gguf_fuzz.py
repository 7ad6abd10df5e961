"""Damaged files, thousands of them: each is refused with one sentence, or llama.cpp survives it."""

from __future__ import annotations

import random
import struct
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qmath.engine.gguf import check_file
from qmath.errors import ModelFileError
from tests.gguf_files import ARRAY, BOOL, F32, FORMATS, STRING, U32, Draft, Scanner, load_in_child

TinyGguf = Callable[[str], Path]

ODD = (0, 1, 2, 3, 7, 8, 31, 32, 33, 63, 64, 65, 255, 256, 1000, 4096, 65535, 2**31 - 1, 2**31, 2**32 - 1, 2**63, 2**64 - 1)
ODD_FLOATS = (0.0, -1.0, 1e-6, 1.0, 1e30, float("nan"), float("inf"))
ODD_TEXTS = ("", "qwen2", "none", "yarn", "gpt2", "llama", "default", "\0", "x" * 300, "é中", "phi-3", "jina-v2-de")
MORE_KEYS = [
    *(f"qwen2.{name}" for name in ("expert_count", "expert_used_count", "expert_group_count", "nextn_predict_layers", "pooling_type")),
    *(f"qwen2.attention.{name}" for name in ("causal", "key_length", "value_length", "sliding_window", "clamp_kqv")),
    *(f"qwen2.rope.{name}" for name in ("dimension_count", "scaling.type", "scaling.factor", "scaling.attn_factor", "dimension_sections")),
    *(f"qwen2.rope.scaling.{name}" for name in ("yarn_ext_factor", "original_context_length", "yarn_log_multiplier")),
    *(f"qwen2.{name}" for name in ("vocab_size", "embedding_length_out", "classifier.output_labels", "logit_scale")),
    *(f"tokenizer.ggml.{name}" for name in ("scores", "suppress_tokens", "add_eos_token", "eot_token_id", "unknown_token_id")),
    *(f"tokenizer.ggml.{name}" for name in ("fim_pre_token_id", "add_space_prefix", "token_type_count", "precompiled_charsmap")),
    *("split.count", "split.no", "split.tensors.count", "general.alignment", "general.type", "general.sampling.temp"),
]


class Vandal:
    """Damages a file, mostly in its header, sometimes as a structure and sometimes as bytes."""

    def __init__(self, seed: int, drafts: list[Draft]) -> None:
        self.random = random.Random(seed)
        self.drafts = drafts

    def damaged(self) -> bytes:
        draft = self.random.choice(self.drafts)
        if self.random.random() < 0.4:
            return self._bytes(bytearray(draft.to_bytes()), draft.num_head_bytes)
        copy = draft.copy()
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            self.random.choice((self._value, self._value, self._key, self._key, self._tensor, self._order))(copy)
        try:
            return copy.to_bytes()
        except struct.error:  # an odd number that its type cannot hold
            return self.damaged()

    def _bytes(self, raw: bytearray, num_head_bytes: int) -> bytes:
        here = self.random.randrange(num_head_bytes - 8)
        there = here + self.random.randint(1, 200)
        match self.random.randrange(6):
            case 0:
                for _ in range(self.random.randint(1, 8)):
                    raw[self.random.randrange(num_head_bytes)] = self.random.randrange(256)
            case 1:
                struct.pack_into("<Q", raw, here, self.random.choice(ODD))
            case 2:
                del raw[self.random.randrange(len(raw)) :]
            case 3:
                raw[here:] = self.random.randbytes(len(raw) - here)
            case 4:
                del raw[here:there]
            case _:
                raw[here:here] = raw[here:there]
        return bytes(raw)

    def _odd(self, kind: int) -> Any:  # noqa: ANN401 - any type of the format
        if kind == STRING:
            return self.random.choice(ODD_TEXTS)
        if kind == BOOL:
            return self.random.random() < 0.5
        if FORMATS[kind] in "fd":
            return self.random.choice(ODD_FLOATS)
        return self.random.choice((*ODD, *range(600)))

    def _value(self, draft: Draft) -> None:
        key = self.random.choice(list(draft.keys))
        kind, *rest = draft.keys[key]
        if kind != ARRAY:
            kind = kind if self.random.random() < 0.8 else self.random.choice((*FORMATS, STRING))
            draft.keys[key] = (kind, self._odd(kind))
            return
        items = list(rest[1])
        if items:
            place = self.random.randrange(len(items))
            match self.random.randrange(4):
                case 0:
                    items[place] = self._odd(rest[0])
                case 1:
                    del items[place:]
                case 2:
                    items += items[:3]
                case _:
                    items[0], items[place] = items[place], items[0]
        draft.keys[key] = (ARRAY, rest[0], items)

    def _key(self, draft: Draft) -> None:
        if self.random.random() < 0.3:
            del draft.keys[self.random.choice(list(draft.keys))]
            return
        kind = self.random.choice((U32, U32, U32, F32, F32, BOOL, STRING, *FORMATS))
        key = self.random.choice(MORE_KEYS)
        if self.random.random() < 0.2:
            draft.keys[key] = (ARRAY, kind, [self._odd(kind) for _ in range(self.random.choice((0, 1, 2, 267)))])
        else:
            draft.keys[key] = (kind, self._odd(kind))

    def _tensor(self, draft: Draft) -> None:
        tensor = self.random.choice(draft.tensors)
        match self.random.randrange(4):
            case 0:
                tensor[0] = self.random.choice(
                    ("x", "output.weight", "rope_freqs.weight", "blk.0.attn_q.scale", "blk.99.attn_q.weight", "")
                )
            case 1:
                tensor[1] = [self.random.choice((tensor[1][0], *ODD)) for _ in tensor[1]]
            case 2:
                tensor[2] = self.random.randrange(45)
            case _:
                tensor[3] = self.random.choice(ODD)

    def _order(self, draft: Draft) -> None:
        one, two = (self.random.randrange(len(draft.tensors)) for _ in range(2))
        match self.random.randrange(3):
            case 0:
                draft.tensors.pop(one)
            case 1:
                draft.tensors.insert(one, list(draft.tensors[two]))
            case _:
                draft.tensors[one], draft.tensors[two] = draft.tensors[two], draft.tensors[one]


def accepted(folder: Path, tiny_gguf: TinyGguf, seed: int, count: int) -> list[Path]:
    """Check ``count`` damaged files; return those that pass. Anything but a pass or a ModelFileError fails the test."""
    vandal = Vandal(seed, [Scanner(tiny_gguf(kind).read_bytes()).draft() for kind in ("F32", "Q8_0", "Q4_0")])
    paths = []
    for number in range(count):
        path = folder / f"{number}.gguf"
        path.write_bytes(vandal.damaged())
        sentence = None
        try:
            check_file(path)
        except ModelFileError as error:
            sentence = error.message
        if sentence is None:
            paths.append(path)
        else:
            assert sentence.isprintable()
            path.unlink()
    return paths


def test_damaged_files_are_refused_or_harmless(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    paths = accepted(tmp_path, tiny_gguf, seed=1, count=600)
    results = Counter(load_in_child(paths).values())
    assert results["crashed"] == 0
    assert results["fine"] >= 30  # the check was passed by files that llama.cpp does compute with


@pytest.mark.slow
def test_ten_thousand_damaged_files_are_refused_or_harmless(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    paths = accepted(tmp_path, tiny_gguf, seed=2, count=10_000)
    results = Counter(load_in_child(paths).values())
    assert results["crashed"] == 0
    assert results["fine"] >= 300
    assert results["fine"] + results["refused"] == len(paths)
