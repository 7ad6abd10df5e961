"""Claims about ``qmath models plan``, through real processes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from qmath.models.catalog import find
from qmath.models.fit import ERROR
from qmath.models.store import Places
from tests.process import environment, run


def test_the_document_has_every_quantization_with_what_it_needs() -> None:
    done = run("models", "plan", "7b", "--json", timeout_s=300)
    document = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert document["error"] == ERROR
    (model,) = document["models"]
    assert (model["name"], model["n_ctx"]) == ("qwen2.5-math-7b", 4096)
    files = {file["quant"]: file for file in model["files"]}
    assert sum(files["Q4_K_M"]["needs"].values()) == files["Q4_K_M"]["needs_bytes"] > files["Q4_K_M"]["bytes"] == 4683074272
    assert files["Q2_K"]["has_few_bits"]
    assert not files["Q4_K_M"]["has_few_bits"]
    assert {file["place"] for file in model["files"]} <= {"gpu", "partly", "cpu", "nowhere"}


def test_a_person_sees_what_would_be_fetched_and_why() -> None:
    done = run("models", "plan", "1.5b", env=environment(COLUMNS="80"), timeout_s=300)
    assert done.code == 0
    assert done.out.startswith("This machine: ")
    assert "Qwen2.5-Math 1.5B Instruct, context 4096\n" in done.out
    assert "* qmath pull 1.5b: " in done.out
    assert "within 10 %" in done.out
    assert all(len(line) <= 80 for line in done.out.splitlines())


def test_a_narrow_window_has_narrow_lines() -> None:
    done = run("models", "plan", env=environment(COLUMNS="40"), timeout_s=300)
    assert "72b" in done.out
    assert all(len(line) <= 40 for line in done.out.splitlines())


def test_a_longer_context_needs_more() -> None:
    needs = []
    for n_ctx in ("1024", "4096"):
        document = json.loads(run("models", "plan", "7b", "--n-ctx", n_ctx, "--json", timeout_s=300).out)
        needs.append(document["models"][0]["files"][0]["needs"]["cache"])
    assert needs == [1024 * 56 * 1024, 4096 * 56 * 1024]


def test_a_context_is_no_longer_than_the_model_has() -> None:
    document = json.loads(run("models", "plan", "7b", "--n-ctx", "100000", "--json", timeout_s=300).out)
    assert document["models"][0]["n_ctx"] == 4096


def test_a_file_says_its_own_size_and_shape(mini_path: Path) -> None:
    (by_path,) = json.loads(run("models", "plan", str(mini_path), "--json", timeout_s=300).out)["models"]
    (by_name,) = json.loads(run("models", "plan", "mini", "--json", timeout_s=300).out)["models"]
    assert by_path["files"][0]["bytes"] == mini_path.stat().st_size
    assert by_path["n_ctx"] == 1024
    assert by_path["files"] == by_name["files"]
    done = run("models", "plan", "mini", timeout_s=300)
    assert "qmath pull" not in done.out, "there is nothing to fetch"


@pytest.mark.parametrize("name", ["7c", "nothing-like-it"])
def test_an_unknown_name_is_refused(name: str) -> None:
    done = run("models", "plan", name)
    assert (done.code, done.out) == (2, "")
    assert f"no model is called '{name}'" in done.err


def test_what_was_begun_is_marked_as_pull_goes_on_with_it(tmp_path: Path) -> None:
    env = environment(QMATH_MODELS_DIR=str(tmp_path / "models"), HF_HOME=str(tmp_path / "hub"))
    entry = find("1.5b")
    file = next(file for file in entry.files if file.quant == "Q4_K_M")
    home = Places(tmp_path / "models", tmp_path).home(entry, file.parts[0])
    home.parent.mkdir(parents=True)
    home.write_bytes(b"not whole")
    shown = run("models", "plan", "1.5b", env=env, timeout_s=300).out
    assert re.search(r"^\* Q4_K_M ", shown, re.MULTILINE)
    assert "* qmath pull 1.5b: Q4_K_M was begun and is finished first" in shown
    document = json.loads(run("models", "plan", "1.5b", "--json", env=env, timeout_s=300).out)
    assert document["models"][0]["choice"]["quant"] == "Q4_K_M"
