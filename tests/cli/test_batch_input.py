"""Claims about ``qmath batch`` and strange inputs: none stops the batch, none is lost."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.process import COMMAND, environment, run

QUICK = ("--model", "mini", "--mode", "cot", "--max-tokens", "4", "--fail-on", "never")


@pytest.mark.parametrize("is_piped", [False, True])
def test_numbers_and_depths_that_no_document_can_hold_are_bad_rows(tmp_path: Path, is_piped: bool) -> None:  # noqa: FBT001 - a parameter
    deep = [f'{{"problem": "1+1", "x": {"[" * depth}{"]" * depth}}}' for depth in (400, *range(490, 1000, 15))]
    lines = ['{"problem": "1+1", "x": 1e999}', '{"problem": "1+1", "answer": -1e999}', *deep, '{"problem": "2+2"}']
    text = "\n".join(lines) + "\n"
    (tmp_path / "p.jsonl").write_text(text, encoding="utf-8")
    done = run("batch", "-" if is_piped else "p.jsonl", "-o", "-", *QUICK, stdin=text if is_piped else "", cwd=tmp_path, timeout_s=300)
    assert done.code == 0, done.err
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["index"] for row in rows] == list(range(len(lines)))
    errors = [row["error"]["message"] if row["status"] == "error" else "" for row in rows]
    assert ["too large" in error for error in errors] == [True, True, *[False] * (len(lines) - 2)]
    assert ["too deeply" in error for error in errors] == [False] * 4 + [True] * (len(lines) - 5) + [False]


@pytest.mark.parametrize("written", ["p.jsonl", "p.jsonl.journal", "p.jsonl.part", "p.jsonl.summary.json"])
def test_what_is_read_is_never_written_however_it_was_opened(tmp_path: Path, written: str) -> None:
    path = tmp_path / written
    path.write_text('{"problem": "1+1"}\n', encoding="utf-8")
    (tmp_path / "other").symlink_to(path)
    for name in (written, "other"):
        done = run("batch", name, "-o", "p.jsonl", "--fresh", "--unordered", *QUICK, cwd=tmp_path, timeout_s=300)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"qmath: {written} is both input and output\n")
    with path.open("rb") as stdin:
        command = [*COMMAND, "batch", "-", "-o", "p.jsonl", "--fresh", "--unordered", *QUICK]
        redirected = subprocess.run(command, stdin=stdin, capture_output=True, text=True, env=environment(), cwd=tmp_path, check=False)
    assert (redirected.returncode, redirected.stderr.splitlines()[0]) == (2, f"qmath: {written} is both input and output")
    assert path.read_text(encoding="utf-8") == '{"problem": "1+1"}\n'
