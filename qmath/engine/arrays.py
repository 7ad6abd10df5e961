"""Sums and draws over a whole vocabulary, on numpy arrays.

Here: the arithmetic on one row of logits. Not here: whose turn it is and which random numbers are used (``sampler.py``), and
where logits come from (``llama.py``). Only this module of the engine imports numpy, and only when it pays.

The order is that of the reference harness (vLLM): temperature, then top-k, then top-p over what top-k left. llama.cpp's
own chain applies the temperature last, which makes the same ``top_p`` keep more tokens.
Source: vllm/v1/sample/sampler.py, ``Sampler.sample``; transformers, ``GenerationMixin._get_logits_processor``.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from qmath.engine.engine import TokenSampling
from qmath.engine.sampler import SAFE_EXPONENT, Drawn, Logits

_NEAR = 12.0
"""Tokens this far (in nats, after temperature) below the best are looked at only where the nearer ones do not suffice."""

Row = NDArray[np.float32]


class Arrays:
    """Draws tokens from rows of ``num_vocab`` logits."""

    def __init__(self, num_vocab: int) -> None:
        self._scratch: Row = np.empty(num_vocab, dtype=np.float32)

    def best(self, logits: Logits) -> Drawn:
        """Return the most likely token, the first of equals, and its log-probability."""
        row = np.frombuffer(logits, dtype=np.float32)
        token = int(row.argmax())
        return Drawn(token, _log_probability(row, token, float(row[token]), self._scratch))

    def draw(self, logits: Logits, sampling: TokenSampling, uniform: float) -> Drawn:
        """Return the token that ``uniform``, from 0 to below 1, falls on, and its log-probability before temperature and cuts."""
        row, scaled = np.frombuffer(logits, dtype=np.float32), self._scratch
        highest = row.max()
        np.subtract(row, highest, out=scaled)
        np.multiply(scaled, np.float32(1 / sampling.temperature), out=scaled)
        ids = _candidates(scaled, sampling.top_k, sampling.top_p)
        weights = np.exp(scaled if ids is None else scaled[ids], dtype=np.float64)
        cumulative = np.cumsum(weights)
        at = int(np.searchsorted(cumulative, uniform * cumulative[-1], side="right"))
        at = min(at, len(cumulative) - 1)
        token = at if ids is None else int(ids[at])
        return Drawn(token, _log_probability(row, token, float(highest), self._scratch))


def _candidates(scaled: Row, top_k: int, top_p: float) -> NDArray[np.intp] | None:
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


def _log_probability(row: Row, token: int, highest: float, scratch: Row) -> float:
    """Return the log-probability of a token in nats; ``highest`` is the largest of the row, ``scratch`` is overwritten."""
    if abs(highest) < SAFE_EXPONENT:  # the usual case, with one pass less over the vocabulary
        np.exp(row, out=scratch)
        highest = 0.0
    else:
        np.subtract(row, np.float32(highest), out=scratch)
        np.exp(scratch, out=scratch)
    return float(row[token]) - highest - math.log(float(np.add.reduce(scratch)))
