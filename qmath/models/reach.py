"""Whether the hub can be reached at all.

Here: one short question, asked the way a pull asks. Not here: fetching (``pull.py`` and what it uses).
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from qmath.models.connection import Line, Tls, check_endpoint, shown
from qmath.models.failures import AttemptError


@dataclass(frozen=True)
class Reach:
    """What came of asking an address. ``why``: what went wrong; ``is_address``: false where it is none that could be asked."""

    address: str
    is_reached: bool
    seconds: float
    why: str = ""
    is_address: bool = True


def reach(endpoint: str, tls: Tls, timeout_s: float = 3.0) -> Reach:
    """Ask an address once; any answer of a server counts. Looking up its name may take no longer either."""
    started = time.monotonic()
    try:
        check_endpoint(endpoint)
    except AttemptError as error:
        return Reach(endpoint, is_reached=False, seconds=0.0, why=error.sentence, is_address=False)
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(_ask(endpoint, tls, timeout_s)), daemon=True)
    thread.start()
    thread.join(timeout_s)
    why = found[0] if found else f"no answer within {timeout_s:g} s"
    return Reach(shown(endpoint), not why, round(time.monotonic() - started, 3), why)


def _ask(endpoint: str, tls: Tls, timeout_s: float) -> str:
    """Return what went wrong; nothing if a server answered."""
    line = Line(tls, timeout_s)
    try:
        line.get(endpoint, {})
    except AttemptError as error:
        return "" if error.is_answer else error.sentence
    finally:
        line.close()
    return ""
