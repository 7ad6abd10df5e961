"""No file, however broken, reaches llama.cpp unless it survives it; each bad one is answered with one sentence."""

from __future__ import annotations

import os
import random
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import pytest

from qmath.engine.gguf import check_file
from qmath.engine.gguf_types import TENSOR_TYPES
from qmath.errors import ModelFileError
from tests.gguf_files import ARRAY, BOOL, F32, I32, STRING, U16, U32, U64, Draft, Scanner, load_in_child

TinyGguf = Callable[[str], Path]
Pair = tuple[Any, ...]


@pytest.fixture(scope="session")
def good(tiny_gguf: TinyGguf) -> Draft:
    raw = tiny_gguf("F32").read_bytes()
    draft = Scanner(raw).draft()
    assert draft.to_bytes() == raw
    return draft


def refuse(tmp_path: Path, raw: bytes) -> str:
    """Write a file that must be refused; return the sentence without the path."""
    path = tmp_path / "bad.gguf"
    path.write_bytes(raw)
    with pytest.raises(ModelFileError) as caught:
        check_file(path)
    sentence = caught.value.message
    assert sentence.startswith(f"{path} ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert sentence.isprintable()
    assert len(sentence) < 400
    assert caught.value.hint
    assert caught.value.exit_code == 6
    return sentence.removeprefix(f"{path} ")


# --- good files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["F32", "Q8_0", "Q4_0", "Q4_K"])
def test_a_good_file_is_described(tiny_gguf: TinyGguf, kind: str) -> None:
    path = tiny_gguf(kind)
    header = check_file(path)
    assert (header.path, header.parts, header.size_bytes) == (path, (path,), path.stat().st_size)
    assert (header.architecture, header.name, header.n_layers, header.n_vocab, header.n_ctx_train) == ("qwen2", "tiny", 2, 267, 512)
    assert (header.n_heads, header.n_heads_kv, header.head_size) == (4, 2, header.n_embd // 4)
    assert header.weight_types == (kind,)
    assert header.quantization == {"Q4_K": "Q4_K_M"}.get(kind, kind)
    assert header.tensors[-1].offset + header.tensors[-1].num_bytes <= header.size_bytes


def test_the_embedded_model_is_good(mini_path: Path) -> None:
    assert check_file(mini_path).architecture == "qwen2"


def test_version_2_is_read(tmp_path: Path, good: Draft) -> None:
    draft = good.copy()
    draft.version = 2
    (tmp_path / "v2.gguf").write_bytes(draft.to_bytes())
    assert check_file(tmp_path / "v2.gguf").n_layers == 2


def test_sizes_of_formats_are_those_of_the_reference() -> None:
    for number, kind in TENSOR_TYPES.items():
        reference = gguf.GGMLQuantizationType(number)
        assert (kind.name, (kind.block, kind.num_bytes)) == (reference.name, gguf.GGML_QUANT_SIZES[reference])


def test_a_vocabulary_of_152_thousand_tokens_is_checked_fast(tmp_path: Path, good: Draft) -> None:
    draft = good.copy()
    tokens = draft.keys["tokenizer.ggml.tokens"][2]
    draft.keys["tokenizer.ggml.tokens"] = (ARRAY, STRING, [b"Word%06d" % number for number in range(152_000 - len(tokens))] + tokens)
    draft.keys["tokenizer.ggml.token_type"] = (ARRAY, I32, [1] * 151_997 + [3] * 3)
    draft.keys["tokenizer.ggml.merges"] = (ARRAY, STRING, [b"Word %06d" % number for number in range(151_000)])
    draft.tensors[0][1][1] = 152_000
    size = 152_000 * 64 * 4
    shift = size - draft.tensors[1][3]
    for tensor in draft.tensors[1:]:
        tensor[3] += shift
    path = tmp_path / "big.gguf"
    path.write_bytes(draft.to_bytes())
    os.truncate(path, path.stat().st_size + size)
    times = []
    for _ in range(3):
        start = time.process_time()
        assert check_file(path).n_vocab == 152_000
        times.append(time.process_time() - start)
    assert min(times) < 0.2  # CPU seconds: 0.07 on an idle machine, where 0.1 is the aim


# --- files that are no model -----------------------------------------------------------------------------------------


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="does not exist"):
        check_file(tmp_path / "no.gguf")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="is not a file"):
        check_file(tmp_path)


