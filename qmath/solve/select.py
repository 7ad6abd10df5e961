"""Which of the samples gives the answer, and what that answer rests on.

Here: selection, status and trust. Not here: counting (``answers/vote.py``) and making samples (``driver.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qmath.answers.vote import count
from qmath.schema import Answer, Check, FinishReason, Sample, Select, SolutionStatus, Trust, Verification, Vote

AGREED_SHARE = 0.5
"""An answer is agreed on when more than this share of all samples gives it (and at least two samples do)."""

_STATUS = {
    FinishReason.LENGTH: SolutionStatus.TRUNCATED,
    FinishReason.REPETITION: SolutionStatus.REPETITION,
    FinishReason.TIMEOUT: SolutionStatus.TIMEOUT,
    FinishReason.ABORT: SolutionStatus.CANCELLED,
}


@dataclass(frozen=True)
class Selected:
    """The chosen answer (None if no sample has one), the sample it came from, and what it rests on."""

    answer: Answer | None
    sample: Sample | None
    status: SolutionStatus
    votes: tuple[Vote, ...]
    verification: Verification


def choose(samples: Sequence[Sample], select: Select) -> Selected:
    """Return the answer of the samples: the first one's, or the majority's."""
    by_index = {sample.i: sample for sample in samples}
    votes = count({sample.i: sample.answer for sample in samples})
    if not votes:
        return Selected(None, None, _status_without_answer(samples), (), Verification())
    if select is Select.FIRST:
        first = min((sample for sample in samples if sample.answer is not None), key=lambda sample: sample.i)
        return Selected(first.answer, first, SolutionStatus.OK, votes, Verification())
    best = votes[0]
    is_tied = len(votes) > 1 and votes[1].count == best.count
    detail = f"{best.count} of {len(samples)}{', tied with another answer; the earliest sample decides' if is_tied else ''}"
    has_agreed = best.count > 1 and best.count / len(samples) > AGREED_SHARE
    verification = Verification(
        status=Trust.AGREED if has_agreed else Trust.UNVERIFIED,
        confidence=None,
        checks=(Check("vote", "pass" if has_agreed else "undecided", detail),) if len(samples) > 1 else (),
    )
    return Selected(best.answer, by_index[best.samples[0]], SolutionStatus.OK, votes, verification)


def _status_without_answer(samples: Sequence[Sample]) -> SolutionStatus:
    """Return why there is no answer: the most frequent way in which the samples ended."""
    reasons = [sample.finish_reason for sample in samples]
    most = max(reasons, key=reasons.count, default=FinishReason.STOP)
    return _STATUS.get(most, SolutionStatus.NO_ANSWER)
