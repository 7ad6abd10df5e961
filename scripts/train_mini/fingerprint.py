"""A question in 64 bits, to prove that no evaluated question was trained on.

Here: the fingerprint. Not here: who keeps them.
"""

from __future__ import annotations

from hashlib import blake2b


def fingerprint(problem: str) -> int:
    """Return 64 bits that stand for a question."""
    return int.from_bytes(blake2b(problem.encode(), digest_size=8).digest(), "little")
