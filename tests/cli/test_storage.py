"""Claims about ``qmath models verify``, ``rm``, ``import`` and ``gc``, through real processes."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.process import environment, run, run_in_terminal

WEIGHTS = b"GGUF" + bytes(range(256)) * 4000
SHA = hashlib.sha256(WEIGHTS).hexdigest()
CATALOG = f"""
[own]
title = "A model of a user"
modes = ["cot"]
languages = ["en"]
licence = "mit"
sources = [{{ hub = "some/own" }}]
[[own.files]]
quant = "Q4_K_M"
file = "own-Q4_K_M.gguf"
bytes = {len(WEIGHTS)}
sha256 = "{SHA}"
[[own.files]]
quant = "Q8_0"
file = "own-Q8_0.gguf"
bytes = {len(WEIGHTS) + 1}
"""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "config.toml").write_text("")
    (tmp_path / "models.toml").write_text(CATALOG)
    return environment(
        QMATH_CONFIG=str(tmp_path / "config.toml"), QMATH_MODELS_DIR=str(tmp_path / "models"), HF_HUB_CACHE=str(tmp_path / "hub")
    )


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Return a file that the user brought."""
    path = tmp_path / "brought.gguf"
    path.write_bytes(WEIGHTS)
    return path


def test_an_imported_file_is_recognised_by_its_hash_and_takes_no_more_room(env: dict[str, str], given: Path, tmp_path: Path) -> None:
    done = run("models", "import", str(given), env=env)
    assert done.code == 0, done.err
    home = tmp_path / "models" / "own" / "own-Q4_K_M.gguf"
    assert done.out == f"{home}\n"
    assert home.samefile(given)
    assert run("models", "path", "own", env=env).out == done.out
    assert run("pull", "own", env=env).out == done.out, "and is not fetched again"


