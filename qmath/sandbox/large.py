"""The large libraries, which the helper loads when a program first mentions one: neither always nor in every program anew.

Here: which they are, and which of them a program mentions. Not here: loading them (``zygote.py``). A mention that is none costs a moment
once. Only the standard library: the helper loads this file without the rest of qmath.

Measured (scipy 1.17): ``scipy.optimize`` with ``scipy.integrate`` takes 0.45 s of CPU time and 54 MB, ``scipy.stats`` 0.35 s and 20 MB
more. A program would pay that anew each time; loaded with sympy, every start would, and few programs want it.
"""

from __future__ import annotations

import re

_PARTS = {
    "scipy": (
        *("cluster", "constants", "fft", "integrate", "interpolate", "linalg", "ndimage", "optimize", "signal", "sparse", "spatial"),
        *("special", "stats"),
    ),
    "networkx": (),
}
MODULES = frozenset({*_PARTS, *(f"{name}.{part}" for name, parts in _PARTS.items() for part in parts)})
"""What the helper may be asked to load."""

_WORD = re.compile(rb"[A-Za-z_]+")


def mentioned(source: bytes) -> list[str]:
    """Return the modules that a program mentions, each package before its parts."""
    if not any(name.encode() in source for name in _PARTS):
        return []
    words = {word.decode("ascii") for word in _WORD.findall(source)}
    return [
        module
        for name, parts in _PARTS.items()
        if name in words
        for module in (name, *(f"{name}.{part}" for part in parts if part in words))
    ]
