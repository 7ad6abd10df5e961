"""Claims about finding model files."""

import shutil
from pathlib import Path

import pytest

from qmath import settings
from qmath.errors import ModelError, ModelFileError, UnknownModelError
from qmath.models.catalog import find
from qmath.models.store import cached_path, locate

HUB = Path("nowhere")


def test_mini_is_always_here() -> None:
    located = locate("mini", None, HUB)
    assert located.path.is_file()
    assert located.info().name == "mini"
    assert located.info().size_bytes == located.path.stat().st_size


def test_any_gguf_file_can_be_given_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "own.gguf"
    shutil.copy(locate("mini", None, HUB).path, path)
    assert locate(str(path), None, HUB).entry.name == "own"


def test_a_file_of_the_catalog_is_known_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "Qwen2.5-Math-7B-Instruct-Q4_K_M.gguf"
    path.write_bytes(b"x")
    located = locate(str(path), None, HUB)
    assert located.entry == find("7b")
    assert located.quant == "Q4_K_M"


def test_a_missing_path_and_an_unknown_name_are_told_apart() -> None:
    with pytest.raises(ModelFileError):
        locate("nowhere/model.gguf", None, HUB)
    with pytest.raises(UnknownModelError):
        locate("nowhere", None, HUB)


def test_a_known_model_that_is_not_here_names_the_pull(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as missing:
        locate("qwen2-7b", None, tmp_path)
    assert missing.value.hint == "run: qmath pull qwen2-7b"


def test_the_default_is_the_first_model_of_the_catalog_that_is_here(tmp_path: Path) -> None:
    assert locate(None, None, tmp_path).entry.name == "mini"
    entry = find("1.5b")
    file = tmp_path / f"models--{str(entry.repo).replace('/', '--')}" / "snapshots" / str(entry.revision) / entry.files[0].file
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    assert locate(None, None, tmp_path).entry == entry
    assert cached_path(entry, entry.files[0].file, tmp_path) == file


def test_the_hub_cache_is_where_its_client_keeps_it() -> None:
    assert settings.hub_cache({"HF_HUB_CACHE": "/a"}) == Path("/a")
    assert settings.hub_cache({"HF_HOME": "/b"}) == Path("/b/hub")
    assert settings.hub_cache({"XDG_CACHE_HOME": "/c"}) == Path("/c/huggingface/hub")
