"""Claims about ``qmath batch`` and ``qmath merge``, through real processes with the embedded model."""

import contextlib
import json
import os
import random
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.process import COMMAND, LONG_S, Done, environment, run, run_in_terminal

SCHEMA = json.loads((Path(__file__).parents[2] / "qmath" / "data" / "solution.schema.json").read_text(encoding="utf-8"))
PROBLEM = "Tom has {} pens and buys 8 more. How many pens does he have now?"
COUNT = 6


def _problems(path: Path, count: int) -> Path:
    rows = [{"id": f"p{n}", "problem": PROBLEM.format(n + 11), "level": n} for n in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _rows(text: str) -> list[dict[str, Any]]:
    """Return the rows of JSON Lines, every byte of which is one."""
    assert text == "" or text.endswith("\n")
    rows = [json.loads(line) for line in text.split("\n")[:-1]]
    for row in rows:
        jsonschema.validate(row, SCHEMA, cls=jsonschema.Draft202012Validator)
    return rows


def _timeless(path: Path) -> list[str]:
    """Return the rows as text, without times."""
    text = path.read_text(encoding="utf-8")
    return re.sub(
        r'"(?:load|first_token|generate|programs|total|tokens_per_s|wall_s)": [0-9.e+-]+|"created": "[^"]*"', "TIME", text
    ).splitlines()


def _start(*arguments: str, cwd: Path, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "batch", *arguments],
        cwd=cwd,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )


@contextlib.contextmanager
def _held_open(path: Path) -> Iterator[None]:
    """Turn a file into a pipe of the same name that holds its bytes and does not end: who reads it waits for more."""
    data = path.read_bytes()
    path.unlink()
    os.mkfifo(path)
    writer = os.open(path, os.O_RDWR)
    os.write(writer, data)
    try:
        yield
    finally:
        os.close(writer)
        path.unlink()
        path.write_bytes(data)


