"""Claims about finding model files."""

import hashlib
import shutil
from pathlib import Path

import pytest

from qmath import settings
from qmath.errors import ModelError, ModelFileError, UnknownModelError
from qmath.models.catalog import Entry, ModelFile, Part, find, resolve
from qmath.models.store import Located, Places, cached_path, find_files, locate, uncatalogued

NOWHERE = Places(Path("nowhere"), Path("nowhere"))


def test_mini_is_always_here() -> None:
    located = locate("mini", None, NOWHERE)
    assert located.path.is_file()
    assert located.info().name == "mini"
    assert located.info().size_bytes == located.path.stat().st_size == located.entry.files[0].num_bytes
    assert located.info().sha256 == hashlib.sha256(located.path.read_bytes()).hexdigest(), "models.toml names the file that is shipped"


def test_any_gguf_file_can_be_given_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "own.gguf"
    shutil.copy(locate("mini", None, NOWHERE).path, path)
    assert locate(str(path), None, NOWHERE).entry.name == "own"


def test_a_file_of_the_catalog_is_known_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "Qwen2.5-Math-7B-Instruct-Q4_K_M.gguf"
    path.write_bytes(b"x")
    located = locate(str(path), None, NOWHERE)
    assert located.entry == find("7b")
    assert located.quant == "Q4_K_M"


def test_a_missing_path_and_an_unknown_name_are_told_apart() -> None:
    with pytest.raises(ModelFileError):
        locate("nowhere/model.gguf", None, NOWHERE)
    with pytest.raises(UnknownModelError):
        locate("nowhere", None, NOWHERE)