def test_a_device_that_never_ends() -> None:
    with pytest.raises(ModelFileError, match="is not a file"):
        check_file(Path(os.devnull))


def test_an_empty_file(tmp_path: Path) -> None:
    assert refuse(tmp_path, b"") == "is empty."


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"\x00", b"GGU", b"GGML" + bytes(100), b"<!DOCTYPE html>"])
def test_a_file_that_is_not_gguf(tmp_path: Path, raw: bytes) -> None:
    assert "is not a GGUF file" in refuse(tmp_path, raw)


def test_a_big_endian_file(tmp_path: Path, good: Draft) -> None:
    raw = good.to_bytes()
    assert "version 50331648" in refuse(tmp_path, raw[:4] + raw[4:8][::-1] + raw[8:])


def test_a_file_cut_anywhere_in_its_header(tmp_path: Path, good: Draft) -> None:
    raw = good.to_bytes()
    for length in range(1, good.num_head_bytes, 97):
        assert refuse(tmp_path, raw[:length])


def test_a_file_cut_in_its_weights(tmp_path: Path, good: Draft) -> None:
    assert "is cut off: blk.1.ffn_down.weight ends at byte" in refuse(tmp_path, good.to_bytes()[:-100])


def test_random_bytes_after_a_good_beginning(tmp_path: Path, good: Draft) -> None:
    raw = good.to_bytes()
    for length in (4, 8, 24, 100, 1000, good.num_head_bytes - 100):
        assert refuse(tmp_path, raw[:length] + random.Random(length).randbytes(len(raw) - length))


def test_control_sequences_of_a_file_do_not_reach_the_sentence(tmp_path: Path, good: Draft) -> None:
    draft = good.copy()
    draft.keys["general.architecture"] = (STRING, "\x1b]0;owned\x07")
    assert "\x1b" not in refuse(tmp_path, draft.to_bytes())


# --- headers that are wrong ------------------------------------------------------------------------------------------