def _wait_for_a_row(journal: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + LONG_S
    while time.monotonic() < deadline and process.poll() is None:
        if journal.exists() and b'{"index"' in journal.read_bytes():
            return
        time.sleep(0.02)
    raise AssertionError(f"no row was finished: {process.communicate()}")


def _batch(*arguments: str, cwd: Path, stdin: str = "", **extra: str) -> Done:
    return run("batch", *arguments, cwd=cwd, stdin=stdin, env=environment(**extra), timeout_s=LONG_S)


@pytest.mark.slow
def test_a_file_becomes_a_file_in_its_order_with_a_summary(tmp_path: Path) -> None:
    path = _problems(tmp_path / "p.jsonl", 3)
    path.write_text(path.read_text(encoding="utf-8") + '{"problem": 5}\n', encoding="utf-8")
    done = _batch("p.jsonl", "-o", "out.jsonl", cwd=tmp_path)
    rows = _rows((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert (done.code, done.out) == (5, "")
    assert [row["id"] for row in rows] == ["p0", "p1", "p2", "4"]
    assert rows[1]["input"] == {"level": 1}
    assert rows[3]["error"]["message"] == "p.jsonl:4: problem is a number, not text"
    assert "p.jsonl:4: problem is a number" in done.err
    assert "\x1b" not in done.err
    assert "\r" not in done.err
    summary = json.loads((tmp_path / "out.jsonl.summary.json").read_text(encoding="utf-8"))
    assert (summary["rows"], summary["statuses"]["error"], summary["input_rows"]) == (4, 1, 4)

    again = _batch("p.jsonl", "-o", "out.jsonl", "--fail-on", "all", cwd=tmp_path)
    assert again.code == 0
    assert "4 from before" in again.err
    assert "p.jsonl:4: problem is a number" in again.err, "what is still wrong is said again"

    changed = _batch("p.jsonl", "-o", "out.jsonl", "--max-tokens", "5", "-q", "--fail-on", "never", cwd=tmp_path)
    assert changed.code == 0
    assert "max_tokens was null in the run before and is 5" in changed.err
    assert [row["status"] for row in _rows((tmp_path / "out.jsonl").read_text(encoding="utf-8"))] == [*["truncated"] * 3, "error"]

    (tmp_path / "other.txt").write_text("1+1\n", encoding="utf-8")
    other = _batch("other.txt", "-o", "out.jsonl", "--max-tokens", "5", "-q", "--fail-on", "never", cwd=tmp_path)
    assert 'input was "p.jsonl" in the run before and is "other.txt"' in other.err
    assert "those of the other stay in the journal" in other.err


@pytest.mark.slow
def test_references_are_kept_and_said_not_to_be_compared(tmp_path: Path) -> None:
    row = {"problem": PROBLEM.format(11), "reference": 19}
    for given in (row, {"problem": PROBLEM.format(11)}):
        done = _batch("-", "-o", "-", "--max-tokens", "4", "--fail-on", "never", cwd=tmp_path, stdin=json.dumps(given) + "\n")
        assert done.code == 0
        assert ("references are kept in the output and not compared yet" in done.err) is ("reference" in given)
        (written,) = _rows(done.out)
        assert written.get("input") == ({"reference": 19} if "reference" in given else None)


def test_a_pipe_of_text_becomes_json_lines_on_stdout(tmp_path: Path) -> None:
    lines = f"{PROBLEM.format(11)}\n\n{PROBLEM.format(12)}\n"
    done = _batch("-", "-o", "-", cwd=tmp_path, stdin=lines)
    rows = _rows(done.out)
    assert [row["problem"]["source"] for row in rows] == ["stdin:1", "stdin:3"]
    assert list(tmp_path.iterdir()) == [], "a stream leaves no files"


@pytest.mark.slow
def test_a_reader_that_leaves_is_no_failure(tmp_path: Path) -> None:
    _problems(tmp_path / "p.jsonl", 200)  # more than the pipe holds, however late its reader leaves
    script = f"set -o pipefail; {shlex.join(COMMAND)} batch p.jsonl -o - --parallel 1 -q --max-tokens 8 | head -1"
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, env=environment(), timeout=LONG_S, check=False
    )
    assert done.returncode == 141
    assert done.stderr == ""
    assert len(_rows(done.stdout)) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_keeps_what_is_finished_and_prints_how_to_go_on(tmp_path: Path, number: signal.Signals, code: int) -> None:
    _problems(tmp_path / "p.jsonl", 4)
    options = ("--parallel", "1", "--max-tokens", "30", "--fail-on", "never", "--fresh")
    with _held_open(tmp_path / "p.jsonl"):
        process = _start("p.jsonl", "-o", "out.jsonl", *options, cwd=tmp_path)
        _wait_for_a_row(tmp_path / "out.jsonl.journal", process)
        process.send_signal(number)
        out, err = process.communicate(timeout=LONG_S)
    assert (process.returncode, out) == (code, "")
    assert "Traceback" not in err
    assert not (tmp_path / "out.jsonl").exists()
    command = re.search(r"go on with: qmath (.*)", err)
    assert command is not None
    assert "--fresh" not in command[1]
    done = run(*shlex.split(command[1]), cwd=tmp_path, timeout_s=LONG_S)
    assert done.code == 0
    assert re.search(r"[1-9]\d* from before", done.err)
    assert len(_rows((tmp_path / "out.jsonl").read_text(encoding="utf-8"))) == 4


def test_a_second_run_on_one_output_is_refused_with_the_pid_of_the_first(tmp_path: Path) -> None:
    first = _start("-", "-o", "out.jsonl", cwd=tmp_path, stdin=subprocess.PIPE)
    journal = tmp_path / "out.jsonl.journal"
    deadline = time.monotonic() + LONG_S
    while not (journal.exists() and journal.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.02)
    second = _batch("-", "-o", "out.jsonl", cwd=tmp_path, stdin="1+1\n")
    assert second.code == 2
    assert f"in use by process {first.pid}" in second.err
    first.kill()
    first.communicate(timeout=LONG_S)


@pytest.mark.slow
def test_ctrl_c_ends_a_run_that_waits_for_a_pipe(tmp_path: Path) -> None:
    process = _start("-", "-o", "out.jsonl", cwd=tmp_path, stdin=subprocess.PIPE)
    journal = tmp_path / "out.jsonl.journal"
    deadline = time.monotonic() + LONG_S
    while not (journal.exists() and b'{"run"' in journal.read_bytes()) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=LONG_S) == 130
    process.communicate()


def test_ctrl_c_while_a_batch_starts_is_said(tmp_path: Path) -> None:
    _problems(tmp_path / "p.jsonl", 2)
    with _held_open(tmp_path / "p.jsonl"):
        process = _start("p.jsonl", "-o", "out.jsonl", "--fresh", cwd=tmp_path)
        journal = tmp_path / "out.jsonl.journal"
        deadline = time.monotonic() + LONG_S
        while not (journal.exists() and journal.stat().st_size) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=LONG_S)
    assert process.returncode == 130
    assert err.count("qmath: stopped") == 1
    assert "go on with: qmath batch p.jsonl -o out.jsonl" in err
    assert "Traceback" not in err
    if "before a row was begun" in err:
        assert "--fresh" in err
        assert "earlier" not in err


