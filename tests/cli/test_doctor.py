"""Claims about ``qmath doctor`` and about walls that are missing, through real processes on this kernel and on a poorer one."""

import json
import os
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
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@needs_all_walls
def test_each_wall_is_shown_with_what_came_of_trying_it_inside_and_outside() -> None:
    done = run("doctor")
    assert done.code == 0
    assert done.out.startswith("Sandbox    strict: ")
    assert "connect to loopback (TCP)      EPERM (without the wall: open)\n" in done.out
    assert "read other files               EACCES (without the wall: open)\n" in done.out
    assert "an endless loop                stopped after 0." in done.out
    assert "not covered" in done.out
    assert "OPEN" not in done.out


@needs_all_walls
def test_json_has_the_same_evidence_in_one_document() -> None:
    done = run("doctor", "--json")
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


@needs_all_walls
def test_without_landlock_the_file_system_is_sealed_which_is_strict_too() -> None:
    done = _run_without("landlock", command=["doctor"])
    assert done.code == 0
    assert "strict: " in done.out
    assert "sealed" in done.out
    program = "import sympy\nprint(sympy.factorint(2024))\nopen('/etc/passwd')"
    assert _run_without("landlock", command=["exec", "--sandbox", "strict", "-q"], stdin=program).out.startswith("PermissionError")


@needs_all_walls
def test_without_seccomp_doctor_exits_9_and_names_what_is_open_and_the_fix() -> None:
    done = _run_without("seccomp", command=["doctor", "--json"])
    document = json.loads(done.out)
    assert done.code == 9
    assert document["sandbox"]["level"] == "partial"
    (problem,) = document["problems"]
    assert problem["exit_code"] == 9
    assert "seccomp" in problem["message"]
    assert "container" in problem["fix"]
    assert [one["attempt"] for one in document["sandbox"]["evidence"] if not one["is_held"]]


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
