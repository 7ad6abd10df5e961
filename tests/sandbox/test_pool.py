"""Claims about the pool: what a program's text is, its limits, several at once, and what happens when things die."""

import os
import signal
import time
from pathlib import Path

import pytest

from qmath.errors import SandboxError
from qmath.sandbox.executor import SandboxMode
from qmath.sandbox.pool import SandboxPool
from qmath.schema import ExecutionResult, ExecutionStatus, Limits, SandboxLevel

LIMITS = Limits()
SHORT = Limits(cpu_s=0.3, wall_s=1.0)


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()


def _until(pool: SandboxPool, number: int) -> dict[int, ExecutionResult]:
    found: dict[int, ExecutionResult] = {}
    deadline = time.monotonic() + 60
    while len(found) < number:
        assert time.monotonic() < deadline
        found |= {finished.ticket: finished.result for finished in pool.poll(1.0)}
    return found


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("print(6*7)", "42"),
        ("6*7", "42"),
        ("x = 6*7", "Done"),
        ("", "Done"),
        ("# nothing", "Done"),
        ("print('a', end='')\n'b'", "a\n'b'"),
        ("from sympy import *\nx = symbols('x')\nsolve(x**2 - 5*x + 6, x)", "[2, 3]"),
        ("import numpy as np\nnp.arange(3)", "array([0, 1, 2])"),
        ("a = 6; a*7", "42"),
        ("None", "Done"),
        ("from __future__ import annotations\ndef f(x: undefined): pass\nf.__annotations__", "{'x': 'undefined'}"),
        ("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\nP(1)", "P(x=1)"),
        ("import atexit\natexit.register(print, 'at the end')\nprint('before')", "before\nat the end"),
        ("import threading\nthreading.Thread(target=lambda: print('thread')).start()", "thread"),
        ("print('a')\nexit()\nprint('b')", "a"),
        ("import sys\nsys.exit(0)", "Done"),
        ("print(__name__, len(str(3**20000)))", "__main__ 9543"),
        ("import sys\nprint(sys.stdin.read() == '', list(sys.stdin), sys.stdin.isatty())", "True [] False"),
        ("print('\\x1b[31mred\\x1b[0m \\x00 \\ud800')", "red \\x00 \\ud800"),
    ],
)
def test_text_of_a_program_that_ends_well(pool: SandboxPool, program: str, text: str) -> None:
    result = pool.run(program, LIMITS)
    assert (result.status, result.text) == (ExecutionStatus.OK, text)


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("print(1)\n1/0", "ZeroDivisionError: division by zero"),
        ("x = (1", "SyntaxError: '(' was never closed"),
        ("def f():\nreturn 1", "IndentationError: expected an indented block after function definition on line 1"),
        ("raise ValueError('a\\nb')", "b"),
        ("class E(Exception): pass\nraise E", "E"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import sympy\nsympy.Matrix([[1,2],[2,4]]).inv()", "Matrix det == 0; not invertible."),
        ("raise ExceptionGroup('many', [ValueError(1)])", "ExceptionGroup: many (1 sub-exception)"),
    ],
)
def test_text_of_a_program_that_raises_is_the_last_line_alone(pool: SandboxPool, program: str, text: str) -> None:
    result = pool.run(program, LIMITS)
    assert (result.status, result.text.removeprefix("sympy.matrices.exceptions.NonInvertibleMatrixError: ")) == (
        ExecutionStatus.ERROR,
        text,
    )


