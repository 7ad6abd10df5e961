"""The transfer of one file: several connections, each asking for ranges, until every block is there.

Here: asking, reading, trying again. Not here: what is on the disk (``partial.py``), where the file is (``sources.py``), which of
several places is tried (``pull.py``).

A cut connection costs nothing that came: the next request begins at the next byte. What counts as a failure of the whole is time
without a single byte (``patience_s``), not a number of tries. Where a server knows no ranges, one connection reads it all.
"""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from qmath.models.connection import Line, Tls, host, strong_validator
from qmath.models.failures import AttemptError, FileChangedError, of_exception
from qmath.models.partial import BLOCK_BYTES, Partial
from qmath.models.sources import Remote
from qmath.models.spans import Span, Spans

_READ_BYTES: Final = 128 << 10
_LOOK_S: Final = 0.1
_MAX_RENEWALS: Final = 3
_SLOW: Final = 20
"""A block that takes so many times what blocks usually take is asked for again on a new connection."""


@dataclass(frozen=True)
class Limits:
    """What a transfer bears. ``stall_s``: silence on one connection; ``patience_s``: no byte on any of them."""

    num_connections: int = 4
    span_bytes: int = 32 << 20
    stall_s: float = 30.0
    patience_s: float = 300.0
    min_wait_s: float = 1.0
    max_wait_s: float = 60.0


