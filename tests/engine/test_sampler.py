"""Tokens are drawn from the distribution that was asked for, the same ones for the same seed."""

from __future__ import annotations

import math
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from qmath.engine.arrays import Row
from qmath.engine.engine import TokenSampling
from qmath.engine.sampler import Drawer, Drawn, Sampler

NUM_DRAWS = 4000


def drawn(logits: Row, sampling: TokenSampling, count: int = 1, *, is_plain: bool = False) -> list[Drawn]:
    drawer = Drawer(len(logits), count * len(logits) if is_plain else 0)
    sampler = Sampler(sampling)
    return [drawer.draw(logits.data, sampler) for _ in range(count)]


def draws(logits: Row, sampling: TokenSampling, count: int = NUM_DRAWS) -> list[int]:
    return [one.token for one in drawn(logits, sampling, count)]


def expected(logits: Row, sampling: TokenSampling) -> dict[int, float]:
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
def logits() -> Row:
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
def test_tokens_follow_the_distribution_asked_for(logits: Row, sampling: TokenSampling) -> None:
    wanted = expected(logits, sampling)
    seen = Counter(draws(logits, sampling))
    assert set(seen) <= set(wanted)
    for token, probability in wanted.items():
        spread = math.sqrt(NUM_DRAWS * probability * (1 - probability))
        assert abs(seen[token] - NUM_DRAWS * probability) <= 5 * spread + 1


def test_greedy_takes_the_best_and_the_first_of_equals(logits: Row) -> None:
    logits = logits.copy()
    best = int(logits.argmax())
    logits[best + 1 :: 7] = logits[best]
    for is_plain in (False, True):
        assert {one.token for one in drawn(logits, TokenSampling(), 5, is_plain=is_plain)} == {best}


def test_equal_seeds_draw_equal_tokens_and_other_seeds_others(logits: Row) -> None:
    first, again, other = (draws(logits, TokenSampling(temperature=1.0, seed=seed), 20) for seed in (1, 1, 2))
    assert first == again != other


def test_top_k_larger_than_the_vocabulary_keeps_all(logits: Row) -> None:
    assert draws(logits, TokenSampling(temperature=1.0, top_k=10_000), 50) != []


def test_logits_are_left_as_they_were(logits: Row) -> None:
    before = logits.copy()
    for temperature in (0.0, 0.7):
        drawn(logits, TokenSampling(temperature=temperature, top_p=0.8, top_k=20), 3)
    assert np.array_equal(before, logits)


@pytest.mark.parametrize("shift", [0, 50, 90, 1000, -90, -1000])
def test_log_probabilities_are_those_of_the_models_own_distribution(logits: Row, shift: float) -> None:
    logits = logits + np.float32(shift)
    total = math.fsum(math.exp(float(value) - float(logits.max())) for value in logits)
    some = drawn(logits, TokenSampling(temperature=5.0, top_k=100), 200)
    some += drawn(logits, TokenSampling()) + drawn(logits, TokenSampling(), is_plain=True)
    assert len({one.token for one in some}) > 20
    for one in some:
        assert one.logprob == pytest.approx(float(logits[one.token] - logits.max()) - math.log(total), abs=1e-4)


def test_what_is_no_number_is_reported(logits: Row) -> None:
    for place in (0, 7):
        logits = logits.copy()
        logits[place] = np.nan
        for is_plain in (False, True):
            assert math.isnan(drawn(logits, TokenSampling(), is_plain=is_plain)[0].logprob)


def test_the_first_greedy_tokens_of_a_small_model_do_not_wait_for_numpy() -> None:
    script = """
import sys
from array import array
from qmath.engine.engine import TokenSampling
from qmath.engine.sampler import Drawer, Sampler
row, drawer = memoryview(array("f", [0.0, 2.0, 1.0] * 1000)), Drawer(3000)
first = drawer.draw(row, Sampler(TokenSampling()))
assert "numpy" not in sys.modules
for _ in range(1000):
    other = drawer.draw(row, Sampler(TokenSampling()))
assert "numpy" in sys.modules, "a longer text is worth the import"
assert (first.token, round(first.logprob, 3)) == (other.token, round(other.logprob, 3)) == (1, -7.315)
"""
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("temperature", [1e-5, 1e-7, 1e-45, 1e-300, 5e-324])
def test_a_temperature_near_0_is_greedy(logits: Row, temperature: float) -> None:
    for top_p in (1.0, 0.8):
        assert draws(logits, TokenSampling(temperature=temperature, top_p=top_p), 20) == [int(logits.argmax())] * 20
