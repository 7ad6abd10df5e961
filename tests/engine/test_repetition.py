"""Endless repetition is found at its first possible moment, and nothing else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmath.engine.repetition import MAX_PERIOD, MIN_COPIES, MIN_TOKENS, is_repeating


def by_definition(tokens: list[int]) -> bool:
    """Say it as the rule does, slowly."""
    for period in range(1, MAX_PERIOD + 1):
        span = max(MIN_COPIES * period, MIN_TOKENS)
        tail = tokens[-span:]
        if len(tail) == span and all(tail[i] == tail[i - period] for i in range(period, span)):
            return True
    return False


@pytest.mark.parametrize(("period", "needed"), [(1, 48), (2, 48), (15, 48), (16, 48), (17, 51), (30, 90), (128, 384)])
def test_a_repetition_is_found_with_its_last_necessary_token(period: int, needed: int) -> None:
    unit = list(range(period))
    tokens = [900, 901, 902, *(unit * needed)[:needed]]
    assert is_repeating(tokens)
    assert not is_repeating(tokens[:-1])


def test_periods_above_the_longest_do_not_count() -> None:
    assert not is_repeating(list(range(129)) * 5)


def test_a_copy_that_differs_in_one_token_does_not_count() -> None:
    tokens = list(range(20)) * 4
    tokens[-25] = 99
    assert not is_repeating(tokens)


def test_only_tokens_from_the_start_on_count() -> None:
    tokens = [7] * 60
    assert is_repeating(tokens, 12)
    assert not is_repeating(tokens, 13)


def test_a_short_period_inside_a_long_text_without_repetition_is_found() -> None:
    assert is_repeating(list(range(500)) + [5, 6] * 24)


@settings(max_examples=150)
@given(st.lists(st.integers(0, 2), max_size=6), st.lists(st.integers(0, 2), min_size=1, max_size=20), st.integers(1, 60))
def test_what_is_found_is_what_the_rule_says(before: list[int], unit: list[int], copies: int) -> None:
    tokens = before + unit * copies
    for length in range(max(0, len(tokens) - 3), len(tokens) + 1):
        assert is_repeating(tokens[:length]) == by_definition(tokens[:length])


def test_looking_takes_a_small_part_of_a_token_of_the_smallest_model() -> None:
    tokens = [(i * i) % 50 for i in range(4096)]
    took_s = []
    for _ in range(5):  # the processor of a busy machine is slower at times
        start = time.thread_time()
        for _ in range(1000):
            is_repeating(tokens)
        took_s.append(time.thread_time() - start)
    assert min(took_s) < 0.1, "seconds for 1000 tokens"
