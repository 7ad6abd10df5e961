"""Claims about numbers on the command line: what is one is read, and whatever is none is told in a sentence."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.cli.amounts import gpu_layers, rollouts, size_bytes
from qmath.errors import UsageError


@pytest.mark.parametrize(("text", "size"), [("1M", 1 << 20), ("512m", 512 << 20), (" 1.5 GiB ", 3 << 29), ("2097152", 2 << 20)])
def test_sizes_are_read_as_people_write_them(text: str, size: int) -> None:
    assert size_bytes(text, "--program-memory") == size


@pytest.mark.parametrize("text", ["", "1", "1023K", "-1G", "much", "1e3M", f"{'9' * 400}G", "2000000G"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"--program-memory .* is no size of at least 1M"):
        size_bytes(text, "--program-memory")


def test_auto_stands_for_a_number_that_is_found() -> None:
    assert [rollouts(" AUTO "), gpu_layers("auto"), rollouts("16"), gpu_layers(" 0 ")] == [None, None, 16, 0]


@pytest.mark.parametrize("text", ["", "²", "-1", "1.5", "9" * 5000, "many"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--parallel"):
        rollouts(text)
    with pytest.raises(UsageError, match="--n-gpu-layers"):
        gpu_layers(text)


@given(st.text())
def test_no_text_breaks_them(text: str) -> None:
    for read in (rollouts, gpu_layers, lambda text: size_bytes(text, "--x")):
        with contextlib.suppress(UsageError):
            assert read(text) is None or read(text) >= 0  # type: ignore[operator]
