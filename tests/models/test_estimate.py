"""Claims about the sizes of files whose bytes nobody has written down."""

from dataclasses import replace

import pytest

from qmath.models.catalog import ModelFile, Part, catalog, find
from qmath.models.estimate import size_of

KNOWN = [
    (entry.name, file.quant, file.num_bytes)
    for entry in catalog()
    for file in entry.files
    if file.num_bytes is not None and size_of(entry, replace(file, parts=(Part("x.gguf"),))) is not None
]
ROUND_GB = [("1.5b", "Q2_K", 0.676), ("1.5b", "IQ4_XS", 0.90), ("1.5b", "Q5_K_M", 1.13), ("1.5b", "Q6_K", 1.27), ("1.5b", "Q8_0", 1.65)]
ROUND_GB += [("1.5b", "F16", 3.09), ("7b", "F16", 15.2), ("72b", "Q4_K_M", 47.4), ("72b", "Q5_K_M", 54.5), ("72b", "Q6_K", 64.4)]
ROUND_GB += [("72b", "Q8_0", 77.3), ("qwen2-72b", "Q4_K_S", 43.9), ("qwen2-7b", "Q4_K_M", 4.68)]


@pytest.mark.parametrize(("name", "quant", "num_bytes"), KNOWN)
def test_an_estimate_is_within_a_percent_of_a_known_size(name: str, quant: str, num_bytes: int) -> None:
    size = size_of(find(name), ModelFile(quant, (Part("x.gguf"),)))
    assert size is not None
    assert size.is_estimate
    assert size.num_bytes == pytest.approx(num_bytes, rel=0.01)


@pytest.mark.parametrize(("name", "quant", "num_gigabytes"), ROUND_GB)
def test_an_estimate_is_within_two_percent_of_a_rounded_size(name: str, quant: str, num_gigabytes: float) -> None:
    size = size_of(find(name), ModelFile(quant, (Part("x.gguf"),)))
    assert size is not None
    assert size.num_bytes / 1e9 == pytest.approx(num_gigabytes, rel=0.02)


def test_a_known_size_is_no_estimate_and_an_unknown_one_is_none() -> None:
    entry = find("7b")
    known = size_of(entry, entry.pick("Q4_K_M"))
    assert known is not None
    assert (known.num_bytes, known.is_estimate) == (4683074272, False)
    assert size_of(entry, ModelFile("Q9_X", (Part("x.gguf"),))) is None


def test_every_file_of_the_catalog_to_download_has_a_size() -> None:
    for entry in catalog():
        for file in entry.files:
            assert entry.is_embedded or size_of(entry, file) is not None
