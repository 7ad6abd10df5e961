"""Claims about where ``qmath merge`` writes, through real processes."""

import json
from pathlib import Path

import pytest

from tests.process import run


def _parts(folder: Path) -> list[str]:
    for name, numbers in (("b.jsonl", (1, 3)), ("a.jsonl", (0, 2))):
        rows = [{"id": f"n{number}", "index": number, "status": "ok", "text": "é\u2028"} for number in numbers]
        (folder / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return ["b.jsonl", "a.jsonl"]


def test_a_dash_is_stdout(tmp_path: Path) -> None:
    parts = _parts(tmp_path)
    done = run("merge", *parts, "-o", "-", cwd=tmp_path)
    assert (done.code, done.err) == (0, "qmath: 4 rows\n")
    assert [json.loads(line)["index"] for line in done.out.split("\n")[:-1]] == [0, 1, 2, 3]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(parts), "no file is called -"
    assert run("merge", *parts, "-o", "all.jsonl", cwd=tmp_path).code == 0
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8") == done.out


@pytest.mark.parametrize(("output", "sentence"), [(".", ". is a folder, not a file"), ("no/all.jsonl", "there is no folder no")])
def test_where_no_file_can_be_is_a_sentence(tmp_path: Path, output: str, sentence: str) -> None:
    done = run("merge", *_parts(tmp_path), "-o", output, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"qmath: {sentence}\n")


def test_a_device_is_written_like_stdout(tmp_path: Path) -> None:
    done = run("merge", *_parts(tmp_path), "-o", "/dev/null", cwd=tmp_path)
    assert (done.code, done.err) == (0, "qmath: 4 rows\n")
