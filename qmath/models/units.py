"""Numbers of bytes as people say them.

Here: the one spelling of sizes in messages, lists and progress. Not here: bytes in documents, which are whole numbers.
"""

from __future__ import annotations

from typing import Final

_UNITS: Final = ("kB", "MB", "GB", "TB")
_STEP: Final = 1000


def size_text(num_bytes: float | None, *, is_estimate: bool = False) -> str:
    """Return bytes in decimal units, as hubs and makers of disks count them, with three digits; ``~`` marks an estimate."""
    if num_bytes is None:
        return "?"
    mark = "~" * is_estimate
    if num_bytes < _STEP:
        return f"{mark}{num_bytes:.0f} byte{'s' * (round(num_bytes) != 1)}"
    value, unit = float(num_bytes), ""
    for unit in _UNITS:  # noqa: B007 - the unit that is reached
        value /= _STEP
        if round(value) < _STEP:
            break
    decimals = 2 if value < 9.995 else 1 if value < 99.95 else 0  # noqa: PLR2004 - 9.995 is said as 10.0
    return f"{mark}{value:.{decimals}f} {unit}"
