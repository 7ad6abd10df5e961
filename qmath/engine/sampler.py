"""Drawing the next token from logits.

Here: greedy, temperature, top-k and top-p on numpy arrays, one random stream per sequence. Not here: where logits come
from (``llama.py``).

The order is that of the reference harness (vLLM): temperature, then top-k, then top-p over what top-k left. llama.cpp's
own chain applies the temperature last, which makes the same ``top_p`` keep more tokens.
Source: vllm/v1/sample/sampler.py, ``Sampler.sample``; transformers, ``GenerationMixin._get_logits_processor``.
"""

from __future__ import annotations

import math
from random import Random

import numpy as np
from numpy.typing import NDArray

from qmath.engine.engine import TokenSampling

Logits = NDArray[np.float32]

_NEAR = 12.0
"""Tokens this far (in nats, after temperature) below the best are looked at only where the nearer ones do not suffice."""

_SAFE_EXPONENT = 70.0
"""Below this the sum of a vocabulary's exponentials stays within 32-bit floats: 152,064 times e^70 is 4e35."""


class Sampler:
    """Draws the tokens of one sequence; equal seeds and logits give equal tokens."""

    __slots__ = ("_random", "sampling")

    def __init__(self, sampling: TokenSampling) -> None:
        self.sampling = sampling
        self._random = Random(sampling.seed)  # noqa: S311 - reproducible samples, not secrets

    def draw(self, logits: Logits, scratch: Logits) -> int:
        """Return the next token from ``logits`` (float32 [num_vocab]); ``scratch`` is overwritten."""
        sampling = self.sampling
        if sampling.temperature <= 0:
            return int(logits.argmax())
        np.subtract(logits, logits.max(), out=scratch)
        np.multiply(scratch, np.float32(1 / sampling.temperature), out=scratch)
        ids = _candidates(scratch, sampling.top_k, sampling.top_p)
        weights = np.exp(scratch if ids is None else scratch[ids], dtype=np.float64)
        cumulative = np.cumsum(weights)
        at = int(np.searchsorted(cumulative, self._random.random() * cumulative[-1], side="right"))
        at = min(at, len(cumulative) - 1)
        return at if ids is None else int(ids[at])


def _candidates(scaled: Logits, top_k: int, top_p: float) -> NDArray[np.intp] | None:
    """Return the tokens that survive top-k and top-p, best first; None for all tokens.

    ``scaled``: float32 [num_vocab], logits after temperature minus their maximum. Only tokens near the best are sorted
    unless more are needed, so that a vocabulary of 152,064 stays cheap; the result is exact either way.
    """
    if top_k <= 0 and top_p >= 1:
        return None
    ids = np.flatnonzero(scaled > -_NEAR)
    total = None if top_k > 0 else float(np.exp(scaled, dtype=np.float64).sum()) * top_p
    if (top_k > 0 and len(ids) < top_k) or (total is not None and float(np.exp(scaled[ids], dtype=np.float64).sum()) < total):
        ids = np.arange(len(scaled))
    ids = ids[np.argsort(-scaled[ids], kind="stable")]
    if top_k > 0:
        ids = ids[:top_k]
    if top_p >= 1:
        return ids
    cumulative = np.cumsum(np.exp(scaled[ids], dtype=np.float64))
    if total is None:
        total = float(cumulative[-1]) * top_p
    return ids[: int(np.searchsorted(cumulative, total, side="left")) + 1]


def log_probability(logits: Logits, token: int, scratch: Logits) -> float:
    """Return the log-probability of a token in nats, before temperature and cuts; ``scratch`` is overwritten."""
    highest = float(np.maximum.reduce(logits))
    if abs(highest) < _SAFE_EXPONENT:  # the usual case, with one pass less over the vocabulary
        np.exp(logits, out=scratch)
        highest = 0.0
    else:
        np.subtract(logits, np.float32(highest), out=scratch)
        np.exp(scratch, out=scratch)
    return float(logits[token]) - highest - math.log(float(np.add.reduce(scratch)))
