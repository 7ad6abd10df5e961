"""Counting answers: which are the same, and which is the most frequent.

Here: clusters by spelling and the majority. Not here: extraction, rewards.
"""

from __future__ import annotations

from collections.abc import Mapping

from qmath.answers.normalize import key
from qmath.schema import Answer, Vote


def count(answers: Mapping[int, Answer | None]) -> tuple[Vote, ...]:
    """Return the clusters of equal answers, most frequent first; ties keep the order of the samples.

    ``answers`` maps the sample's index to its answer; samples without an answer do not vote.
    """
    clusters: dict[str, list[int]] = {}
    for index in sorted(answers):
        answer = answers[index]
        if answer is not None:
            clusters.setdefault(key(answer), []).append(index)
    votes = [Vote(answer, len(members), tuple(members)) for members in clusters.values() if (answer := answers[members[0]]) is not None]
    return tuple(sorted(votes, key=lambda vote: (-vote.count, vote.samples[0])))
