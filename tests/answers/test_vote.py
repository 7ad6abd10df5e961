"""Claims about counting answers."""

from hypothesis import given
from hypothesis import strategies as st

from qmath.answers.normalize import describe
from qmath.answers.vote import count
from qmath.schema import Answer, Extraction


def _answer(latex: str) -> Answer:
    return describe(latex, latex, Extraction.BOXED)


def test_equal_answers_in_other_spellings_are_one_cluster() -> None:
    votes = count({0: _answer("0.5"), 1: _answer("2"), 2: _answer(r"\frac{1}{2}"), 3: None})
    assert [(vote.count, vote.samples) for vote in votes] == [(2, (0, 2)), (1, (1,))]


def test_a_tie_is_won_by_the_earlier_sample() -> None:
    assert count({1: _answer("7"), 0: _answer("8")})[0].samples == (0,)


@given(st.dictionaries(st.integers(0, 30), st.none() | st.sampled_from(["1", "2", "3/6", "0.5"]).map(_answer)))
def test_every_answer_is_counted_exactly_once(answers: dict[int, Answer | None]) -> None:
    counted = sorted(sample for vote in count(answers) for sample in vote.samples)
    assert counted == sorted(index for index, answer in answers.items() if answer is not None)
