"""Claims about ``qmath solve``, through a real process with the embedded model."""

import importlib.util
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.process import COMMAND, Done, environment, interrupt_after_output, run, run_in_terminal

SCHEMA = json.loads((Path(__file__).parents[2] / "qmath" / "data" / "solution.schema.json").read_text(encoding="utf-8"))
EQUATION = "Solve for x: 4x + 5 = 6x + 7"
SUM = "What is 3 + 4?"
PROOF = "Prove that the square root of 2 is irrational."
FEW_TOKENS = ["--mode", "cot", "--max-tokens", "3"]
ENDLESS = ["solve", "-n", "4", "--temperature", "8", "--events", "--n-ctx", "1024", "--max-programs", "64", EQUATION]


def _document(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    jsonschema.validate(document, SCHEMA, cls=jsonschema.Draft202012Validator)
    return document


@pytest.fixture(scope="module")
def solved() -> dict[str, Any]:
    """Return the document of the README's problem."""
    done = run("solve", "--json", EQUATION)
    assert done.code == 0
    return _document(done.out)


@pytest.fixture(scope="module")
def on_a_terminal() -> Done:
    """Return what the README's problem writes to a terminal of 80 columns."""
    return run_in_terminal(["solve", EQUATION])


def test_the_answer_is_the_output_of_a_program_that_really_ran(solved: dict[str, Any]) -> None:
    steps = {step["kind"]: step for step in solved["samples"][0]["steps"]}
    assert solved["status"] == "ok"
    assert steps["output"]["status"] == "ok"
    assert solved["answer"]["latex"] == steps["output"]["text"]
    again = run("exec", "-q", stdin=steps["program"]["source"])
    assert again.out.strip() == steps["output"]["text"]


def test_the_readme_problem_is_solved(solved: dict[str, Any]) -> None:
    assert solved["answer"]["text"] == "-1"


def test_a_pipe_gets_the_raw_text_without_colour() -> None:
    done = run("solve", EQUATION)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "```python\n" in done.out
    assert re.search(r"```output\n.+\n```\n", done.out)
    assert done.out.endswith("\n")
    assert "mini" in done.err, "one line names the model"


def test_quiet_prints_the_answer_alone(solved: dict[str, Any]) -> None:
    done = run("solve", "-q", EQUATION)
    assert (done.code, done.out, done.err) == (0, f"{solved['answer']['text']}\n", "")


def test_a_short_text_is_written_before_anything_heavy_is_imported() -> None:
    script = """
import sys
from qmath.cli.app import run
sys.argv = ["qmath", "solve", "--events", "--mode", "cot", "--max-tokens", "8", "What is 12 + 30?"]
assert run() in (0, 3)
print(sorted({"numpy", "sympy", "huggingface_hub", "rich", "qmath.sandbox.helper"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment(), timeout=300, check=True)
    *events, imported = done.stdout.splitlines()
    assert json.loads(events[-1])["solution"]["usage"]["completion_tokens"] > 0
    assert imported == "[]", "and no helper process is started for a text without programs"


def test_stdin_is_the_problem_without_an_argument_and_with_a_dash(solved: dict[str, Any]) -> None:
    for arguments in ([], ["-"]):
        document = _document(run("solve", "--json", *FEW_TOKENS, *arguments, stdin=EQUATION).out)
        assert document["problem"] == solved["problem"]


def test_stdin_is_left_alone_when_there_is_an_argument() -> None:
    script = f'while read -r p; do {" ".join(COMMAND)} solve -q --mode cot "$p"; done'
    lines = f"{SUM}\n{SUM.replace('4', '5')}\n"
    done = subprocess.run(["bash", "-c", script], input=lines, capture_output=True, text=True, env=environment(), timeout=300, check=True)
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.slow
def test_a_file_is_read_in_any_of_the_usual_encodings(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(f"解方程：{EQUATION[13:]}".encode(encoding))
        document = _document(run("solve", "--json", *FEW_TOKENS, "--file", str(path)).out)
        problem = document["problem"]
        assert problem["text"].startswith("解方程：")
        assert problem["language"] == "zh"


def test_events_are_numbered_json_lines_that_end_in_the_solution() -> None:
    events = [json.loads(line) for line in run("solve", "--events", EQUATION).out.splitlines()]
    assert [event["seq"] for event in events] == list(range(len(events)))
    kinds = [event["type"] for event in events]
    assert kinds[0] == "start"
    assert kinds[-1] == "solution"
    assert {"delta", "program", "output", "sample"} <= set(kinds)
    times = [event["t_s"] for event in events]
    assert times == sorted(times)
    jsonschema.validate(events[-1]["solution"], SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.slow
def test_programs_share_their_names_where_asked_and_the_document_says_so(solved: dict[str, Any]) -> None:
    done = run("solve", "--stateful", "--json", EQUATION)
    document = _document(done.out)
    assert (done.code, document["answer"], document["sampling"]["stateful"]) == (0, solved["answer"], True)
    assert not solved["sampling"]["stateful"]
    assert document["fingerprint"] != solved["fingerprint"]


def test_figures_need_matplotlib_and_a_folder_that_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    nowhere = run("solve", "--artifacts", str(tmp_path / "file" / "figures"), EQUATION)
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "--artifacts" in nowhere.err
    done = run("solve", "--json", "--artifacts", str(tmp_path / "figures"), EQUATION)
    if importlib.util.find_spec("matplotlib") is None:
        assert done.code == 2
        assert "pip install matplotlib" in done.err
    else:
        assert _document(done.out)["samples"][0]["steps"][2]["artifacts"] == [], "the program showed none"


def test_several_samples_vote() -> None:
    document = _document(run("solve", "--json", "-n", "5", EQUATION).out)
    samples, votes, verification = document["samples"], document["votes"], document["verification"]
    assert len(samples) == 5
    assert sum(vote["count"] for vote in votes) <= 5
    assert verification["checks"][0]["name"] == "vote"


@pytest.mark.slow
def test_the_same_command_gives_the_same_text() -> None:
    first, second = (
        _document(run("solve", "--json", "-n", "3", "--mode", "cot", "--seed", "5", "--max-tokens", "40", EQUATION).out) for _ in range(2)
    )
    assert first["samples"] == second["samples"]
    assert first["fingerprint"] == second["fingerprint"]


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    done = run("solve", "--json", *FEW_TOKENS, "-o", str(target), EQUATION)
    assert done.out == ""
    _document(target.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_text_that_was_cut_is_truncated_and_exits_with_3() -> None:
    done = run("solve", "--json", "--max-tokens", "3", EQUATION)
    assert done.code == 3
    document = _document(done.out)
    assert document["status"] == "truncated"
    assert document["answer"] is None


@pytest.mark.slow
def test_why_there_is_no_answer_is_said_in_pipes_and_with_quiet_too() -> None:
    one = run("solve", "--mode", "cot", "--max-tokens", "1", EQUATION).err
    assert re.search(r" · 1 token( |$)", one, re.MULTILINE), one
    said = "qmath: no answer: the text was cut before one"
    full = run("solve", "-q", "--mode", "cot", "--temperature", "8", "--n-ctx", "96", EQUATION)
    assert full.err == (
        "qmath: no answer: the text filled the context of 96 tokens before one\n       raise --n-ctx, up to 1024 with this model\n"
    )
    loud, quiet = run("solve", *FEW_TOKENS, EQUATION), run("solve", "-q", *FEW_TOKENS, EQUATION)
    assert said in loud.err.splitlines()
    assert (loud.code, quiet.code, quiet.out) == (3, 3, "")
    assert quiet.err == f"{said}\n       raise --max-tokens\n"
    assert "Answer  none: the text was cut" in run_in_terminal(["solve", *FEW_TOKENS, EQUATION], env=environment(NO_COLOR="1")).out


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", ""],
        ["solve", "--no-such-option", "x"],
        ["solve", "-m", "no-such-model", "x"],
        ["solve", "--n-gpu-layers", "many", "x"],
        ["solve", "--program-memory", "lots", "x"],
        ["solve", "--json", "--quiet", "x"],
        ["solve", "x", "--file", "y"],
        ["solve", "--file", "no-such-file.txt"],
        ["solve", "What is \frac{1}{2}?"],
        ["solve", "What is rac{1}{2} of 8?"],
        ["solve", "--deterministic", "-n", "3", "x"],
        ["solve", "--temperature", "nan", "x"],
        ["solve", "--top-p", "nan", "x"],
        ["solve", "--program-timeout", "inf", "x"],
        ["solve", "--threads", "1000", "x"],
        ["no-such-command"],
    ],
    ids=lambda arguments: " ".join(arguments[:3]).encode("unicode_escape").decode(),
)
def test_wrong_usage_is_one_sentence_and_exits_with_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.err.startswith("qmath: ")
    assert len(done.err.splitlines()) <= 2


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_an_empty_one(redirection: str) -> None:
    command = " ".join(COMMAND)
    done = subprocess.run(
        ["bash", "-c", f"{command} solve -q {redirection}"],
        input="",
        capture_output=True,
        text=True,
        env=environment(),
        timeout=300,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("qmath: the problem is empty\n" if redirection != "2>&-" else "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--version"], ["solve", "--mode", "cot", "--max-tokens", "2", "What is 1+1?"]], ids=" ".join)
def test_a_full_disk_is_one_sentence(arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), timeout=300, check=False
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "qmath: the output cannot be written: No space left on device"


def test_without_a_problem_a_terminal_is_not_left_waiting() -> None:
    done = run_in_terminal(["solve"])
    assert done.code == 2
    assert "there is no problem" in done.out


def test_json_is_a_document_on_failure_too() -> None:
    done = run("solve", "--json", "-m", "no-such-model", "x")
    assert done.code == 2
    document = _document(done.out)
    assert document["status"] == "error"
    error = document["error"]
    assert error["exit_code"] == 2


def test_a_missing_model_exits_with_6_and_names_the_command(tmp_path: Path) -> None:
    done = run("solve", "-m", "7b", "x", env=environment(HF_HOME=str(tmp_path)))
    assert done.code == 6
    assert "qmath pull 7b" in done.err


@pytest.mark.parametrize("content", [b"", b"GGUF", b"not a model at all", b"GGUF\x03\x00\x00\x00" + b"\xff" * 64])
def test_a_damaged_model_file_exits_with_6(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    done = run("solve", "--json", "-m", str(path), "x")
    assert done.code == 6
    _document(done.out)
    assert "Traceback" not in done.err


def test_a_problem_longer_than_the_context_exits_with_8() -> None:
    done = run("solve", "--json", "1+" * 3000)
    assert done.code == 8
    hint = _document(done.out)["error"]["hint"]
    assert "--n-ctx" not in hint, "mini holds no more than that anyway"
    most = re.search(r"(\d+) tokens at most", hint)
    assert most is not None
    smaller = run("solve", "--n-ctx", "128", "1+" * 100)
    assert smaller.code == 8
    assert f"raise --n-ctx, up to {most[1]} with this model" in smaller.err


def test_a_gpu_that_is_required_and_missing_exits_with_8() -> None:
    done = run("solve", "--require-gpu", EQUATION)
    if done.code == 0:
        pytest.skip("this llama.cpp has a GPU backend")
    assert done.code == 8
    assert "GPU" in done.err


def test_ctrl_c_ends_with_130_and_without_a_traceback() -> None:
    done = interrupt_after_output(ENDLESS, signal.SIGINT)
    assert done.code == 130
    assert "Traceback" not in done.err


def test_sigterm_ends_with_143() -> None:
    done = interrupt_after_output(ENDLESS, signal.SIGTERM)
    assert done.code == 143
    assert "Traceback" not in done.err


def test_a_closed_pipe_is_silent_and_ends_with_141() -> None:
    script = f"set -o pipefail; {' '.join(COMMAND)} {' '.join(ENDLESS[:-1])} '{EQUATION}' | head -c 1 >/dev/null"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment(), timeout=300, check=False)
    assert done.returncode == 141
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_shows_the_program_in_a_frame_and_the_answer(on_a_terminal: Done) -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", on_a_terminal.out)
    assert on_a_terminal.code == 0
    assert "╭─ program" in plain
    assert "output · " in plain
    assert "sandbox " in plain
    assert re.search(r"^Answer  \S+$", plain, re.MULTILINE)
    assert "unverified" in plain


def test_what_was_printed_is_never_touched_again(on_a_terminal: Done) -> None:
    assert not re.search(r"\x1b\[[0-9;]*[A-GJKSTfhl]|\r(?!\n)", on_a_terminal.out), "no cursor movement, no erasing"


@pytest.mark.slow
@pytest.mark.parametrize("columns", [0, 20, 40])
def test_narrow_windows_keep_every_line_within_them(columns: int) -> None:
    done = run_in_terminal(["solve", EQUATION], columns=columns)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.out)
    frame = [line for line in plain.splitlines() if line[:1] in "╭│├╰"]
    assert done.code == 0
    assert frame
    assert all(len(line) <= (columns or 80) for line in frame)


@pytest.mark.slow
def test_no_color_and_dumb_terminals_get_no_escapes() -> None:
    for extra in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        done = run_in_terminal(["solve", "--mode", "cot", SUM], env=environment(**extra))
        assert "\x1b" not in done.out
        assert "Answer  " in done.out


@pytest.mark.slow
def test_ascii_is_asked_for_and_given() -> None:
    done = run_in_terminal(["solve", "--render", "ascii", EQUATION])
    assert "+- program" in done.out
    assert "╭" not in done.out
    assert "s, sandbox " in done.out
    assert done.out.isascii(), "frames and lines of status too"


@pytest.mark.slow
def test_a_window_may_change_its_size_while_text_streams() -> None:
    done = run_in_terminal(["solve", EQUATION], columns=90, resized=[30, 60, 24, 80, 20, 100, 40])
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.out)
    assert done.code == 0
    assert "Answer  " in plain
    assert not re.search(r"\x1b\[[0-9;]*[A-GJKSTfhl]", done.out), "nothing that was written is touched again"


@pytest.mark.slow
def test_formulas_are_drawn_unless_latex_is_asked_for(on_a_terminal: Done) -> None:
    latex = run_in_terminal(["solve", "--render", "latex", EQUATION]).out
    assert "\\boxed" not in on_a_terminal.out
    assert "\\boxed" in latex


@pytest.mark.slow
def test_options_come_from_the_environment_and_the_configuration_file(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("quiet = true\n", encoding="utf-8")
    quiet = run("solve", "-q", "--mode", "cot", SUM).out
    assert len(quiet.splitlines()) == 1
    assert run("solve", "--mode", "cot", SUM, env=environment(QMATH_CONFIG=str(config))).out == quiet
    assert run("solve", "--mode", "cot", SUM, env=environment(QMATH_QUIET="1")).out == quiet
    config.write_text("\nmodle = 'mini'\n", encoding="utf-8")
    done = run("solve", EQUATION, env=environment(QMATH_CONFIG=str(config)))
    assert done.code == 2
    assert f"{config}:2" in done.err


def test_a_problem_without_command_or_quotes_is_told_what_it_lacks() -> None:
    assert "a problem is solved by: qmath solve 'PROBLEM'" in run("What is 3 + 4?").err
    assert "put the problem in single quotes" in run("solve", "What", "is", "3").err


@pytest.mark.parametrize(
    "arguments", [["batch", "a.jsonl", "b"], ["render", "a.md", "b"], ["exec", "a.py", "b"], ["models", "lst"]], ids=" ".join
)
def test_only_solve_is_told_how_a_problem_is_written(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "problem is solved" not in done.err
    assert "single quotes" not in done.err
    assert f"see: qmath {arguments[0]} --help" in done.err


@pytest.mark.slow
def test_doubt_is_said_on_stderr_where_stdout_is_a_pipe() -> None:
    done = run("solve", "--max-tokens", "60", PROOF)
    assert "is unsure here" in done.err
    assert "is unsure here" not in done.out
    assert "is unsure here" not in run("solve", "-q", "--max-tokens", "60", PROOF).err


def test_the_name_of_a_file_is_not_taken_for_a_problem(tmp_path: Path) -> None:
    (tmp_path / "problem.txt").write_text(SUM, encoding="utf-8")
    done = run("solve", "problem.txt", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == "qmath: problem.txt is a file, not a problem\n       qmath solve --file problem.txt\n"
    document = _document(run("solve", "--json", "--file", "problem.txt", *FEW_TOKENS, cwd=tmp_path).out)
    assert document["problem"]["text"] == SUM


def test_a_lost_dollar_variable_is_noticed() -> None:
    done = run("solve", "-q", "--max-tokens", "1", "Solve ^2 = 4$ for x")
    assert "single quotes" in done.err
