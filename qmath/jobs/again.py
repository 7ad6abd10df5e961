"""How many finished rows a run with other settings solves again, told before it begins.

Here: counting them. Not here: which rows are run (``batch.py``), the sentence (``cli/batch_report.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from qmath.jobs.rows import Row, key_of
from qmath.jobs.shards import Shard
from qmath.jobs.target import Target
from qmath.schema import SamplingParams
from qmath.solve.solver import Solver

MAX_ROWS: Final = 10_000
"""Rows that are looked at: a person waits."""


@dataclass(frozen=True)
class Again:
    """So many of the finished rows are solved again. ``is_all`` tells whether all rows were looked at."""

    num_again: int
    num_finished: int
    is_all: bool


def count_again(rows: Iterable[Row], solver: Solver, params: SamplingParams, target: Target, shard: Shard | None) -> Again:
    """Count rows that an earlier run finished, and those of them that are solved again with these settings.

    Raises:
        InputDataError: the input cannot be read.
    """
    num_again = num_finished = 0
    for count, row in enumerate(rows):
        if count == MAX_ROWS:
            return Again(num_again, num_finished, is_all=False)
        if row.error or not (shard is None or shard.has(row.problem.id)):
            continue  # a bad row costs nothing
        key = key_of(row)
        if target.has(row.index, key):
            num_finished += 1
            num_again += target.find(row.index, solver.fingerprint(row.problem, params), key) is None
    return Again(num_again, num_finished, is_all=True)
