"""Claims about pulls that are killed, and about a disk that is full."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qmath.models.partial import claimed_bytes
from tests.hub import Faults, Hub, serve
from tests.models.puller import LIMITS
from tests.process import LONG_S, environment

PULLER = Path(__file__).with_name("puller.py")
ROOT = Path(__file__).parents[2]
NUM_KILLS = 30
MIB = 1 << 20
UNREAD_MIB = 0.25
"""What may lie in the buffers of a connection: the server has sent it, and a puller that waits for the processor has not read it."""


def _start(hub: Hub, folder: Path, data: bytes, *limit: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(PULLER), f"{hub.address}/files", str(folder), hashlib.sha256(data).hexdigest(), str(len(data)), *limit]
    env = environment(PYTHONPATH=str(ROOT), NO_PROXY="127.0.0.1")
    return subprocess.Popen(command, env=env, start_new_session=True, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_a_puller_killed_at_thirty_points_fetches_at_most_a_mebibyte_per_connection_twice(tmp_path: Path) -> None:
    random_points = random.Random(7)
    data = random_points.randbytes(80 * MIB)
    lost: list[float] = []
    with serve({"/files/tiny.gguf": data}, Faults(piece_s=0.004)) as hub:
        final = tmp_path / "models" / "tiny" / "tiny.gguf"
        for number in range(NUM_KILLS):
            num_asked, before, had = len(hub.asked), hub.num_sent_bytes, claimed_bytes(final)
            process = _start(hub, tmp_path, data)
            deadline = time.monotonic() + LONG_S
            while len(hub.asked) <= num_asked + 1 and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)  # until bytes come: a kill before that proves nothing
            time.sleep(random_points.uniform(0.0, 0.5))
            assert not final.exists() or number > 20, "the file must last for the kills"
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            sent, kept = hub.settled_bytes() - before, claimed_bytes(final) - had
            lost.append((sent - kept) / LIMITS.num_connections / MIB)
            if final.exists():
                break
        hub.faults.piece_s = 0.0
        process = _start(hub, tmp_path, data)
        _, err = process.communicate(timeout=LONG_S)
        assert process.returncode == 0, err
        assert final.read_bytes() == data
    assert len(lost) == NUM_KILLS
    assert sum(lost) > 0, "the kills came while bytes did"
    assert max(lost) <= 1.0 + UNREAD_MIB, f"{max(lost):.3f} MiB at worst, {sum(lost) / NUM_KILLS:.3f} on average"
    assert sorted(path.name for path in final.parent.iterdir() if path.suffix != ".lock") == ["tiny.gguf", "tiny.gguf.json"]


def test_a_killed_puller_is_followed_by_one_that_takes_over_its_lock_and_its_bytes(tmp_path: Path) -> None:
    data = random.Random(8).randbytes(6 * MIB)
    with serve({"/files/tiny.gguf": data}, Faults(piece_s=0.02)) as hub:
        process = _start(hub, tmp_path, data)
        deadline = time.monotonic() + LONG_S
        final = tmp_path / "models" / "tiny" / "tiny.gguf"
        while claimed_bytes(final) < MIB and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        sent, kept = hub.settled_bytes(), claimed_bytes(final)
        assert MIB <= kept < len(data)
        hub.faults.piece_s = 0.0
        process = _start(hub, tmp_path, data)
        _, err = process.communicate(timeout=LONG_S)
        assert process.returncode == 0, err
        assert hub.settled_bytes() - sent <= len(data) - kept + 1, "a byte to learn of the file, and what had not been written"
    assert final.read_bytes() == data


def test_a_disk_that_takes_no_more_keeps_the_part_and_the_next_run_goes_on(tmp_path: Path) -> None:
    data = random.Random(9).randbytes(4 * MIB)
    with serve({"/files/tiny.gguf": data}) as hub:
        process = _start(hub, tmp_path, data, str(7 * MIB // 2))
        _, err = process.communicate(timeout=LONG_S)
        assert process.returncode == 6
        assert "takes no more" in err
        assert "are kept" in err
        final = tmp_path / "models" / "tiny" / "tiny.gguf"
        sent, kept = hub.settled_bytes(), claimed_bytes(final)
        assert kept > 0
        process = _start(hub, tmp_path, data)
        _, err = process.communicate(timeout=LONG_S)
        assert process.returncode == 0, err
        assert hub.settled_bytes() - sent <= len(data) - kept + 1, "a byte to learn of the file, and what had not been written"
    assert final.read_bytes() == data
