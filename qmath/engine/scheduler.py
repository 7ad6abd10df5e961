"""Which tokens of which sequences go into the next batch: the one scheduling rule.

Here: the rule, slots, sharing of prefixes and preemption, over a small ``Backend``. Not here: counting cells (``cells.py``), what
tokens mean (``batched.py``) and how they are computed (``llama.py``).

Each step every sequence wants its uncomputed tokens; the smallest want is served first, up to the batch budget. Decode wants
one, prefill many, a program's output a few, waiting wants none. When cells run out, the youngest sequence is preempted and
recomputed later; the oldest sequence that wants something never is, so every step gets somewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from qmath.engine.cells import Cells
from qmath.engine.sequence import Sequence, common_prefix
from qmath.errors import DecodeError

_HEADROOM = 16
"""Cells kept free per sequence in the cache when another one is let in, lest it be preempted a moment later."""


@dataclass(slots=True, eq=False)
class Chunk:
    """The tokens ``start`` to ``end`` of a sequence; ``has_output`` where the logits behind the last one are needed."""

    sequence: Sequence
    slot: int
    start: int
    end: int
    has_output: bool


class Backend(Protocol):
    """What computes. A slot is the backend's number of a sequence, a cell its memory of one token."""

    @property
    def num_cells(self) -> int:
        """Return how many tokens fit into the cache."""

    @property
    def num_slots(self) -> int:
        """Return how many sequences can hold cache."""

    def decode(self, chunks: Iterable[Chunk]) -> bool:
        """Compute the chunks together; return False, with nothing changed, when cells ran out.

        Raises:
            DecodeError: it failed.
        """

    def remove(self, slot: int, start: int) -> None:
        """Forget the tokens of a slot from position ``start``."""

    def copy(self, source: int, target: int, start: int, end: int) -> None:
        """Let ``target`` share the cells of ``source`` for the positions ``start`` to ``end``."""


@dataclass(frozen=True, slots=True)
class _Donor:
    """A sequence that holds the first ``length`` tokens that another one needs."""

    sequence: Sequence
    length: int


class _Plan:
    """The chunks of one batch while it is being put together."""

    def __init__(self) -> None:
        self.chunks: dict[int, Chunk] = {}
        self.num_tokens = 0
        self.num_outputs = 0

    def add(self, sequence: Sequence, count: int) -> None:
        if sequence.slot is None:
            raise ValueError(f"sequence {sequence.id} has no slot")
        start = sequence.num_computed
        has_output = start + count == len(sequence.tokens)
        self.chunks[sequence.id] = Chunk(sequence, sequence.slot, start, start + count, has_output)
        self.num_tokens += count
        self.num_outputs += has_output

    def drop(self, sequence: Sequence) -> None:
        chunk = self.chunks.pop(sequence.id, None)
        if chunk is not None:
            self.num_tokens -= chunk.end - chunk.start
            self.num_outputs -= chunk.has_output

    def will_compute_for(self, sequence: Sequence) -> bool:
        """Tell whether a chunk is on its way through at least half of what this sequence wants."""
        for chunk in self.chunks.values():
            if chunk.end - chunk.start > 1:
                common = common_prefix(sequence.tokens, chunk.sequence.tokens, len(sequence.tokens) - 1)
                if 2 * (common - sequence.num_computed) >= sequence.wants:
                    return True
        return False


