"""Claims about the catalog."""

import pytest

from qmath.errors import UnknownModelError
from qmath.models.catalog import catalog, find
from qmath.schema import Mode


def test_names_and_aliases_are_unique() -> None:
    names = [name for entry in catalog() for name in (entry.name, *entry.aliases)]
    assert len(names) == len(set(names))


def test_aliases_find_their_model() -> None:
    assert find("7b") == find("qwen2.5-math-7b") == find("Qwen2.5-Math-7B-Instruct")


def test_only_models_trained_for_tir_claim_it() -> None:
    for entry in catalog():
        if entry.name.startswith("qwen2-math"):
            assert entry.modes == (Mode.COT,)


def test_mini_takes_tir_by_itself() -> None:
    assert find("mini").auto is Mode.TIR
    assert find("mini").is_embedded


def test_sampling_is_that_of_the_models_makers() -> None:
    assert (find("7b").temperature, find("7b").top_p) == (0.7, 0.8)
    assert (find("qwen2-7b").temperature, find("qwen2-7b").top_p) == (1.0, 0.9)


def test_every_model_to_download_says_where_and_under_which_licence() -> None:
    for entry in catalog():
        assert entry.licence
        assert entry.is_embedded or entry.repo
        assert entry.pick(None) in entry.files


def test_an_unknown_name_or_quantization_names_the_known_ones() -> None:
    with pytest.raises(UnknownModelError) as no_model:
        find("8b")
    assert "7b" in no_model.value.hint
    with pytest.raises(UnknownModelError) as no_quant:
        find("7b").pick("Q3_X")
    assert "Q4_K_M" in no_quant.value.hint