@pytest.mark.parametrize(
    ("program", "status", "starts", "has"),
    [
        ("n = int(input('n? '))", ExecutionStatus.ERROR, "EOFError:", "nobody can type"),
        ("import sys\nn = int(sys.stdin.readline())", ExecutionStatus.ERROR, "ValueError: invalid literal", "nothing to read"),
        ("breakpoint()", ExecutionStatus.ERROR, "RuntimeError:", "print the values"),
        ("import scipy_of_another_world", ExecutionStatus.ERROR, "ModuleNotFoundError: No module named", "sympy"),
        ("import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()", ExecutionStatus.ERROR, "RuntimeError:", "figure"),
        ("[0]*10**10", ExecutionStatus.MEMORY, "MemoryError", "line 1"),
        ("import numpy\nnumpy.ones((10**6, 10**6))", ExecutionStatus.MEMORY, "numpy", "Unable to allocate"),
        ("def f(n): return f(n+1)\nf(0)", ExecutionStatus.ERROR, "RecursionError: maximum recursion depth exceeded", "line 1"),
        ("open('/etc/passwd')", ExecutionStatus.DENIED, "PermissionError", "denied"),
        ("import os\nos.abort()", ExecutionStatus.SIGNAL, "SystemError", "SIGABRT"),
        ("import os\nos._exit(5)", ExecutionStatus.ERROR, "SystemExit", "exit code 5"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", ExecutionStatus.TIMEOUT, "Timeout", "Error"),
        ("import os\nos.write(5, b'junk')", ExecutionStatus.DENIED, "SandboxError", "not its own"),
        ("while True: print('a'*1000)", ExecutionStatus.OUTPUT, "a", "..."),
    ],
)
def test_failures_come_with_a_useful_sentence(pool: SandboxPool, program: str, status: ExecutionStatus, starts: str, has: str) -> None:
    result = pool.run(program, LIMITS)
    assert result.status is status
    assert result.text.startswith(starts)
    assert has in result.text
    assert pool.run("print(1)", LIMITS).text == "1"


def test_a_plot_does_not_stop_the_answer_behind_it(pool: SandboxPool) -> None:
    program = (
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(1, 2)\nax[0].plot([1, 2])\nplt.savefig('a.png')\nplt.show()\nprint(7)"
    )
    assert pool.run(program, LIMITS).text == "7"


def test_each_program_starts_fresh(pool: SandboxPool) -> None:
    pool.run("import math, builtins, sympy\nmath.pi = 3\nbuiltins.len = None\nsympy.solve = None\nx = 1", LIMITS)
    assert pool.run("import math, sympy\nprint('x' in globals(), math.pi, len([1]), sympy.solve is None)", LIMITS).text == (
        "False 3.141592653589793 1 False"
    )


def test_the_same_program_draws_the_same_numbers_and_another_one_others(pool: SandboxPool) -> None:
    program = "import random, numpy\nprint(random.random(), numpy.random.rand())"
    first, second, other = (pool.run(source, LIMITS).text for source in (program, program, program + " # other"))
    assert first == second != other


def test_warnings_and_stderr_are_kept_apart(pool: SandboxPool) -> None:
    result = pool.run("import warnings, sys\nwarnings.warn('careful')\nprint('x', file=sys.stderr)\nprint('y')", LIMITS)
    assert result.text == "y"
    assert "careful" in result.stderr
    assert "x\n" in result.stderr


def test_a_traceback_names_the_lines_of_the_program_only(pool: SandboxPool) -> None:
    result = pool.run("from sympy import *\n\ndef f():\n    return Matrix([[1, 2], [2, 4]]).inv()\nf()", LIMITS)
    assert result.error is not None
    assert result.error.startswith("  line 5\n    f()\n  line 4, in f\n    return Matrix([[1, 2], [2, 4]]).inv()\n")
    assert "site-packages" not in result.error


@pytest.mark.parametrize(
    ("program", "limits"),
    [
        ("while True: pass", SHORT),
        ("print('partial', end='')\nwhile True: pass", SHORT),
        ("import time\ntime.sleep(60)", Limits(cpu_s=0.3, wall_s=0.5)),
        ("try:\n    while True: pass\nexcept BaseException:\n    print('swallowed')", SHORT),
        ("10**10**8", SHORT),
    ],
)
def test_limits_of_time_end_a_program_and_name_its_line(pool: SandboxPool, program: str, limits: Limits) -> None:
    started = time.monotonic()
    result = pool.run(program, limits)
    assert (result.status, result.text) == (ExecutionStatus.TIMEOUT, "Timeout Error")
    assert time.monotonic() - started < limits.wall_s + 3
    if "swallowed" not in program:
        assert "line" in (result.error or "")
    if "partial" in program:
        assert result.stdout == "partial"


def test_a_program_that_hears_no_signal_is_killed(pool: SandboxPool) -> None:
    result = pool.run("import itertools\nprint('before')\nsum(itertools.count())", SHORT)
    assert (result.text, result.stdout) == ("Timeout Error", "before\n")


def test_measures_are_of_the_program(pool: SandboxPool) -> None:
    result = pool.run("import time\nx = bytearray(200 << 20)\nt = time.process_time()\nwhile time.process_time() < t + 0.2: pass", LIMITS)
    assert 0.15 < result.cpu_s < 1.0
    assert result.wall_s >= 0.19
    assert 200 << 20 < result.peak_memory_bytes < 500 << 20


def test_the_limit_of_memory_is_the_programs_own(pool: SandboxPool) -> None:
    program = "x = bytearray(100 << 20)\nprint(len(x))"
    assert pool.run(program, Limits(memory_bytes=200 << 20)).status is ExecutionStatus.OK
    assert pool.run(program, Limits(memory_bytes=50 << 20)).status is ExecutionStatus.MEMORY


def test_output_is_kept_to_its_limit_head_and_tail(pool: SandboxPool) -> None:
    result = pool.run("for i in range(20000): print(i)", Limits(output_bytes=4096))
    assert len(result.stdout) < 4200
    assert result.stdout.startswith("0\n1\n")
    assert result.text.endswith("19998\n19999")


def test_a_giant_program_is_refused_without_being_run(pool: SandboxPool) -> None:
    assert "longer than" in pool.run("x = 1\n" * 10**6, LIMITS).text


def test_many_programs_run_a_few_at_a_time_and_each_reports_once(pool: SandboxPool) -> None:
    tickets = {pool.submit(f"import time\ntime.sleep(0.05)\nprint({i})", LIMITS): str(i) for i in range(12)}
    most = 0
    found: dict[int, str] = {}
    while len(found) < 12:
        found |= {finished.ticket: finished.result.text for finished in pool.poll(1.0)}
        most = max(most, len(_children(pool.helper_pid)))
    assert found == tickets
    assert 1 <= most <= 6, "three run; as many may not have been collected yet"
    assert pool.poll(0.0) == []


def test_poll_without_programs_returns_at_once_and_with_one_waits_no_longer_than_asked(pool: SandboxPool) -> None:
    started = time.monotonic()
    assert pool.poll(5.0) == []
    assert time.monotonic() - started < 1
    ticket = pool.submit("import time\ntime.sleep(0.7)", LIMITS)
    started = time.monotonic()
    assert pool.poll(0.1) == []
    assert time.monotonic() - started < 0.6
    assert set(_until(pool, 1)) == {ticket}


def test_run_does_not_swallow_the_results_of_others(pool: SandboxPool) -> None:
    ticket = pool.submit("print('first')", LIMITS)
    assert pool.run("print('second')", LIMITS).text == "second"
    assert _until(pool, 1)[ticket].text == "first"


def test_a_cancelled_program_is_killed_and_never_reported(pool: SandboxPool) -> None:
    running = [pool.submit("while True: pass", LIMITS) for _ in range(3)]
    queued = [pool.submit("print(1)", LIMITS) for _ in range(3)]
    for ticket in (*running, queued[-1]):
        pool.cancel(ticket)
    assert set(_until(pool, 2)) == set(queued[:-1])
    assert pool.run("print(1)", LIMITS).text == "1"


def test_a_busy_qmath_does_not_turn_a_finished_program_into_a_time_out(pool: SandboxPool) -> None:
    ticket = pool.submit("print('x' * 3_000_000)\nprint('end')", Limits(cpu_s=0.4, wall_s=0.4))
    time.sleep(1.1)  # longer than its limit and the grace
    result = _until(pool, 1)[ticket]
    assert result.status is ExecutionStatus.OK
    assert result.text.endswith("end")
    assert result.wall_s < 0.4


def test_names_live_on_in_a_session_and_nowhere_else(pool: SandboxPool) -> None:
    session, other = pool.open_session(), pool.open_session()
    assert pool.run("a = 1\nprint(a)", LIMITS, session).text == "1"
    assert pool.run("1/0", LIMITS, session).status is ExecutionStatus.ERROR
    assert pool.run("while True: pass", SHORT, session).status is ExecutionStatus.TIMEOUT
    assert pool.run("print(a)", LIMITS, session).text == "1", "a soft limit leaves a session alive, old output does not come again"
    assert "NameError" in pool.run("a", LIMITS, other).text
    assert pool.run("import os\nos._exit(0)", LIMITS, session).status is ExecutionStatus.ERROR
    assert pool.run("a", LIMITS, session).text == "1", "a lost session repeats its good blocks"
    pool.close_session(session)
    pool.close_session(other)


def test_a_sleeping_sessions_process_uses_no_time(pool: SandboxPool) -> None:
    session = pool.open_session()
    pool.run(
        "import threading\nn = 0\ndef f():\n    global n\n    while True: n += 1\nthreading.Thread(target=f, daemon=True).start()",
        LIMITS,
        session,
    )
    first = pool.run("n", LIMITS, session)
    time.sleep(0.5)
    second = pool.run("n", LIMITS, session)
    assert first.status is second.status is ExecutionStatus.OK
    assert second.cpu_s < 0.4
    pool.close_session(session)


def test_a_session_child_that_dies_in_its_sleep_is_replaced(pool: SandboxPool) -> None:
    session = pool.open_session()
    pool.run("a = 5", LIMITS, session)
    os.kill(int(_children(pool.helper_pid)[0]), signal.SIGKILL)
    time.sleep(0.1)
    assert pool.run("a", LIMITS, session).text == "5"
    pool.close_session(session)


def test_programs_in_flight_when_the_helper_dies_are_run_again() -> None:
    with SandboxPool(parallel=2) as pool:
        session = pool.open_session()
        pool.run("a = 3", LIMITS, session)
        tickets = [pool.submit(f"import time\ntime.sleep(0.3)\nprint({i})", LIMITS) for i in range(3)]
        pool.poll(0.1)
        before = pool.helper_pid
        os.kill(before, signal.SIGKILL)
        results = _until(pool, 3)
        assert [results[ticket].text for ticket in tickets] == ["0", "1", "2"]
        assert pool.helper_pid != before
        assert pool.run("a", LIMITS, session).text == "3"


def test_a_helper_that_dies_too_often_is_an_error() -> None:
    def kill_and_submit(pool: SandboxPool) -> None:
        os.kill(pool.helper_pid, signal.SIGKILL)
        time.sleep(0.02)
        pool.submit("print(1)", LIMITS)

    with SandboxPool() as pool:
        for _ in range(3):
            kill_and_submit(pool)
        with pytest.raises(SandboxError, match="died 4 times"):
            kill_and_submit(pool)


@pytest.mark.slow
def test_a_program_that_ends_its_helper_twice_is_reported_not_repeated_for_ever() -> None:
    with SandboxPool() as pool:
        assert pool.info
        ticket = pool.submit("import time\ntime.sleep(60)", LIMITS)
        for _ in range(2):
            while not _children(pool.helper_pid):
                pool.poll(0.05)
            os.kill(pool.helper_pid, signal.SIGKILL)
            time.sleep(0.05)
        assert "twice" in _until(pool, 1)[ticket].text
        assert pool.run("print(1)", LIMITS).text == "1"


@pytest.mark.slow
def test_a_helper_that_hangs_is_replaced() -> None:
    with SandboxPool() as pool:
        assert pool.info
        os.kill(pool.helper_pid, signal.SIGSTOP)
        assert pool.run("print(6*7)", Limits(cpu_s=0.5, wall_s=0.5)).text == "42"


def test_closing_leaves_no_process_and_no_descriptor() -> None:
    before = set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names only
    pool = SandboxPool()
    pool.run("print(1)", LIMITS)
    pool.submit("while True: pass", LIMITS)
    session = pool.open_session()
    pool.submit("import time\ntime.sleep(60)", LIMITS, session)
    pool.poll(0.05)
    helper = pool.helper_pid
    children = _children(helper)
    assert children
    pool.close()
    for _ in range(100):
        left = [pid for pid in (str(helper), *children) if Path(f"/proc/{pid}").exists()]
        if not left:
            break
        time.sleep(0.02)
    assert not left
    assert set(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above


def test_the_constructor_does_not_wait_for_the_helper() -> None:
    started = time.monotonic()
    pool = SandboxPool()
    took = time.monotonic() - started
    pool.close()
    assert took < 0.5


def test_without_walls_programs_work_in_a_scratch_folder_that_is_removed() -> None:
    with SandboxPool(SandboxMode.NONE) as pool:
        assert pool.info.level is SandboxLevel.PROCESS
        assert pool.info.network
        folder = pool.run("import os\nopen('x', 'w').write('1')\nprint(os.getcwd())", LIMITS).text
        assert (Path(folder) / "x").exists()
        assert pool.run("while True: pass", SHORT).text == "Timeout Error"
        program = "import os, time\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n    time.sleep(99)\n  os._exit(0)\nprint(1)"
        assert pool.run(program, LIMITS).text == "1"
        for _ in range(100):
            if not _children(pool.helper_pid):
                break
            time.sleep(0.02)
        assert not _children(pool.helper_pid), "what a program leaves behind is killed"
    assert not Path(folder).exists()


def _held(pid: int) -> tuple[int, int]:
    """Return descriptors and resident KiB of a process."""
    resident = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * 4
    return len(os.listdir(f"/proc/{pid}/fd")), resident  # noqa: PTH208 - names only


def _leaks(pool: SandboxPool, number: int) -> None:
    pool.run("print(1)", LIMITS)
    own, helper = _held(os.getpid()), _held(pool.helper_pid)
    for _ in range(number):
        assert pool.run("print(1)", LIMITS).text == "1"
    time.sleep(0.1)
    assert _held(os.getpid())[0] == own[0]
    assert _held(pool.helper_pid)[0] == helper[0]
    assert _held(os.getpid())[1] < own[1] + 4096
    assert _held(pool.helper_pid)[1] < helper[1] + 8192
    assert not _children(pool.helper_pid)


def test_hundreds_of_programs_in_a_row_leak_nothing(pool: SandboxPool) -> None:
    _leaks(pool, 300)


@pytest.mark.slow
def test_a_thousand_programs_in_a_row_leak_nothing() -> None:
    with SandboxPool() as pool:
        assert pool.info
        time.sleep(3)  # the helper's chores
        _leaks(pool, 1000)