def test_the_usual_model_of_a_user_does_not_say_what_a_file_is(env: dict[str, str], given: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('model = "7b"\nquant = "Q8_0"\n')
    assert run("models", "import", str(given), env=env).out == f"{tmp_path / 'models' / 'own' / 'own-Q4_K_M.gguf'}\n"
    assert run("models", "import", str(given), env={**env, "QMATH_MODEL": "mini"}).code == 0
    assert run("models", "import", str(given), "-m", "7b", "--quant", "Q8_0", env=env).code == 6


def test_what_is_imported_must_be_what_it_is_said_to_be(env: dict[str, str], given: Path, tmp_path: Path) -> None:
    given.write_bytes(WEIGHTS[:-1] + b"?")
    unknown = run("models", "import", str(given), env=env)
    assert unknown.code == 2
    assert "--model NAME --quant Q" in unknown.err
    wrong = run("models", "import", str(given), "-m", "own", "--quant", "Q4_K_M", env=env)
    assert wrong.code == 6
    assert "is not the file that the catalog calls own Q4_K_M" in wrong.err
    small = run("models", "import", str(given), "-m", "1.5b", "--quant", "Q8_0", env=env)
    assert small.code == 6, "a file of some bytes is no model of 1.5 billion weights"
    given.write_text("no model")
    junk = run("models", "import", str(given), env=env)
    assert f"{given} is not a GGUF file: it begins with the bytes 6e 6f 20 6d." in junk.err
    assert junk.err == run("models", "plan", str(given), env=env).err, "both say it in the same words"
    assert not (tmp_path / "models").exists()


def test_verify_tells_good_files_from_damaged_ones(env: dict[str, str], given: Path) -> None:
    home = Path(run("models", "import", str(given), env=env).out.strip())
    good = run("models", "verify", "own", env=env)
    assert (good.code, good.out) == (0, f"ok\town\tQ4_K_M\t{home}\n")
    with home.open("r+b") as file:
        file.write(b"gguf")
    bad = run("models", "verify", "own", "--json", env=env)
    assert bad.code == 6
    (row,) = json.loads(bad.out)["files"]
    assert (row["state"], row["expected"]) == ("damaged", SHA)
    assert "qmath models rm own --quant Q4_K_M && qmath pull own --quant Q4_K_M" in bad.err
    everything = run("models", "verify", env=env)
    assert everything.code == 6
    assert sorted(line.split("\t")[:2] for line in everything.out.splitlines()) == [["damaged", "own"], ["ok", "mini"]]


def test_verify_of_what_is_not_here_names_the_pull(env: dict[str, str]) -> None:
    done = run("models", "verify", "own", env=env)
    assert done.code == 6
    assert "run: qmath pull own" in done.err


@pytest.mark.slow
def test_rm_says_what_it_frees_and_needs_an_answer(env: dict[str, str], given: Path, tmp_path: Path) -> None:
    run("models", "import", str(given), env=env)
    given.unlink()
    home = tmp_path / "models" / "own"
    silent = run("models", "rm", "own", env=env)
    assert silent.code == 2
    assert "add --yes" in silent.err
    assert str(home / "own-Q4_K_M.gguf") in silent.err
    assert (home / "own-Q4_K_M.gguf").exists()
    removed = run("models", "rm", "own", "--yes", "--json", env=env)
    assert removed.code == 0
    assert json.loads(removed.out)["num_freed_bytes"] >= len(WEIGHTS)
    assert not home.exists()
    assert run("models", "rm", "own", "--yes", env=env).code == 6


@pytest.mark.slow
def test_rm_asks_on_a_terminal(env: dict[str, str], given: Path, tmp_path: Path) -> None:
    run("models", "import", str(given), env=env)
    asked = run_in_terminal(["models", "rm", "own"], env=env, typed={"remove it? [y/N]": "n\n"})
    assert "remove it? [y/N]" in asked.out
    assert (tmp_path / "models" / "own" / "own-Q4_K_M.gguf").exists()
    assert "has another name on this machine" in asked.out


def test_rm_leaves_mini_and_the_hubs_cache_alone(env: dict[str, str], tmp_path: Path) -> None:
    assert run("models", "rm", "mini", "--yes", env=env).code == 2
    cached = tmp_path / "hub" / "models--some--own" / "snapshots" / "main" / "own-Q4_K_M.gguf"
    cached.parent.mkdir(parents=True)
    cached.write_bytes(WEIGHTS)
    refused = run("models", "rm", "own", "--yes", env=env)
    assert refused.code == 2
    assert "hf cache rm" in refused.err
    assert cached.exists()


def test_gc_removes_what_killed_downloads_left_and_not_what_is_being_fetched(env: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "models" / "own"
    folder.mkdir(parents=True)
    for name in ("a.gguf.part", "a.gguf.part.journal", "a.gguf.lock", "b.gguf.json", "c.gguf.part", "d.gguf"):
        (folder / name).write_bytes(b"x" * 5000)
    lock = os.open(folder / "c.gguf.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        assert run("models", "gc", env=env).code == 2
        assert len(list(folder.iterdir())) == 7
        done = run("models", "gc", "--yes", "--json", env=env)
    finally:
        os.close(lock)
    assert done.code == 0, done.err
    assert sorted(path.name for path in folder.iterdir()) == ["c.gguf.lock", "c.gguf.part", "d.gguf"]
    assert json.loads(done.out)["num_freed_bytes"] >= 4 * 5000
    assert len(json.loads(done.out)["removed"]) == 4
    run("models", "gc", "--yes", env=env)
    assert "nothing to remove" in run("models", "gc", env=env).err


def test_gc_touches_nothing_that_others_put_into_the_folder(env: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "models" / "theirs"
    folder.mkdir(parents=True)
    names = ("config.json", "tokenizer.json", "poetry.lock", "film.part", "draft.new", "own.gguf")
    for name in names:
        (folder / name).write_text("{}")
        os.utime(folder / name, (0, 0))
    (folder / "away").symlink_to(tmp_path / "unmounted")
    assert "nothing to remove" in run("models", "gc", "--yes", env=env).err
    (folder / "own.gguf.77.new").write_text("x")
    os.utime(folder / "own.gguf.77.new", (0, 0))
    assert run("models", "gc", "--yes", env=env).code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted([*names, "away"])


def test_rm_refuses_what_another_process_is_fetching(env: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "models" / "own"
    folder.mkdir(parents=True)
    (folder / "own-Q8_0.gguf.part").write_bytes(b"x" * 5000)
    lock = os.open(folder / "own-Q8_0.gguf.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        refused = run("models", "rm", "own", "--yes", env=env)
    finally:
        os.close(lock)
    assert refused.code == 6
    assert "another process is fetching own-Q8_0.gguf" in refused.err
    assert run("models", "rm", "own", "--yes", env=env).code == 0
    assert not folder.exists(), "the lock of a killed process goes too"


def test_a_second_import_leaves_nothing_behind(env: dict[str, str], given: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("models", "import", str(given), "-m", "own", "--quant", "q4_k_m", env=env).code == 0, "small letters will do"
    assert sorted(path.name for path in (tmp_path / "models" / "own").iterdir()) == ["own-Q4_K_M.gguf", "own-Q4_K_M.gguf.json"]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_an_import_of_what_is_no_file_ends_at_once(env: dict[str, str], tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "odd.gguf")
    done = run("models", "import", str(tmp_path / "odd.gguf"), env=env)
    assert done.code == 6
    assert "is not a regular file" in done.err