def test_check_reports_bad_rows_and_solves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"problem": "1+1"}\n{"problem": \n\n[]\n', encoding="utf-8")
    done = _batch("p.jsonl", "--check", cwd=tmp_path)
    assert (done.code, done.out) == (11, "")
    assert re.findall(r"p\.jsonl:\d+", done.err) == ["p.jsonl:2", "p.jsonl:4"]
    assert list(tmp_path.iterdir()) == [path]
    path.write_text('{"problem": "1+1"}\n', encoding="utf-8")
    assert _batch("p.jsonl", "--check", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["p.jsonl"], 2, "there is no --output"),
        (["p.jsonl", "-o", "p.jsonl"], 2, "both input and output"),
        (["p.jsonl", "-o", "mine.txt"], 2, "no journal beside it"),
        (["missing.jsonl", "-o", "out.jsonl"], 2, "missing.jsonl: No such file"),
        (["p.jsonl", "-o", "no/such/out.jsonl"], 2, "there is no folder no/such\n       make it: mkdir -p no/such\n"),
        (["p.jsonl", "-o", "."], 2, ". is a folder, not a file"),
        (["p.jsonl", "-o", "out.jsonl", "--shard", "0/3"], 2, "is no shard"),
        (["p.jsonl", "-o", "out.jsonl", "--shard", "slurm"], 2, "SLURM_ARRAY_TASK_ID is not set"),
        (["p.jsonl", "-o", "out.jsonl", "--parallel", "many"], 2, "neither auto nor a number"),
        (["empty.jsonl", "--check"], 11, "0 rows"),
        (["list.json", "--check"], 11, "one JSON list"),
        (["table.csv", "--check"], 11, "table.csv:1: no column is called problem"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_before_a_model_is_loaded(tmp_path: Path, arguments: list[str], code: int, sentence: str) -> None:
    _problems(tmp_path / "p.jsonl", 1)
    (tmp_path / "mine.txt").write_text("mine\n", encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "list.json").write_text('[{"problem": "1+1"}]', encoding="utf-8")
    (tmp_path / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = _batch(*arguments, cwd=tmp_path)
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine\n"


@pytest.mark.slow
def test_a_disk_without_room_is_a_sentence_and_keeps_the_journal(tmp_path: Path) -> None:
    _problems(tmp_path / "p.jsonl", 8)
    script = f"ulimit -f 6; {shlex.join(COMMAND)} batch p.jsonl -o out.jsonl --parallel 2 --max-tokens 8 -q"
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, env=environment(), timeout=LONG_S, check=False
    )
    assert done.returncode == 2
    assert re.search(r"out\.jsonl\.journal: File too large", done.stderr)
    assert "finished rows are kept" in done.stderr
    assert "Traceback" not in done.stderr
    journal = (tmp_path / "out.jsonl.journal").read_bytes()
    assert journal.endswith(b"}\n"), "no torn row"
    kept = journal.count(b'{"index"')
    assert kept >= 1
    again = _batch("p.jsonl", "-o", "out.jsonl", "--parallel", "2", "--max-tokens", "8", "--fail-on", "never", cwd=tmp_path)
    assert again.code == 0
    assert f"{kept} from before" in again.err


@pytest.mark.slow
def test_a_full_file_system_is_a_sentence_and_keeps_the_journal(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    _problems(tmp_path / "p.jsonl", 12)
    command = f"{shlex.join(COMMAND)} batch p.jsonl -o small/out.jsonl --parallel 2 --max-tokens 8 -q"
    script = f"mount -t tmpfs -o size=12k none small && {{ {command}; code=$?; tail -c 2 small/out.jsonl.journal; exit $code; }}"
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=LONG_S,
        check=False,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no file systems can be mounted here")
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert done.stdout == "}\n"


@pytest.mark.slow
def test_shards_are_joined_to_what_one_run_gives(tmp_path: Path) -> None:
    _problems(tmp_path / "p.jsonl", 4)
    common = ("--deterministic", "--max-tokens", "12", "--fail-on", "never", "-q")
    assert _batch("p.jsonl", "-o", "whole.jsonl", *common, cwd=tmp_path).code == 0
    for task in ("4", "5"):
        slurm = {"SLURM_ARRAY_TASK_ID": task, "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_MAX": "5", "SLURM_ARRAY_TASK_COUNT": "2"}
        assert _batch("p.jsonl", "-o", f"part-{task}.jsonl", "--shard", "slurm", *common, cwd=tmp_path, **slurm).code == 0
    done = run("merge", "part-5.jsonl", "part-4.jsonl", "-o", "all.jsonl", cwd=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert _timeless(tmp_path / "all.jsonl") == _timeless(tmp_path / "whole.jsonl")
    assert run("merge", "part-4.jsonl", "-o", "all.jsonl", cwd=tmp_path).code == 2, "nothing is overwritten silently"
    half = run("merge", "part-4.jsonl", "-o", "half.jsonl", cwd=tmp_path)
    assert half.code == 11
    assert "no part is shard 2/2" in half.err


@pytest.mark.slow
def test_the_profile_of_ci_is_deterministic_and_a_flag_still_wins(tmp_path: Path) -> None:
    done = _batch("-", "-o", "-", "--max-tokens", "5", "-q", cwd=tmp_path, stdin="1+1\n", QMATH_PROFILE="ci")
    (row,) = _rows(done.out)
    assert row["reproducible"]["value"]
    pull = run("pull", "1.5b", "--profile", "ci")
    assert pull.code == 6
    assert "the network is forbidden" in pull.err
    wrong = run("solve", "--profile", "no-such", "1+1")
    assert wrong.code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", "--json", "--max-tokens", "8", PROBLEM.format(11)],
        ["solve", "--events", "--max-tokens", "8", PROBLEM.format(11)],
        ["exec", "--json"],
        ["batch", "-", "-o", "-", "--max-tokens", "8"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_every_byte_of_stdout_is_json(arguments: list[str]) -> None:
    done = run(*arguments, stdin="print(6*7)\n", timeout_s=LONG_S)
    assert done.out.endswith("\n")
    for line in done.out.split("\n")[:-1]:
        assert isinstance(json.loads(line), dict)


@pytest.mark.slow
def test_a_terminal_gets_a_live_line_on_stderr_only(tmp_path: Path) -> None:
    _problems(tmp_path / "p.jsonl", 30)
    done = run_in_terminal(["batch", str(tmp_path / "p.jsonl"), "-o", str(tmp_path / "out.jsonl"), "--parallel", "1", "--max-tokens", "30"])
    assert "30 rows: " in done.out
    assert "\r" in done.out


def test_answers_of_a_pipe_on_a_terminal_stick_to_no_live_line(tmp_path: Path) -> None:
    _problems(tmp_path / "p.jsonl", 4)
    common = ("--max-tokens", "20", "--mode", "cot", "--parallel", "1", "--fail-on", "never")
    terminal, child = os.openpty()
    script = f"{shlex.join([*COMMAND, 'batch', 'p.jsonl', '-o', '-', *common])} | sed 's/.*/ROW/'"
    process = subprocess.Popen(["bash", "-c", script], cwd=tmp_path, stdin=child, stdout=child, stderr=child, env=environment())
    os.close(child)
    written = b""
    with contextlib.suppress(OSError):  # Linux says EIO when the last writer has gone
        while data := os.read(terminal, 65536):
            written += data
    os.close(terminal)
    assert process.wait(timeout=LONG_S) == 0
    lines = written.decode().replace("\r\n", "\n").split("\n")
    assert lines.count("ROW") == 4
    assert not any("\r" in line for line in lines)


def _num_finished(journal: Path) -> int:
    return journal.read_bytes().count(b'{"index"') if journal.exists() else 0


def _kill_somewhere(process: subprocess.Popen[str], journal: Path, draw: random.Random, most_s: float) -> bool:
    """Kill a batch and its group: while it starts, or a moment after one of its rows; tell whether it still ran."""
    wanted = draw.randint(min(_num_finished(journal), COUNT - 1), COUNT - 1)
    while process.poll() is None and _num_finished(journal) < wanted:
        time.sleep(0.005)
    try:
        process.wait(timeout=draw.uniform(0.0, most_s if wanted == 0 else most_s / COUNT))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return True
    finally:
        process.communicate(timeout=LONG_S)
    return False


def _killed_and_resumed(folder: Path, num_kills: int, seed: int, *options: str) -> None:
    """Kill batches at random points and let them go on; each result equals the uninterrupted one, but for times."""
    source = str(_problems(folder / "p.jsonl", COUNT))
    common = ("--deterministic", "--fail-on", "never", *options)
    started = time.monotonic()
    assert _batch(source, "-o", "whole.jsonl", *common, cwd=folder).code == 0
    most_s = time.monotonic() - started
    whole = _timeless(folder / "whole.jsonl")
    draw = random.Random(seed)
    num_runs = num_killed = num_reused = 0
    while num_killed < num_kills:
        num_runs += 1
        output = folder / f"out-{num_runs}.jsonl"
        for _ in range(3):  # several kills before a run may end
            process = _start(source, "-o", str(output), *common, cwd=folder)
            num_killed += _kill_somewhere(process, folder / f"{output.name}.journal", draw, most_s)
        done = _batch(source, "-o", str(output), *common, cwd=folder)
        assert done.code == 0
        num_reused += int((re.search(r"(\d+) from before", done.err) or ["", "0"])[1])
        assert _timeless(output) == whole
    assert num_reused, "some rows were finished before a kill"


@pytest.mark.slow
def test_a_batch_that_is_killed_anywhere_gives_what_an_uninterrupted_one_gives(tmp_path: Path) -> None:
    _killed_and_resumed(tmp_path, 2, 1, "--mode", "cot", "--max-tokens", "40")


@pytest.mark.slow
def test_fifty_kills_of_a_batch_with_programs_lose_nothing(tmp_path: Path) -> None:
    _killed_and_resumed(tmp_path, 50, 2, "--mode", "tir")