class Transfer:
    """Fetches the missing blocks of a file. ``resolve`` asks again where it is: signed addresses expire."""

    def __init__(self, part: Partial, remote: Remote, resolve: Callable[[], Remote], tls: Tls, limits: Limits) -> None:
        self._part = part
        self._remote = remote
        self._resolve = resolve
        self._limits = limits
        self._tag = remote.tag
        self._spans = Spans(part, limits.num_connections, limits.span_bytes)
        self._lines = [Line(tls, limits.stall_s) for _ in range(limits.num_connections)]
        self._buffered = [0] * limits.num_connections
        self._single: int | None = None
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._renewing = threading.Lock()
        self._fatal: Exception | None = None
        self._last_byte = time.monotonic()
        self._num_failures = self._num_renewals = 0
        self._block_s = 0.0
        self.trouble = ""
        """What the transfer waits for at the moment; empty while bytes come."""

    def run(self, on_progress: Callable[[int], None]) -> None:
        """Fetch until the file is whole. ``on_progress`` hears ten times a second how many bytes are there.

        Raises:
            FileChangedError: the server has another file now.
            AttemptError: no byte came for too long, or none ever will.
            OSError: the disk does not take them.
        """
        threads = [
            threading.Thread(target=self._work, args=(number,), name=f"range-{number}", daemon=True) for number in range(len(self._lines))
        ]
        try:
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                on_progress(min(self._part.num_done_bytes + sum(self._buffered), self._part.identity.num_bytes))
                self._stop.wait(_LOOK_S)
                if self._stop.is_set():
                    break
        finally:
            self._stop.set()
            for line in self._lines:
                line.cut()
            for thread in threads:
                thread.join(2.0)  # it may hang in a look-up of a name, which nothing can cut short
        if self._fatal is not None:
            raise self._fatal
        on_progress(self._part.num_done_bytes)

    def _work(self, number: int) -> None:
        line = self._lines[number]
        while not self._stop.is_set() and not self._part.is_whole:
            if self._single not in {None, number}:
                return
            span = self._spans.take()
            if span is None:
                self._stop.wait(_LOOK_S / 2)  # others may give theirs back
                continue
            remote = self._remote
            try:
                self._fetch(number, span, remote)
            except AttemptError as error:
                self._spans.give_back(span)
                line.close()
                self._after(error, remote)
            except Exception as error:  # noqa: BLE001 - it is raised again where the transfer was asked for
                self._end(error)
            finally:
                self._buffered[number] = 0
        line.close()
        if self._part.is_whole:
            self._stop.set()

    def _fetch(self, number: int, span: Span, remote: Remote) -> None:
        """Ask for a span and write its blocks."""
        line, tag = self._lines[number], self._tag
        start = span.next * BLOCK_BYTES + len(span.buffer)
        end = min(span.end * BLOCK_BYTES, self._part.identity.num_bytes)
        headers = {"Range": f"bytes={start}-{end - 1}", "Accept-Encoding": "identity", **remote.headers}
        if tag is not None:
            headers["If-Range"] = tag
        response = line.get(remote.address, headers)
        server = host(line.address)
        if tag is not None and _is_other(tag, response.headers):
            raise AttemptError(f"{server} has another etag or date for the file", is_final=True, is_expired=True)
        if response.status == HTTPStatus.OK:
            self._read_all(number, response, server, span)
            return
        self._tag = self._tag or strong_validator(response.headers)
        _check_range(response, start, self._part.identity.num_bytes, server)
        self._read(number, response, server, span)
        response.read()  # nothing is left, but only so does the library keep the connection

    def _read(self, number: int, response: http.client.HTTPResponse, server: str, span: Span) -> None:
        """Read the blocks of a span from an answer; what has come of an unfinished one stays in ``span.buffer``."""
        while span.next < span.end and not self._stop.is_set():
            size, started = self._part.size(span.next), time.monotonic()
            while (rest := size - len(span.buffer)) > 0:
                span.buffer += self._receive(response, min(rest, _READ_BYTES), server)
                self._buffered[number] = len(span.buffer)
                self._check_speed(started, server)
            self._write(span.next, span.buffer, started)
            self._buffered[number] = 0
            span.next, span.buffer = span.next + 1, bytearray()

    def _read_all(self, number: int, response: http.client.HTTPResponse, server: str, span: Span) -> None:
        """Read the whole file from an answer without ranges. One connection does so, the others end."""
        with self._lock:
            self._single = number if self._single is None else self._single
        if self._single != number:
            self._spans.give_back(span)
            self._lines[number].close()
            return
        if response.length not in {None, self._part.identity.num_bytes}:
            raise FileChangedError(f"{server} now says {response.length} bytes, it was {self._part.identity.num_bytes}")
        everything = Span(0, self._part.num_blocks)
        self._read(number, response, server, everything)
        self._lines[number].close()

    def _receive(self, response: http.client.HTTPResponse, num_bytes: int, server: str) -> bytes:
        try:
            data = response.read1(num_bytes)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise of_exception(error, server) from error
        if not data:
            raise AttemptError(f"{server} closed the connection")
        self._last_byte = time.monotonic()
        self.trouble = ""
        return data

    def _write(self, index: int, buffer: bytearray, started: float) -> None:
        self._part.write(index, memoryview(buffer))
        elapsed = time.monotonic() - started
        self._block_s = elapsed if not self._block_s else 0.9 * self._block_s + 0.1 * elapsed
        self._num_failures = self._num_renewals = 0

    def _check_speed(self, started: float, server: str) -> None:
        """Give up a connection that trickles while others flow."""
        elapsed = time.monotonic() - started
        if elapsed > max(self._limits.stall_s, _SLOW * self._block_s):
            self._block_s = elapsed  # where everything is slow, nothing is
            raise AttemptError(f"{server} has become very slow")

    def _after(self, error: AttemptError, remote: Remote) -> None:
        """Decide what follows a failure: another address, a wait, or the end."""
        if error.is_expired and not isinstance(error, FileChangedError):
            try:
                self._renew(remote, error)
            except AttemptError as second:
                error = second
            else:
                return
        with self._lock:
            self._num_failures += 1
            wait_s = min(self._limits.max_wait_s, self._limits.min_wait_s * 2 ** min(self._num_failures - 1, 16))
        wait_s *= random.uniform(0.5, 1.0)  # noqa: S311 - so that many clients do not come back together
        if error.wait_s is not None:
            wait_s = max(wait_s, error.wait_s)
        silent_s = time.monotonic() - self._last_byte
        if error.is_final or silent_s + wait_s > self._limits.patience_s:
            self._end(error)
            return
        self.trouble = f"{error.sentence}; trying again"
        self._stop.wait(wait_s)

    def _renew(self, used: Remote, error: AttemptError) -> None:
        """Ask where the file is now, unless another connection just did."""
        with self._renewing:
            if self._remote is not used:
                return
            if self._num_renewals >= _MAX_RENEWALS:
                raise error
            self._num_renewals += 1
            fresh = self._resolve()
            if not fresh.identity.is_same(self._part.identity):
                raise FileChangedError(f"{host(fresh.address)} has another file under this name now")
            self._remote, self._tag = fresh, fresh.tag

    def _end(self, error: Exception) -> None:
        with self._lock:
            self._fatal = self._fatal or error
        self._stop.set()


def _is_other(tag: str, headers: http.client.HTTPMessage) -> bool:
    """Tell whether an answer is of another file than the one of an etag or a date; one that was just replaced has no strong date yet."""
    if not tag.startswith('"'):
        return headers.get("Last-Modified", tag) != tag
    given = headers.get("ETag", "")
    return given.startswith('"') and given != tag


def _check_range(response: http.client.HTTPResponse, start: int, total: int, server: str) -> None:
    text = response.headers.get("Content-Range", "")
    match = re.fullmatch(r"bytes (\d{1,19})-\d+/(\d{1,19})", text.strip())
    if match and int(match[2]) != total:
        raise FileChangedError(f"{server} now says {match[2]} bytes, it was {total}")
    if not match or int(match[1]) != start:
        raise AttemptError(f"{server} sends other bytes than it was asked for ({text or 'no Content-Range'})", is_final=True)
