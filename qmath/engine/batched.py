"""An engine over a scheduler: prompts, completions, stop strings, extensions, forks.

Here: what the tokens of sequences mean, for any ``Backend`` and ``Vocabulary``. Not here: llama.cpp (``llama.py``), the order
of work (``scheduler.py``), text work on pieces (``detokenize.py``).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence as Items
from typing import Protocol

from qmath.engine.detokenize import TextStream, keep_characters
from qmath.engine.engine import Completion, Piece, SequenceUsage, TokenSampling
from qmath.engine.repetition import is_repeating
from qmath.engine.sampler import Drawer, Logits, Sampler
from qmath.engine.scheduler import Backend, Scheduler
from qmath.engine.sequence import Ask, Sequence, common_prefix
from qmath.engine.size import ContextSize
from qmath.errors import ContextLengthError, DecodeError
from qmath.schema import FinishReason
from qmath.text.prompts import Part, Prompt

_NUM_PARTS = 32
"""Parts of prompts whose tokens are remembered: those that come in each, and of the others the last few."""

_PART_CHARS = 256
"""Longer ones are not: a problem may be a megabyte."""


class Vocabulary(Protocol):
    """Text to tokens and back."""

    @property
    def num_tokens(self) -> int:
        """Return the number of tokens there are."""

    def tokenize(self, text: str, *, is_control: bool) -> list[int]:
        """Return the tokens of a text; control tokens are recognised only with ``is_control``."""

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token; nothing for control tokens."""

    def is_end(self, token: int) -> bool:
        """Tell whether a token ends an answer."""


class LogitsBackend(Backend, Protocol):
    """A backend that also gives logits."""

    def logits(self, output: int) -> Logits:
        """Return the logits of the batch's chunk number ``output`` among those that have any."""


