"""Claims about ``qmath models``, through real processes."""

import json
import re
from pathlib import Path

import pytest

from qmath.models.catalog import find
from qmath.models.store import Places
from tests.process import environment, run, run_in_terminal


def _environment(hub: Path, **extra: str) -> dict[str, str]:
    return environment(HF_HUB_CACHE=str(hub), QMATH_CONFIG=str(hub / "config.toml"), QMATH_MODELS_DIR=str(hub / "models"), **extra)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Return a hub's cache that holds the 7B model and one of two parts of a 72B set."""
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    seven, large = find("7b"), find("72b")
    folder = tmp_path / f"models--{str(seven.repo).replace('/', '--')}" / "snapshots" / str(seven.revision)
    folder.mkdir(parents=True)
    with (folder / seven.pick("Q4_K_M").file).open("wb") as file:
        file.truncate(seven.pick("Q4_K_M").num_bytes)  # takes no room
    half = tmp_path / f"models--{str(large.repo).replace('/', '--')}" / "snapshots" / "main" / large.pick("Q8_0").file
    half.parent.mkdir(parents=True)
    half.write_bytes(b"x")
    return tmp_path


def test_the_list_is_plain_and_stable_in_a_pipe(hub: Path) -> None:
    done = run("models", env=_environment(hub))
    assert (done.code, done.err) == (0, "")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert all(len(row) == 6 for row in rows)
    assert {row[5] for row in rows} <= {"gpu", "partly", "cpu", "nowhere", ""}, "where it fits depends on the machine"
    assert rows[0][:5] == ["installed", "qwen2.5-math-7b", "Q4_K_M", "4683074272", "apache-2.0"]
    assert [row[1] for row in rows if row[0] == "installed"] == ["qwen2.5-math-7b", "mini"]
    assert [rows[2][0], rows[2][1], rows[2][4]] == ["available", "qwen2.5-math-72b", "qwen"]
    assert re.fullmatch(r"~?\d{11}", rows[2][3])
    again = [line.split("\t") for line in run("models", "ls", env=_environment(hub)).out.splitlines()]
    assert [row[:5] for row in again] == [row[:5] for row in rows], "free memory, and what fits into it, may have changed"


@pytest.mark.parametrize("columns", [100, 40])
def test_the_list_fits_its_terminal(hub: Path, columns: int) -> None:
    done = run_in_terminal(["models"], columns=columns, env=_environment(hub))
    assert done.code == 0
    lines = done.out.splitlines()
    assert max(len(line) for line in lines) <= columns
    assert lines[0] == "Here"
    assert lines[1].split()[0] == "7b"
    text = " ".join(done.out.split())
    for word in ("4.68 GB", "cc-by-4.0", "tongyi-qianwen", "Q4_K_M", "OpenMath-Nemotron 1.5B"):
        assert word in text or word.replace(" ", "") in text


@pytest.mark.parametrize("arguments", [("models", "--json"), ("models", "ls", "--json"), ("models", "--json", "ls")])
def test_the_list_is_a_document_with_json(hub: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, env=_environment(hub))
    rows = {row["name"]: row for row in json.loads(done.out)["models"]}
    assert rows["qwen2.5-math-7b"]["state"] == "installed"
    assert rows["qwen2.5-math-7b"]["bytes"] == find("7b").pick("Q4_K_M").num_bytes
    assert rows["qwen2.5-math-72b"]["state"] == "available", "half a set is not installed"
    assert rows["qwen2.5-math-72b-base"]["bytes"] is None
    assert rows["mini"]["licence"] == "apache-2.0"
    assert rows["mini"]["fit"] in {"cpu", "gpu"}


def test_a_path_is_printed_alone(hub: Path) -> None:
    done = run("models", "path", "7b", env=_environment(hub))
    assert done.code == 0
    assert Path(done.out.removesuffix("\n")).stat().st_size == find("7b").pick("Q4_K_M").num_bytes
    document = json.loads(run("models", "path", "7b", "--json", env=_environment(hub)).out)
    assert document == {"name": "qwen2.5-math-7b", "quant": "Q4_K_M", "path": done.out.strip()}


def test_a_model_that_is_not_here_names_the_pull_and_exits_with_6(hub: Path) -> None:
    done = run("models", "path", "7b", "--quant", "Q8_0", env=_environment(hub))
    assert (done.code, done.out) == (6, "")
    assert "run: qmath pull 7b --quant Q8_0" in done.err
    elsewhere = run("solve", "-m", "owner/name:x-Q4_K_M.gguf", "1+1", env=_environment(hub))
    assert elsewhere.code == 6
    assert "run: qmath pull owner/name:x-Q4_K_M.gguf" in elsewhere.err


