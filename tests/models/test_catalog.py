"""Claims about the catalog."""

import pytest

from qmath.errors import ModelError, UnknownModelError
from qmath.models.catalog import Role, Source, SourceKind, catalog, elsewhere, find, quant_in, resolve
from qmath.schema import Mode
from qmath.text.prompts import PromptStyle


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
        assert not entry.files or entry.pick(None) in entry.files


def test_the_whole_family_is_there() -> None:
    for size in ("1.5b", "7b", "72b"):
        for name in (size, f"{size}-base", f"qwen2-{size}"):
            assert size in find(name).name
    assert {"qwen2-math-1.5b-base", "openmath-nemotron-1.5b", "openmath-nemotron-7b", "mini"} <= {entry.name for entry in catalog()}


def test_shapes_are_those_of_the_makers() -> None:
    kv = {size: find(size).shape for size in ("1.5b", "7b", "72b")}
    assert [shape.kv_bytes_per_token // 1024 for shape in kv.values() if shape] == [28, 56, 320]


def test_base_models_get_examples_and_are_never_the_first_choice() -> None:
    roles = [entry.role for entry in catalog() if not entry.is_embedded]
    assert roles == sorted(roles, key=lambda role: role is Role.BASE)
    for entry in catalog():
        assert (entry.prompt is PromptStyle.FEW_SHOT) == (entry.role is Role.BASE)
        assert entry.role is Role.INSTRUCT or entry.modes == (Mode.COT,)


def test_small_models_come_in_eight_bits_and_large_ones_in_four() -> None:
    assert find("1.5b").pick(None).quant == "Q8_0"
    assert find("7b").pick(None).quant == "Q4_K_M"
    assert find("72b").pick(None).quant == "Q4_K_M"


def test_sets_of_parts_name_each_part() -> None:
    parts = find("72b").pick("Q8_0").parts
    assert [part.file[-21:] for part in parts] == ["0-00001-of-00002.gguf", "0-00002-of-00002.gguf"]


def test_published_scores_have_a_source() -> None:
    (score,) = [one for one in find("7b").scores if (one.benchmark, one.mode) == ("MATH", Mode.TIR)]
    assert [score.metric(name) for name in ("greedy", "maj8", "rm8", "maj64")] == [85.2, 89.9, 91.4, None]
    assert "2409.12122" in str(find("7b").scores_source)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("8b", "7b"), ("1.5", "1.5b"), ("qwen2.5-math-7", "qwen2.5-math-7b"), ("openmat-7b", "openmath-7b"), ("mimi", "mini")],
)
def test_a_near_miss_lists_what_was_meant(wrong: str, meant: str) -> None:
    with pytest.raises(UnknownModelError) as error:
        find(wrong)
    assert error.value.hint.startswith("did you mean ")
    assert meant in error.value.hint.removesuffix("?").replace("?", "").split(" ")


@pytest.mark.parametrize("name", ["xyzzy", "nope"])
def test_a_name_that_is_like_nothing_lists_all(name: str) -> None:
    with pytest.raises(UnknownModelError) as error:
        find(name)
    assert "known: 72b, 7b, " in error.value.hint


def test_an_unknown_quantization_names_the_known_ones() -> None:
    with pytest.raises(UnknownModelError) as error:
        find("7b").pick("Q3_X")
    assert "Q4_K_M" in error.value.hint


def test_a_model_without_known_files_says_where_to_look() -> None:
    with pytest.raises(ModelError) as error:
        find("72b-base").pick(None)
    assert "DevQuasar/Qwen2.5-Math-72B-GGUF:FILE.gguf" in error.value.hint


def test_a_file_of_a_repository_needs_no_entry() -> None:
    entry = resolve("someone/Some-GGUF@v1:sub/Some-Q5_K_M.gguf")
    assert entry.sources == (Source(SourceKind.HUB, "someone/Some-GGUF", "v1"),)
    assert (entry.files[0].quant, entry.files[0].file) == ("Q5_K_M", "sub/Some-Q5_K_M.gguf")
    assert entry.prompt is None
    assert len(resolve("a/b:x-00001-of-00003.gguf").files[0].parts) == 3


