"""Claims about what fits here: the estimate beside real processes, and files on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qmath.models.catalog import Entry, Shape
from qmath.models.fit import ERROR, Machine, Place
from qmath.models.store import Located
from qmath.solve.fitting import fit_located, fits_here, shape_of
from scripts.bench_fit import RANDOM, measure
from scripts.random_gguf import random_model
from tests.conftest import TinyGguf

posix = pytest.mark.skipif(sys.platform == "win32", reason="resident sizes are asked of a POSIX system")


def _located(path: Path) -> Located:
    return Located(Entry(name="x", title="X", files=()), path, None)


@posix
@pytest.mark.slow
def test_the_estimate_for_mini_is_near_what_solving_takes(mini_path: Path, tmp_path: Path) -> None:
    assert abs(measure(mini_path, 1024, tmp_path).ratio - 1) <= ERROR


@posix
@pytest.mark.slow
@pytest.mark.parametrize("shape", RANDOM)
def test_the_estimate_is_near_what_other_shapes_take(shape: str, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    model = random_model(tmp_path_factory.getbasetemp() / "random", shape)
    assert abs(measure(model, RANDOM[shape], tmp_path).ratio - 1) <= ERROR


def test_the_shape_of_a_file_is_read_from_it(tiny_gguf: TinyGguf) -> None:
    found = shape_of(_located(tiny_gguf("Q8_0")))
    assert isinstance(found, Shape)
    assert (found.layers, found.hidden, found.vocab) == (2, 64, 267)


def test_a_tiny_file_fits_here_and_not_into_nothing(tiny_gguf: TinyGguf) -> None:
    located = _located(tiny_gguf("Q8_0"))
    assert fits_here(located)
    none = fit_located(located, Machine(1))
    assert none is not None
    assert none.place is Place.NOWHERE


def test_what_cannot_be_read_is_left_to_who_loads_it(tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(b"no model")
    assert fit_located(_located(path), Machine(1)) is None
    assert fits_here(_located(path))