def test_a_near_miss_lists_close_names_and_exits_with_2(hub: Path) -> None:
    done = run("models", "info", "qwen2.5-math-7", env=_environment(hub))
    assert (done.code, done.out) == (2, "")
    assert "did you mean qwen2.5-math-7b or" in done.err


def test_info_shows_licence_shape_scores_and_files(hub: Path) -> None:
    done = run("models", "info", "7b", env=_environment(hub))
    for words in ("apache-2.0", "56 KiB of cache per token", "MATH tir: greedy 85.2", "arXiv 2409.12122", "<|im_end|>", "Q4_K_M, 4.68 GB"):
        assert words in " ".join(done.out.split())
    narrow = run_in_terminal(["models", "info", "7b"], columns=40, env=_environment(hub))
    cut = [line for line in narrow.out.splitlines() if len(line) > 40]
    assert all(" " not in line.strip() for line in cut), "only what cannot be wrapped is longer than the window"


def test_info_is_a_document_with_json(hub: Path) -> None:
    document = json.loads(run("models", "info", "72b", "--json", env=_environment(hub)).out)
    assert document["kv_bytes_per_token"] == 320 * 1024
    assert document["licence"] == "qwen"
    by_quant = {file["quant"]: file for file in document["files"]}
    assert len(by_quant["Q8_0"]["parts"]) == 2
    assert by_quant["Q4_K_M"]["bytes_are_estimate"]
    assert by_quant["Q4_K_M"]["parts"][0]["sha256"].startswith("5dee8a6e")


def test_info_names_the_quantization_that_pull_would_take(hub: Path) -> None:
    mark = "what qmath pull takes on this machine"
    for name in ("1.5b", "72b"):
        choice = json.loads(run("models", "plan", name, "--json", env=_environment(hub), timeout_s=300).out)["models"][0]["choice"]
        quant = choice and choice["quant"]
        assert json.loads(run("models", "info", name, "--json", env=_environment(hub)).out)["pull_quant"] == quant
        shown = " ".join(run("models", "info", name, env=_environment(hub)).out.split())
        assert "default" not in shown
        assert [found[1] for found in re.finditer(rf"(\w+), ~?[\d.]+ GB, {mark}", shown)] == ([quant] if quant else [])
        assert ("none of them fits this machine" in shown) is not bool(quant)


def test_info_keeps_to_what_was_begun_as_pull_does(hub: Path) -> None:
    entry = find("1.5b")
    for file in entry.files:
        home = Places(hub / "models", hub).home(entry, file.parts[0])
        home.parent.mkdir(parents=True, exist_ok=True)
        home.write_bytes(b"not whole")
        assert json.loads(run("models", "info", "1.5b", "--json", env=_environment(hub)).out)["pull_quant"] == file.quant
        home.unlink()


def test_info_of_a_file_shows_what_it_says_of_itself(hub: Path, mini_path: Path) -> None:
    document = json.loads(run("models", "info", str(mini_path), "--json", env=_environment(hub)).out)
    assert document["prompt"] == "qwen-math"
    assert document["n_ctx"] == 1024
    missing = run("models", "info", str(hub / "nowhere.gguf"), env=_environment(hub))
    assert missing.code == 6


def test_a_users_own_models_are_in_the_list_and_mistakes_in_them_are_named(hub: Path) -> None:
    own = hub / "models.toml"
    own.write_text(
        '[mine]\ntitle = "Mine"\nsources = [{ hub = "me/mine" }]\nfiles = [{ quant = "Q8_0", file = "mine.gguf" }]\n', encoding="utf-8"
    )
    assert "available\tmine\tQ8_0\t\t\t\n" in run("models", env=_environment(hub)).out
    own.write_text('[mine]\ntitle = "Mine"\nfile = 3\n', encoding="utf-8")
    done = run("models", env=_environment(hub))
    assert (done.code, done.out) == (2, "")
    assert f"{own}:3: there is no key 'file' here; did you mean files?" in done.err


def test_options_of_the_configuration_file_hold_in_groups(hub: Path) -> None:
    (hub / "config.toml").write_text('quant = "Q8_0"\n', encoding="utf-8")
    done = run("models", "path", "7b", env=_environment(hub))
    assert done.code == 6
    assert "--quant Q8_0" in done.err
