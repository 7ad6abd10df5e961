"""Tokens are drawn from the distribution that was asked for, the same ones for the same seed."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from qmath.engine.engine import TokenSampling
from qmath.engine.sampler import Logits, Sampler, log_probability

NUM_DRAWS = 4000


def draws(logits: Logits, sampling: TokenSampling, count: int = NUM_DRAWS) -> list[int]:
    scratch = np.empty_like(logits)
    sampler = Sampler(sampling)
    return [sampler.draw(logits, scratch) for _ in range(count)]


def expected(logits: Logits, sampling: TokenSampling) -> dict[int, float]:
    """Say it as the reference does: temperature, then top-k, then top-p over what is left."""
    order = sorted(range(len(logits)), key=lambda token: -logits[token])
    weights = {token: math.exp((float(logits[token]) - float(logits.max())) / sampling.temperature) for token in order}
    kept = order[: sampling.top_k] if sampling.top_k else order
    total = sum(weights[token] for token in kept)
    nucleus, mass = [], 0.0
    for token in kept:
        if mass >= sampling.top_p * total:
            break
        nucleus.append(token)
        mass += weights[token]
    return {token: weights[token] / mass for token in nucleus}


@pytest.fixture(scope="module")
def logits() -> Logits:
    return np.random.default_rng(3).normal(0, 3, 500).astype(np.float32)


@pytest.mark.parametrize(
    "sampling",
    [
        TokenSampling(temperature=1.0),
        TokenSampling(temperature=0.7, top_p=0.8),
        TokenSampling(temperature=0.7, top_p=0.8, top_k=20),
        TokenSampling(temperature=1.0, top_k=3),
        TokenSampling(temperature=5.0, top_p=0.999),
        TokenSampling(temperature=0.05, top_k=400, top_p=0.9999),
        TokenSampling(temperature=1.0, top_p=0.0001),
    ],
    ids=str,
)
def test_tokens_follow_the_distribution_asked_for(logits: Logits, sampling: TokenSampling) -> None:
    wanted = expected(logits, sampling)
    seen = Counter(draws(logits, sampling))
    assert set(seen) <= set(wanted)
    for token, probability in wanted.items():
        spread = math.sqrt(NUM_DRAWS * probability * (1 - probability))
        assert abs(seen[token] - NUM_DRAWS * probability) <= 5 * spread + 1


def test_greedy_takes_the_best(logits: Logits) -> None:
    assert set(draws(logits, TokenSampling(), 5)) == {int(logits.argmax())}


def test_equal_seeds_draw_equal_tokens_and_other_seeds_others(logits: Logits) -> None:
    first, again, other = (draws(logits, TokenSampling(temperature=1.0, seed=seed), 20) for seed in (1, 1, 2))
    assert first == again != other


def test_top_k_larger_than_the_vocabulary_keeps_all(logits: Logits) -> None:
    assert draws(logits, TokenSampling(temperature=1.0, top_k=10_000), 50) != []


def test_logits_are_left_as_they_were(logits: Logits) -> None:
    before = logits.copy()
    draws(logits, TokenSampling(temperature=0.7, top_p=0.8, top_k=20), 3)
    log_probability(logits, 1, np.empty_like(logits))
    assert np.array_equal(before, logits)


@pytest.mark.parametrize("shift", [0, 50, 90, 1000, -90, -1000])
def test_log_probabilities_are_those_of_the_models_own_distribution(logits: Logits, shift: float) -> None:
    logits = logits + np.float32(shift)
    scratch = np.empty_like(logits)
    probabilities = [math.exp(log_probability(logits, token, scratch)) for token in range(len(logits))]
    assert sum(probabilities) == pytest.approx(1, abs=1e-3)
    best = int(logits.argmax())
    other = (best + 1) % len(logits)
    difference = log_probability(logits, best, scratch) - log_probability(logits, other, scratch)
    assert difference == pytest.approx(float(logits[best] - logits[other]), abs=1e-3)