WRONG_VALUES: list[tuple[str, Pair, str]] = [
    ("general.architecture", (STRING, "llama"), "architecture 'llama'"),
    ("general.architecture", (U32, 7), "does not say which architecture"),
    ("general.architecture", (STRING, "qwen2\0"), "architecture"),
    ("general.alignment", (U32, 8), "aligns its tensors to '8'"),
    ("qwen2.block_count", (U32, 0), "between 1 and 512"),
    ("qwen2.block_count", (U32, 513), "between 1 and 512"),
    ("qwen2.block_count", (U32, 3), "lacks the tensor blk.2"),
    ("qwen2.block_count", (U32, 1), "which no Qwen2 model has"),
    ("qwen2.block_count", (U64, 2), "instead of UINT32"),
    ("qwen2.embedding_length", (U32, 96), "the shape"),
    ("qwen2.feed_forward_length", (U32, 95), "the shape"),
    ("qwen2.attention.head_count", (U32, 3), "cannot be"),
    ("qwen2.attention.head_count", (ARRAY, U32, [4, 4]), "instead of UINT32"),
    ("qwen2.attention.head_count", (U32, 64), "cannot be"),
    ("qwen2.attention.head_count_kv", (U32, 3), "cannot be"),
    ("qwen2.attention.head_count_kv", (U32, 0), "between 1 and"),
    ("qwen2.attention.key_length", (U32, 8), "size of a head"),
    ("qwen2.rope.dimension_count", (U32, 8), "size of a head"),
    ("qwen2.rope.scaling.type", (STRING, "spiral"), "scales positions"),
    ("qwen2.rope.freq_base", (F32, float("nan")), "qwen2.rope.freq_base"),
    ("qwen2.attention.layer_norm_rms_epsilon", (F32, -1.0), "between 1e-12 and 0.1"),
    ("qwen2.attention.layer_norm_rms_epsilon", (F32, float("nan")), "between 1e-12 and 0.1"),
    ("qwen2.expert_count", (U32, 4), "expert_count"),
    ("qwen2.pooling_type", (U32, 3), "for embeddings"),
    ("qwen2.attention.causal", (BOOL, False), "for embeddings"),
    ("tokenizer.ggml.model", (STRING, "llama"), "tokenizer 'llama'"),
    ("tokenizer.ggml.pre", (STRING, "gemma4"), "not the one of Qwen2"),
    ("tokenizer.ggml.tokens", (ARRAY, STRING, []), "incomplete vocabulary"),
    ("tokenizer.ggml.tokens", (ARRAY, I32, [1, 2]), "incomplete vocabulary"),
    ("tokenizer.ggml.tokens", (STRING, "a"), "incomplete vocabulary"),
    ("tokenizer.ggml.merges", (ARRAY, STRING, []), "incomplete vocabulary"),
    ("tokenizer.ggml.token_type", (ARRAY, I32, [1] * 266), "incomplete vocabulary"),
    ("tokenizer.ggml.token_type", (ARRAY, I32, [6] * 267), "tokens of a type"),
    ("tokenizer.ggml.token_type", (ARRAY, I32, [1] * 267), "no control token"),
    ("tokenizer.ggml.eos_token_id", (U32, 267), "names a eos token"),
    ("split.count", (U16, 2), "not the first of the 2 parts"),
    ("a\0b", (U32, 1), "not a name"),
    ("", (U32, 1), "not a name"),
    ("nested", (ARRAY, ARRAY, []), "array of arrays"),
]


@pytest.mark.parametrize(("key", "value", "says"), WRONG_VALUES, ids=[f"{key}-{says}" for key, _, says in WRONG_VALUES])
def test_a_wrong_value(tmp_path: Path, good: Draft, key: str, value: Pair, says: str) -> None:
    draft = good.copy()
    draft.keys[key] = value
    assert says in refuse(tmp_path, draft.to_bytes())


@pytest.mark.parametrize("key", ["general.architecture", "qwen2.block_count", "qwen2.context_length", "tokenizer.ggml.merges"])
def test_a_missing_value(tmp_path: Path, good: Draft, key: str) -> None:
    draft = good.copy()
    del draft.keys[key]
    assert refuse(tmp_path, draft.to_bytes())


@pytest.mark.parametrize("token", [b"", b"a", b"x\0y"])
def test_a_token_that_llama_cpp_would_confuse_with_another(tmp_path: Path, good: Draft, token: bytes) -> None:
    draft = good.copy()
    tokens = list(draft.keys["tokenizer.ggml.tokens"][2])
    tokens[5] = token
    draft.keys["tokenizer.ggml.tokens"] = (ARRAY, STRING, tokens)
    assert "empty, equal or broken tokens" in refuse(tmp_path, draft.to_bytes())


@pytest.mark.parametrize(
    ("index", "part", "value", "says"),
    [
        (1, 0, "blk.0.attn_q.weight", "names a tensor twice"),
        (1, 0, "x" * 64, "at most 63"),
        (1, 0, "output_norm\0weight", "not a name"),
        (1, 0, "rope_freqs.weight", "lacks the tensor output_norm.weight"),
        (0, 1, [64, 0], "impossible shape"),
        (0, 1, [64, 2**62], "impossible shape"),
        (0, 1, [64, 267, 1, 1, 1], "5 dimensions"),
        (0, 1, [], "0 dimensions"),
        (0, 2, 4, "number 4"),
        (0, 2, 2**31, "number 2147483648"),
        (1, 2, 1, "instead of"),
        (1, 3, 2**63, "instead of"),
        (1, 3, 0, "instead of"),
    ],
)
def test_a_wrong_tensor(tmp_path: Path, good: Draft, index: int, part: int, value: object, says: str) -> None:
    draft = good.copy()
    draft.tensors[index][part] = value
    assert says in refuse(tmp_path, draft.to_bytes())


