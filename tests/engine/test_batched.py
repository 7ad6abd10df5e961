"""What can be asked of sequences, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from qmath.engine.engine import Completion, Piece, TokenSampling
from qmath.engine.sampler import Logits
from qmath.engine.scheduler import Chunk
from qmath.errors import ContextLengthError, DecodeError
from qmath.schema import FinishReason
from qmath.text.prompts import Part
from tests.engine.fake_backend import END, GREEDY, PIECES, FakeBackend, drain, engine_on, events, prompt

A, B, AB, TICK, TWO_TICKS, NEWLINE = (PIECES.index(piece) for piece in (b"a", b"b", b"ab", b"`", b"``", b"\n"))


class ScriptedBackend(FakeBackend):
    """Writes given tokens behind a prompt of ``num_prompt`` tokens."""

    def __init__(self, num_prompt: int, script: list[int]) -> None:
        super().__init__(512, 4)
        self._num_prompt = num_prompt
        self._script = script

    def _logits(self, tokens: list[int]) -> Logits:
        logits = np.zeros(END + 1, dtype=np.float32)
        logits[self._script[len(tokens) - self._num_prompt]] = 8
        return logits.data


def test_an_end_token_stops_without_a_stop_string_and_leaves_no_text() -> None:
    engine = engine_on(ScriptedBackend(1, [A, B, END]))
    number = engine.start(prompt("c"), GREEDY)
    engine.ask(number, max_tokens=None, stops=["x"])
    done = drain(engine)[number]
    assert (done.text, done.finish_reason, done.stop, done.num_tokens) == ("ab", FinishReason.STOP, "", 3)
    assert engine.usage(number).num_generated == 3


def test_a_stop_string_across_tokens_stops_and_is_named() -> None:
    engine = engine_on(ScriptedBackend(1, [A, TICK, TWO_TICKS, A]))
    number = engine.start(prompt("c"), GREEDY)
    engine.ask(number, max_tokens=None, stops=["``"])
    found = events(engine)
    assert found[0] == Piece(number, "a")
    assert len(found) == 2
    assert isinstance(found[1], Completion)
    assert (found[1].text, found[1].stop, found[1].num_tokens) == ("a", "``", 3)


def test_pieces_joined_are_the_completion() -> None:
    engine = engine_on(FakeBackend(512, 4), n_ctx=128)
    number = engine.start(prompt("caba"), GREEDY)
    engine.ask(number, max_tokens=None, stops=["ab`"])
    found = events(engine)
    done = found[-1]
    assert isinstance(done, Completion)
    assert "".join(event.text for event in found if isinstance(event, Piece)) == done.text


def test_max_tokens_and_endless_repetition_are_told_apart() -> None:
    engine = engine_on(ScriptedBackend(1, [A, B] * 40), n_ctx=128)
    number = engine.start(prompt("c"), GREEDY)
    engine.ask(number, max_tokens=47)
    assert drain(engine)[number].finish_reason is FinishReason.LENGTH
    other = engine.start(prompt("c"), GREEDY)
    engine.ask(other, max_tokens=None)
    done = drain(engine)[other]
    assert (done.finish_reason, done.num_tokens) == (FinishReason.REPETITION, 48)


def test_repetition_in_the_prompt_or_before_the_ask_does_not_count() -> None:
    engine = engine_on(ScriptedBackend(60, [A] * 40 + [END]), n_ctx=128)
    number = engine.start(prompt("a" * 60), GREEDY)
    engine.ask(number, max_tokens=20)
    drain(engine)
    engine.ask(number, max_tokens=None)
    assert drain(engine)[number].finish_reason is FinishReason.STOP


def test_an_ask_for_no_tokens_is_answered_without_computing() -> None:
    backend = FakeBackend(512, 4)
    engine = engine_on(backend)
    number = engine.start(prompt("c"), GREEDY)
    engine.ask(number, max_tokens=0)
    assert engine.has_work()
    done = drain(engine)[number]
    assert (done.text, done.finish_reason, done.num_tokens, done.sum_logprob) == ("", FinishReason.LENGTH, 0, 0.0)
    assert backend.batch_sizes == []


def test_a_sequence_asked_again_goes_on_where_it_was() -> None:
    script = [A, B, B, A, B, END]
    engine = engine_on(ScriptedBackend(1, script))
    number = engine.start(prompt("c"), GREEDY)
    texts = []
    for _ in range(3):
        engine.ask(number, max_tokens=2)
        texts.append(drain(engine)[number].text)
    assert texts == ["ab", "ba", "b"]


def test_a_sequence_that_ended_can_be_asked_again() -> None:
    engine = engine_on(ScriptedBackend(1, [A, END]))
    number = engine.start(prompt("c"), GREEDY)
    for text in ("a", ""):
        engine.ask(number, max_tokens=None)
        assert drain(engine)[number].text == text


def test_extending_forgets_what_is_not_kept_and_spells_the_crossing_token_again() -> None:
    backend = ScriptedBackend(2, [A, TWO_TICKS, NEWLINE, END])
    engine = engine_on(backend)
    number = engine.start(prompt("cb"), GREEDY)
    engine.ask(number, max_tokens=None)
    assert drain(engine)[number].text == "a``\n"
    assert engine.extend(number, "ab", keep=2) == 2, "half of the two ticks and the new text are spelled `a and b"
    usage = engine.usage(number)
    assert (usage.num_extended, usage.num_cached) == (2, 3)
    assert backend.num_used == 3


def test_text_that_is_spelled_as_before_stays_computed() -> None:
    backend = ScriptedBackend(2, [A, TICK, NEWLINE, TWO_TICKS, A])
    engine = engine_on(backend)
    number = engine.start(prompt("cb"), GREEDY)
    engine.ask(number, max_tokens=None, stops=["``"])
    drain(engine)
    engine.extend(number, "\n``c", keep=2)
    assert engine.usage(number).num_cached == 5, "the stop string itself was drawn, but not yet computed"


def test_extending_twice_and_before_any_ask_appends() -> None:
    engine = engine_on(FakeBackend(512, 4))
    number = engine.start(prompt("cb"), GREEDY)
    assert engine.extend(number, "aa", keep=0) == 2
    assert engine.extend(number, "cc", keep=0) == 2
    assert engine.usage(number).num_extended == 4
    engine.ask(number, max_tokens=1)
    drain(engine)
    assert engine.usage(number).num_computed == 6


def test_text_that_does_not_fit_is_refused_and_changes_nothing() -> None:
    engine = engine_on(FakeBackend(512, 4), n_ctx=16)
    number = engine.start(prompt("c" * 10), GREEDY)
    engine.ask(number, max_tokens=2)
    drain(engine)
    before = engine.usage(number)
    with pytest.raises(ContextLengthError):
        engine.extend(number, "c" * 6, keep=0)
    assert engine.usage(number) == before


def test_a_prompt_that_leaves_no_room_is_refused() -> None:
    engine = engine_on(FakeBackend(512, 4), n_ctx=16)
    engine.start(prompt("c" * 15), GREEDY)
    with pytest.raises(ContextLengthError, match="16 tokens"):
        engine.start(prompt("c" * 16), GREEDY)


def test_neighbouring_texts_are_tokenised_together() -> None:
    engine = engine_on(FakeBackend(512, 4))
    assert len(engine.tokenize((Part("ca"), Part("b")))) == len(engine.tokenize((Part("cab"),))) == 1


def test_a_closed_sequence_is_silent_and_gives_its_cache_back() -> None:
    backend = FakeBackend(512, 4)
    engine = engine_on(backend)
    closed, empty, other = (engine.start(prompt(text), GREEDY) for text in ("caba", "b", "a"))
    for number in (closed, other):
        engine.ask(number, max_tokens=5)
    engine.ask(empty, max_tokens=0)
    engine.step()
    engine.close(closed)
    engine.ask(closed_again := engine.fork(empty, GREEDY), max_tokens=0)
    engine.close(closed_again)
    assert {event.sequence for event in events(engine)} == {other}
    engine.close(other)
    engine.close(empty)
    assert backend.num_used == 0
    with pytest.raises(KeyError):
        engine.ask(closed, max_tokens=1)


def test_a_busy_sequence_is_neither_asked_nor_extended() -> None:
    engine = engine_on(FakeBackend(512, 4))
    number = engine.start(prompt("caba"), GREEDY)
    engine.ask(number, max_tokens=5)
    with pytest.raises(ValueError, match="still being asked"):
        engine.ask(number, max_tokens=5)
    with pytest.raises(ValueError, match="still being asked"):
        engine.extend(number, "a", keep=0)


def test_a_fork_in_the_middle_of_an_answer_goes_on_from_there() -> None:
    backend = FakeBackend(512, 4)
    engine = engine_on(backend)
    parent = engine.start(prompt("cabc"), GREEDY)
    engine.ask(parent, max_tokens=20)
    head = [event.text for _ in range(5) for event in engine.step() if isinstance(event, Piece)]
    child = engine.fork(parent, GREEDY)
    engine.ask(child, max_tokens=20 - engine.usage(parent).num_generated)
    done = drain(engine)
    assert "".join(head) + done[child].text == done[parent].text
    assert engine.usage(child).num_cached > 0


def test_samples_with_equal_seeds_are_equal_and_others_differ() -> None:
    def text(seed: int) -> str:
        engine = engine_on(FakeBackend(512, 4))
        number = engine.start(prompt("cabc"), TokenSampling(temperature=3.0, seed=seed))
        engine.ask(number, max_tokens=30)
        return drain(engine)[number].text

    assert text(1) == text(1)
    assert len({text(seed) for seed in range(6)}) > 1


def test_logits_that_are_no_numbers_are_an_error() -> None:
    class Broken(FakeBackend):
        def _logits(self, tokens: list[int]) -> Logits:
            assert tokens
            return np.full(END + 1, np.nan, dtype=np.float32).data

    engine = engine_on(Broken(64, 2))
    engine.ask(engine.start(prompt("a"), GREEDY), max_tokens=5)
    with pytest.raises(DecodeError, match="NaN"):
        engine.step()


class Interrupted(FakeBackend):
    """Is interrupted at the call number ``when``, before or after it has done its work."""

    def __init__(self, when: int, *, is_after: bool) -> None:
        super().__init__(512, 8)
        self._calls_left = when
        self._is_after = is_after

    def decode(self, chunks: Iterable[Chunk]) -> bool:
        self._calls_left -= 1
        if self._calls_left == 0 and not self._is_after:
            raise KeyboardInterrupt
        done = super().decode(chunks)
        if self._calls_left == 0:
            raise KeyboardInterrupt
        return done


@pytest.mark.parametrize("when", [1, 3, 9])
@pytest.mark.parametrize("is_after", [False, True])
def test_after_an_interruption_everything_goes_on(when: int, *, is_after: bool) -> None:
    texts = []
    for backend in (FakeBackend(512, 8), interrupted := Interrupted(when, is_after=is_after)):
        engine = engine_on(backend)
        parent = engine.start(prompt("cab" * 5), GREEDY)
        numbers = [parent, engine.fork(parent, GREEDY), engine.start(prompt("baba"), GREEDY)]
        for number in numbers:
            engine.ask(number, max_tokens=15)
        if backend is interrupted:
            with pytest.raises(KeyboardInterrupt):
                drain(engine)
        done = drain(engine)
        texts.append([done[number].text for number in numbers])
        for number in numbers:
            engine.close(number)
        assert backend.num_used == 0
    assert texts[0] == texts[1]


def test_an_empty_prompt_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="one token"):
        engine_on(FakeBackend(64, 2)).start((), GREEDY)
