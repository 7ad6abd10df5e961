"""Claims about the pool of machines without a zygote, made on this one; macOS and Windows themselves are not covered."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qmath.errors import SandboxError
from qmath.sandbox.executor import SandboxMode
from qmath.sandbox.pool import SandboxPool
from qmath.schema import ExecutionStatus, Limits, SandboxLevel

LIMITS = Limits(cpu_s=5.0, wall_s=30.0)
HIDDEN = frozenset({"zygote"})


@pytest.fixture(scope="module")
def workers() -> Iterator[SandboxPool]:
    with SandboxPool(hidden=HIDDEN, parallel=2) as made:
        yield made


@pytest.mark.parametrize(
    ("program", "status", "text"),
    [
        ("print(6*7)", ExecutionStatus.OK, "42"),
        ("6*7", ExecutionStatus.OK, "42"),
        ("x = 1", ExecutionStatus.OK, "Done"),
        ("print(1)\n1/0", ExecutionStatus.ERROR, "ZeroDivisionError: division by zero"),
        ("import os\nos._exit(3)", ExecutionStatus.ERROR, "SystemExit: the program left the interpreter (exit code 3)"),
        ("import os\nprint(len([n for n in os.environ if n.startswith('QMATH')]))", ExecutionStatus.OK, "0"),
    ],
)
def test_text_follows_the_same_law(workers: SandboxPool, program: str, status: ExecutionStatus, text: str) -> None:
    result = workers.run(program, LIMITS)
    assert (result.status, result.text) == (status, text)


def test_the_level_is_honest_and_strict_is_refused(workers: SandboxPool) -> None:
    assert workers.info.level is SandboxLevel.PROCESS
    assert workers.info.network
    with SandboxPool(SandboxMode.STRICT, hidden=HIDDEN) as strict, pytest.raises(SandboxError):
        strict.run("print(1)", LIMITS)


def test_limits_of_time_and_output_end_a_program(workers: SandboxPool) -> None:
    assert workers.run("while True: pass", Limits(cpu_s=5.0, wall_s=0.5)).text == "Timeout Error"
    assert workers.run("while True: print('a' * 1000)", LIMITS).status is ExecutionStatus.OUTPUT


def test_programs_run_side_by_side_and_cancelled_ones_are_forgotten(workers: SandboxPool) -> None:
    started = time.monotonic()
    tickets = [workers.submit(f"import time\ntime.sleep(0.5)\nprint({i})", LIMITS) for i in range(2)]
    cancelled = workers.submit("print('never')", LIMITS)
    workers.cancel(cancelled)
    found: dict[int, str] = {}
    while len(found) < 2:
        assert time.monotonic() < started + 300
        found |= {finished.ticket: finished.result.text for finished in workers.poll(1.0)}
    assert found == {tickets[0]: "0", tickets[1]: "1"}


def test_a_session_repeats_its_blocks_without_their_output(workers: SandboxPool) -> None:
    session = workers.open_session()
    assert workers.run("a = 5\nprint('once')", LIMITS, session).text == "once"
    assert workers.run("print(a)", LIMITS, session).text == "5"
    workers.close_session(session)


def test_what_programs_write_is_removed() -> None:
    with SandboxPool(hidden=HIDDEN) as pool:
        folder = pool.run("import os\nopen('x', 'w').write('1')\nprint(os.getcwd())", LIMITS).text
    assert not Path(folder).exists()
