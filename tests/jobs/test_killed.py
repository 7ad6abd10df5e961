"""Claims about a batch with sessions and figures that is killed: it goes on, and every row has its own names and its own figures."""

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COUNT = 12
LONG_S = 300
pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="figures need matplotlib"),
    pytest.mark.skipif(sys.platform != "linux", reason="figures need Linux"),
]


def _start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.jobs.drawing_batch", str(folder), str(COUNT)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def _finish(process: subprocess.Popen[str]) -> tuple[int, int]:
    out, err = process.communicate(timeout=LONG_S)
    assert process.returncode == 0, err
    num_rows, num_reused = map(int, out.split())
    return num_rows, num_reused


def _num_finished(folder: Path) -> int:
    journal = folder / "out.jsonl.journal"
    return journal.read_bytes().count(b'{"index"') if journal.exists() else 0


def _kill_after(folder: Path, count: int) -> bool:
    """Kill the batch and its programs when so many rows are finished; tell whether it still ran."""
    process = _start(folder)
    deadline = time.monotonic() + LONG_S
    while process.poll() is None and _num_finished(folder) < count:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    is_running = process.poll() is None
    if is_running:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=LONG_S)
    return is_running


def _timeless(folder: Path) -> list[str]:
    text = (folder / "out.jsonl").read_text(encoding="utf-8")
    times = r'"(?:load|first_token|generate|programs|total|tokens_per_s|wall_s)": [0-9.e+-]+|"created": "[^"]*"|figure-\d+'
    return re.sub(times, "", text).splitlines()


@pytest.mark.slow
def test_sessions_and_figures_survive_kills(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    assert _finish(_start(whole)) == (COUNT, 0)
    num_killed = sum(_kill_after(killed, count) for count in (1, 4, 8))
    assert num_killed, "a kill came before the end"
    num_rows, num_reused = _finish(_start(killed))
    assert num_rows == COUNT
    assert num_reused >= 1
    assert _timeless(killed) == _timeless(whole)
    rows = [json.loads(line) for line in (killed / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["answer"]["exact"] for row in rows] == [str(2 * n) for n in range(COUNT)], "the second program had the first one's name"
    named = [name for row in rows for step in row["samples"][0]["steps"] for name in step.get("artifacts", ())]
    assert len(set(named)) == len(named) == COUNT, "one figure each, and nobody else's"
    for name in named:
        assert (killed / "figures" / name).read_bytes().endswith(b"IEND\xaeB`\x82"), "it is whole"
