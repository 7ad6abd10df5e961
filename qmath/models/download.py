"""The hub's client: metadata, credentials, certificates.

Here: the one door of huggingface_hub. Not here: the bytes (``ranges.py``): the client starts large files anew in every run.
HF_ENDPOINT, HF_TOKEN, HF_HOME, HF_HUB_OFFLINE and the proxies are read by the client itself.
"""

from __future__ import annotations

import re
import ssl
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import qmath
from qmath import settings
from qmath.models.connection import check_redirect, origin, proxy_error
from qmath.models.failures import AttemptError, of_exception, of_status
from qmath.models.partial import Identity
from qmath.models.sources import Remote


def hub_remote(repo: str, revision: str | None, file: str, timeout_s: float) -> Remote:
    """Ask the hub where a file of a repository is.

    Raises:
        AttemptError: the hub cannot be reached, or does not give the file.
    """
    _check_endpoint()
    import httpx2
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    try:
        url = hf_hub_url(repo, file, revision=revision)
        headers: dict[str, Any] = build_hf_headers(library_name="qmath", library_version=qmath.__version__)
        found = get_hf_file_metadata(url, timeout=timeout_s, headers=headers)
    except HfHubHTTPError as error:
        response = error.response
        raise of_status(response.status_code, response.headers, response.url.netloc.decode()) from error
    except (httpx2.HTTPError, OSError) as error:
        raise of_exception(error, urlsplit(url).netloc) from error
    except HFValidationError as error:
        raise AttemptError(f"{repo!r} is no name of a repository", hint="a repository is called OWNER/NAME", is_final=True) from error
    except UnicodeError as error:
        raise AttemptError("the token holds letters that no token has", hint="check HF_TOKEN, or: hf auth login", is_final=True) from error
    except (httpx2.InvalidURL, ValueError, ImportError) as error:
        raise proxy_error(f"a proxy of the environment is none that the hub's client can use ({error})") from error
    if found.size is None:
        raise AttemptError(f"{urlsplit(url).netloc} does not say how large {file} is", is_final=True)
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


def _check_endpoint() -> None:
    """Refuse an address of the hub that is none, before its client stumbles over it as it is loaded."""
    endpoint = settings.hub_endpoint()
    try:
        parts = urlsplit(endpoint)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good:
        hint = "set it to an address as https://your.mirror, or unset it"
        raise AttemptError(f"HF_ENDPOINT is {endpoint!r}, which is no http or https address", hint=hint, is_final=True)


@cache
def tls_context() -> ssl.SSLContext:
    """Return the certificates that the hub's client trusts: SSL_CERT_FILE, else those it comes with or the system has."""
    import httpx2

    return httpx2.create_ssl_context()
