"""Claims about ``--few-shot``, through real processes and a base model that writes what it is told."""

import json
from pathlib import Path

import pytest

from tests.gguf_files import write_chain
from tests.process import environment, run

ROW = '{"problem": "What is 1 + 1?", "solution": "It is \\\\boxed{2}."}\n'


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a base model that answers 4."""
    path = tmp_path_factory.mktemp("base") / "base.gguf"
    return str(write_chain(path, ["Ċ", *"\\boxed{4}", "<|endoftext|>"], end="<|endoftext|>"))


def test_a_base_model_solves_with_examples_of_the_user(base: str, tmp_path: Path) -> None:
    file = tmp_path / "examples.jsonl"
    file.write_text(ROW * 2, encoding="utf-8")
    done = run("solve", "-m", base, "--few-shot", str(file), "--json", "What is 2 + 2?")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert document["answer"]["text"] == "4"
    assert document["sampling"]["mode"] == "cot"
    plain = run("solve", "-m", base, "--json", "What is 2 + 2?")
    assert json.loads(plain.out)["usage"]["prompt_tokens"] > document["usage"]["prompt_tokens"] + 500
    assert "looks like a base model: worked examples go before the problem" in plain.err


def test_a_batch_takes_examples_too(base: str, tmp_path: Path) -> None:
    file, problems = tmp_path / "examples.jsonl", tmp_path / "in.txt"
    file.write_text(ROW, encoding="utf-8")
    problems.write_text("What is 2 + 2?\nWhat is 3 + 1?\n", encoding="utf-8")
    done = run("batch", str(problems), "-o", "-", "-m", base, env=environment(QMATH_FEW_SHOT=str(file)))
    assert done.code == 0, done.err
    assert [json.loads(line)["answer"]["text"] for line in done.out.splitlines()] == ["4", "4"]


def test_a_bad_row_is_named_with_its_line_and_exits_with_11(base: str, tmp_path: Path) -> None:
    file = tmp_path / "examples.jsonl"
    file.write_text(ROW + '{"problem": "x", "answer": "y"}\n', encoding="utf-8")
    done = run("solve", "-m", base, "--few-shot", str(file), "x")
    assert (done.code, done.out) == (11, "")
    assert f"{file}:2: the row has no solution" in done.err
    assert run("solve", "-m", base, "--few-shot", str(tmp_path / "nowhere"), "x").code == 2
