"""A local server that speaks as the hub does, and misbehaves on demand.

A file of a repository is asked for at ``/{repo}/resolve/{revision}/{name}``; the answer redirects to ``/cdn/...`` under another
name of this machine, with a signature that can expire, and carries the headers of large files. ``/cdn`` knows ranges and
``If-Range``. ``/api/models/{repo}`` tells the licence of a repository. Any other path is a plain address that gives its bytes itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

COMMIT = "22e2c9c42470193b2b643636564765c84bcb06cb"
PIECE_BYTES = 16 << 10


@dataclass(frozen=True)
class Asked:
    """A request for bytes: which, and how it came."""

    path: str
    start: int
    end: int
    headers: dict[str, str]


Answer = tuple[int, dict[str, str]]
"""A status with headers, instead of the file."""


@dataclass
class Faults:
    """What goes wrong. Functions are asked at each request for bytes, with its number from 0."""

    listing: Callable[[], Answer | None] = lambda: None
    is_listing_silent: bool = False
    metadata: Callable[[int], Answer | None] = lambda _number: None
    answer: Callable[[int, Asked], Answer | None] = lambda _number, _asked: None
    cut_after: Callable[[int], int | None] = lambda _number: None
    stall_after: Callable[[int], int | None] = lambda _number: None
    alter: Callable[[int, int, bytes], bytes] = lambda _number, _start, data: data
    etag: Callable[[int], str | None] = lambda _number: None
    has_ranges: bool = True
    is_redirecting: bool = True
    has_etags: bool = True
    claimed_bytes: int | None = None
    last_modified: Callable[[], str | None] = lambda: None
    signature: str = "1"
    piece_s: float = 0.0


@dataclass
class Hub:
    """What the server gives (path of a file to its bytes) and what was asked of it."""

    files: dict[str, bytes]
    address: str = ""
    licences: dict[str, str] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    requests: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    sent: list[tuple[int, int]] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    num_metadata: int = 0
    num_sending: int = 0

    @property
    def num_sent_bytes(self) -> int:
        """Bytes of files that went out, of answers that have ended."""
        return sum(end - start for start, end in self.sent)

    def settled_bytes(self) -> int:
        """Return the bytes that were sent, once the server has noticed that its clients are gone."""
        before = -1
        while self.num_sending or before != self.num_sent_bytes:
            before = self.num_sent_bytes
            time.sleep(0.2)
        return before


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub
    lock: threading.Lock

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        hub, faults = self.hub, self.hub.faults
        parts = urlsplit(self.path)
        path = parts.path
        with self.lock:
            hub.requests.append(f"{self.command} {path}")
            hub.tokens.append(self.headers.get("Authorization"))
        if path.startswith("/api/models/"):
            self._list(path.removeprefix("/api/models/").partition("/revision/")[0])
            return
        if "/resolve/" in path and not path.startswith("/cdn/") and faults.is_redirecting:
            self._answer_metadata(path)
            return
        if path.startswith("/cdn/") and parse_qs(parts.query).get("signature") != [faults.signature]:
            self._refuse(403, {})
            return
        name = path.removeprefix("/cdn")
        data = hub.files.get(name)
        if data is None:
            self._refuse(404, {"X-Error-Code": "EntryNotFound"})
        elif self.command == "HEAD":
            self._begin(200, len(data), {**self._validators(_etag(data)), "X-Repo-Commit": COMMIT})
        else:
            self._give(name, data)

    def _answer_metadata(self, path: str) -> None:
        with self.lock:
            number = self.hub.num_metadata
            self.hub.num_metadata += 1
        fault = self.hub.faults.metadata(number)
        data = self.hub.files.get(path)
        if fault is not None:
            self._refuse(*fault)
        elif data is None:
            self._refuse(404, {"X-Error-Code": "EntryNotFound"})
        else:
            self._begin(
                302,
                0,
                {
                    "Location": f"http://localhost:{self.hub.address.rsplit(':', 1)[1]}/cdn{path}?signature={self.hub.faults.signature}",
                    "X-Repo-Commit": COMMIT,
                    "X-Linked-Size": str(self.hub.faults.claimed_bytes or len(data)),
                    "X-Linked-Etag": f'"{hashlib.sha256(data).hexdigest()}"',
                },
            )

    def _list(self, repo: str) -> None:
        """Answer as the hub's listing of a repository does."""
        if self.hub.faults.is_listing_silent:
            self._wait_for_hangup()
            return
        if fault := self.hub.faults.listing():
            self._refuse(*fault)
            return
        if repo not in self.hub.licences:
            self._refuse(404, {"X-Error-Code": "RepoNotFound"})
            return
        licence = self.hub.licences[repo]
        tags = [f"license:{licence}"] if licence else []
        data = json.dumps({"id": repo, "modelId": repo, "tags": tags, "cardData": {"license": licence} if licence else {}}).encode()
        self._begin(200, len(data), {"Content-Type": "application/json"})
        if self.command == "GET":
            self.wfile.write(data)

    def _validators(self, etag: str) -> dict[str, str]:
        modified = self.hub.faults.last_modified()
        return ({"ETag": etag} if self.hub.faults.has_etags else {}) | ({"Last-Modified": modified} if modified else {})

    def _give(self, name: str, data: bytes) -> None:
        hub = self.hub
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        start, end = (int(found[1]), min(int(found[2]) + 1, len(data))) if found else (0, len(data))
        with self.lock:
            number = len(hub.asked)
            asked = Asked(name, start, end, dict(self.headers))
            hub.asked.append(asked)
            hub.num_sending += 1
        try:
            self._give_asked(number, asked, data, is_range=found is not None)
        finally:
            with self.lock:
                hub.num_sending -= 1

    def _give_asked(self, number: int, asked: Asked, data: bytes, *, is_range: bool) -> None:
        faults, start, end = self.hub.faults, asked.start, asked.end
        fault = faults.answer(number, asked)
        if fault is not None:
            self._refuse(*fault)
            return
        etag = faults.etag(number) or _etag(data)
        wanted = self.headers.get("If-Range")
        validators = self._validators(etag)
        if not faults.has_ranges or not is_range or wanted not in {None, *validators.values()}:
            start, end = 0, len(data)
            self._begin(200, len(data), validators)
        else:
            self._begin(206, end - start, {**validators, "Content-Range": f"bytes {start}-{end - 1}/{len(data)}"})
        self._send(number, data, start, end)

    def _send(self, number: int, data: bytes, start: int, end: int) -> None:
        faults = self.hub.faults
        cut, stall = faults.cut_after(number), faults.stall_after(number)
        at = start
        try:
            while at < end:
                upto = min(at + PIECE_BYTES, end, *(start + limit for limit in (cut, stall) if limit is not None and start + limit > at))
                self.wfile.write(faults.alter(number, at, data[at:upto]))
                at = upto
                if cut is not None and at - start >= cut:
                    break
                if stall is not None and at - start >= stall:
                    self.wfile.flush()
                    self._wait_for_hangup()
                    break
                if faults.piece_s:
                    time.sleep(faults.piece_s)
        except OSError:
            pass
        finally:
            with self.lock:
                self.hub.sent.append((start, at))
        if at < end:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

    def _wait_for_hangup(self) -> None:
        """Stay silent until the other side has had enough."""
        self.connection.settimeout(60)
        with suppress(OSError):
            self.connection.recv(1)

    def _begin(self, status: int, num_bytes: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(num_bytes))
        self.end_headers()

    def _refuse(self, status: int, headers: dict[str, str]) -> None:
        self._begin(status, 0, headers)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Stay silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # where it comes to accept late, nobody is turned away meanwhile

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        # What lies in buffers counts as sent: let it be little.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32 << 10)
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the library's types
        """Clients that are killed are no news."""


@contextmanager
def serve(files: dict[str, bytes], faults: Faults | None = None, tls: ssl.SSLContext | None = None) -> Iterator[Hub]:
    """Serve files on a free port of this machine; ``tls`` makes it https."""
    hub = Hub(files, faults=faults or Faults())
    handler = type("Handler", (_Handler,), {"hub": hub, "lock": threading.Lock()})
    server = _Server(("127.0.0.1", 0), handler)
    hub.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _etag(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'
