"""Whatever is decoded together, every rollout gets the text it would get alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qmath.engine.batched import BatchedEngine
from qmath.engine.engine import Completion
from qmath.errors import ContextLengthError, DecodeError
from qmath.schema import FinishReason
from tests.engine.fake_backend import GREEDY, FakeBackend, drain, engine_on, events, prompt, stepping

STOPS = ("`a", "ba\n")
N_CTX = 48


@dataclass(frozen=True)
class Asked:
    """One ask and what came of it."""

    max_tokens: int | None
    completion: Completion


@dataclass(frozen=True)
class Extended:
    """One extension."""

    text: str
    keep: int


@dataclass
class Rollout:
    """A sequence under test and all that was done to it."""

    number: int
    text: str
    history: list[Asked | Extended] = field(default_factory=list)
    asked: int | None = None
    is_busy: bool = False
    is_full: bool = False


class Play:
    """Does random things to an engine and keeps a record of them."""

    def __init__(self, engine: BatchedEngine, random: Random) -> None:
        self.engine = engine
        self.random = random
        self.open: list[Rollout] = []
        self.closed: list[Rollout] = []
        self.reached: Counter[str] = Counter()

    def start(self) -> None:
        text = "".join(self.random.choices("abc`\né", k=self.random.randint(1, 30)))
        self.open.append(Rollout(self.engine.start(prompt(text), GREEDY), text))

    def fork(self) -> None:
        parent = self.random.choice([rollout for rollout in self.open if not rollout.is_busy] or [None])
        if parent is not None:
            child = self.engine.fork(parent.number, GREEDY)
            self.open.append(Rollout(child, parent.text, list(parent.history), is_full=parent.is_full))

    def ask(self) -> None:
        for rollout in self.random.sample(self.open, k=len(self.open)):
            if not rollout.is_busy and self.random.random() < 0.8:
                rollout.asked = self.random.choice([None, 1, 5, 20])
                self.engine.ask(rollout.number, max_tokens=rollout.asked, stops=STOPS)
                rollout.is_busy = True

    def step(self) -> None:
        for event in self.engine.step():
            if isinstance(event, Completion):
                rollout = next(rollout for rollout in self.open if rollout.number == event.sequence)
                rollout.history.append(Asked(rollout.asked, event))
                rollout.is_busy = False
                self.reached[event.finish_reason] += 1

    def extend(self) -> None:
        for rollout in self.open:
            last = rollout.history[-1] if rollout.history else None
            if rollout.is_busy or rollout.is_full or not isinstance(last, Asked) or self.random.random() < 0.5:
                continue
            text = "".join(self.random.choices("abc`\né", k=self.random.randint(0, 6)))
            keep = self.random.randint(0, len(last.completion.text))
            try:
                self.engine.extend(rollout.number, text, keep=keep)
            except ContextLengthError:
                rollout.is_full = True
            else:
                rollout.history.append(Extended(text, keep))
                self.reached["extended"] += 1

    def close(self) -> None:
        if len(self.open) > 1:
            rollout = self.open.pop(self.random.randrange(len(self.open)))
            self.note(rollout)
            self.engine.close(rollout.number)
            self.closed.append(rollout)

    def note(self, rollout: Rollout) -> None:
        usage = self.engine.usage(rollout.number)
        self.reached["preempted"] += usage.num_preempted
        self.reached["cached"] += usage.num_cached

    def finish(self) -> None:
        for _ in range(5000):
            if not self.engine.has_work():
                break
            self.step()
        assert not self.engine.has_work()
        for rollout in self.open:
            assert not rollout.is_busy
            self.note(rollout)


def assert_same_alone(rollout: Rollout) -> None:
    """Do the same to a sequence that has an engine for itself, with room to spare and a token at a time."""
    engine = engine_on(FakeBackend(4 * N_CTX, 2), n_ctx=N_CTX, n_batch=1, max_sequences=1)
    number = engine.start(prompt(rollout.text), GREEDY)
    for event in rollout.history:
        if isinstance(event, Extended):
            engine.extend(number, event.text, keep=event.keep)
        else:
            engine.ask(number, max_tokens=event.max_tokens, stops=STOPS)
            alone, together = drain(engine)[number], event.completion
            assert (alone.text, alone.finish_reason, alone.stop) == (together.text, together.finish_reason, together.stop)
            assert (alone.num_tokens, alone.sum_logprob) == (together.num_tokens, together.sum_logprob)


@pytest.mark.slow
def test_rollouts_get_the_text_they_get_alone_whatever_the_batch_and_order() -> None:
    reached: Counter[str] = Counter()

    @settings(max_examples=120, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(
        seed=st.integers(0, 2**32),
        num_cells=st.integers(N_CTX, 4 * N_CTX),
        missing=st.sampled_from([0, 7, 15]),
        num_slots=st.integers(1, 8),
        n_batch=st.integers(4, 40),
    )
    def play(seed: int, num_cells: int, missing: int, num_slots: int, n_batch: int) -> None:
        random = Random(seed)
        backend = FakeBackend(num_cells + missing, num_slots, true_cells=num_cells)
        engine = engine_on(backend, n_ctx=N_CTX, n_batch=n_batch, max_sequences=min(4, n_batch))
        play = Play(engine, random)
        play.start()
        actions = [play.start, play.fork, play.fork, play.ask, play.ask, play.extend, play.close, *[play.step] * 8]
        for _ in range(80):
            random.choice(actions)()
        play.ask()
        play.finish()
        for rollout in play.open + play.closed:
            assert_same_alone(rollout)
        assert max(backend.batch_sizes, default=0) <= n_batch
        assert backend.most_outputs <= min(4, n_batch)
        assert missing or not backend.num_refusals, "cells are counted as the backend counts them"
        for rollout in play.open:
            engine.close(rollout.number)
        assert backend.num_used == 0
        reached.update(play.reached)
        reached["shared"] += backend.num_shared
        reached["refused"] += backend.num_refusals

    play()
    for hard in ("preempted", "cached", "shared", "extended", "refused", *(FinishReason.STOP, FinishReason.LENGTH)):
        assert reached[hard] > 10, f"{hard} was reached {reached[hard]} times: {reached}"


def ask_all(engine: BatchedEngine, numbers: list[int], max_tokens: int = 10) -> None:
    for number in numbers:
        engine.ask(number, max_tokens=max_tokens)


def test_the_smallest_want_is_served_first() -> None:
    backend = FakeBackend(256, 4)
    engine = engine_on(backend, n_batch=8)
    long = engine.start(prompt("c" * 40), GREEDY)
    engine.ask(long, max_tokens=1)
    engine.step()
    short = engine.start(prompt("abcb"), GREEDY)
    engine.ask(short, max_tokens=3)
    finished = [event.sequence for event in events(engine) if isinstance(event, Completion)]
    assert finished == [short, long]


def test_a_decoding_sequence_moves_on_while_a_long_prompt_is_computed() -> None:
    backend = FakeBackend(256, 4)
    engine = engine_on(backend, n_batch=8)
    decoding = engine.start(prompt("a"), GREEDY)
    engine.ask(decoding, max_tokens=6)
    engine.step()
    engine.ask(engine.start(prompt("b" * 50), GREEDY), max_tokens=1)
    generated = []
    for _ in range(4):
        engine.step()
        generated.append(engine.usage(decoding).num_generated)
    assert generated == [2, 3, 4, 5]
    assert backend.batch_sizes[1:5] == [8, 8, 8, 8], "the rest of each batch is filled with the prompt"


def test_forked_samples_share_the_prefix() -> None:
    backend = FakeBackend(256, 8)
    engine = engine_on(backend, n_batch=16)
    first = engine.start(prompt("c" * 30), GREEDY)
    numbers = [first, *(engine.fork(first, GREEDY) for _ in range(3))]
    ask_all(engine, numbers, max_tokens=1)
    drain(engine)
    assert [engine.usage(number).num_computed for number in numbers] == [30, 1, 1, 1]
    assert [engine.usage(number).num_cached for number in numbers] == [0, 29, 29, 29]
    assert backend.num_used == 33


def test_forks_keep_the_cells_of_a_parent_that_is_closed() -> None:
    backend = FakeBackend(256, 8)
    engine = engine_on(backend)
    parent = engine.start(prompt("c" * 30), GREEDY)
    drain(engine)
    children = [engine.fork(parent, GREEDY) for _ in range(3)]
    engine.close(parent)
    ask_all(engine, children, max_tokens=1)
    drain(engine)
    assert [engine.usage(child).num_computed for child in children] == [1, 1, 1]


@pytest.mark.parametrize("steps_before", [0, 2])
def test_forks_of_a_parent_closed_before_it_was_computed_compute_the_prefix_once(steps_before: int) -> None:
    engine = engine_on(FakeBackend(256, 8))
    parent = engine.start(prompt("c" * 30), GREEDY)
    children = [engine.fork(parent, GREEDY) for _ in range(3)]
    ask_all(engine, children, max_tokens=1)
    for _ in range(steps_before):
        engine.step()
    engine.close(parent)
    assert len(drain(engine)) == 3
    computed = sum(engine.usage(child).num_computed for child in children)
    assert computed == 32 - 8 * steps_before, "30 tokens once, less what the parent had done, and the last one of each fork"


def test_a_waiting_rollout_keeps_its_cache() -> None:
    engine = engine_on(FakeBackend(256, 8))
    waiting, other = engine.start(prompt("cab"), GREEDY), engine.start(prompt("b" * 20), GREEDY)
    engine.ask(waiting, max_tokens=6)
    text = drain(engine)[waiting].text
    engine.ask(other, max_tokens=20)
    drain(engine)
    before = engine.usage(waiting)
    added = engine.extend(waiting, "ccc", keep=len(text))
    engine.ask(waiting, max_tokens=1)
    drain(engine)
    after = engine.usage(waiting)
    # The last generated token was never computed; after it come only the new ones.
    assert after.num_computed - before.num_computed == added + 1
    assert after.num_preempted == 0


def test_the_youngest_is_preempted_and_recomputed() -> None:
    backend = FakeBackend(72, 8, cycle=7)
    engine = engine_on(backend, n_ctx=64)
    numbers = [engine.start(prompt(letter * 12), GREEDY) for letter in "abc"]
    ask_all(engine, numbers, max_tokens=40)
    first = next(event for event in stepping(engine) if isinstance(event, Completion))
    assert first.sequence == numbers[0]
    preempted = [engine.usage(number).num_preempted for number in numbers]
    assert preempted[0] == 0
    assert preempted[2] > 0
    done = drain(engine)
    assert {first.num_tokens, done[numbers[1]].num_tokens, done[numbers[2]].num_tokens} == {40}
    assert engine.usage(numbers[2]).num_computed > 12 + 39


def test_a_sequence_is_let_in_when_it_fits_rather_than_preempted_again_and_again() -> None:
    engine = engine_on(FakeBackend(72, 8, cycle=7), n_ctx=64)
    numbers = [engine.start(prompt(letter * 12), GREEDY) for letter in "abcabc"]
    ask_all(engine, numbers, max_tokens=40)
    for event in stepping(engine):
        if isinstance(event, Completion):
            assert engine.usage(event.sequence).num_preempted <= 2
            engine.close(event.sequence)


def test_a_preempted_rollout_that_waits_takes_no_cache_back_before_it_is_asked() -> None:
    backend = FakeBackend(64, 8, cycle=7)
    engine = engine_on(backend, n_ctx=64)
    old = engine.start(prompt("a" * 12), GREEDY)
    waiting = engine.start(prompt("b" * 30), GREEDY)
    drain(engine)
    engine.ask(old, max_tokens=40)
    drain(engine)
    assert engine.usage(waiting).num_preempted == 1
    assert not engine.has_work()
    engine.close(old)
    engine.ask(waiting, max_tokens=1)
    assert drain(engine)[waiting].num_tokens == 1


def test_a_sequence_alone_ends_with_its_context() -> None:
    engine = engine_on(FakeBackend(64, 2, cycle=15), n_ctx=32)
    number = engine.start(prompt("c" * 20), GREEDY)
    engine.ask(number, max_tokens=None)
    completion = drain(engine)[number]
    assert completion.finish_reason is FinishReason.LENGTH
    assert completion.num_tokens == 12


def test_a_backend_with_less_room_than_it_claims_is_believed() -> None:
    backend = FakeBackend(256, 8, true_cells=40, cycle=7)
    engine = engine_on(backend, n_ctx=40)
    numbers = [engine.start(prompt(letter * 12), GREEDY) for letter in "abc"]
    ask_all(engine, numbers, max_tokens=20)
    assert {completion.num_tokens for completion in drain(engine).values()} == {20}
    assert backend.num_refusals > 0


def test_a_cache_too_small_for_one_sequence_is_an_error() -> None:
    engine = engine_on(FakeBackend(256, 8, true_cells=10), n_ctx=40)
    engine.ask(engine.start(prompt("a" * 12), GREEDY), max_tokens=None)
    with pytest.raises(DecodeError):
        drain(engine)


def test_no_more_sequences_than_asked_for_get_logits_in_one_batch() -> None:
    backend = FakeBackend(512, 16, cycle=7)
    engine = engine_on(backend, n_batch=32, max_sequences=4)
    numbers = [engine.start(prompt(letter * 2), GREEDY) for letter in "abc`" * 2]
    ask_all(engine, numbers, max_tokens=10)
    done = drain(engine)
    assert len(done) == 8
    assert backend.most_outputs == 4


def test_many_more_sequences_than_slots_are_all_served() -> None:
    engine = engine_on(FakeBackend(128, 3), n_ctx=64)
    numbers = [engine.start(prompt("ab" * (1 + i % 5)), GREEDY) for i in range(20)]
    ask_all(engine, numbers, max_tokens=5)
    assert len(drain(engine)) == 20
