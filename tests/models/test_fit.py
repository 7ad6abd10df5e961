"""Claims about what fits where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.errors import DoesNotFitError
from qmath.models.catalog import Entry, ModelFile, Part, Shape, catalog, find
from qmath.models.fit import ERROR, Fit, Gpu, Machine, Need, Place, Room, bits, choose, fit, need, num_parameters, plan
from qmath.solve.fitting import choose_here, plan_here, room

GB = 10**9
SEVEN = find("7b")


def _context(shape: Shape) -> Room:
    return room(shape, 4096)


def _seven() -> tuple[Shape, Need]:
    assert SEVEN.shape is not None
    return SEVEN.shape, need(SEVEN.shape, 4_683_074_272, _context(SEVEN.shape))


@pytest.mark.parametrize(
    ("shape", "room", "cache_mib", "compute_mib", "logits_mib"),
    [
        # What llama.cpp 0.3.36 wrote into its log for random models: "KV buffer size", "compute buffer size", "output buffer size".
        (Shape(4, 256, 1024, 4, 2, 4096, is_tied=True), Room(1024, 128, 2), 2.0, 2.25, 0.03),
        (Shape(4, 256, 1024, 4, 2, 4096, is_tied=True), Room(4096, 512, 32), 8.0, 12.01, 0.50),
        (Shape(16, 512, 1536, 8, 8, 16384, is_tied=True), Room(4096, 512, 2), 128.0, 17.01, 0.12),
        (Shape(8, 1024, 4096, 16, 8, 151_936, is_tied=True), Room(4096, 32, 2), 64.0, 2.25, 1.16),
        (Shape(5, 256, 640, 4, 2, 4096, is_tied=True), Room(1024, 512, 2), 2.5, 6.76, 0.03),
        (Shape(5, 256, 640, 8, 4, 4096, is_tied=True), Room(1024, 64, 2, has_flash_attention=False), 2.5, 2.63, 0.03),
        (Shape(5, 256, 640, 8, 4, 4096, is_tied=True), Room(16384, 64, 64, has_flash_attention=False), 40.0, 36.38, 1.0),
    ],
)
def test_the_parts_are_those_of_the_log_of_llama_cpp(
    shape: Shape, room: Room, cache_mib: float, compute_mib: float, logits_mib: float
) -> None:
    found = need(shape, 0, room)
    assert found.cache / 2**20 == pytest.approx(cache_mib, abs=0.01)
    assert found.compute / 2**20 == pytest.approx(compute_mib + logits_mib, abs=0.03)


def test_the_cache_is_that_of_the_makers_table() -> None:
    shapes = {entry.short: entry.shape for entry in catalog()}
    kib = {name: shape.kv_bytes_per_token / 1024 for name, shape in shapes.items() if shape}
    assert (kib["1.5b"], kib["7b"], kib["72b"]) == (28, 56, 320)


def test_weights_are_counted() -> None:
    assert SEVEN.shape is not None
    assert num_parameters(SEVEN.shape) == pytest.approx(7.6e9, rel=0.01)


@pytest.mark.parametrize(
    ("machine", "place"),
    [
        (Machine(16 * GB), Place.CPU),
        (Machine(4 * GB), Place.NOWHERE),
        (Machine(None), Place.CPU),
        (Machine(16 * GB, (Gpu("big", 24 * GB),)), Place.GPU),
        (Machine(16 * GB, (Gpu("small", 4 * GB),)), Place.PARTLY),
        (Machine(16 * GB, (Gpu("tiny", 1 * GB),)), Place.CPU),
        (Machine(2 * GB, (Gpu("small", 4 * GB),)), Place.NOWHERE),
        (Machine(1 * GB, (Gpu("big", 24 * GB),)), Place.GPU),
        (Machine(16 * GB, (Gpu("one", 4 * GB), Gpu("two", 4 * GB))), Place.GPU),
        (Machine(16 * GB, (Gpu("Apple", 11 * GB, has_own_memory=False),)), Place.GPU),
        (Machine(4 * GB, (Gpu("Apple", 11 * GB, has_own_memory=False),)), Place.NOWHERE),
    ],
    ids=str,
)
def test_where_a_model_of_7b_fits(machine: Machine, place: Place) -> None:
    assert fit(*_seven(), machine).place is place


@given(ram=st.integers(0, 64 * GB), free=st.integers(0, 64 * GB), more=st.integers(0, 8 * GB))
def test_more_memory_is_never_worse(ram: int, free: int, more: int) -> None:
    def rank(found: Fit) -> tuple[int, int]:
        return -list(Place).index(found.place), found.gpu_layers

    shape, wanted = _seven()
    less = fit(shape, wanted, Machine(ram, (Gpu("g", free),)))
    assert rank(fit(shape, wanted, Machine(ram + more, (Gpu("g", free),)))) >= rank(less)
    assert rank(fit(shape, wanted, Machine(ram, (Gpu("g", free + more),)))) >= rank(less)


@given(free=st.integers(0, 6 * GB))
def test_what_is_put_on_a_gpu_goes_into_it(free: int) -> None:
    shape, wanted = _seven()
    found = fit(shape, wanted, Machine(64 * GB, (Gpu("g", free),)))
    layers = max(0, found.gpu_layers - 1)
    on_gpu = (wanted.weights + wanted.cache) * layers / shape.layers * 0.8  # the embeddings stay away
    assert on_gpu <= free
    assert (found.place is Place.PARTLY) == (0 < layers < shape.layers)


def test_the_error_is_kept_free() -> None:
    shape, wanted = _seven()
    assert fit(shape, wanted, Machine(wanted.total)).place is Place.NOWHERE
    assert fit(shape, wanted, Machine(round(wanted.total * (1 + ERROR)))).place is Place.CPU


@pytest.mark.parametrize(
    ("name", "machine", "quant"),
    [
        ("1.5b", Machine(16 * GB), "Q8_0"),
        ("1.5b", Machine(int(1.8 * GB)), "Q6_K"),
        ("7b", Machine(16 * GB), "Q8_0"),
        ("7b", Machine(8 * GB), "Q6_K"),
        ("7b", Machine(int(5.6 * GB)), "Q4_K_M"),
        ("7b", Machine(int(4.3 * GB)), "IQ3_XS"),
        ("7b", Machine(32 * GB, (Gpu("g", 8 * GB),)), "Q6_K"),
        ("7b", Machine(32 * GB, (Gpu("g", 24 * GB),)), "Q8_0"),
        ("72b", Machine(64 * GB), "Q5_K_M"),
    ],
    ids=str,
)
def test_the_best_that_fits_is_chosen(name: str, machine: Machine, quant: str) -> None:
    choice = choose_here(find(name), machine=machine)
    assert choice.file.quant == quant
    assert choice.why.startswith(f"{quant} is the best that fits")
    assert bool(choice.warning) == (bits(quant) < 4)


def test_what_fits_nowhere_is_refused_with_exit_code_7() -> None:
    with pytest.raises(
        DoesNotFitError, match=r"needs 30\.\d GB, with a tenth for safety 33\.\d GB; this machine has 8\.00 GB of memory free"
    ) as caught:
        choose_here(find("72b"), machine=Machine(8 * GB))
    assert caught.value.exit_code == 7
    assert "--force" in caught.value.hint


def test_of_what_nothing_is_known_the_default_is_chosen_and_said_to_be_unchecked() -> None:
    entry = Entry(name="x", title="X", files=(ModelFile("Q4_K_M", (Part("x-Q4_K_M.gguf"),)),))
    choice = choose(entry, Machine(1), _context)
    assert choice.file.quant == "Q4_K_M"
    assert "nothing tells" in choice.why
    assert plan(entry, Machine(1), _context)[0].fit is None


def test_a_longer_context_takes_more() -> None:
    def total(n_ctx: int) -> int:
        found = plan_here(SEVEN, n_ctx, Machine(64 * GB))[0].fit
        assert found is not None
        return found.need.total

    assert total(4096) - total(2048) >= 2048 * 56 * 1024
    assert total(8192) == total(4096)  # the model knows no more


def test_a_catalog_without_a_shape_plans_nothing() -> None:
    assert all(one.fit is None for one in plan_here(replace(SEVEN, shape=None), machine=Machine(GB)))


@pytest.mark.parametrize(("quant", "number"), [("Q4_K_M", 4), ("IQ2_M", 2), ("Q8_0", 8), ("F16", 16), ("BF16", 16), ("odd", 16)])
def test_bits_are_read_from_the_name(quant: str, number: int) -> None:
    assert bits(quant) == number
