"""Models for tests: tiny ones with random weights, built on the spot, and the embedded one.

Here: fixtures that more than one directory of tests uses. Not here: how files are made (``gguf_files.py``).
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import qmath
from tests.gguf_files import write_tiny

TinyGguf = Callable[[str], Path]

# A busy machine makes examples and their making slow, not wrong.
settings.register_profile("qmath", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("qmath")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Whoever starts the tests in the background has Ctrl-C ignored, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def tiny_gguf(tmp_path_factory: pytest.TempPathFactory) -> TinyGguf:
    """Return a function from a type (F32, Q8_0, Q4_0, Q4_K, Q4_K_M) to the path of a Qwen2 model of that type.

    Random weights, 267 tokens (256 bytes, 8 merges, the 3 of ChatML), 512 positions. 64 dimensions, 2 layers and 79
    thousand weights; Q4_K has 256 dimensions and 1.3 million; Q4_K_M, which mixes Q4_K and Q6_K, 512 dimensions, 4 layers
    and 8 million, and takes 2 seconds to make.
    """
    folder = tmp_path_factory.mktemp("tiny")
    return lambda type_name: write_tiny(folder, type_name)


@pytest.fixture(scope="session")
def mini_path() -> Path:
    """Return the embedded model."""
    path = Path(qmath.__file__).parent / "data" / "mini.gguf"
    if not path.exists():
        pytest.skip("qmath/data/mini.gguf has not been trained yet (scripts/train_mini)")
    return path
