"""Measure the sandbox against a fresh interpreter per program, interleaved in one run: ``python -m scripts.bench_sandbox``.

Here: programs of a few milliseconds, the price of the walls, throughput, start, memory of an idle session. Not here: the way from the
model's closing fence to its next token (``bench_tir.py``). Ratios are medians of paired rounds, so that a busy machine spoils
both sides alike; milliseconds are medians.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from qmath.sandbox.executor import SandboxMode
from qmath.sandbox.pool import SandboxPool
from qmath.schema import ExecutionStatus, Limits

PRINT = "print(1)"
SYMPY = "from sympy import symbols, solve\nx = symbols('x')\nprint(solve(x**2 - 5*x + 6, x))"
LIMITS = Limits()


def in_pool(pool: SandboxPool, program: str) -> Callable[[], None]:
    """Return a run of the program in the pool."""

    def run() -> None:
        result = pool.run(program, LIMITS)
        if result.status is not ExecutionStatus.OK:
            raise SystemExit(f"{program!r}: {result.text}")

    return run


def in_subprocess(program: str) -> Callable[[], None]:
    """Return a run of the program in a fresh interpreter."""

    def run() -> None:
        subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)

    return run


def paired(rounds: int, *runs: Callable[[], None]) -> list[list[float]]:
    """Return the milliseconds of each run in each round, the order changing from round to round."""
    times: list[list[float]] = [[] for _ in runs]
    for number in range(rounds):
        for i in range(len(runs)):
            which = (i + number) % len(runs)
            started = time.perf_counter()
            runs[which]()
            times[which].append(1000 * (time.perf_counter() - started))
    return times


def report(name: str, aim: str, ours: list[float], theirs: list[float]) -> None:
    """Print one comparison."""
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    print(f"{name:34s} {statistics.median(ours):8.2f} ms  {statistics.median(theirs):8.2f} ms  {ratio:6.1f} times   ({aim})")


def throughput(pool: SandboxPool, number: int) -> float:
    """Return small programs per second, all submitted at once."""
    started = time.perf_counter()
    for _ in range(number):
        pool.submit(PRINT, LIMITS)
    left = number
    while left:
        left -= len(pool.poll(1.0))
    return number / (time.perf_counter() - started)


def idle_child_mb(pool: SandboxPool) -> float:
    """Return the megabytes that an idle session's process has of its own after a sympy program."""
    session = pool.open_session()
    pool.run(SYMPY, LIMITS, session)
    helper = pool.helper_pid
    child = Path(f"/proc/{helper}/task/{helper}/children").read_text("ascii").split()[0]
    lines = Path(f"/proc/{child}/smaps_rollup").read_text("ascii").splitlines()
    pool.close_session(session)
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    started = time.perf_counter()
    with SandboxPool() as pool, SandboxPool(SandboxMode.NONE) as bare:
        returned = time.perf_counter() - started
        level = pool.info.level
        ready = time.perf_counter() - started
        print(f"level {level}; two constructors returned after {1000 * returned:.1f} ms, the first was ready after {ready:.2f} s")
        time.sleep(4)  # the helpers' chores
        print(f"{'':34s} {'ours':>8s}     {'other':>8s}")
        for name, aim, program, few in (("print(1)", "at least 2", PRINT, 1), ("sympy quadratic", "at least 15", SYMPY, 2)):
            ours, theirs = paired(rounds // few, in_pool(pool, program), in_subprocess(program))
            report(f"{name} / subprocess.run", aim, ours, theirs)
        for name, program in (("print(1)", PRINT), ("sympy quadratic", SYMPY)):
            walled, free = paired(4 * rounds, in_pool(pool, program), in_pool(bare, program))
            price = statistics.median(a - b for a, b in zip(walled, free, strict=True))
            both = f"{statistics.median(walled):.2f} against {statistics.median(free):.2f}"
            print(f"{name + ': price of the walls':34s} {price:8.2f} ms  (at most 1; {both})")
        print(f"{'small programs a second':34s} {throughput(pool, 300):8.0f}     (at least 100 on two cores)")
        if level != "process":
            print(f"{'an idle child has of its own':34s} {idle_child_mb(pool):8.1f} MB  (at most 25)")


if __name__ == "__main__":
    main()
