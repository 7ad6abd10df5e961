"""Claims about many programs, sessions, and what happens when a program, the helper or qmath dies or is busy."""

import os
import resource
import signal
import time
from pathlib import Path

import pytest

from qmath.errors import SandboxError
from qmath.sandbox.executor import SandboxMode
from qmath.sandbox.forks import SLOW_STARTS_MAX, ForkPool
from qmath.sandbox.pool import SandboxPool
from qmath.sandbox.wire import GRACE_S
from qmath.schema import ExecutionStatus, Limits, SandboxLevel
from tests.sandbox.watch import children, cpu_ticks, held, kill, num_tasks, until, until_idle, wait_for

LIMITS = Limits()
SHORT = Limits(cpu_s=0.3, wall_s=1.0)
TEN_SLEEPERS = "import threading, time\nfor _ in range(10): threading.Thread(target=time.sleep, args=(600,)).start()"


def test_many_programs_run_a_few_at_a_time_and_each_reports_once(pool: SandboxPool) -> None:
    tickets = {pool.submit(f"import time\ntime.sleep(0.2)\nprint({i})", LIMITS): str(i) for i in range(12)}
    most = 0
    found: dict[int, str] = {}
    while len(found) < 12:
        found |= {finished.ticket: finished.result.text for finished in pool.poll(1.0)}
        most = max(most, len(children(pool.helper_pid)))
    assert found == tickets
    assert 1 <= most <= 6, "three run; as many may not have been collected yet"
    assert pool.poll(0.0) == []


def test_poll_without_programs_returns_at_once_and_with_one_waits_no_longer_than_asked(pool: SandboxPool) -> None:
    started = time.monotonic()
    assert pool.poll(600.0) == []
    sleeper = pool.submit("import time\ntime.sleep(600)", Limits(wall_s=600.0))
    assert pool.poll(0.1) == []
    assert time.monotonic() - started < 300
    pool.cancel(sleeper)
    ticket = pool.submit("print(1)", LIMITS)
    assert set(until(pool, 1)) == {ticket}


def test_run_does_not_swallow_the_results_of_others(pool: SandboxPool) -> None:
    ticket = pool.submit("print('first')", LIMITS)
    assert pool.run("print('second')", LIMITS).text == "second"
    assert until(pool, 1)[ticket].text == "first"


def test_a_cancelled_program_is_killed_and_never_reported(pool: SandboxPool) -> None:
    running = [pool.submit("while True: pass", LIMITS) for _ in range(3)]
    queued = [pool.submit("print(1)", LIMITS) for _ in range(3)]
    for ticket in (*running, queued[-1]):
        pool.cancel(ticket)
    assert set(until(pool, 2)) == set(queued[:-1])
    assert pool.run("print(1)", LIMITS).text == "1"


def test_a_busy_qmath_does_not_turn_a_finished_program_into_a_time_out(pool: SandboxPool) -> None:
    limits = Limits(cpu_s=3.0, wall_s=3.0)
    ticket = pool.submit("print('x' * 3_000_000)\nprint('end')", limits)
    time.sleep(limits.wall_s + GRACE_S + 0.5)
    result = until(pool, 1)[ticket]
    assert result.status is ExecutionStatus.OK
    assert result.text.endswith("end")
    assert result.wall_s < limits.wall_s


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
    pid = pool.run("import os\nprint(os.getpid())", LIMITS, session).text
    before = cpu_ticks(pid)
    time.sleep(0.5)
    assert cpu_ticks(pid) == before
    assert pool.run("n", LIMITS, session).status is ExecutionStatus.OK
    pool.close_session(session)


def test_sessions_are_not_limited_by_the_usual_number_of_descriptors(pool: SandboxPool) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = len(os.listdir("/proc/self/fd")) + 40  # noqa: PTH208 - names only
    resource.setrlimit(resource.RLIMIT_NOFILE, (few, hard))
    try:
        sessions = [pool.open_session() for _ in range(20)]
        assert [pool.run(f"n = {i}", LIMITS, session).text for i, session in enumerate(sessions)] == ["Done"] * 20
        assert len(os.listdir("/proc/self/fd")) > few  # noqa: PTH208 - as above
        assert [pool.run("n", LIMITS, session).text for session in sessions] == [str(i) for i in range(20)]
    finally:
        for session in sessions:
            pool.close_session(session)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_session_child_that_dies_in_its_sleep_is_replaced(pool: SandboxPool) -> None:
    session = pool.open_session()
    pid = int(pool.run("a = 5\nimport os\nprint(os.getpid())", LIMITS, session).text)
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: str(pid) not in children(pool.helper_pid), "the helper collects it")
    assert pool.run("a", LIMITS, session).text == "5"
    pool.close_session(session)


