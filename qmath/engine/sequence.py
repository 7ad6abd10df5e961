"""One sequence: its tokens, how many of them are computed, and what was asked of it.

Here: the record that scheduler and engine share, and questions about it. Not here: when it is served (``scheduler.py``) and
what its tokens mean (``batched.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qmath.engine.detokenize import TextStream
from qmath.engine.engine import SequenceUsage
from qmath.engine.sampler import Sampler


@dataclass(slots=True, eq=False)
class Ask:
    """A completion under way: the text so far, and at most ``max_tokens`` tokens (None: what the context leaves)."""

    stream: TextStream
    max_tokens: int | None
    num_tokens: int = 0
    sum_logprob: float = 0.0


@dataclass(slots=True, eq=False)
class Sequence:
    """Tokens of which the first ``num_computed`` are in the cache.

    Attributes:
        id: given in order of opening: a larger id is a younger sequence.
        tokens: prompt, completions and extensions, without end tokens.
        num_computed: tokens whose cells this sequence holds; 0 without a slot.
        slot: the backend's number for it while it holds cache.
        cells: the cells of the first ``num_computed`` tokens.
        answer_start: where the last completion begins in ``tokens``.
        ask: the completion under way.
        is_parked: lost its cache while nothing was asked of it, and waits for the next ask to want it back.
    """

    id: int
    tokens: list[int]
    sampler: Sampler
    answer_start: int
    num_prompt: int
    num_computed: int = 0
    slot: int | None = None
    cells: list[int] = field(default_factory=list)
    ask: Ask | None = None
    is_parked: bool = False
    num_generated: int = 0
    num_extended: int = 0
    num_passed: int = 0
    num_cached: int = 0
    num_preempted: int = 0

    @property
    def wants(self) -> int:
        """Return how many tokens wait to be computed.

        The last token is computed only for what comes after it, so nobody wants it before something is asked.
        """
        if self.is_parked:
            return 0
        wanted = len(self.tokens) - self.num_computed
        return wanted if self.ask is not None else max(0, wanted - 1)

    @property
    def usage(self) -> SequenceUsage:
        """Return the token counts."""
        return SequenceUsage(
            num_prompt=self.num_prompt,
            num_generated=self.num_generated,
            num_extended=self.num_extended,
            num_computed=self.num_passed,
            num_cached=self.num_cached,
            num_preempted=self.num_preempted,
        )


def common_prefix(a: list[int], b: list[int], limit: int) -> int:
    """Return how many of the first ``limit`` tokens of two lists are the same from the beginning."""
    low, high = 0, min(limit, len(a), len(b))
    if a[:high] == b[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
