"""What has become of the rows of a batch: numbers, and the summary document.

Here: the record. Not here: counting (``batch.py``), showing (``cli/progress.py``).
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from qmath.schema import SolutionStatus


@dataclass
class Tally:
    """What has become of the rows so far.

    Attributes:
        statuses: how many rows have ended, by status; rows count when they are safe.
        num_reused: how many of them an earlier run had finished.
        num_read: rows of the input that were looked at, those of other shards (``num_elsewhere``) too.
        num_input: rows of the whole input, once its end has been seen.
        num_references: rows that came with a known answer.
        num_not_started: rows of the input that were not begun, where it was read to its end; None where that is not known.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    num_reused: int = 0
    num_read: int = 0
    num_elsewhere: int = 0
    num_references: int = 0
    num_input: int | None = None
    num_not_started: int | None = 0
    num_tokens: int = 0
    parallel: int = 0
    is_stopped: bool = False
    is_over_budget: bool = False
    started: float = field(default_factory=time.monotonic)
    total_s: float = 0.0

    @property
    def num_rows(self) -> int:
        """How many rows have ended."""
        return self.statuses.total()

    @property
    def num_ok(self) -> int:
        """How many of them are ok."""
        return self.statuses[SolutionStatus.OK.value]

    def to_json(self) -> dict[str, Any]:
        """Return the summary document."""
        seconds = max(self.total_s, 1e-9)
        return {
            "rows": self.num_rows,
            "ok": self.num_ok,
            "statuses": dict(sorted(self.statuses.items())),
            "reused": self.num_reused,
            "input_rows": self.num_input,
            "other_shards": self.num_elsewhere,
            "not_started": self.num_not_started,
            "is_complete": not self.is_stopped and not self.is_over_budget,
            "completion_tokens": self.num_tokens,
            "tokens_per_s": round(self.num_tokens / seconds, 1),
            "problems_per_min": round(60 * (self.num_rows - self.num_reused) / seconds, 2),
            "parallel": self.parallel,
            "total_s": round(self.total_s, 3),
        }
