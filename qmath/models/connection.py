"""A connection to a file server: one request after the other, through proxies, following redirects.

Here: plain HTTP. Not here: which bytes are asked for (``ranges.py``), the hub's own ways (``download.py``).

The standard library's client reads from the socket straight into large pieces and lets another thread cut it off, which is what a
fast ranged transfer needs; the hub's client is three layers of buffers above that. Proxies (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY,
NO_PROXY) are honoured as everywhere in Python; the certificates trusted are those the hub's client trusts (``download.py``).
"""

from __future__ import annotations

import base64
import contextlib
import email.utils
import http.client
import re
import socket
import ssl
import urllib.request
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from qmath.models.failures import AttemptError, in_circles, of_exception, of_status

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS: Final = 10
_SAFE: Final = "%/:=&?~#+!$,;'@()*[]"
"""Signs of an address that stay as they are."""
_PORTS: Final = {"http": 80, "https": 443}
_STRONG_AGE_S: Final = 60.0

Tls = Callable[[], ssl.SSLContext]


class Line:
    """A connection that is kept between requests to the same host. ``timeout_s``: the longest silence that is borne."""

    def __init__(self, tls: Tls, timeout_s: float) -> None:
        self._tls = tls
        self._timeout_s = timeout_s
        self._connection: http.client.HTTPConnection | None = None
        self._origin: tuple[str, str] | None = None
        self.address = ""
        """Where the last answer came from, after redirects."""

    def get(self, address: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """Ask for an address and return the answer, 200 or 206, with its body still to be read.

        Raises:
            AttemptError: there was no such answer.
        """
        sent = _login(address) | dict(headers)
        for _ in range(_MAX_REDIRECTS):
            target = _split(address)
            try:
                response = self._ask(target, sent)
            except (OSError, http.client.HTTPException, UnicodeError) as error:
                self.close()
                raise _of_tunnel(error, target) or of_exception(error, way(address)) from error
            self.address = address
            if response.status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
                _check_unpacked(response.headers, target.netloc)
                return response
            found = response.headers.get("Location")
            self.close()
            if response.status not in _REDIRECTS or not found:
                raise of_status(response.status, dict(response.headers), target.netloc)
            address = _next_address(target, found)
            if origin(address) != origin(target.geturl()):
                sent.pop("Authorization", None)
                sent.pop("authorization", None)
        raise in_circles(host(address))

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._origin = None

    def cut(self) -> None:
        """Hang up from another thread: whoever reads gets an error at once."""
        sock = self._connection.sock if self._connection is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _ask(self, target: SplitResult, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        proxy = _proxy(target)
        is_kept = self._connection is not None and self._origin == (target.scheme, target.netloc)
        if not is_kept:
            self.close()
            self._connection, self._origin = self._connect(target, proxy), (target.scheme, target.netloc)
        connection = self._connection
        assert connection is not None  # noqa: S101 - opened above
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        sent = dict(headers)
        if proxy is not None and target.scheme == "http":
            path = target._replace(fragment="").geturl()
            sent |= _proxy_authorization(proxy)
        try:
            connection.request("GET", path, headers=sent)
            return connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            if not is_kept:
                raise
        self.close()  # the server had hung up on a connection that was kept: that says nothing about a new one
        return self._ask(target, headers)

    def _connect(self, target: SplitResult, proxy: SplitResult | None) -> http.client.HTTPConnection:
        host, port = target.hostname or "", target.port or _PORTS[target.scheme]
        through, at = (host, port) if proxy is None else (proxy.hostname or "", proxy.port or _PORTS["http"])
        if target.scheme == "http":
            return http.client.HTTPConnection(through, at, timeout=self._timeout_s)
        connection = http.client.HTTPSConnection(through, at, timeout=self._timeout_s, context=self._tls())
        if proxy is not None:
            connection.set_tunnel(host, port, headers=_proxy_authorization(proxy))
        return connection


def host(address: str) -> str:
    """Return host and port of an address, for messages: a password before them is nobody's business."""
    return urlsplit(address).netloc.rpartition("@")[2]


def shown(address: str) -> str:
    """Return an address without what may be secret in it: user, password, what follows the path."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def way(address: str) -> str:
    """Return whom a request goes to, for messages: the host, and the proxy that stands before it."""
    try:
        proxy = _proxy(_split(address))
    except AttemptError:
        proxy = None
    return host(address) + (f" (through the proxy {proxy.hostname}:{proxy.port or _PORTS['http']})" if proxy else "")


def strong_validator(headers: http.client.HTTPMessage) -> str | None:
    """Return what an answer gives for ``If-Range``: a strong etag, else a date that is one.

    Source: RFC 9110, 8.8.2.2 and 13.1.5: a ``Last-Modified`` is strong where the server's own clock, the ``Date``, is so much later that
    the file cannot have changed twice in that second; a minute also covers files and answers dated by different clocks.
    """
    tag = headers.get("ETag")
    if tag:
        return None if tag.startswith("W/") else tag
    modified, now = headers.get("Last-Modified"), headers.get("Date")
    if not modified or not now:
        return None
    try:
        age = email.utils.parsedate_to_datetime(now) - email.utils.parsedate_to_datetime(modified)
    except (ValueError, TypeError, OverflowError):  # no dates; one with a zone, one without
        return None
    return modified if age.total_seconds() >= _STRONG_AGE_S else None


def origin(address: str) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port of an address: who may see a token."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def check_redirect(start: str, end: str) -> None:
    """See to it that what was asked for securely also comes so.

    Raises:
        AttemptError: it would not.
    """
    if urlsplit(start).scheme == "https" and urlsplit(end).scheme != "https":
        raise AttemptError(f"{host(start)} redirects to an address that is not secure", is_final=True)


def _check_unpacked(headers: http.client.HTTPMessage, server: str) -> None:
    """Refuse an answer that somebody packed on the way: its bytes are not those of the file.

    Raises:
        AttemptError: it is packed.
    """
    packing = headers.get("Content-Encoding", "identity")
    if packing.strip().lower() not in {"", "identity"}:
        hint = "something between you and the server alters files: try another network, or bring the file: qmath models import FILE"
        raise AttemptError(
            f"{server} sends the file packed ({packing}), which it was asked not to", hint=hint, is_final=True, is_answer=True
        )


def _next_address(target: SplitResult, location: str) -> str:
    """Return where a redirect leads. Servers write letters into it that no request may hold; they stand for their bytes."""
    try:
        address = urljoin(target.geturl(), quote(location.encode("latin-1", "replace"), safe=_SAFE))
        _split(address)
    except (ValueError, AttemptError) as error:
        raise AttemptError(
            f"{target.netloc} redirects to {_hidden(location)!r}, which is no address to fetch from", is_final=True
        ) from error
    check_redirect(target.geturl(), address)
    return address


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is never closed
        is_good = False
    if not is_good:
        raise AttemptError(f"{_hidden(address)!r} is no http or https address", hint="check how it is written", is_final=True)
    netloc = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=netloc, path=quote(parts.path, safe=_SAFE), query=quote(parts.query, safe=_SAFE))


def _hidden(address: str) -> str:
    """Return an address that may be none, without what may be secret in it."""
    return re.sub(r"//[^/?#]*@", "//", re.split(r"[?#]", address)[0])


def _login(address: str) -> dict[str, str]:
    """Return the header for a user and a password that stand in an address."""
    try:
        parts = urlsplit(address)
    except ValueError:  # it is refused when it is asked for
        return {}
    return {"Authorization": _basic(parts)} if parts.username else {}


def _basic(parts: SplitResult) -> str:
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _proxy(target: SplitResult) -> SplitResult | None:
    """Return the proxy for an address, or None."""
    proxies = urllib.request.getproxies()
    named = proxies.get(target.scheme) or proxies.get("all")
    if not named or urllib.request.proxy_bypass(target.netloc):
        return None
    try:
        parts = urlsplit(named if "://" in named else f"http://{named}")
        is_good = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise proxy_error(f"the proxy of {target.scheme} addresses is no address") from None
    if not is_good:
        raise proxy_error(f"the proxy {parts.scheme}://{parts.hostname} is of a kind that qmath cannot use")
    return parts


def check_endpoint(endpoint: str) -> None:
    """Refuse an address of the hub that is none, before its client stumbles over it.

    Raises:
        AttemptError: it is none.
    """
    try:
        _split(endpoint)
    except AttemptError as error:
        hint = "set it to an address as https://your.mirror, or unset it"
        raise AttemptError(f"HF_ENDPOINT is {_hidden(endpoint)!r}, which is no http or https address", hint=hint, is_final=True) from error


def proxy_error(sentence: str) -> AttemptError:
    """Return the error that a proxy of the environment cannot be used."""
    hint = "set HTTPS_PROXY and HTTP_PROXY (ALL_PROXY too) to a proxy that starts with http://, as http://HOST:PORT, or unset them"
    return AttemptError(sentence, hint=hint, is_final=True)


def _of_tunnel(error: Exception, target: SplitResult) -> AttemptError | None:
    """Return what a proxy meant that opened no tunnel: the library only says so in words."""
    found = re.match(r"Tunnel connection failed: (\d{3})", str(error))
    proxy = _proxy(target) if found else None
    return of_status(int(found[1]), {}, f"{proxy.hostname}:{proxy.port}") if found and proxy else None


def _proxy_authorization(proxy: SplitResult) -> dict[str, str]:
    return {"Proxy-Authorization": _basic(proxy)} if proxy.username else {}
