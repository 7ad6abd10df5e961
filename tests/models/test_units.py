"""Claims about sizes as people read them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.models.units import size_text

FACTORS = {"byte": 1, "bytes": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


@pytest.mark.parametrize(
    ("num_bytes", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.00 kB"),
        (9_995, "10.0 kB"),
        (99_949, "99.9 kB"),
        (99_950, "100 kB"),
        (999_499, "999 kB"),
        (999_500, "1.00 MB"),
        (4_683_074_272, "4.68 GB"),
        (8_098_525_920, "8.10 GB"),
        (5 * 10**15, "5000 TB"),
        (None, "?"),
    ],
)
def test_a_size_has_three_digits_and_a_unit_that_fits(num_bytes: int | None, text: str) -> None:
    assert size_text(num_bytes) == text


def test_an_estimate_is_marked() -> None:
    assert size_text(1_646_042_496, is_estimate=True) == "~1.65 GB"


@given(st.integers(0, 10**15))
def test_what_is_said_is_within_half_a_percent_of_what_is(num_bytes: int) -> None:
    found = re.fullmatch(r"([\d.]+) (\w+)", size_text(num_bytes))
    assert found is not None
    assert float(found[1]) * FACTORS[found[2]] == pytest.approx(num_bytes, rel=0.0051)
    assert "e" not in found[1]
