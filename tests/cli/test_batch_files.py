"""Claims about ``qmath batch`` where files cannot be written or are gone, as an ordinary user: root is refused nothing."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process import COMMAND, environment, run
from tests.sandbox.as_user import NOBODY, NOT_POSSIBLE

ROOT = Path(__file__).parents[2]
AS_USER = [sys.executable, "-m", "tests.sandbox.as_user"] if os.getuid() == 0 else []


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that an ordinary user owns and can reach, with a file of problems."""
    path = Path(tempfile.mkdtemp())
    (path / "p.jsonl").write_text('{"problem": "1+1"}\n{"problem": "2+2"}\n', encoding="utf-8")
    (path / "out").mkdir()
    if os.getuid() == 0:
        for each in (path, path / "p.jsonl", path / "out"):
            os.chown(each, NOBODY, NOBODY)
    yield path
    (path / "out").chmod(0o755)
    shutil.rmtree(path)


def _start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*AS_USER, *COMMAND, "batch", *arguments, "--max-tokens", "4", "--fail-on", "never"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
    )


def _ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for the end; return the exit code and what was said."""
    _, err = process.communicate(timeout=300)
    if process.returncode == NOT_POSSIBLE:
        pytest.skip("nobody can become an ordinary user here")
    assert "Traceback" not in err
    return process.returncode, err


def test_a_read_only_folder_is_a_sentence(folder: Path) -> None:
    (folder / "out").chmod(0o555)
    code, err = _ended(_start(str(folder / "p.jsonl"), "-o", str(folder / "out" / "s.jsonl")))
    assert code == 2
    assert err.startswith(f"qmath: {folder}/out/s.jsonl.journal: Permission denied\n")


@pytest.mark.slow
def test_a_folder_that_becomes_read_only_keeps_the_journal_and_the_next_run_goes_on(folder: Path) -> None:
    journal, output = folder / "out" / "s.jsonl.journal", folder / "out" / "s.jsonl"
    process = _start("-", "-o", str(output))
    assert process.stdin is not None
    process.stdin.write((folder / "p.jsonl").read_text(encoding="utf-8"))
    process.stdin.flush()
    deadline = time.monotonic() + 300
    while process.poll() is None and not (journal.exists() and journal.read_bytes().count(b'{"index"') == 2):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    (folder / "out").chmod(0o555)
    code, err = _ended(process)
    assert code == 2
    assert f"qmath: {output}: Permission denied\n" in err
    assert "finished rows are kept" in err
    assert not output.exists()
    (folder / "out").chmod(0o755)
    code, err = _ended(_start(str(folder / "p.jsonl"), "-o", str(output)))
    assert code == 0
    assert "2 from before" in err
    assert [json.loads(line)["problem"]["text"] for line in output.read_text(encoding="utf-8").splitlines()] == ["1+1", "2+2"]


def test_an_input_that_is_gone_is_a_sentence_and_leaves_the_journal_alone(tmp_path: Path) -> None:
    journal = tmp_path / "s.jsonl.journal"
    journal.write_bytes(b"as it was")
    done = run("batch", "gone.jsonl", "-o", "s.jsonl", cwd=tmp_path)
    assert (done.code, done.err.splitlines()[0]) == (2, "qmath: gone.jsonl: No such file or directory")
    assert journal.read_bytes() == b"as it was"


def test_a_device_is_written_like_stdout(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("1+1\n", encoding="utf-8")
    common = ("--max-tokens", "2", "--mode", "cot", "--fail-on", "never")
    assert run("batch", "p.txt", "-o", "/dev/null", *common, cwd=tmp_path, timeout_s=300).code == 0
    full = run("batch", "p.txt", "-o", "/dev/full", *common, cwd=tmp_path, timeout_s=300)
    assert full.code == 2
    assert "qmath: the output cannot be written: No space left on device\n" in full.err
    assert [path.name for path in tmp_path.iterdir()] == ["p.txt"]
