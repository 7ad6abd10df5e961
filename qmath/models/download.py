"""The hub's client: metadata, credentials, certificates.

Here: the one door of huggingface_hub. Not here: the bytes (``ranges.py``): the client starts large files anew in every run.
HF_TOKEN, HF_HOME, HF_HUB_OFFLINE and the proxies are read by the client itself.
"""

from __future__ import annotations

import re
import ssl
import urllib.request
from functools import cache
from http import HTTPStatus
from typing import Any

import qmath
from qmath import settings
from qmath.models.connection import check_endpoint, check_redirect, host, origin, proxy_error, way
from qmath.models.failures import AttemptError, in_circles, of_exception, of_status
from qmath.models.partial import Identity
from qmath.models.sources import Remote


def hub_remote(repo: str, revision: str | None, file: str, timeout_s: float) -> Remote:
    """Ask the hub where a file of a repository is.

    Raises:
        AttemptError: the hub cannot be reached, or does not give the file.
    """
    check_endpoint(settings.hub_endpoint())
    import httpx2
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    try:
        url = hf_hub_url(repo, file, revision=revision, endpoint=settings.hub_endpoint())
        headers: dict[str, Any] = build_hf_headers(library_name="qmath", library_version=qmath.__version__)
        found = get_hf_file_metadata(url, timeout=timeout_s, headers=headers)
    except HfHubHTTPError as error:
        response = error.response
        raise of_status(response.status_code, response.headers, host(str(response.url))) from error
    except httpx2.TooManyRedirects as error:
        raise in_circles(host(url)) from error
    except (httpx2.HTTPError, OSError) as error:
        raise of_exception(error, way(url)) from error
    except HFValidationError as error:
        raise AttemptError(f"{repo!r} is no name of a repository", hint="a repository is called OWNER/NAME", is_final=True) from error
    except UnicodeError as error:
        raise AttemptError("the token holds letters that no token has", hint="check HF_TOKEN, or: hf auth login", is_final=True) from error
    except (httpx2.InvalidURL, ValueError, ImportError) as error:
        raise _unasked(error) from error
    if found.size is None or found.size < 1:
        hint = "check HF_ENDPOINT; or fetch the file by other means, then: qmath models import FILE"
        raise AttemptError(f"{host(url)} does not say how large {file} is, or it is empty", hint=hint, is_final=True)
    check_redirect(url, found.location)
    is_lfs = found.etag is not None and re.fullmatch(r"[0-9a-f]{64}", found.etag)
    if origin(found.location) != origin(url):
        headers = {"user-agent": headers["user-agent"]}  # the token is for the hub alone
    return Remote(
        address=found.location,
        identity=Identity(found.size, found.etag if is_lfs else None, found.etag),
        headers=headers,
        revision=found.commit_hash,
    )


def hub_licence(repo: str, revision: str | None, timeout_s: float) -> str | None:
    """Return the licence that the hub's listing of a repository names; None where it names none, or there is no listing.

    Raises:
        AttemptError: the hub cannot be asked.
    """
    import httpx2
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    try:
        found = HfApi(endpoint=settings.hub_endpoint(), library_name="qmath", library_version=qmath.__version__).model_info(
            repo, revision=revision, timeout=timeout_s
        )
    except HfHubHTTPError as error:
        if error.response.status_code == HTTPStatus.NOT_FOUND:
            return None
        raise of_status(error.response.status_code, error.response.headers, host(str(error.response.url))) from error
    except (httpx2.HTTPError, OSError) as error:
        raise of_exception(error, way(settings.hub_endpoint())) from error
    except (httpx2.InvalidURL, ValueError):  # what answers has no listings, as a plain mirror
        return None
    card = found.card_data
    named = (card.get("license_name") if card and card.get("license") == "other" else None) or (card and card.get("license"))
    if named is None:
        named = next((tag.removeprefix("license:") for tag in found.tags or () if tag.startswith("license:")), None)
    return ", ".join(map(str, named)) if isinstance(named, list) else str(named) if named else None


def _unasked(error: Exception) -> AttemptError:
    """Return what it means that the client could not even ask: nearly always a proxy that it does not understand."""
    names = sorted({f"{kind}_proxy".upper() for kind in urllib.request.getproxies() if kind != "no"})
    if not names:
        return AttemptError(f"the hub's client cannot ask: {error}", hint="install qmath again, or bring the file", is_final=True)
    return proxy_error(f"the proxy of {' or '.join(names)} is none that qmath can use")


@cache
def tls_context() -> ssl.SSLContext:
    """Return the certificates that the hub's client trusts: SSL_CERT_FILE, else those it comes with or the system has."""
    import httpx2

    return httpx2.create_ssl_context()
