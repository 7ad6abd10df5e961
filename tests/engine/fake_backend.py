"""A backend without a model: its logits depend on every token of a sequence, so a wrong cache gives a wrong text.

Here: a cache with shared cells that checks what it is told, and a vocabulary in which texts have more than one spelling. Not
here: claims.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import numpy as np

from qmath.engine.batched import BatchedEngine
from qmath.engine.engine import Completion, Piece, TokenSampling
from qmath.engine.sampler import Logits
from qmath.engine.scheduler import Chunk
from qmath.text.prompts import Part, Prompt

PIECES = [
    b"a",
    b"b",
    b"c",
    b"ab",
    b"ba",
    b"cab",
    b"`",
    b"``",
    b"`a",
    b"\n",
    b"\xc3",
    b"\xa9",
    b"\xc3\xa9",
    b"b\xc3",
    b"\xff",
    b"",
    b"\xef",
    b"\xbf",
    b"\xbd",
]
END = len(PIECES)
_WRITTEN = 16
"""Pieces that are ever generated; the others spell U+FFFD."""
GREEDY = TokenSampling()


class FakeVocabulary:
    """Few pieces, among them halves of a character, a byte that never is one, and nothing; one end token."""

    num_tokens = END + 1

    def tokenize(self, text: str, *, is_control: bool) -> list[int]:
        """Take the longest piece each time."""
        assert not is_control
        data = text.encode("utf-8", "replace")
        tokens = []
        while data:
            piece = max((piece for piece in PIECES if piece and data.startswith(piece)), key=len, default=None)
            assert piece is not None, f"no piece begins {data!r}"
            tokens.append(PIECES.index(piece))
            data = data[len(piece) :]
        return tokens

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token."""
        return PIECES[token]

    def is_end(self, token: int) -> bool:
        """Tell whether it is the end token."""
        return token == END


class FakeBackend:
    """Sequences of tokens in cells that may be shared, ``true_cells`` of them; ``num_cells`` is what it claims to have.

    ``ends_rarely`` makes the end token rare, ``cycle`` makes the text go round in that many tokens.
    """

    def __init__(self, num_cells: int, num_slots: int, *, true_cells: int | None = None, cycle: int = 0) -> None:
        self.num_cells = num_cells
        self.num_slots = num_slots
        self.num_refusals = 0
        self.num_shared = 0
        self.batch_sizes: list[int] = []
        self.most_outputs = 0
        self._true_cells = num_cells if true_cells is None else true_cells
        self._cycle = cycle
        self._slots: dict[int, list[tuple[int, int]]] = {slot: [] for slot in range(num_slots)}
        self._next_cell = 0
        self._rows: list[Logits] = []

    @property
    def num_used(self) -> int:
        """Return how many cells are held."""
        return len({cell for held in self._slots.values() for _, cell in held})

    def decode(self, chunks: Iterable[Chunk]) -> bool:
        """Append tokens; refuse when cells run out."""
        chunks = list(chunks)
        assert chunks
        assert len({chunk.slot for chunk in chunks}) == len(chunks)
        size = sum(chunk.end - chunk.start for chunk in chunks)
        if self.num_used + size > self._true_cells:
            self.num_refusals += 1
            return False
        self.batch_sizes.append(size)
        self._rows = []
        for chunk in chunks:
            held = self._slots[chunk.slot]
            assert len(held) == chunk.start < chunk.end <= len(chunk.sequence.tokens)
            for token in chunk.sequence.tokens[chunk.start : chunk.end]:
                held.append((token, self._next_cell))
                self._next_cell += 1
            if chunk.has_output:
                self._rows.append(self._logits([token for token, _ in held]))
        self.most_outputs = max(self.most_outputs, len(self._rows))
        return True

    def _logits(self, tokens: list[int]) -> Logits:
        digest = zlib.crc32(bytes(tokens))
        logits = np.zeros(FakeVocabulary.num_tokens, dtype=np.float32)
        choice = digest % 64
        token = len(tokens) % self._cycle if self._cycle else END if choice == 0 else choice % _WRITTEN
        logits[token] = 1 + (digest >> 8) % 97 / 10
        return logits.data

    def logits(self, output: int) -> Logits:
        """Return the logits of an output."""
        return self._rows[output]

    def remove(self, slot: int, start: int) -> None:
        """Forget the end of a slot."""
        assert start <= len(self._slots[slot])
        del self._slots[slot][start:]

    def copy(self, source: int, target: int, start: int, end: int) -> None:
        """Share cells."""
        assert source != target
        assert len(self._slots[target]) == start < end <= len(self._slots[source])
        self._slots[target].extend(self._slots[source][start:end])
        self.num_shared += end - start


def engine_on(backend: FakeBackend, *, n_ctx: int = 64, n_batch: int = 8, max_sequences: int = 4) -> BatchedEngine:
    """Return an engine over a fake backend."""
    return BatchedEngine(backend, FakeVocabulary(), n_ctx=n_ctx, n_batch=n_batch, max_sequences=max_sequences)


def prompt(text: str) -> Prompt:
    """Return a prompt of ordinary text."""
    return (Part(text),)


def drain(engine: BatchedEngine) -> dict[int, Completion]:
    """Step until nothing is left to do; return the completions by sequence."""
    done = {}
    for event in events(engine):
        if isinstance(event, Completion):
            done[event.sequence] = event
    return done


def events(engine: BatchedEngine) -> list[Piece | Completion]:
    """Step until nothing is left to do; return all that happened."""
    return list(stepping(engine))


def stepping(engine: BatchedEngine, max_steps: int = 20_000) -> Iterator[Piece | Completion]:
    """Step until nothing is left to do, giving out what happens."""
    for _ in range(max_steps):
        if not engine.has_work():
            return
        yield from engine.step()
    raise AssertionError(f"still at work after {max_steps} steps")
