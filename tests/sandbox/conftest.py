"""One pool for all tests that need no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qmath.sandbox.pool import SandboxPool


@pytest.fixture(scope="session")
def pool() -> Iterator[SandboxPool]:
    """Return a pool with the best walls of this machine and three places."""
    with SandboxPool(parallel=3) as made:
        yield made
