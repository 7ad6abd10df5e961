"""Claims about hostile and ordinary programs, each row run through the real pool with everything around it watched.

Every run is a process of its own (``arena.py``) with canaries in its environment; it refuses to run attacks unless all walls stand.
"""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.arena import ENV_CANARY
from tests.sandbox.as_user import NOT_POSSIBLE

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
AS_USER = ["-m", "tests.sandbox.as_user", sys.executable, "-B"]
SLOW_ROWS = {
    "loop-while", "loop-c-level", "loop-partial-nonewline", "sleep-select", "bigint-pow-tower", "bigint-str-quadratic",
    "sympy-factor-hang", "sympy-simplify-hang", "finally-hang", "switchinterval-thread", "thread-bomb", "sig-ignore-all",
    "mem-grow", "mem-zipbomb", "recursion-limit-raised", "chan-flood", "chan-huge-frame", "state-after-soft-timeout",
    "nested-list-repr", "out-many-lines", "repr-loops", "error-str-loops", "chan-control-eaten", "session-thread-steals-header",
}  # fmt: skip


FILES = ["benign.jsonl", "attacks.jsonl", "attacks_published.jsonl"]


def _ids(*names: str) -> list[str]:
    return [json.loads(line)["id"] for name in names for line in (DATA / name).read_text("utf-8").splitlines()]


def _in_arena(module: str, *arguments: str, as_user: bool = False) -> subprocess.CompletedProcess[str]:
    prefix = AS_USER if as_user else []
    return subprocess.run(
        [sys.executable, "-B", *prefix, "-m", f"tests.sandbox.{module}", *arguments],
        cwd=ROOT,
        env={**os.environ, ENV_CANARY: f"canary-{secrets.token_hex(8)}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=3600,
    )


def _run(names: list[str], *arguments: str, as_user: bool = False) -> list[dict[str, object]]:
    """Run the rows of files in an arena and return its lines."""
    done = _in_arena("arena", *(str(DATA / name) for name in names), *arguments, as_user=as_user)
    if done.returncode == NOT_POSSIBLE:
        pytest.skip(f"no ordinary user can be made here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _wrong(lines: list[dict[str, object]]) -> list[dict[str, object]]:
    return [line for line in lines if line["wrong"]]


def test_ordinary_programs_are_right_and_quick_attacks_reach_nothing() -> None:
    lines = _run(FILES, *(argument for row in SLOW_ROWS for argument in ("--without", row)))
    assert len(lines) == len(_ids(*FILES)) - len(SLOW_ROWS)
    assert _wrong(lines) == []


@pytest.mark.slow
def test_two_thousand_mutants_of_all_programs_leave_everything_as_it_was() -> None:
    done = _in_arena("fuzz")
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["wrong"] == []
    assert sum(outcome["ends"].values()) == 2000
    assert set(outcome["ends"]) >= {"ok", "error", "timeout", "denied", "memory", "signal"}, "the mutants reach every kind of end"


@pytest.mark.slow
@pytest.mark.parametrize("hidden", [[], ["--hidden", "landlock"]], ids=["landlock", "sealed"])
@pytest.mark.parametrize("as_user", [False, True], ids=["here", "user"])
def test_every_row_holds_with_and_without_landlock_as_root_and_as_user(hidden: list[str], as_user: bool) -> None:  # noqa: FBT001 - a column
    if as_user and os.getuid() != 0:
        pytest.skip("the tests themselves run as an ordinary user")
    lines = _run(FILES, *hidden, as_user=as_user)
    assert len(lines) == len(_ids(*FILES))
    assert _wrong(lines) == []


def test_no_attack_is_run_without_walls() -> None:
    done = _in_arena("arena", str(DATA / "attacks.jsonl"), "--hidden", "seccomp")
    assert done.returncode != 0
    assert "no attack is run" in done.stderr
    assert done.stdout == ""
