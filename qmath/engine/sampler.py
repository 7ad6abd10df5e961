"""Drawing the next token from logits.

Here: one random stream per sequence, and the first greedy tokens of a small model, which plain Python draws sooner than numpy
is imported. Not here: the arithmetic on arrays (``arrays.py``) and where logits come from (``llama.py``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from qmath.engine.engine import TokenSampling

if TYPE_CHECKING:
    from qmath.engine.arrays import Arrays

Logits: TypeAlias = "memoryview[Any]"
"""One row: float32 [num_vocab], valid until the next batch is decoded."""

SAFE_EXPONENT = 70.0
"""Below this the sum of a vocabulary's exponentials stays within 32-bit floats: 152,064 times e^70 is 4e35."""

PLAIN_LOGITS = 1 << 20
"""Logits looked at without numpy before it is imported: these take 50 ms, as long as the import."""

_PLAIN_VOCAB = 1 << 14
"""Rows longer than this are never looked at without numpy: a single one would take a millisecond."""


@dataclass(slots=True)
class Drawn:
    """A token and its log-probability in nats under the model's own distribution."""

    token: int
    logprob: float


_LEAST_TEMPERATURE: Final = 1e-6
"""Below, all the probability is the best token's, and dividing by it would leave the range of 32 bits."""


class Sampler:
    """What one sequence draws with; equal seeds and logits give equal tokens."""

    __slots__ = ("random", "sampling")

    def __init__(self, sampling: TokenSampling) -> None:
        self.sampling = sampling
        self.random = Random(sampling.seed)  # noqa: S311 - reproducible samples, not secrets


class Drawer:
    """Draws for all sequences of an engine. ``num_plain_logits``: how many logits to look at without numpy."""

    def __init__(self, num_vocab: int, num_plain_logits: int = PLAIN_LOGITS) -> None:
        self._num_vocab = num_vocab
        self._num_plain = num_plain_logits // num_vocab if num_vocab <= _PLAIN_VOCAB else 0
        self._arrays: Arrays | None = None

    def draw(self, logits: Logits, sampler: Sampler) -> Drawn:
        """Return the next token of a sequence; its log-probability is NaN where the logits are no numbers."""
        sampling = sampler.sampling
        is_greedy = sampling.temperature < _LEAST_TEMPERATURE
        if self._arrays is None:
            if is_greedy and self._num_plain > 0:
                self._num_plain -= 1
                return _best(logits)
            from qmath.engine.arrays import Arrays

            self._arrays = Arrays(self._num_vocab)
        return self._arrays.best(logits) if is_greedy else self._arrays.draw(logits, sampling, sampler.random.random())


def _best(logits: Logits) -> Drawn:
    """Do what ``Arrays.best`` does."""
    values = logits.tolist()
    highest = max(values)
    token = values.index(highest)
    if abs(highest) < SAFE_EXPONENT:
        return Drawn(token, highest - math.log(sum(map(math.exp, values))))
    return Drawn(token, -math.log(sum(math.exp(value - highest) for value in values)))