def test_a_known_model_that_is_not_here_names_the_pull(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as missing:
        locate("qwen2-7b", None, Places(tmp_path, tmp_path))
    assert missing.value.hint == "run: qmath pull qwen2-7b"


def _sparse(path: Path, part: Part) -> Path:
    """Make a file of the right size that takes no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(part.num_bytes or 1)
    return path


def _in_hub_cache(hub: Path, entry: Entry, file: str) -> Path:
    return hub / f"models--{str(entry.repo).replace('/', '--')}" / "snapshots" / str(entry.revision) / file


def test_the_default_is_the_first_model_of_the_catalog_that_is_here(tmp_path: Path) -> None:
    places = Places(tmp_path / "models", tmp_path / "hub")
    assert locate(None, None, places).entry.name == "mini"
    entry = find("1.5b")
    part = entry.pick(None).parts[0]
    cached = _sparse(_in_hub_cache(places.hub, entry, part.file), part)
    assert locate(None, None, places).entry == entry
    assert locate(None, None, places).path == cached == cached_path(entry, part.file, places.hub)
    own = _sparse(places.home(entry, part), part)
    assert locate(None, None, places).path == own, "qmath's own folder comes first"


def test_a_file_of_another_size_than_the_catalog_names_is_not_installed(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path / "hub")
    entry = find("7b")
    path = places.home(entry, entry.pick(None).parts[0])
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half a download of another program")
    assert find_files(entry, entry.pick(None), places) is None


def test_a_split_model_is_installed_when_all_its_parts_lie_in_one_folder(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path / "hub")
    parts = tuple(Part(f"big-Q8_0/big-Q8_0-0000{number}-of-00002.gguf", number) for number in (1, 2))
    entry = Entry("a/big:one", "Big", (ModelFile("Q8_0", parts),))
    first = _sparse(places.home(entry, parts[0]), parts[0])
    assert find_files(entry, entry.files[0], places) is None
    second = _sparse(places.home(entry, parts[1]), parts[1])
    assert find_files(entry, entry.files[0], places) == (first, second)
    assert first.parent == second.parent == tmp_path / "a--big--one"


def _put(places: Places, name: str, quant: str, num_parts: int | None = None) -> int:
    """Put parts of a model's file into the hub's cache, all unless told how many; return their bytes."""
    entry = find(name)
    parts = entry.pick(quant).parts[:num_parts]
    hub = places.hub / f"models--{str(entry.repo).replace('/', '--')}" / "snapshots" / (entry.revision or "0")
    return sum(_sparse(hub / part.file, part).stat().st_size for part in parts)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "models", tmp_path / "hub")


def test_the_default_is_the_best_that_fits(places: Places) -> None:
    for name, quant in (("7b", "Q8_0"), ("7b", "Q2_K"), ("1.5b", "Q6_K"), ("7b-base", "Q4_K_M")):
        _put(places, name, quant)
    tried: list[str] = []

    def fits(located: Located) -> bool:
        tried.append(f"{located.entry.short} {located.quant}")
        return located.entry.short not in {"7b", "1.5b"}

    assert locate(None, None, places).quant == "Q8_0"
    assert locate(None, None, places, fits).entry == find("7b-base")
    assert tried == ["7b Q8_0", "7b Q2_K", "1.5b Q6_K", "7b-base Q4_K_M"]
    assert locate(None, None, places, lambda _: False).entry.is_embedded
    assert locate("7b", "Q2_K", places, lambda _: False).quant == "Q2_K", "who names a model gets it"


def test_a_set_is_here_when_all_its_parts_are(places: Places) -> None:
    _put(places, "72b", "Q8_0", num_parts=1)
    with pytest.raises(ModelError):
        locate("72b", None, places)
    num_bytes = _put(places, "72b", "Q8_0")
    located = locate("72b", None, places)
    assert located.path.name.endswith("-00001-of-00002.gguf")
    assert located.num_bytes == located.info().size_bytes == num_bytes


def test_a_quantization_that_does_not_exist_is_told_from_one_that_is_not_here(places: Places) -> None:
    with pytest.raises(UnknownModelError, match="has no quantization 'Q9'"):
        locate("7b", "Q9", places)
    with pytest.raises(ModelError) as missing:
        locate("7b", "q8_0", places)
    assert missing.value.hint == "run: qmath pull 7b --quant q8_0"


def test_a_file_of_a_repository_is_found_in_the_cache(places: Places) -> None:
    path = places.hub / "models--me--mine" / "snapshots" / "abc" / "sub" / "mine-Q5_K_M.gguf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    located = locate("me/mine:sub/mine-Q5_K_M.gguf", None, places)
    assert (located.path, located.quant) == (path, "Q5_K_M")


def test_the_hub_cache_is_where_its_client_keeps_it() -> None:
    assert settings.hub_cache({"HF_HUB_CACHE": "/a"}) == Path("/a")
    assert settings.hub_cache({"HF_HOME": "/b"}) == Path("/b/hub")
    assert settings.hub_cache({"XDG_CACHE_HOME": "/c"}) == Path("/c/huggingface/hub")


def test_model_files_lie_in_the_folder_for_data_unless_a_variable_names_another() -> None:
    assert settings.models_dir({"QMATH_MODELS_DIR": "/m"}) == Path("/m")
    assert settings.models_dir({}).parts[-2:] == ("qmath", "models")


@pytest.mark.parametrize("name", ["~nobody-of-this-name/x.gguf", "x" * 300, f"{'x' * 300}/y.gguf", f"https://h/{'x' * 300}.gguf"])
def test_names_that_no_file_can_have_are_told_as_others_that_are_not_here(name: str, tmp_path: Path) -> None:
    with pytest.raises((ModelError, UnknownModelError)):
        locate(name, None, Places(tmp_path, tmp_path))


def test_long_addresses_get_folders_of_their_own(tmp_path: Path) -> None:
    entries = [resolve(f"https://example.org/{'x' * 300}/{letter}/m.gguf") for letter in "ab"]
    homes = [Places(tmp_path, tmp_path).home(entry, entry.files[0].parts[0]) for entry in entries]
    assert homes[0] != homes[1]
    assert all(len(home.parent.name) < 160 for home in homes)


def test_a_folder_that_may_not_be_read_holds_nothing(tmp_path: Path) -> None:
    """A plain file in place of a folder is refused to everybody, root included."""
    (tmp_path / "file").write_text("")
    wall = tmp_path / "file" / "in"
    assert locate("mini", None, Places(wall, wall)).entry.is_embedded
    assert find_files(find("7b"), find("7b").files[0], Places(wall, wall)) is None


@pytest.mark.parametrize("folder", ["circle", "x" * 300])
def test_a_folder_that_cannot_be_holds_nothing(tmp_path: Path, folder: str) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    places = Places(tmp_path / folder, tmp_path / folder)
    assert uncatalogued(places) == ()
    assert locate(None, None, places).entry.is_embedded


def test_files_of_one_name_in_folders_of_other_letters_are_other_models(tmp_path: Path) -> None:
    names = ("me/it:甲/m.gguf", "me/it:乙/m.gguf", "me/it:a b/m.gguf", "me/it:a--b/m.gguf", "me/it:a/b/m.gguf", "me/it@a:b/m.gguf")
    entries = [resolve(name) for name in names]
    assert len({Places(tmp_path, tmp_path).home(entry, entry.files[0].parts[0]) for entry in entries}) == len(names)