class BatchedEngine:
    """Many sequences decoded together; see ``engine.Engine`` for the contract of its methods."""

    def __init__(
        self,
        backend: LogitsBackend,
        vocabulary: Vocabulary,
        *,
        n_ctx: int,
        n_batch: int,
        max_sequences: int,
        n_ctx_train: int | None = None,
    ) -> None:
        """Take over a backend. ``n_ctx_train`` is the most that the model allows, where that is known."""
        self._backend = backend
        self._vocabulary = vocabulary
        self._tokens_of = functools.lru_cache(_NUM_PARTS)(vocabulary.tokenize)
        self._n_ctx = n_ctx
        self._n_ctx_train = n_ctx_train
        self._scheduler = Scheduler(backend, max_tokens=n_batch, max_outputs=max_sequences)
        self._sequences: dict[int, Sequence] = {}
        self._next_id = 0
        self._drawer = Drawer(vocabulary.num_tokens)
        self._finished: list[Piece | Completion] = []

    @property
    def n_ctx(self) -> int:
        """Return the most tokens one sequence may hold."""
        return self._n_ctx

    @property
    def size(self) -> ContextSize | None:
        """Return None: how large a context is says who opens it."""
        return None

    def tokenize(self, prompt: Prompt) -> list[int]:
        """Return the tokens of a prompt: adjacent ordinary parts are one text, control parts stand alone."""
        tokens: list[int] = []
        for part in _joined(prompt):
            tokens_of = self._tokens_of if len(part.text) <= _PART_CHARS else self._vocabulary.tokenize
            tokens += tokens_of(part.text, is_control=part.is_control)
        return tokens

    def start(self, prompt: Prompt, sampling: TokenSampling) -> int:
        """Open a sequence that holds a prompt; nothing is generated before ``ask``.

        Raises:
            ContextLengthError: the prompt leaves no room for an answer.
        """
        tokens = self.tokenize(prompt)
        if not tokens:
            raise ValueError("a prompt needs at least one token")
        if len(tokens) >= self._n_ctx:
            raise ContextLengthError(
                f"the prompt has {len(tokens)} tokens; the context holds {self._n_ctx}, prompt and answer together",
                hint=self._way_out(),
            )
        return self._open(tokens, sampling, answer_start=len(tokens))

    def _way_out(self) -> str:
        """Return what helps where a prompt is longer than the context."""
        most = self._n_ctx_train
        if most is not None and self._n_ctx >= most:
            return f"shorten the problem, or take a model that holds more with -m: this one holds {most} tokens at most"
        return f"shorten the problem or raise --n-ctx{'' if most is None else f', up to {most} with this model'}"

    def fork(self, sequence: int, sampling: TokenSampling) -> int:
        """Open a sequence that begins as a copy of another one and shares its cache.

        All it begins with counts as its prompt. What the other has not computed yet is computed once for both.
        """
        parent = self._sequences[sequence]
        return self._open(parent.tokens.copy(), sampling, answer_start=parent.answer_start)

    def ask(self, sequence: int, *, max_tokens: int | None, stops: Items[str] = ()) -> None:
        """Let a sequence generate until an end token, a stop string or ``max_tokens``."""
        asked = self._idle(sequence)
        asked.ask = Ask(TextStream(stops), max_tokens)
        asked.is_parked = False
        asked.answer_start = len(asked.tokens)
        if (max_tokens is not None and max_tokens <= 0) or len(asked.tokens) >= self._n_ctx:
            self._finish(asked, asked.ask, FinishReason.LENGTH, self._finished)
            return
        # The logits behind the last token were not kept: compute it again.
        self._scheduler.trim(asked, len(asked.tokens) - 1)

    def extend(self, sequence: int, text: str, *, keep: int) -> int:
        """Append text that the model did not write; return how many tokens it became.

        ``keep`` is the number of characters of the last completion that stay. The text of a token that the cut goes
        through is tokenised together with the new text; where that gives the old tokens again, they stay computed.

        Raises:
            ContextLengthError: the text does not fit; the sequence is as before.
        """
        extended = self._idle(sequence)
        old, start = extended.tokens, extended.answer_start
        place = keep_characters((self._vocabulary.piece(token) for token in old[start:]), keep)
        kept = start + place.num_tokens
        new = self._vocabulary.tokenize(place.rest + text, is_control=False)
        if kept + len(new) >= self._n_ctx:
            raise ContextLengthError(f"a program's output of {len(new)} tokens does not fit behind {kept}; the context holds {self._n_ctx}")
        tokens = old[:kept] + new
        self._scheduler.trim(extended, common_prefix(old, tokens, len(old)))
        extended.tokens = tokens
        extended.answer_start = len(tokens)
        extended.num_extended += len(new)
        extended.num_cached += extended.num_computed
        return len(new)

    def usage(self, sequence: int) -> SequenceUsage:
        """Return the tokens of a sequence."""
        return self._sequences[sequence].usage

    def close(self, sequence: int) -> None:
        """Forget a sequence and free its cache; an ask under way ends without a completion."""
        self._scheduler.remove(self._sequences.pop(sequence))
        self._finished = [event for event in self._finished if event.sequence != sequence]

    def has_work(self) -> bool:
        """Tell whether ``step`` would compute or report something."""
        return bool(self._finished) or self._scheduler.has_work()

    def step(self) -> list[Piece | Completion]:
        """Decode one batch; return what is new.

        After an exception, Ctrl-C included, the engine can go on: all cache is dropped and will be recomputed.

        Raises:
            DecodeError: llama.cpp failed.
        """
        events: list[Piece | Completion] = []
        try:
            for output, sequence in enumerate(self._scheduler.step()):
                self._advance(sequence, self._backend.logits(output), events)
        except BaseException:
            self._finished += events
            self._scheduler.forget_all()
            raise
        events, self._finished = self._finished + events, []
        return events

    def _advance(self, sequence: Sequence, logits: Logits, events: list[Piece | Completion]) -> None:
        """Draw the next token of a sequence and see what it means."""
        ask = sequence.ask
        if ask is None:
            return
        drawn = self._drawer.draw(logits, sequence.sampler)
        token = drawn.token
        if math.isnan(drawn.logprob):
            raise DecodeError("the model computed no numbers (NaN)", hint="the model file may be damaged: run `qmath models verify`")
        ask.num_tokens += 1
        ask.sum_logprob += drawn.logprob
        sequence.num_generated += 1
        if self._vocabulary.is_end(token):
            self._finish(sequence, ask, FinishReason.STOP, events)
            return
        sequence.tokens.append(token)
        text = ask.stream.push(self._vocabulary.piece(token))
        if text:
            events.append(Piece(sequence.id, text))
        if ask.stream.stop is not None:
            self._finish(sequence, ask, FinishReason.STOP, events)
        elif is_repeating(sequence.tokens, sequence.answer_start):
            self._finish(sequence, ask, FinishReason.REPETITION, events)
        elif ask.num_tokens == ask.max_tokens or len(sequence.tokens) >= self._n_ctx:
            self._finish(sequence, ask, FinishReason.LENGTH, events)

    def _finish(self, sequence: Sequence, ask: Ask, reason: FinishReason, events: list[Piece | Completion]) -> None:
        held = ask.stream.finish()
        if held:
            events.append(Piece(sequence.id, held))
        sequence.ask = None
        events.append(
            Completion(
                sequence=sequence.id,
                text=ask.stream.text,
                finish_reason=reason,
                stop=ask.stream.stop or "",
                num_tokens=ask.num_tokens,
                sum_logprob=ask.sum_logprob,
            )
        )

    def _open(self, tokens: list[int], sampling: TokenSampling, *, answer_start: int) -> int:
        number = self._next_id
        self._next_id += 1
        opened = Sequence(number, tokens, Sampler(sampling), answer_start=answer_start, num_prompt=len(tokens))
        self._sequences[number] = opened
        self._scheduler.add(opened)
        return number

    def _idle(self, sequence: int) -> Sequence:
        found = self._sequences[sequence]
        if found.ask is not None:
            raise ValueError(f"sequence {sequence} is still being asked")
        return found


def _joined(prompt: Prompt) -> list[Part]:
    """Return a prompt with neighbouring ordinary parts joined, so that no token border is forced between them."""
    parts: list[Part] = []
    for part in prompt:
        if parts and not part.is_control and not parts[-1].is_control:
            parts[-1] = Part(parts[-1].text + part.text)
        else:
            parts.append(part)
    return parts
