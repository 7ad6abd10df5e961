"""Claims about the recipes in the README: each command in them really runs, with mini, in a real shell."""

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.process import COMMAND, environment

TEXT = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
PROBLEMS = ("A pen costs 12 cents. How much do 8 pens cost?", "What is 3 + 4?")


pytestmark = pytest.mark.slow


def _fenced(language: str) -> str:
    """Return the only block of a language."""
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    return str(block)


@pytest.fixture
def shell_env(tmp_path: Path) -> dict[str, str]:
    """Return an environment in whose PATH this qmath is, and in which texts are short."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "qmath"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return environment(PATH=f"{folder}{os.pathsep}{os.environ['PATH']}", QMATH_MAX_TOKENS="8", QMATH_FAIL_ON="never")


def _write_problems(path: Path) -> None:
    path.write_text("".join(json.dumps({"problem": problem}) + "\n" for problem in PROBLEMS), encoding="utf-8")


def _run(script: str, cwd: Path, env: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_steps_of_the_github_actions_job_run(tmp_path: Path, shell_env: dict[str, str]) -> None:
    steps = yaml.safe_load(_fenced("yaml"))["steps"]
    _write_problems(tmp_path / "problems.jsonl")
    scripts = [step for step in steps if "run" in step]
    assert [step["run"].split()[0] for step in scripts] == ["python3", "qmath"]
    assert scripts[0]["run"] == "python3 -m pip install .", "what CI does with the README's test command"
    _run(scripts[1]["run"], tmp_path, {**shell_env, **scripts[1]["env"]})
    assert [row["problem"]["text"] for row in _rows(tmp_path / "solutions.jsonl")] == list(PROBLEMS)
    upload = steps[-1]["with"]["path"]
    assert {path.name for path in tmp_path.glob(upload)} >= {"solutions.jsonl", "solutions.jsonl.journal", "solutions.jsonl.summary.json"}


def test_the_makefile_makes_solutions_and_makes_them_once(tmp_path: Path, shell_env: dict[str, str]) -> None:
    (tmp_path / "Makefile").write_text(_fenced("make"), encoding="utf-8")
    _write_problems(tmp_path / "algebra.jsonl")
    _run("make algebra.solutions.jsonl", tmp_path, shell_env)
    assert len(_rows(tmp_path / "algebra.solutions.jsonl")) == len(PROBLEMS)
    _run("make -q algebra.solutions.jsonl", tmp_path, shell_env)


def test_the_task_of_a_slurm_array_solves_its_share(tmp_path: Path, shell_env: dict[str, str]) -> None:
    array = re.search(r"^    sbatch --array=(\d+)-(\d+) --wrap '([^']*)'$", TEXT, re.MULTILINE)
    assert array is not None
    first, last, script = int(array[1]), int(array[2]), array[3]
    _write_problems(tmp_path / "problems.jsonl")
    numbers = {"MIN": first, "MAX": last, "COUNT": last - first + 1, "STEP": 1}
    slurm = {f"SLURM_ARRAY_TASK_{name}": str(number) for name, number in numbers.items()}
    found = []
    for task in (2, 3):
        _run(script, tmp_path, {**shell_env, **slurm, "SLURM_ARRAY_TASK_ID": str(task)})
        found += [row["id"] for row in _rows(tmp_path / f"part-{task}.jsonl")]
    assert len(set(found)) == len(found) <= len(PROBLEMS)
