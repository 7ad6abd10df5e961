"""What went wrong with a request, in words that a person can act on.

Here: from a status or an exception to a sentence, a way out, and whether another try makes sense. Not here: trying again
(``ranges.py``), the requests (``connection.py``, ``download.py``).
"""

from __future__ import annotations

import email.utils
import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Final

_TRANSIENT: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_EXPIRED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_NETWORK_HINT: Final = (
    "check the network and the proxy; where the hub is blocked, set HF_ENDPOINT to a mirror, or bring the file: qmath models import FILE"
)

_SILENT: Final[dict[type[OSError], str]] = {
    TimeoutError: "does not answer",
    ConnectionRefusedError: "accepts no connection",
    ConnectionError: "closed the connection",
}


class AttemptError(Exception):
    """One attempt at a request failed.

    Attributes:
        sentence: what happened, naming the host.
        hint: what to do about it; may be empty.
        is_final: the same request would fail again.
        is_expired: a signed address may have expired; a new one may work.
        is_answer: a server answered, though not with what was asked for.
        wait_s: how long the server asks to wait.
    """

    def __init__(
        self,
        sentence: str,
        *,
        hint: str = "",
        is_final: bool = False,
        is_expired: bool = False,
        is_answer: bool = False,
        wait_s: float | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.is_final = is_final
        self.is_expired = is_expired
        self.is_answer = is_answer
        self.wait_s = wait_s


def in_circles(host: str) -> AttemptError:
    """Return what it means that a server redirects without end."""
    return AttemptError(f"{host} redirects in circles", hint="check the address", is_final=True)


class FileChangedError(AttemptError):
    """The server has another file under this name than the one that was begun, or than the catalog names."""

    def __init__(self, sentence: str, *, hint: str = "") -> None:
        super().__init__(sentence, hint=hint, is_final=True)


def of_status(status: int, headers: Mapping[str, str], host: str) -> AttemptError:
    """Return what a status other than success means; ``host`` is who said it."""
    wait_s = _retry_after(headers)
    if status == HTTPStatus.UNAUTHORIZED:
        sentence = f"{host} wants to know who asks (401): the model is gated or private, or there is none of this name"
        hint = "accept its terms on its page, then set HF_TOKEN to a token of yours (or run: hf auth login)"
    elif status == HTTPStatus.FORBIDDEN:
        sentence = f"{host} does not let you have it (403)"
        hint = "accept the model's terms on its page with the account of HF_TOKEN, and check that the token may read gated models"
    elif status == HTTPStatus.NOT_FOUND:
        sentence, hint = (
            f"{host} has no such file (404)",
            "check its name, capitals included; or try another --quant",
        )
    elif status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        sentence, hint = f"the proxy {host} wants a password (407)", "set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT"
    elif status == HTTPStatus.TOO_MANY_REQUESTS:
        asks = f" and asks to wait {wait_s:.0f} s" if wait_s is not None else ""
        sentence, hint = f"{host} says that there were too many requests (429){asks}", "wait a while; with HF_TOKEN set the limit is higher"
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        sentence, hint = f"{host} has trouble of its own ({status})", "run the same command again later"
    else:
        sentence, hint = f"{host} answered with {status}", "check the address"
    is_final = status not in _TRANSIENT and status < HTTPStatus.INTERNAL_SERVER_ERROR
    return AttemptError(sentence, hint=hint, is_final=is_final, is_expired=status in _EXPIRED, is_answer=True, wait_s=wait_s)


def of_exception(error: BaseException, host: str) -> AttemptError:
    """Return what an exception of the network means; what caused it counts, however deep it lies."""
    for cause in _causes(error):
        if isinstance(cause, AttemptError):
            return cause
        if isinstance(cause, ssl.SSLCertVerificationError):
            return AttemptError(
                f"the certificate of {host} is not trusted: {cause.verify_message}",
                hint="behind a proxy that inspects traffic, set SSL_CERT_FILE to its certificate; check the clock of this machine",
                is_final=True,
            )
        if isinstance(cause, FileNotFoundError):
            hint = "check SSL_CERT_FILE and SSL_CERT_DIR, or unset them"
            return AttemptError(f"{host} cannot be trusted: the certificates are not where they should be", hint=hint, is_final=True)
        if isinstance(cause, PermissionError) and cause.filename:
            hint = "look at its permissions, or name another folder for what the hub's client keeps: HF_HOME=FOLDER"
            return AttemptError(f"{cause.filename} may not be read, and {host} was not asked", hint=hint, is_final=True)
        if isinstance(cause, ssl.SSLError):
            return AttemptError(f"no secure connection to {host}: {cause.reason or cause}", hint=_NETWORK_HINT)
        if isinstance(cause, socket.gaierror):
            return AttemptError(f"the name {host} cannot be found: no network, or no name server answers", hint=_NETWORK_HINT)
        if what := next((what for kind, what in _SILENT.items() if isinstance(cause, kind)), None):
            return AttemptError(f"{host} {what}", hint=_NETWORK_HINT)
    return AttemptError(f"{host} cannot be reached: {str(error).strip() or type(error).__name__}", hint=_NETWORK_HINT)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what led to it, the deepest first."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    yield from reversed(chain)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of a ``Retry-After``, which are given as such or as a date."""
    text = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    if re.fullmatch(r"\d{1,9}", text):
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):  # neither, or no time that there will be
        return None
