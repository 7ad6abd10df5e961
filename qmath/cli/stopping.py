"""Ctrl-C and SIGTERM for a command that ends in good order.

Here: noting a signal. Not here: what ends and what is said (``batch.py``).
"""

from __future__ import annotations

import os
import signal
from types import FrameType, TracebackType
from typing import Any, Self


class StopSignals:
    """Within this context the first SIGINT or SIGTERM is noted; the second ends the process at once."""

    def __init__(self) -> None:
        self.number: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def is_set(self) -> bool:
        """Tell whether a signal came."""
        return self.number is not None

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self.number is not None:
            os._exit(128 + number)
        self.number = number
