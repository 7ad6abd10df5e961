"""Claims about ``qmath exec``, through a real process."""

import json
from pathlib import Path

from tests.process import run


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


def test_an_endless_loop_is_a_time_out() -> None:
    document = json.loads(run("exec", "--json", "--program-timeout", "0.3", stdin="while True:\n    pass").out)
    assert document["status"] == "timeout"
    assert document["text"] == "Timeout Error"


def test_a_missing_file_is_a_usage_error() -> None:
    done = run("exec", "no-such-file.py")
    assert done.code == 2
    assert "no-such-file.py" in done.err


def test_control_sequences_do_not_reach_the_terminal() -> None:
    done = run("exec", "-q", stdin="print('a\\x1b[2Jb')")
    assert "\x1b" not in done.out
