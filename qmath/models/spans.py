"""Which blocks are still to be asked for.

Here: handing out runs of missing blocks. Not here: fetching them (``ranges.py``).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from qmath.models.partial import BLOCK_BYTES, Partial

_MIN_BLOCKS = 4


@dataclass
class Span:
    """Blocks from ``next`` up to ``end``, with the beginning of the first one if that has come."""

    next: int
    end: int
    buffer: bytearray = field(default_factory=bytearray)


class Spans:
    """The missing blocks of a file. Spans become shorter towards the end, so that all connections finish together."""

    def __init__(self, part: Partial, num_connections: int, span_bytes: int) -> None:
        self._lock = threading.Lock()
        self._free = [Span(first, end) for first, end in part.missing()]
        self._num_connections = num_connections
        self._max_blocks = max(1, span_bytes // BLOCK_BYTES)
        self._num_free = sum(span.end - span.next for span in self._free)

    def take(self) -> Span | None:
        """Return the next span, or None if all are taken."""
        with self._lock:
            if not self._free:
                return None
            share = self._num_free // (2 * self._num_connections)
            length = min(self._max_blocks, max(_MIN_BLOCKS, share))
            span = self._free[0]
            if span.end - span.next <= length:
                self._free.pop(0)
            else:
                span, rest = Span(span.next, span.next + length, span.buffer), Span(span.next + length, span.end)
                self._free[0] = rest
            self._num_free -= span.end - span.next
            return span

    def give_back(self, span: Span) -> None:
        """Put the rest of a span back, in front: it is what the hash waits for."""
        if span.next < span.end:
            with self._lock:
                self._free.insert(0, span)
                self._num_free += span.end - span.next