class Scheduler:
    """Serves sequences by the rule above.

    ``max_tokens``: most tokens of one batch; ``max_outputs``: most sequences of one batch that get logits.
    """

    def __init__(self, backend: Backend, *, max_tokens: int, max_outputs: int) -> None:
        self._backend = backend
        self._max_tokens = max_tokens
        self._max_outputs = max_outputs
        self._open: dict[int, Sequence] = {}
        self._cells = Cells(backend.num_cells)
        self._free_slots = list(range(backend.num_slots))[::-1]

    def add(self, sequence: Sequence) -> None:
        """Take in a sequence and give it what others have computed of its prefix. Ids must grow: they are the age."""
        self._open[sequence.id] = sequence
        if self._free_slots and self._donor(sequence) is not None:
            sequence.slot = self._free_slots.pop()
            self._catch_up(sequence)

    def remove(self, sequence: Sequence) -> None:
        """Forget a sequence; what others share with it stays, and what they still want of it is shared first."""
        for heir in self._open.values():
            if heir.slot is not None and heir.wants > 1 and heir is not sequence:
                self._catch_up(heir)
        self._drop(sequence)
        del self._open[sequence.id]

    def trim(self, sequence: Sequence, length: int) -> None:
        """Forget what is computed of a sequence beyond its first ``length`` tokens."""
        if sequence.slot is not None and length < sequence.num_computed:
            self._backend.remove(sequence.slot, length)
            self._cells.release(sequence.cells, length)
            sequence.num_computed = length

    def forget_all(self) -> None:
        """Drop the whole cache, whatever state a step that was broken off has left it in; all will be recomputed."""
        for slot in range(self._backend.num_slots):
            self._backend.remove(slot, 0)
        self._cells = Cells(self._backend.num_cells)
        self._free_slots = list(range(self._backend.num_slots))[::-1]
        for sequence in self._open.values():
            sequence.slot, sequence.num_computed = None, 0
            sequence.cells.clear()
            sequence.is_parked = sequence.ask is None

    def has_work(self) -> bool:
        """Tell whether a sequence wants something."""
        return any(sequence.wants for sequence in self._open.values())

    def step(self) -> list[Sequence]:
        """Compute one batch; return the sequences that have logits now, in the order of the batch.

        Raises:
            DecodeError: the backend failed, or has no room for a single sequence.
        """
        wanting = [sequence for sequence in self._open.values() if sequence.wants]
        if not wanting:
            return []
        plan = self._plan(wanting)
        # A plan is empty where all that was wanted could be shared.
        while plan.chunks and not self._backend.decode(plan.chunks.values()):
            self._cells.limit(plan.num_tokens - 1)  # the backend has less room than we counted
            plan = self._plan(wanting)
        ready = []
        for chunk in plan.chunks.values():
            sequence, count = chunk.sequence, chunk.end - chunk.start
            self._cells.take(sequence.cells, count)
            sequence.num_computed = chunk.end
            sequence.num_passed += count
            if chunk.has_output:
                ready.append(sequence)
        return ready

    def _plan(self, wanting: list[Sequence]) -> _Plan:
        """Choose the chunks of one batch. ``wanting`` is in order of age and not empty."""
        plan = _Plan()
        if len(wanting) <= min(self._max_outputs, self._cells.num_free) and all(s.wants == 1 and s.slot is not None for s in wanting):
            for sequence in wanting:  # the usual case, and the one that must be quick: all decode, and there is room
                plan.add(sequence, 1)
            return plan
        anchor = wanting[0]
        self._admit(wanting, anchor)
        for sequence in sorted((s for s in wanting if s.slot is not None), key=_wants):
            if sequence.slot is None:  # preempted meanwhile
                continue
            if sequence.wants > 1:
                self._catch_up(sequence)
                if sequence is not anchor and plan.will_compute_for(sequence):
                    continue
            count = min(sequence.wants, self._max_tokens - plan.num_tokens)
            if count == len(sequence.tokens) - sequence.num_computed and plan.num_outputs >= self._max_outputs:
                continue
            count = self._make_room(sequence, count, anchor, plan)
            if count > 0:
                plan.add(sequence, count)
        return plan

    def _admit(self, wanting: list[Sequence], anchor: Sequence) -> None:
        """Give slots to sequences without one, oldest first, while all that is let in will fit."""
        if all(sequence.slot is not None for sequence in wanting):
            return
        holders = [sequence for sequence in self._open.values() if sequence.slot is not None]
        spare = self._cells.num_free - sum(s.wants + _HEADROOM for s in holders)
        for sequence in wanting:
            if sequence.slot is not None:
                continue
            donor = self._donor(sequence)
            needed = len(sequence.tokens) - (donor.length if donor else 0)
            if sequence is anchor:
                if not self._free_slots and (victim := self._youngest(anchor)):
                    self._preempt(victim)
            elif not self._free_slots or spare < needed:
                return
            spare -= needed + _HEADROOM
            sequence.slot = self._free_slots.pop()
            self._catch_up(sequence)

    def _make_room(self, sequence: Sequence, count: int, anchor: Sequence, plan: _Plan) -> int:
        """Preempt the youngest until ``count`` tokens fit; return how many do (0 if the sequence itself had to go)."""
        while (free := self._cells.num_free - plan.num_tokens) < count:
            victim = self._youngest(anchor)
            if victim is None and free <= 0:
                raise DecodeError("the cache has no room for a single sequence", hint="ask for a smaller context (--n-ctx)")
            if victim is None or (victim is sequence and free > 0):
                return free
            self._preempt(victim)
            plan.drop(victim)
            if victim is sequence:
                return 0
        return count

    def _youngest(self, anchor: Sequence) -> Sequence | None:
        """Return the youngest sequence that holds cache, other than the anchor."""
        return next((s for s in reversed(self._open.values()) if s.slot is not None and s is not anchor), None)

    def _preempt(self, sequence: Sequence) -> None:
        self._drop(sequence)
        sequence.num_preempted += 1
        sequence.is_parked = sequence.ask is None

    def _drop(self, sequence: Sequence) -> None:
        """Take slot and cells from a sequence."""
        if sequence.slot is not None:
            self.trim(sequence, 0)
            self._free_slots.append(sequence.slot)
            sequence.slot = None

    def _catch_up(self, sequence: Sequence) -> None:
        """Share what another sequence has computed of this one's prefix."""
        donor = self._donor(sequence)
        if donor is None or sequence.slot is None or donor.sequence.slot is None:
            return
        start = sequence.num_computed
        self._backend.copy(donor.sequence.slot, sequence.slot, start, donor.length)
        self._cells.share(sequence.cells, donor.sequence.cells[start : donor.length])
        sequence.num_computed = donor.length
        sequence.num_cached += donor.length - start

    def _donor(self, sequence: Sequence) -> _Donor | None:
        """Return who holds most of a sequence's prefix, if more than it holds itself. Its last token is never shared."""
        best, length = None, sequence.num_computed
        limit = len(sequence.tokens) - 1
        for holder in self._open.values():
            # A prefix longer than the best so far has this token in common.
            if length < min(limit, holder.num_computed) and holder.tokens[length] == sequence.tokens[length] and holder is not sequence:
                common = common_prefix(sequence.tokens, holder.tokens, min(limit, holder.num_computed))
                if common > length:
                    best, length = holder, common
        return None if best is None else _Donor(best, length)


def _wants(sequence: Sequence) -> int:
    return sequence.wants
