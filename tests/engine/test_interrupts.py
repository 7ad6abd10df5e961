"""Signals wait until C code is over, and are not lost."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from qmath.engine.interrupts import HeldSignals


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """Return the list of signals that a handler of the program has heard."""
    heard: list[int] = []
    before = {number: signal.signal(number, lambda number, _: heard.append(number)) for number in (signal.SIGINT, signal.SIGTERM)}
    yield heard
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_signal_is_held_back_and_then_delivered(heard: list[int]) -> None:
    with HeldSignals() as held:
        pending = [held.is_pending]
        signal.raise_signal(signal.SIGTERM)
        pending.append(held.is_pending)
        assert heard == []
    assert pending == [False, True]
    assert heard == [signal.SIGTERM]


def test_both_signals_are_delivered_in_their_order(heard: list[int]) -> None:
    with HeldSignals():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
    assert heard == [signal.SIGINT, signal.SIGTERM]


def test_an_interrupt_is_raised_where_the_c_code_was_called() -> None:
    with pytest.raises(KeyboardInterrupt), HeldSignals():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_handlers_are_put_back_after_an_error(heard: list[int]) -> None:
    with pytest.raises(ZeroDivisionError), HeldSignals():
        raise ZeroDivisionError
    signal.raise_signal(signal.SIGINT)
    assert heard == [signal.SIGINT]


def test_signals_without_a_handler_are_left_alone() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with HeldSignals() as held:
        signal.raise_signal(signal.SIGTERM)
        assert not held.is_pending
    assert signal.signal(signal.SIGTERM, before) is signal.SIG_IGN


def test_other_threads_hold_nothing() -> None:
    handlers = []

    def work() -> None:
        with HeldSignals():
            handlers.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert handlers == [signal.getsignal(signal.SIGINT)]
