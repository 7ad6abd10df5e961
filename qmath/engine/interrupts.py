"""Ctrl-C while C code runs.

Here: holding a signal back until C code has returned. Not here: what a signal means (``cli/``).

Python runs signal handlers between its own instructions. While llama.cpp computes, the only such instructions are those of
our callbacks, and an exception raised there is printed and lost. So the handlers wait until the C call is over; callbacks
that see ``is_pending`` ask llama.cpp to end it early.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

_Handler = Callable[[int, FrameType | None], Any]


class HeldSignals:
    """Within this context SIGINT and SIGTERM are noted; on leaving it they are delivered to the handlers there were.

    Signals without a Python handler are left alone. Outside the main thread, which alone sees signals, nothing happens.
    """

    def __init__(self) -> None:
        self._pending: list[int] = []
        self._handlers: dict[int, _Handler] = {}

    @property
    def is_pending(self) -> bool:
        """Tell whether a signal waits."""
        return bool(self._pending)

    def __enter__(self) -> Self:
        """Hold signals back from now on."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                handler = signal.getsignal(number)
                if callable(handler):
                    self._handlers[number] = handler
                    signal.signal(number, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Put the handlers back and deliver what came."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()
        while self._pending:
            signal.raise_signal(self._pending.pop(0))

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._pending.append(number)
