"""Items of a pipe without waiting for the next one: what is under way goes on while nothing comes.

Here: the thread that waits, and a bound on what it reads ahead. Not here: reading (``textfile.py``, ``problems.py``).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, Generic, Protocol, TypeVar

from qmath.jobs.handover import Handover

MAX_WAITING: Final = 256
MAX_WAITING_CHARS: Final = 8 << 20


class Sized(Protocol):
    """What a pipe brings."""

    @property
    def num_chars(self) -> int:
        """How much text it is."""


Item = TypeVar("Item", bound=Sized)


class Ahead(Generic[Item]):
    """Items, read ahead a little by a thread, which ends with the process. ``is_ended``: the last one has been given out."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self._changed = threading.Condition()
        self._waiting: deque[Item] = deque()
        self._num_chars = 0
        self._is_read = False
        self._failure = Handover()
        self.is_ended = False
        threading.Thread(target=self._read, daemon=True, name="qmath reads the pipe").start()

    def next(self, *, waits: bool) -> Item | None:
        """Return the next item; None at the end or, without ``waits``, if there is none yet.

        Raises:
            QmathError: what reading them raised (whatever it was); all before have been given out.
        """
        with self._changed:
            if waits:
                self._changed.wait_for(lambda: self._waiting or self._is_read)
            if self._waiting:
                item = self._waiting.popleft()
                self._num_chars -= item.num_chars
                self._changed.notify()
                return item
            self.is_ended = self._is_read
            if self._is_read:
                self._failure.check()
            return None

    def _read(self) -> None:
        with self._failure:  # an end that is none would lose the rest
            for item in self._items:
                with self._changed:
                    self._changed.wait_for(lambda: len(self._waiting) < MAX_WAITING and self._num_chars < MAX_WAITING_CHARS)
                    self._waiting.append(item)
                    self._num_chars += item.num_chars
                    self._changed.notify()
        with self._changed:
            self._is_read = True
            self._changed.notify()


def as_they_come(items: Iterable[Item]) -> Iterator[Item | None]:
    """Yield the items, and None whenever there is none yet. What is raised while they are read is raised here.

    Raises:
        QmathError: what reading them raised, whatever it was.
    """
    ahead = Ahead(items)
    while (item := ahead.next(waits=False)) is not None or not ahead.is_ended:
        yield item
