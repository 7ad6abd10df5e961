"""Whether a file server can be reached at all.

Here: one short question. Not here: fetching (``pull.py`` and what it uses).
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Reach:
    """What came of asking an address. ``why``: what went wrong, in a few words."""

    address: str
    is_reached: bool
    seconds: float
    why: str = ""


def reach(address: str, timeout_s: float = 3.0) -> Reach:
    """Send one HEAD to an address; any answer of a server counts. Looking up its name may take no longer either."""
    started = time.monotonic()
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(_ask(address, timeout_s)), daemon=True)
    thread.start()
    thread.join(timeout_s)
    why = found[0] if found else f"no answer within {timeout_s:g} s"
    return Reach(address, not why, round(time.monotonic() - started, 3), why)


def _ask(address: str, timeout_s: float) -> str:
    """Return what went wrong; nothing if a server answered. Proxies are those of the environment."""
    import http.client
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=timeout_s):  # noqa: S310 - the user's own endpoint
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        return ""
    except urllib.error.URLError as error:
        return str(getattr(error.reason, "strerror", None) or error.reason)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
