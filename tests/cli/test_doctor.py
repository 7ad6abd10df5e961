"""Claims about ``qmath doctor`` and about walls that are missing, through real processes on this kernel and on a poorer one."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from qmath.sandbox import landlock, syscalls
from tests.process import COMMAND, Done, environment, run

ROOT = Path(__file__).parents[2]
needs_all_walls = pytest.mark.skipif(syscalls.machine() is None or landlock.version() == 0, reason="this machine lacks a wall itself")


def _run_without(*missing: str, command: list[str], stdin: str = "") -> Done:
    """Run qmath where the kernel says that it has no such wall."""
    taken = [word for name in missing for word in ("--without", name)]
    done = subprocess.run(
        [sys.executable, "-B", "-m", "tests.sandbox.other_kernel", *taken, *COMMAND, *command],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=300,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
@needs_all_walls
def test_each_wall_is_shown_with_what_came_of_trying_it_inside_and_outside() -> None:
    done = run("doctor", "--offline", "-v", timeout_s=300)
    assert done.code == 0
    assert "Sandbox    strict: " in done.out
    assert "connect to loopback (TCP): EPERM (without the wall: open)\n" in done.out
    assert "read other files: EACCES (without the wall: open)\n" in done.out
    assert re.search(r"an endless loop stopped after \d+\.\d", done.out)
    assert "not covered" in done.out
    assert ": OPEN\n" not in done.out


def test_every_part_is_looked_at_on_one_page() -> None:
    done = run("doctor", "--offline", env=environment(COLUMNS="80"), timeout_s=300)
    lines = done.out.splitlines()
    labels = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert labels[:10] == ["qmath", "Engine", "Devices", "Model", "Speed", "Sandbox", "Disk", "Hub", "Terminal", "Config"]
    assert len(lines) <= 50
    assert all(len(line) <= 80 or "/" in line for line in lines)


@pytest.mark.slow
def test_a_narrow_window_has_narrow_lines() -> None:
    done = run("doctor", "--offline", env=environment(COLUMNS="40"), timeout_s=300)
    assert all(len(line) <= 40 or "/" in line for line in done.out.splitlines())


@pytest.mark.slow
def test_a_hub_that_cannot_be_reached_is_a_problem_where_only_mini_is_here(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        env = environment(HF_ENDPOINT=address, QMATH_MODELS_DIR=str(tmp_path), HF_HUB_CACHE=str(tmp_path), HF_HUB_OFFLINE="0")
        done = run("doctor", "--json", env=env, timeout_s=300)
    document = json.loads(done.out)
    assert document["hub"]["is_reached"] is False
    problem = next(problem for problem in document["problems"] if problem["code"] == "download")
    assert problem["exit_code"] == 6
    assert "HF_ENDPOINT" in problem["fix"]
    assert "qmath models import" in problem["fix"]
    assert done.code == max(problem["exit_code"] for problem in document["problems"])


@pytest.mark.slow
def test_a_model_that_is_not_here_is_a_problem_with_its_command() -> None:
    done = run("doctor", "--offline", "--json", "-m", "qwen2-7b", timeout_s=300)
    document = json.loads(done.out)
    assert document["model"]["name"] is None
    assert [problem["fix"] for problem in document["problems"] if problem["code"] == "model"] == ["run: qmath pull qwen2-7b"]
    assert done.code == max(problem["exit_code"] for problem in document["problems"])


@pytest.mark.slow
def test_the_selftest_solves_a_known_problem(tmp_path: Path) -> None:
    env = environment(QMATH_MODELS_DIR=str(tmp_path), HF_HUB_CACHE=str(tmp_path))
    document = json.loads(run("doctor", "--offline", "--selftest", "--json", env=env, timeout_s=300).out)
    (row,) = document["selftest"]["models"]
    assert (row["name"], row["answer"], row["is_right"]) == ("mini", "12", True)


@pytest.mark.slow
@needs_all_walls
def test_json_has_the_same_evidence_in_one_document() -> None:
    done = run("doctor", "--offline", "--json", timeout_s=300)
    document = json.loads(done.out)
    assert (done.code, done.err, document["problems"]) == (0, "", [])
    section = document["sandbox"]
    assert section["level"] == "strict"
    assert section["user"].startswith("root" if os.getuid() == 0 else "an ordinary user")
    assert len(section["evidence"]) >= 18
    assert all(one["is_held"] and one["is_proved"] for one in section["evidence"])
    assert section["program_ms"] > 0
    assert section["loop"]["status"] == "timeout"
    assert section["not_covered"]
    assert document["engine"]["probe"]["layout"] in {"default", "repack", "plain"}
    assert document["devices"]["ram"]["available_bytes"] > 0
    assert document["speed"]["tokens_per_s"] > 0
    assert document["hub"]["is_asked"] is False


@pytest.mark.slow
@needs_all_walls
def test_without_landlock_the_file_system_is_sealed_which_is_strict_too() -> None:
    done = _run_without("landlock", command=["doctor", "--offline"])
    assert done.code == 0
    assert "strict: " in done.out
    assert "sealed" in done.out
    program = "import sympy\nprint(sympy.factorint(2024))\nopen('/etc/passwd')"
    assert _run_without("landlock", command=["exec", "--sandbox", "strict", "-q"], stdin=program).out.startswith("PermissionError")


@pytest.mark.slow
@needs_all_walls
def test_without_seccomp_doctor_exits_9_and_names_what_is_open_and_the_fix() -> None:
    done = _run_without("seccomp", command=["doctor", "--offline", "--json"])
    document = json.loads(done.out)
    assert done.code == 9
    assert document["sandbox"]["level"] == "partial"
    (problem,) = document["problems"]
    assert problem["exit_code"] == 9
    assert "seccomp" in problem["message"]
    assert "container" in problem["fix"]
    assert [one["attempt"] for one in document["sandbox"]["evidence"] if not one["is_held"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [["exec", "--sandbox", "strict"], ["exec", "--jsonl", "--sandbox", "strict"], ["solve", "--sandbox", "strict", "What is 2 + 2?"]],
    ids=["exec", "jsonl", "solve"],
)
@needs_all_walls
def test_strict_runs_nothing_where_a_wall_is_missing(command: list[str]) -> None:
    program = "print(6*7)" if "--jsonl" not in command else '{"program": "print(6*7)"}'
    done = _run_without("seccomp", "landlock", command=command, stdin=program)
    assert done.code == 9
    assert "42" not in done.out
    assert "not strict: missing seccomp" in done.err


@needs_all_walls
def test_auto_warns_once_below_strict_and_runs() -> None:
    done = _run_without("seccomp", command=["exec"], stdin="print(6*7)")
    assert (done.code, done.out) == (0, "42\n")
    assert done.err.count("warning") == 1
    assert "only partial" in done.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "variables", "said", "fix"),
    [
        ("model = ", {}, "Invalid value", "{editor} {path}"),
        ('modle = "mini"', {}, "there is no setting modle", "Did you mean mode or model?): {editor} {path}"),
        ('n-ctx = "x"', {}, "--n-ctx: 'x' is not a whole number", "{editor} {path}"),
        ('verbose = "x"', {}, "--verbose: 'x' is not a whole number", "{editor} {path}"),
        ("", {"QMATH_TOP_P": "z"}, "--top-p: 'z' is not a number", "unset QMATH_TOP_P"),
        ("", {"HF_ENDPOINT": "nonsense"}, "HF_ENDPOINT is 'nonsense'", "unset HF_ENDPOINT"),
        ("", {"QMATH_MODELS_DIR": "{path}/models"}, "models cannot be written", "export QMATH_MODELS_DIR="),
    ],
)
def test_a_wrong_setting_is_a_problem_with_its_command_and_stops_nothing(
    tmp_path: Path, text: str, variables: dict[str, str], said: str, fix: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    named = {name: value.format(path=path) for name, value in variables.items()}
    env = environment(QMATH_CONFIG=str(path), EDITOR="ed", VISUAL="", HF_HUB_OFFLINE="0", **named)
    done = run("doctor", "--json", *([] if "HF_ENDPOINT" in variables else ["--offline"]), env=env, timeout_s=300)
    assert done.err == ""
    document = json.loads(done.out)
    assert document["model"]["name"], "the rest was looked at"
    assert document["sandbox"]["level"]
    (problem,) = (problem for problem in document["problems"] if said in problem["message"])
    assert fix.format(editor="ed", path=path) in problem["fix"]
    assert done.code >= problem["exit_code"] == 2


@pytest.mark.slow
def test_a_password_of_the_hubs_address_is_not_shown() -> None:
    done = run("doctor", env=environment(HF_ENDPOINT="http://me:secret@127.0.0.1:9", HF_HUB_OFFLINE="0"), timeout_s=300)
    assert "127.0.0.1:9" in done.out
    assert "secret" not in done.out + done.err
