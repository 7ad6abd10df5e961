"""The tokenizer: byte-level BPE split as Qwen2 splits, and the chat format to the byte.

Here: training a vocabulary, and text to token ids. Not here: problems, batches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from scripts.train_mini.terms import CHINESE, CODE, ENGLISH

NUM_VOCAB = 4096
SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
SYSTEM = {
    "cot": r"Please reason step by step, and put your final answer within \boxed{}.",
    "tir": (
        "Please integrate natural language reasoning with programs to solve the problem above, "
        r"and put your final answer within \boxed{}."
    ),
}
FIXED_TEXTS = (*SYSTEM.values(), "system\n", "user\n", "assistant\n", "You are a helpful assistant.", "Timeout Error", "Done")
SPLIT = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
"""Source: the pre-tokenizer of Qwen2 (``pre = qwen2`` in GGUF)."""
_HAN = re.compile("([\u4e00-\u9fff]+)")
_APART = re.compile(r"(?<=`)(?=\n)|(?=[A-Z]{2})|(?<=[A-Z])(?=[A-Z])|(?<=[A-Z]{2})")


def pieces(text: str, rng: Random) -> Iterator[str]:
    """Cut a text for vocabulary training where no token may reach across.

    A fence stays apart from its line end: a closing fence is then whole tokens wherever a program's output is appended.
    Capitals in a row stay single letters: WORLD is then the same tokens behind a quote as behind a blank, and can be copied.
    Chinese is cut to at most three characters: otherwise whole clauses become tokens and no new sentence is understood.
    """
    for part in _HAN.split(text):
        if not _HAN.match(part):
            yield from (piece for piece in _APART.split(part) if piece)
            continue
        position = 0
        while position < len(part):
            step = rng.choice((1, 2, 2, 3))
            yield part[position : position + step]
            position += step


def empty_tokenizer(vocab: dict[str, int] | None = None, merges: list[tuple[str, str]] | None = None) -> Tokenizer:
    """Return a tokenizer that splits as Qwen2 does, with the given vocabulary (none: to be trained)."""
    tokenizer = Tokenizer(models.BPE(vocab, merges))
    tokenizer.normalizer = normalizers.NFC()
    split = pre_tokenizers.Split(Regex(SPLIT), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def train_tokenizer(texts: Iterable[str], seed: int = 0, num_vocab: int = NUM_VOCAB) -> Tokenizer:
    """Return a tokenizer of exactly ``num_vocab`` ids: 256 bytes, merges, then the specials."""
    rng = Random(seed)
    tokenizer = empty_tokenizer()
    trainer = trainers.BpeTrainer(
        vocab_size=num_vocab - len(SPECIALS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        max_token_length=16,
        min_frequency=2,
        show_progress=False,
    )
    terms = [*CODE.split(), *CHINESE.split(), *(f" {word}" for word in ENGLISH.split())] * 40
    corpus = chain(terms, chain.from_iterable(pieces(text, rng) for text in chain(FIXED_TEXTS * 50, texts)))
    tokenizer.train_from_iterator(corpus, trainer)
    for number in range(num_vocab - len(SPECIALS) - tokenizer.get_vocab_size()):
        tokenizer.add_tokens([f"<|unused_{number}|>"])
    tokenizer.add_special_tokens(list(SPECIALS))
    return tokenizer


@dataclass(frozen=True)
class Encoded:
    """One row without its prefix: token ids, which of them the model writes, and which of these are its own reasoning."""

    ids: tuple[int, ...]
    is_written: tuple[bool, ...]
    is_work: tuple[bool, ...]


class ChatEncoder:
    """Text to ids as inference sees them: turn markers, problem, written text and program output each tokenised alone."""

    def __init__(self, path: Path, dropout: float = 0.1) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self._loose = Tokenizer.from_file(str(path))
        self._loose.model.dropout = dropout
        self.end = self._special("<|im_end|>")
        self.start = self._special("<|im_start|>")
        self._turn = (self.end, *self.ids("\n"), self.start, *self.ids("assistant\n"))

    def _special(self, token: str) -> int:
        number: int | None = self.tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"the tokenizer has no {token}")
        return number

    @property
    def num_vocab(self) -> int:
        """Number of ids."""
        return int(self.tokenizer.get_vocab_size())

    def ids(self, text: str) -> tuple[int, ...]:
        """Return the ids of plain text; marks of the chat format in it stay text."""
        return tuple(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def prefix(self, mode: str) -> tuple[int, ...]:
        """Return what all rows of a mode begin with: the system turn and the head of the user's."""
        head = (self.start, *self.ids("system\n"), *self.ids(SYSTEM[mode]), self.end, *self.ids("\n"))
        return (*head, self.start, *self.ids("user\n"))

    def prompt(self, mode: str, problem: str) -> tuple[int, ...]:
        """Return the whole prompt up to where the model begins to write."""
        return (*self.prefix(mode), *self.ids(problem), *self._turn)

    def row(self, problem: str, parts: tuple[tuple[str, bool], ...], *, is_loose: bool = False, is_whole: bool = True) -> Encoded:
        """Encode one sample. ``is_loose`` splits the problem's words now and then as unknown words are split.

        Unless it ``is_whole``, no end of the turn is added.
        The written "output" mark and the program's output are tokenised as one string, as inference does it.
        """
        loose = self._loose if is_loose else self.tokenizer
        ids = [*loose.encode(problem, add_special_tokens=False).ids, *self._turn]
        written = [False] * len(ids)
        work = [False] * len(ids)
        mark = "\n```output"
        for number, (text, is_written) in enumerate(parts):
            own = self.ids(text.removesuffix(mark))
            program = len(self.ids(text.partition("```python")[0])) if "```python" in text else 0
            ids += own
            written += [is_written] * len(own)
            work += [is_written and number == 0 and position >= program for position in range(len(own))]
            if text.endswith(mark):
                mark_ids = self.ids(mark)
                ids += mark_ids
                written += [True] * len(mark_ids)
                work += [False] * len(mark_ids)
        if is_whole:
            ids.append(self.end)
            written.append(True)
            work.append(False)
        return Encoded(tuple(ids), tuple(written), tuple(work))
