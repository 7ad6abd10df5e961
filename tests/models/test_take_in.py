"""Claims about files that a user brings: read once, recognised, given a place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from qmath.errors import ChecksumError, ModelFileError, UsageError
from qmath.models.adopt import double
from qmath.models.catalog import Entry, ModelFile, Part, find
from qmath.models.record import read_record
from qmath.models.store import Places
from qmath.models.take_in import take_in

WEIGHTS = b"GGUF" + bytes(range(256)) * 30_000
SHA = hashlib.sha256(WEIGHTS).hexdigest()
OWN = Entry("own", "Own", (ModelFile("Q4_0", (Part("own-Q4_0.gguf", len(WEIGHTS), SHA),)), ModelFile("Q8_0", (Part("own-Q8_0.gguf"),))))


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "brought.gguf"
    path.write_bytes(WEIGHTS)
    return path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "models", tmp_path / "hub")


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """Return a folder on another file system."""
    shared = Path("/dev/shm")  # noqa: S108 - not for secrets
    with TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


def test_a_file_is_read_once_and_takes_no_more_room(given: Path, places: Places) -> None:
    read: list[int] = []
    taken = take_in(given, OWN, None, places, read.append)
    assert sum(read) == len(WEIGHTS)
    assert (taken.file.quant, taken.paths) == ("Q4_0", (places.models / "own" / "own-Q4_0.gguf",))
    assert taken.paths[0].samefile(given)
    record = read_record(taken.paths[0])
    assert record is not None
    assert record.sha256 == SHA
    assert sorted(path.name for path in places.models.iterdir()) == ["own"]


def test_a_copy_on_another_file_system_is_hashed_while_it_is_made(given: Path, elsewhere: Path) -> None:
    if elsewhere.stat().st_dev == given.stat().st_dev:
        pytest.skip("there is one file system here")
    read: list[int] = []
    copy = elsewhere / "copy"
    assert double(given, copy, read.append) == SHA
    assert sum(read) == len(WEIGHTS)
    assert copy.read_bytes() == WEIGHTS
    assert not copy.samefile(given)


def test_what_it_is_not_leaves_nothing_behind(given: Path, places: Places) -> None:
    given.write_bytes(WEIGHTS[:-1] + b"x")
    with pytest.raises(ChecksumError, match="is not the file that the catalog calls own Q4_0"):
        take_in(given, OWN, "Q4_0", places, lambda _num_bytes: None)
    assert not places.models.exists()


def test_what_nothing_can_tell_is_refused_without_reading_it(given: Path, places: Places) -> None:
    read: list[int] = []
    with pytest.raises(UsageError, match="is no file that the catalog knows"):
        take_in(given, None, None, places, read.append)
    assert read == []
    given.write_bytes(b"text")
    with pytest.raises(ModelFileError, match="is not a GGUF file: it begins with the bytes 74 65 78 74"):
        take_in(given, OWN, None, places, read.append)


def test_mini_needs_no_import(given: Path, places: Places, mini_path: Path) -> None:
    with pytest.raises(UsageError, match="comes with qmath"):
        take_in(given, find("mini"), None, places, lambda _num_bytes: None)
    given.write_bytes(mini_path.read_bytes())
    with pytest.raises(UsageError, match=r"brought\.gguf is qmath mini.* comes with qmath"):
        take_in(given, None, None, places, lambda _num_bytes: None)


def test_the_parts_of_a_set_come_together_or_not_at_all(tmp_path: Path, places: Places) -> None:
    parts = tuple(Part(f"own-Q6_K-0000{number}-of-00002.gguf") for number in (1, 2))
    own = Entry("own", "Own", (ModelFile("Q6_K", parts),))
    first, second = (tmp_path / part.file for part in parts)
    first.write_bytes(WEIGHTS)
    with pytest.raises(ModelFileError, match="is missing"):
        take_in(first, own, None, places, lambda _num_bytes: None)
    second.write_bytes(WEIGHTS[:99])
    assert [path.read_bytes() for path in take_in(second, own, None, places, lambda _num_bytes: None).paths] == [WEIGHTS, WEIGHTS[:99]]


def test_a_quantization_that_the_model_does_not_have_is_told_with_those_it_has(given: Path, places: Places) -> None:
    with pytest.raises(UsageError, match="own has no quantization 'Q9'") as told:
        take_in(given, OWN, "Q9", places, lambda _num_bytes: None)
    assert told.value.hint == "known: Q4_0, Q8_0"
