"""What an engine is: sequences that are asked, extended, forked and closed, and one step for all of them.

Here: the contract between the driver and anything that decodes. Not here: how it decodes (``llama.py`` and the modules
around it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qmath.engine.size import ContextSize
from qmath.schema import EngineInfo, FinishReason
from qmath.text.prompts import Prompt


@dataclass(frozen=True)
class TokenSampling:
    """How the next token is drawn. Temperature 0 is greedy; top_k 0 and top_p 1 switch those cuts off."""

    temperature: float = 0.0
    top_p: float = 1.0
    top_k: int = 0
    seed: int = 0


@dataclass(frozen=True)
class Piece:
    """New text of a sequence, whole characters, never part of what may still become a stop string."""

    sequence: int
    text: str


@dataclass(frozen=True)
class Completion:
    """One answer to an ``ask``: the pieces joined, without the stop string that ended it.

    ``finish_reason`` is STOP for a stop string or an end token (``stop`` is the stop string, "" for an end token),
    LENGTH when ``max_tokens`` or the context was used up, REPETITION for endless repetition, ABORT after ``close``.
    ``num_tokens`` counts generated tokens, ``sum_logprob`` their log-probabilities in nats (of the model's own
    distribution, before temperature and cuts).
    """

    sequence: int
    text: str
    finish_reason: FinishReason
    stop: str
    num_tokens: int
    sum_logprob: float


@dataclass(frozen=True)
class SequenceUsage:
    """Tokens of one sequence so far.

    ``num_computed`` counts every token that went through the model for this sequence, recomputation after a preemption
    and shared prefixes included only where they were really computed; ``num_cached`` counts prompt and output tokens that
    were found in the cache instead (forked prefixes, text kept across a program).
    """

    num_prompt: int
    num_generated: int
    num_extended: int
    num_computed: int
    num_cached: int
    num_preempted: int


class Engine(Protocol):
    """Many sequences decoded together.

    Sequence ids are small integers given by the engine. All calls are made from one thread; only ``step`` computes.
    """

    @property
    def info(self) -> EngineInfo:
        """Return what decodes, and on what."""

    @property
    def n_ctx(self) -> int:
        """Return the most tokens one sequence may hold."""

    @property
    def size(self) -> ContextSize | None:
        """Return how large the context of all sequences is; None where the engine has none of its own."""

    def tokenize(self, prompt: Prompt) -> list[int]:
        """Return the tokens of a prompt; only control parts become control tokens."""

    def start(self, prompt: Prompt, sampling: TokenSampling) -> int:
        """Open a sequence that holds a prompt; nothing is generated before ``ask``.

        Raises:
            ContextLengthError: the prompt leaves no room for an answer.
        """

    def fork(self, sequence: int, sampling: TokenSampling) -> int:
        """Open a sequence that begins as a copy of another one and shares its cache."""

    def ask(self, sequence: int, *, max_tokens: int | None, stops: Sequence[str] = ()) -> None:
        """Let a sequence generate until an end token, a stop string or ``max_tokens``."""

    def extend(self, sequence: int, text: str, *, keep: int) -> int:
        """Append text that the model did not write; return how many tokens it became.

        ``keep`` is the number of characters of the last completion that stay; the rest of it (white space before a
        fence) is forgotten first. What stays is not computed again, but for a token that crosses the cut.

        Raises:
            ContextLengthError: the text does not fit.
        """

    def usage(self, sequence: int) -> SequenceUsage:
        """Return the tokens of a sequence."""

    def close(self, sequence: int) -> None:
        """Forget a sequence and free its cache; an ask under way ends without a completion."""

    def step(self) -> list[Piece | Completion]:
        """Decode one batch; return what is new. An empty list when nothing wants to be computed.

        Raises:
            DecodeError: llama.cpp failed.
        """

    def has_work(self) -> bool:
        """Tell whether ``step`` would compute something."""

    def shutdown(self) -> None:
        """Free the model. No call may follow."""
