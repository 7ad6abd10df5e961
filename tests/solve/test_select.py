"""Claims about choosing the answer among samples."""

import pytest

from qmath.schema import FinishReason, Mode, Sample, Select, SolutionStatus, Trust
from qmath.solve.rollout import answer_of
from qmath.solve.select import choose


def _sample(i: int, answer: str | None, reason: FinishReason = FinishReason.STOP) -> Sample:
    found = answer_of(f"\\boxed{{{answer}}}", FinishReason.STOP) if answer is not None else None
    return Sample(i, Mode.COT, i, reason, found, ())


def test_the_majority_wins_and_is_agreed_on() -> None:
    selected = choose([_sample(0, "1"), _sample(1, "0.5"), _sample(2, "\\frac12"), _sample(3, "1/2")], Select.MAJORITY)
    assert selected.answer is not None
    assert selected.answer.exact == "1/2"
    assert selected.sample is not None
    assert selected.sample.i == 1
    assert selected.verification.status is Trust.AGREED
    assert selected.verification.checks[0].detail == "3 of 4"


def test_half_of_the_samples_is_no_agreement() -> None:
    selected = choose([_sample(0, "1"), _sample(1, "2"), _sample(2, "2"), _sample(3, "1")], Select.MAJORITY)
    assert selected.answer is not None
    assert selected.answer.exact == "1", "a tie goes to the earliest sample"
    assert selected.verification.status is Trust.UNVERIFIED
    assert "tied" in selected.verification.checks[0].detail


def test_first_takes_the_first_sample_with_an_answer() -> None:
    selected = choose([_sample(0, None), _sample(1, "5"), _sample(2, "6"), _sample(3, "6")], Select.FIRST)
    assert selected.answer is not None
    assert selected.answer.exact == "5"


def test_one_sample_is_never_an_agreement() -> None:
    assert choose([_sample(0, "5")], Select.MAJORITY).verification.status is Trust.UNVERIFIED


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (FinishReason.STOP, SolutionStatus.NO_ANSWER),
        (FinishReason.PROGRAMS, SolutionStatus.NO_ANSWER),
        (FinishReason.LENGTH, SolutionStatus.TRUNCATED),
        (FinishReason.REPETITION, SolutionStatus.REPETITION),
        (FinishReason.TIMEOUT, SolutionStatus.TIMEOUT),
    ],
)
def test_without_an_answer_the_status_says_why(reason: FinishReason, status: SolutionStatus) -> None:
    assert choose([_sample(0, None, reason)], Select.FIRST).status is status
