"""A connection to a file server: one request after the other, through proxies, following redirects.

Here: plain HTTP. Not here: which bytes are asked for (``ranges.py``), the hub's own ways (``download.py``).

The standard library's client reads from the socket straight into large pieces and lets another thread cut it off, which is what a
fast ranged transfer needs; the hub's client is three layers of buffers above that. Proxies (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY,
NO_PROXY) are honoured as everywhere in Python; the certificates trusted are those the hub's client trusts (``download.py``).
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import re
import socket
import ssl
import urllib.request
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from qmath.models.failures import AttemptError, of_exception, of_status

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS: Final = 10
_SAFE: Final = "%/:=&?~#+!$,;'@()*[]"
"""Signs of an address that stay as they are."""
_PORTS: Final = {"http": 80, "https": 443}

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
        sent = dict(headers)
        for _ in range(_MAX_REDIRECTS):
            target = _split(address)
            try:
                response = self._ask(target, sent)
            except (OSError, http.client.HTTPException, UnicodeError) as error:
                self.close()
                raise _of_tunnel(error, target) or of_exception(error, target.netloc) from error
            self.address = address
            if response.status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
                return response
            found = response.headers.get("Location")
            self.close()
            if response.status not in _REDIRECTS or not found:
                raise of_status(response.status, dict(response.headers), target.netloc)
            address = _next_address(target, found)
            if origin(address) != origin(target.geturl()):
                sent.pop("Authorization", None)
                sent.pop("authorization", None)
        raise AttemptError(f"{urlsplit(address).netloc} redirects in circles", is_final=True)

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
        raise AttemptError(f"{urlsplit(start).netloc} redirects to an address that is not secure", is_final=True)


def _next_address(target: SplitResult, location: str) -> str:
    """Return where a redirect leads. Servers write letters into it that no request may hold; they stand for their bytes."""
    try:
        address = urljoin(target.geturl(), quote(location.encode("latin-1", "replace"), safe=_SAFE))
        _split(address)
    except (ValueError, AttemptError) as error:
        raise AttemptError(f"{target.netloc} redirects to {location!r}, which is no address to fetch from", is_final=True) from error
    check_redirect(target.geturl(), address)
    return address


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is never closed
        is_good = False
    if not is_good:
        raise AttemptError(f"{address!r} is no http or https address", hint="check how it is written", is_final=True)
    return parts._replace(path=quote(parts.path, safe=_SAFE), query=quote(parts.query, safe=_SAFE))


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
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