def test_a_vector_in_another_format_than_f32(tmp_path: Path, good: Draft) -> None:
    # As F16 the last vector of the table takes half the bytes, so the table stays consistent if it comes last.
    draft = good.copy()
    norm = draft.tensors.pop(1)
    raw = draft.data
    draft.data = raw[: norm[3]] + raw[norm[3] + 256 :] + bytes(128)
    for tensor in draft.tensors[1:]:
        tensor[3] -= 256
    draft.tensors.append([norm[0], norm[1], 1, len(raw) - 256])
    assert "stores the vector output_norm.weight as F16" in refuse(tmp_path, draft.to_bytes())


@pytest.mark.parametrize(("offset", "claim"), [(8, 2**40), (16, 2**40), (24, 2**60), (8, 2**64 - 1)])
def test_counts_are_not_believed(tmp_path: Path, good: Draft, offset: int, claim: int) -> None:
    raw = bytearray(good.to_bytes())
    struct.pack_into("<Q", raw, offset, claim)
    assert "at most" in refuse(tmp_path, bytes(raw))


# --- models in parts -------------------------------------------------------------------------------------------------


def in_parts(folder: Path, good: Draft, number: int = 1) -> Path:
    """Write a model in two parts, the second called number ``number``; return the path of the first."""
    first, second = good.copy(), good.copy()
    cut = len(good.tensors) // 2
    edge = good.tensors[cut][3]
    first.tensors, first.data = first.tensors[:cut], good.data[:edge]
    second.tensors, second.data = [[*tensor[:3], tensor[3] - edge] for tensor in second.tensors[cut:]], good.data[edge:]
    total = (I32, len(good.tensors))
    first.keys |= {"split.no": (U16, 0), "split.count": (U16, 2), "split.tensors.count": total}
    second.keys = {"split.no": (U16, number), "split.count": (U16, 2), "split.tensors.count": total}
    (folder / "m-00002-of-00002.gguf").write_bytes(second.to_bytes())
    path = folder / "m-00001-of-00002.gguf"
    path.write_bytes(first.to_bytes())
    return path


def test_a_model_in_parts_is_checked_and_loaded_as_one(tmp_path: Path, good: Draft) -> None:
    path = in_parts(tmp_path, good)
    header = check_file(path)
    assert len(header.parts) == 2
    assert len(header.tensors) == len(good.tensors)
    assert header.size_bytes == sum(part.stat().st_size for part in tmp_path.iterdir())
    assert load_in_child([path]) == {path: "fine"}


def test_a_missing_part_is_named(tmp_path: Path, good: Draft) -> None:
    path = in_parts(tmp_path, good)
    (tmp_path / "m-00002-of-00002.gguf").unlink()
    with pytest.raises(ModelFileError, match=r"m-00002-of-00002\.gguf does not exist"):
        check_file(path)


def test_a_part_of_another_number_is_refused(tmp_path: Path, good: Draft) -> None:
    with pytest.raises(ModelFileError, match="is not part 2"):
        check_file(in_parts(tmp_path, good, number=0))


def test_the_check_is_what_prevents_the_crash(tmp_path: Path, good: Draft) -> None:
    draft = good.copy()
    draft.keys["qwen2.attention.layer_norm_rms_epsilon"] = (F32, -1.0)
    path = tmp_path / "bad.gguf"
    path.write_bytes(draft.to_bytes())
    assert load_in_child([path]) == {path: "crashed"}


def test_random_weights_are_no_danger(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    paths = []
    for kind in ("F32", "Q8_0", "Q4_0", "Q4_K"):
        draft = Scanner(tiny_gguf(kind).read_bytes()).draft()
        draft.data = random.Random(kind).randbytes(len(draft.data))
        paths.append(tmp_path / f"{kind}.gguf")
        paths[-1].write_bytes(draft.to_bytes())
        check_file(paths[-1])
    assert set(load_in_child(paths).values()) == {"fine"}
