"""What a sequence wants."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qmath.engine.detokenize import TextStream
from qmath.engine.engine import TokenSampling
from qmath.engine.sampler import Sampler
from qmath.engine.sequence import Ask, Sequence, common_prefix

tokens = st.lists(st.integers(0, 1), max_size=40)


def a_sequence(num_tokens: int, num_computed: int) -> Sequence:
    return Sequence(0, [1] * num_tokens, Sampler(TokenSampling()), num_tokens, num_tokens, num_computed=num_computed)


def test_prefill_wants_many_decode_wants_one_and_waiting_wants_nothing() -> None:
    sequence = a_sequence(30, 0)
    assert sequence.wants == 29, "the last token is computed for what comes after it, when that is asked for"
    sequence.num_computed = 29
    assert sequence.wants == 0
    sequence.ask = Ask(TextStream(), None)
    assert sequence.wants == 1


def test_a_sequence_that_ended_with_an_end_token_wants_nothing() -> None:
    assert a_sequence(30, 30).wants == 0


def test_a_sequence_that_lost_its_cache_while_it_waited_wants_nothing() -> None:
    sequence = a_sequence(30, 0)
    sequence.is_parked = True
    assert sequence.wants == 0


@given(tokens, tokens, st.integers(0, 50))
def test_the_common_prefix_is_the_longest_within_the_limit(a: list[int], b: list[int], limit: int) -> None:
    length = common_prefix(a, b, limit)
    assert a[:length] == b[:length]
    assert length == min(limit, len(a), len(b)) or a[length] != b[length]