def test_programs_in_flight_when_the_helper_dies_are_run_again() -> None:
    with SandboxPool(parallel=2) as pool:
        session = pool.open_session()
        pool.run("a = 3", LIMITS, session)
        tickets = [pool.submit(f"import time\ntime.sleep(0.5)\nprint({i})", LIMITS) for i in range(3)]
        results = {finished.ticket: finished.result for finished in pool.poll(0.1)}
        before = pool.helper_pid
        os.kill(before, signal.SIGKILL)
        results |= until(pool, 3 - len(results))
        assert [results[ticket].text for ticket in tickets] == ["0", "1", "2"]
        assert pool.helper_pid != before
        assert pool.run("a", LIMITS, session).text == "3"


def test_a_helper_that_dies_too_often_is_an_error() -> None:
    def kill_and_submit(pool: SandboxPool) -> None:
        kill(pool.helper_pid)
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
        ticket = pool.submit(TEN_SLEEPERS, Limits(wall_s=300.0))
        for _ in range(2):
            while not any(num_tasks(child) > 10 for child in children(pool.helper_pid)):  # the probe's children are others
                assert pool.poll(0.1) == []
            kill(pool.helper_pid)
        assert "twice" in until(pool, 1)[ticket].text
        assert pool.run("print(1)", LIMITS).text == "1"


@pytest.mark.slow
def test_a_helper_that_hangs_is_replaced() -> None:
    with SandboxPool() as pool:
        assert pool.info
        os.kill(pool.helper_pid, signal.SIGSTOP)
        assert pool.run("print(6*7)", Limits(cpu_s=3.0, wall_s=3.0)).text == "42"


def test_closing_leaves_no_process_and_no_descriptor() -> None:
    before = set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names only
    pool = SandboxPool()
    pool.run("print(1)", LIMITS)
    pool.submit("import time\ntime.sleep(600)", Limits(wall_s=600.0))
    session = pool.open_session()
    pool.submit("import time\ntime.sleep(600)", Limits(wall_s=600.0), session)
    helper = pool.helper_pid
    wait_for(lambda: pool.poll(0.05) or len(children(helper)) >= min(2, len(os.sched_getaffinity(0))), "they are forked")
    forked = children(helper)
    assert forked
    pool.close()
    wait_for(lambda: not [pid for pid in (str(helper), *forked) if Path(f"/proc/{pid}").exists()], "all are gone")
    assert set(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above


def test_neither_making_a_pool_nor_closing_it_waits_for_a_helper_that_is_not_ready() -> None:
    making, closing = [], []
    for _ in range(5):  # a busy machine holds up some of them
        started = time.monotonic()
        pool = SandboxPool()
        made = time.monotonic()
        pool.close()
        making.append(made - started)
        closing.append(time.monotonic() - made)
    assert min(making) < 0.5
    assert min(closing) < 0.2


def test_without_walls_programs_work_in_a_scratch_folder_that_is_removed() -> None:
    with SandboxPool(SandboxMode.NONE) as pool:
        assert pool.info.level is SandboxLevel.PROCESS
        assert pool.info.network
        folder = pool.run("import os\nopen('x', 'w').write('1')\nprint(os.getcwd())", LIMITS).text
        assert (Path(folder) / "x").exists()
        assert pool.run("while True: pass", SHORT).text == "Timeout Error"
        program = "import os, time\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n    time.sleep(99)\n  os._exit(0)\nprint(1)"
        assert pool.run(program, LIMITS).text == "1"
        wait_for(lambda: not children(pool.helper_pid), "what a program leaves behind is killed")
    assert not Path(folder).exists()


def _leaks(pool: SandboxPool, number: int) -> None:
    pool.run("print(1)", LIMITS)
    until_idle(pool.helper_pid)  # its chores are done
    wait_for(lambda: not children(pool.helper_pid), "all are collected")
    own, helper = held(os.getpid()), held(pool.helper_pid)
    for _ in range(number):
        assert pool.run("print(1)", LIMITS).text == "1"
    wait_for(lambda: not children(pool.helper_pid), "all are collected")
    assert held(os.getpid())[0] == own[0]
    assert held(pool.helper_pid)[0] == helper[0]
    assert held(os.getpid())[1] < own[1] + 4096
    assert held(pool.helper_pid)[1] < helper[1] + 8192


@pytest.mark.slow
def test_hundreds_of_programs_in_a_row_leak_nothing(pool: SandboxPool) -> None:
    _leaks(pool, 300)


@pytest.mark.slow
def test_a_thousand_programs_in_a_row_leak_nothing() -> None:
    with SandboxPool() as pool:
        _leaks(pool, 1000)


def test_a_helper_that_is_never_ready_ends_in_an_error_and_leaves_no_process() -> None:
    pool = ForkPool(SandboxMode.AUTO, 1, frozenset(), start_s=0.001)
    helpers = {pool.helper_pid}

    def wait_for_ever() -> None:
        while True:
            pool.wait(0.01)
            helpers.add(pool.helper_pid)

    pool.add(1, b"print(1)", LIMITS, None)
    helpers.add(pool.helper_pid)
    with pytest.raises(SandboxError, match="does not get ready") as caught:
        wait_for_ever()
    pool.close()
    assert "busy" in caught.value.hint
    assert len(helpers) == SLOW_STARTS_MAX
    assert not any(Path(f"/proc/{pid}").exists() for pid in helpers)