def test_an_address_needs_no_entry() -> None:
    entry = resolve("https://example.org/a/b.q8_0.gguf?download=true")
    assert entry.sources == (Source(SourceKind.URL, "https://example.org/a/", query="download=true"),)
    assert (entry.files[0].quant, entry.files[0].file) == ("Q8_0", "b.q8_0.gguf")
    page = resolve("https://example.org/owner/name/blob/main/x.gguf")
    assert page.sources[0].where == "https://example.org/owner/name/resolve/main/"


def test_a_signed_address_is_the_same_model_under_the_next_signature() -> None:
    first, second = (resolve(f"https://example.org/a/My%20Model.gguf?signature={number}#top") for number in "12")
    assert first.name == second.name == "https://example.org/a/My%20Model.gguf"
    assert first.files == second.files
    assert first.files[0].file == "My Model.gguf"
    assert [entry.sources[0].query for entry in (first, second)] == ["signature=1", "signature=2"]


@pytest.mark.parametrize("file", ["a/b:x-00002-of-00003.gguf", "https://example.org/x-00003-of-00003.gguf"])
def test_any_part_of_a_set_stands_for_all(file: str) -> None:
    assert [part.file for part in resolve(file).files[0].parts] == [f"x-0000{number}-of-00003.gguf" for number in (1, 2, 3)]


def test_any_part_of_a_set_means_the_same_model() -> None:
    assert resolve("a/b:x-00003-of-00003.gguf") == resolve("a/b:x-00001-of-00003.gguf")


def test_a_login_in_an_address_belongs_to_the_source_alone() -> None:
    entry = resolve("https://me:secret@example.org/a/x-Q8_0.gguf")
    assert entry.name == "https://example.org/a/x-Q8_0.gguf"
    assert entry.sources == (Source(SourceKind.URL, "https://example.org/a/", login="me:secret"),)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("7", "did you mean 7b or 72b? All: qmath models"),
        ("zzzzzz", "known: 72b, 7b"),
        ("owner/name", "a repository needs the name of a file too: owner/name:FILE.gguf"),
        ("owner/name:x.bin", "owner/name:FILE.gguf"),
        ("./x.gguf", "qmath models import PATH.gguf"),
        ("https://x/y.zip", "its path ends in .gguf"),
    ],
)
def test_what_is_no_name_says_what_would_be_one(name: str, hint: str) -> None:
    with pytest.raises(UnknownModelError) as error:
        resolve(name)
    assert error.value.message == f"no model is called {name!r}"
    assert hint in error.value.hint


def test_a_set_of_no_parts_is_a_file_of_that_name() -> None:
    assert [part.file for part in resolve("a/b:x-00001-of-00000.gguf").files[0].parts] == ["x-00001-of-00000.gguf"]


@pytest.mark.parametrize(
    "text",
    [
        "7b",
        "a/b",
        "a/b:c",
        "https://x/a%2F..%2Fb.gguf",
        "https://x/a%0Ab.gguf",
        "a/b:../c.gguf",
        "../b:c.gguf",
        "ftp://x/y.gguf",
        "x.gguf",
        "https://x/y.zip",
    ],
)
def test_other_texts_are_no_models_elsewhere(text: str) -> None:
    assert elsewhere(text) is None


@pytest.mark.parametrize(
    ("file", "quant"),
    [("a-Q4_K_M.gguf", "Q4_K_M"), ("a.q8_0.gguf", "Q8_0"), ("a-IQ2_M.gguf", "IQ2_M"), ("a-f16.gguf", "F16"), ("a.gguf", None)],
)
def test_a_files_name_tells_its_quantization(file: str, quant: str | None) -> None:
    assert quant_in(file) == quant


@pytest.mark.parametrize("text", ["me/it:a\nb.gguf", "me/it:a\x1b[31m.gguf", "https://example.org/a%0Ab.gguf"])
def test_names_of_files_that_cannot_be_shown_are_none(text: str) -> None:
    assert elsewhere(text) is None
