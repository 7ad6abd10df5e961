"""From problems to batches: a background process that draws samples, encodes them and packs rows of one length.

Here: bucketing, masks, the mixture's feedback. Not here: tensors (the process needs no torch), problems' contents.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import queue
import signal
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from scripts.train_mini.fingerprint import fingerprint
from scripts.train_mini.problems.catalog import SCHEMAS, WRITERS
from scripts.train_mini.problems.compose import Sample, Split, samples
from scripts.train_mini.tokenizer import ChatEncoder, Encoded

LENGTH_STEP = 4
"""Row lengths are rounded up to this: little padding, and still few shapes."""
CHOSEN_STEP = 64
"""The number of loss positions is rounded up to this: matrix libraries keep code for every size they ever saw."""
MAX_LENGTH = 256
LOOSE_SHARE = 0.15
CUT_SHARE = 0.5
"""This many TIR rows end where the program does: copying its output into a box is learnt from fewer."""


@dataclass(frozen=True)
class Batch:
    """Rows of one mode and one length.

    ``chosen`` [num_chosen] are positions in the flattened rows whose next token ``targets`` is learned with ``weights``
    (0 for filling). ``is_work`` marks targets inside programs and mental steps; ``kinds`` names schema and mode per row.
    """

    mode: str
    rows: NDArray[np.int64]
    chosen: NDArray[np.int64]
    targets: NDArray[np.int64]
    weights: NDArray[np.float32]
    is_work: NDArray[np.bool_]
    kinds: tuple[str, ...]
    questions: NDArray[np.uint64]

    @property
    def num_tokens(self) -> int:
        """Number of tokens in the rows, filling included."""
        return int(self.rows.size)


def pack(mode: str, encoded: list[Encoded], drawn: list[Sample], filling: int) -> Batch:
    """Lay encoded samples into one batch."""
    length = -(-max(len(one.ids) for one in encoded) // LENGTH_STEP) * LENGTH_STEP
    rows = np.full((len(encoded), length), filling, np.int64)
    chosen: list[int] = []
    targets: list[int] = []
    is_work: list[bool] = []
    for number, one in enumerate(encoded):
        rows[number, : len(one.ids)] = one.ids
        places = [place for place, is_written in enumerate(one.is_written) if is_written]
        chosen += [number * length + place - 1 for place in places]
        targets += [one.ids[place] for place in places]
        is_work += [one.is_work[place] for place in places]
    fill = -len(chosen) % CHOSEN_STEP
    return Batch(
        mode,
        rows,
        np.array(chosen + [0] * fill, np.int64),
        np.array(targets + [0] * fill, np.int64),
        np.array([1.0] * len(chosen) + [0.0] * fill, np.float32),
        np.array(is_work + [False] * fill, np.bool_),
        tuple(f"{one.schema}/{one.mode}" for one in drawn),
        np.array([fingerprint(one.problem) for one in drawn], np.uint64),
    )


def batches(encoder: ChatEncoder, seed: str, tokens_per_batch: int, factors: dict[str, float]) -> Iterator[Batch]:
    """Yield batches for ever; the same seed and the same ``factors`` give the same batches."""
    rng = Random(f"{seed}:loose")
    waiting: dict[tuple[str, int], list[tuple[Encoded, Sample]]] = defaultdict(list)
    for sample in samples(SCHEMAS, WRITERS, Split.TRAIN, seed, factors=factors):
        parts = sample.parts[:1] if len(sample.parts) > 1 and rng.random() < CUT_SHARE else sample.parts
        one = encoder.row(sample.problem, parts, is_loose=rng.random() < LOOSE_SHARE, is_whole=len(parts) == len(sample.parts))
        length = -(-len(one.ids) // LENGTH_STEP) * LENGTH_STEP
        if length > MAX_LENGTH:
            continue
        bucket = waiting[sample.mode, length]
        bucket.append((one, sample))
        if len(bucket) >= max(1, tokens_per_batch // length):
            yield pack(sample.mode, [e for e, _ in bucket], [s for _, s in bucket], encoder.end)
            bucket.clear()


def _read_factors(path: Path, factors: dict[str, float]) -> None:
    if path.exists():
        factors.update(json.loads(path.read_text(encoding="utf-8")))


def _produce(tokenizer: Path, factors_path: Path, seed: str, tokens_per_batch: int, out: multiprocessing.Queue[Batch]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the trainer ends it, after the last batch is used
    factors: dict[str, float] = {}
    _read_factors(factors_path, factors)
    parent = os.getppid()
    for number, batch in enumerate(batches(ChatEncoder(tokenizer), seed, tokens_per_batch, factors)):
        while True:
            try:
                out.put(batch, timeout=5)
                break
            except queue.Full:
                if os.getppid() != parent:
                    out.cancel_join_thread()
                    return
        if number % 20 == 0:
            _read_factors(factors_path, factors)


class Producer:
    """The background processes. ``factors_path`` may be rewritten while they run: weights of the mixture by schema and mode.

    ``batches`` may be handed to other processes.
    """

    def __init__(self, tokenizer: Path, factors_path: Path, seed: str, tokens_per_batch: int, num_processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.batches: multiprocessing.Queue[Batch] = context.Queue(16 + 4 * num_processes)
        arguments = [(tokenizer, factors_path, f"{seed}:{number}", tokens_per_batch, self.batches) for number in range(num_processes)]
        self._processes = [context.Process(target=_produce, args=one, daemon=True) for one in arguments]
        for process in self._processes:
            process.start()

    def is_alive(self) -> bool:
        """Whether all processes are at work."""
        return all(process.is_alive() for process in self._processes)

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.kill()
            process.join()


def corpus(count: int, seed: str) -> Iterator[str]:
    """Yield the texts a tokenizer is trained on."""
    for sample in islice(samples(SCHEMAS, WRITERS, Split.TRAIN, seed, factors={}), count):
        yield sample.problem
        yield "".join(text for text, _ in sample.parts)
