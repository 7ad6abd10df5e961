"""Claims about runs that are refused before their command begins: whoever asks for JSON gets JSON."""

import json
from pathlib import Path

import jsonschema
import pytest

from qmath.cli.refusal import wanted
from tests.process import environment, run

SCHEMA = json.loads((Path(__file__).parents[2] / "qmath" / "data" / "solution.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", "--json", "--max-tokens", "x", "1+1"],
        ["solve", "--no-such-option", "--json", "1+1"],
        ["solve", "--json", "--quiet", "1+1"],
    ],
    ids=" ".join,
)
def test_a_refusal_is_a_document_and_a_sentence(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    document = json.loads(done.out)
    jsonschema.validate(document, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert document["status"] == "error"
    assert done.err.startswith(f"qmath: {document['error']['message']}\n")
    assert document["error"]["exit_code"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "name"),
    [
        (["exec", "--json", "no-such-file.py"], 2, "input"),
        (["exec", "--json", "--program-timeout", "never"], 2, "usage"),
        (["doctor", "--json", "now"], 2, "usage"),
        (["models", "info", "--json", "7c"], 2, "unknown_model"),
        (["models", "path", "--json", "7b"], 6, "model"),
        (["pull", "7b", "--json", "--offline"], 6, "model"),
        (["models", "import", "--json", "nowhere.gguf"], 6, "model_file"),
        (["config", "show", "--json", "--no-such-option"], 2, "usage"),
    ],
    ids=str,
)
def test_commands_that_give_no_solution_give_a_document_of_the_error(tmp_path: Path, arguments: list[str], code: int, name: str) -> None:
    done = run(*arguments, env=environment(QMATH_MODELS_DIR=str(tmp_path), HF_HUB_CACHE=str(tmp_path)))
    assert done.code == code
    document = json.loads(done.out)
    assert set(document) == {"schema", "qmath", "error"}
    assert document["schema"] == "qmath.error/1"
    error = document["error"]
    assert (set(error), error["code"], error["exit_code"]) == ({"code", "exit_code", "message", "hint"}, name, code)
    assert done.err.endswith(f"qmath: {error['message']}\n" + (f"       {error['hint']}\n" if error["hint"] else ""))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "--max-tokens", "x", "1+1"],
        ["1+1", "--json", "--quiet"],
        ["--json", "--deterministic", "-n", "3", "--", "1+1"],
        ["--json", "-n", "0", "--file", "problem.txt"],
    ],
    ids=" ".join,
)
def test_the_problem_of_a_refused_run_is_in_its_document(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "problem.txt").write_text("1+1\n", encoding="utf-8")
    done = run("solve", *arguments, cwd=tmp_path)
    assert done.code == 2
    assert json.loads(done.out)["problem"]["text"] == "1+1"


def test_a_wrong_configuration_is_a_document_too(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("no-such-option = 1\n", encoding="utf-8")
    done = run("solve", "--json", "1+1", env=environment(QMATH_CONFIG=str(config)))
    assert done.code == 2
    assert json.loads(done.out)["error"]["code"] == "config"


def test_a_refusal_is_the_last_event() -> None:
    done = run("solve", "--events", "--top-k", "many", "1+1")
    assert done.code == 2
    assert json.loads(done.out)["type"] == "error"


@pytest.mark.parametrize("arguments", [["solve", "--top-k", "x", "1"], ["batch", "--json", "x"]], ids=" ".join)
def test_nobody_else_gets_a_document(arguments: list[str]) -> None:
    assert run(*arguments).out == ""


def test_json_is_asked_for_by_option_variable_or_configuration() -> None:
    options = {"json": "json_", "events": "events"}
    assert wanted(["solve", "--json", "x"], options, {}, {}) == "json"
    assert wanted(["solve", "--events"], options, {}, {}) == "events"
    assert wanted(["solve", "x"], options, {"json_": "true"}, {}) == "json"
    assert wanted(["solve", "x"], options, {}, {"QMATH_JSON": "true"}) == "json"
    assert wanted(["solve", "x"], options, {}, {"QMATH_JSON": "0"}) == ""
    assert wanted(["solve", "--", "--json"], options, {}, {}) == ""
    assert wanted(["batch", "--json"], {}, {}, {}) == ""


@pytest.mark.parametrize(
    ("arguments", "variables", "says"),
    [
        (["--select", "best"], {}, "Invalid value for '--select': 'best' is not one of"),
        (["--select", "best"], {"QMATH_SELECT": "first"}, "Invalid value for '--select': 'best' is not one of"),
        ([], {"QMATH_SELECT": "best"}, "Invalid value for the variable QMATH_SELECT: 'best' is not one of"),
        ([], {"QMATH_SAMPLES": "abc"}, "Invalid value for the variable QMATH_SAMPLES: 'abc' is not a whole number."),
        ([], {"QMATH_TIMEOUT": "nan"}, "Invalid value for the variable QMATH_TIMEOUT: nan is not a finite number"),
        ([], {"QMATH_QUIET": "maybe"}, "Invalid value for the variable QMATH_QUIET: 'maybe' is not a valid boolean. Recognized values: 0"),
        (["--timeout", "0"], {}, "Invalid value for '--timeout': "),
    ],
    ids=str,
)
def test_a_wrong_value_is_named_by_what_gave_it(arguments: list[str], variables: dict[str, str], says: str) -> None:
    done = run("solve", *arguments, "1+1", env=environment(**variables))
    assert done.code == 2
    assert done.err.startswith(f"qmath: {says}")
    assert "env var" not in done.err
