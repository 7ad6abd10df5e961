"""Texts of options that mean a number: sizes such as ``512M``, and numbers in whose place ``auto`` may stand.

Here: reading them. Not here: the options (``options.py``).
"""

from __future__ import annotations

import re
from typing import Final

from qmath.errors import UsageError

AUTO: Final = "auto"
"""What stands for a number that qmath finds itself."""

MAX_PARALLEL: Final = 256
_UNITS: Final = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_LEAST, _MOST = 1 << 20, 1 << 50


def size_bytes(text: str, option: str) -> int:
    """Return the bytes of a size such as ``512M``.

    Raises:
        UsageError: it is no size.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?)i?b?", text.strip().lower())
    size = float(match[1]) * _UNITS[match[2]] if match else 0.0
    if not _LEAST <= size <= _MOST:
        raise UsageError(f"{option} {text!r} is no size of at least 1M{' and at most 1048576G' if match else ''}", hint="write 512M or 1G")
    return int(size)


def rollouts(text: str) -> int | None:
    """Return the number of rollouts decoded together, None for ``auto``.

    Raises:
        UsageError: it is neither auto nor a number from 1 to 256.
    """
    if text.strip().lower() == AUTO:
        return None
    number = _whole(text)
    if number is None or not 1 <= number <= MAX_PARALLEL:
        raise UsageError(f"--parallel {text!r} is neither auto nor a number from 1 to {MAX_PARALLEL}", hint="write --parallel 16")
    return number


def gpu_layers(text: str) -> int | None:
    """Return the number of layers, None for ``auto``.

    Raises:
        UsageError: it is neither a number nor auto.
    """
    if text.strip().lower() == AUTO:
        return None
    number = _whole(text)
    if number is None:
        raise UsageError(f"--n-gpu-layers {text!r} is neither auto nor a number", hint="write --n-gpu-layers auto, or 0 for the CPU alone")
    return number


def _whole(text: str) -> int | None:
    """Return a number of a few digits; None for everything else."""
    digits = text.strip()
    return int(digits) if re.fullmatch(r"\d{1,9}", digits) else None
