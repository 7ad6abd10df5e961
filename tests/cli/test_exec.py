"""Claims about ``qmath exec``, through a real process."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.process import COMMAND, LONG_S, environment, run


def _rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def _lines(*rows: object) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def test_a_program_from_stdin_gives_the_text_the_model_would_read() -> None:
    done = run("exec", "-q", stdin="print(6*7)")
    assert (done.code, done.out) == (0, "42\n")


def test_a_program_from_a_file_gives_the_value_of_its_last_expression(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("from sympy import *\nx = symbols('x')\nsolve(x**2 - 5*x + 6, x)\n", encoding="utf-8")
    assert run("exec", "-q", str(path)).out == "[2, 3]\n"


def test_a_program_that_fails_exits_with_3_and_shows_the_last_line_of_its_traceback() -> None:
    done = run("exec", "-q", stdin="1/0")
    assert (done.code, done.out) == (3, "ZeroDivisionError: division by zero\n")


def test_json_holds_status_and_walls() -> None:
    document = json.loads(run("exec", "--json", stdin="print(1)").out)
    assert document["status"] == "ok"
    assert document["text"] == "1"
    assert document["sandbox"]["level"] in {"strict", "partial", "process", "none"}
    assert set(document) == {"status", "text", "truncated", "wall_s", "cpu_s", "peak_memory_bytes", "sandbox"}


@pytest.mark.slow
def test_a_cut_output_is_said_to_be_cut() -> None:
    done = run("exec", stdin="print(*range(3000))")
    assert len(done.out) < 500
    assert "cut in the middle" in done.err
    assert run("exec", "-q", stdin="print(*range(3000))").err == ""


def test_an_endless_loop_is_a_time_out() -> None:
    document = json.loads(run("exec", "--json", "--program-timeout", "0.3", stdin="while True:\n    pass").out)
    assert document["status"] == "timeout"
    assert document["text"] == "Timeout Error"


def test_what_a_program_writes_to_stderr_is_shown_there_and_not_read_by_the_model() -> None:
    program = "import sys\nprint('e\x1b[2J', file=sys.stderr)\nprint(42)"
    done = run("exec", stdin=program)
    assert (done.code, done.out) == (0, "42\n")
    assert "e" in done.err.splitlines()
    quiet = run("exec", "-q", stdin=program)
    assert (quiet.out, quiet.err) == ("42\n", "")


def test_an_empty_program_is_a_usage_error() -> None:
    done = run("exec", stdin=" \n")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("qmath: stdin: the program is empty\n")


def test_a_missing_file_is_a_usage_error() -> None:
    done = run("exec", "no-such-file.py")
    assert done.code == 2
    assert "no-such-file.py" in done.err


@pytest.mark.slow
def test_control_sequences_do_not_reach_the_terminal() -> None:
    done = run("exec", "-q", stdin="print('a\\x1b[2Jb')")
    assert "\x1b" not in done.out


@pytest.mark.slow
def test_rows_come_back_with_their_ids_in_the_order_of_the_input() -> None:
    slow = {"id": "slow", "program": "import time\ntime.sleep(0.6)\nprint('first')"}
    done = run("exec", "--jsonl", "--parallel", "3", stdin=_lines(slow, *({"id": i, "program": f"{i}*2"} for i in range(1, 20))))
    rows = _rows(done.out)
    assert done.code == 0
    assert [row["id"] for row in rows] == ["slow", *range(1, 20)]
    assert [row["text"] for row in rows] == ["first", *(str(2 * i) for i in range(1, 20))]
    assert set(rows[0]) == {"id", "status", "text", "truncated", "wall_s", "cpu_s", "peak_memory_bytes", "sandbox"}


@pytest.mark.slow
def test_a_row_of_programs_starts_each_fresh_and_with_stateful_shares_names() -> None:
    line = _lines({"id": 7, "programs": ["x = 5", "print(x)", "1/0", "x + 1"]})
    (fresh,) = _rows(run("exec", "--jsonl", stdin=line).out)
    (shared,) = _rows(run("exec", "--jsonl", "--stateful", stdin=line).out)
    assert [result["text"] for result in fresh["results"]][1] == "NameError: name 'x' is not defined"  # type: ignore[attr-defined]
    texts = [result["text"] for result in shared["results"]]  # type: ignore[attr-defined]
    assert texts == ["Done", "5", "ZeroDivisionError: division by zero", "6"]


def test_a_bad_row_is_reported_with_its_place_and_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    rows = ['\ufeff{"program": "1+1"}', "", "{", '{"id": "x"}', '{"id": 5, "programs": [1]}', '"text"', "[" * 100_000, '{"program": "3"}']
    path.write_bytes("\n".join(rows).encode() + b"\n\xff\xfe\n")
    done = run("exec", "--jsonl", str(path))
    out = _rows(done.out)
    assert done.code == 5
    assert [(row["id"], row["status"]) for row in out] == [
        (1, "ok"),
        *((None, "error"), ("x", "error"), (5, "error"), (None, "error"), (None, "error")),
        (8, "ok"),
        (None, "error"),
    ]
    for number in (3, 4, 5, 6, 7, 9):
        assert f"qmath: {path}:{number}: " in done.err
    assert out[1]["error"] == {"code": "input", "message": out[1]["text"].removeprefix("InputError: ")}  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_row_comes_out_before_the_next_goes_in() -> None:
    with subprocess.Popen(
        [*COMMAND, "exec", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for i in range(3):
            process.stdin.write(_lines({"id": i, "program": f"print({i})"}).encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["text"] == str(i)
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait(timeout=LONG_S) == 0


def test_no_rows_give_no_rows() -> None:
    done = run("exec", "--jsonl", stdin="")
    assert (done.code, done.out) == (0, "")


def test_a_reader_that_leaves_ends_it_with_141() -> None:
    lines = _lines(*({"id": i, "program": f"print('{i} ' * 99)"} for i in range(300)))  # more than a pipe holds
    with subprocess.Popen(
        [*COMMAND, "exec", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(lines.encode())
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=LONG_S) == 141
        assert process.stderr.read() == b""


def test_ctrl_c_ends_it_with_130_and_leaves_no_process() -> None:
    with subprocess.Popen(
        [*COMMAND, "exec", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_lines({"id": 1, "program": "1"}, {"id": 2, "program": "while True: pass"}).encode())
        process.stdin.flush()
        process.stdout.readline()
        own = f"/proc/{process.pid}/task/{process.pid}/children"
        helpers = Path(own).read_text("ascii").split() if Path(own).exists() else []
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=LONG_S) == 130
    deadline = time.monotonic() + LONG_S
    while any(Path(f"/proc/{pid}").exists() for pid in helpers):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_options_that_would_do_nothing_are_refused() -> None:
    assert run("exec", "--stateful", stdin="1").code == 2
    assert run("exec", "--jsonl", "--json", stdin="").code == 2
    assert run("exec", "--jsonl", "no-such-rows.jsonl").code == 2
    assert run("exec", "--jsonl", os.sep).code == 2
