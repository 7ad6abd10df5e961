"""How long a rollout waits for its program: from the closing fence to the next decoded token.

``python -m scripts.bench_tir`` prints the median of paired rounds with the embedded model, for a program that imports sympy
and solves a quadratic: once through the sandbox, once through ``subprocess.run([python, "-c", program])`` in the same place.

Here: the measurement. Not here: the sandbox alone (``bench_sandbox.py``) and the engine alone (``bench_engine.py``).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from qmath import settings
from qmath.engine.engine import Engine, TokenSampling
from qmath.engine.load import load_engine
from qmath.engine.options import EngineOptions
from qmath.models.store import locate
from qmath.sandbox.pool import SandboxPool
from qmath.schema import Limits, Mode
from qmath.solve.places import model_places
from qmath.text.prompts import chat, output_block

PROGRAM = 'from sympy import *\nx=symbols("x")\nprint(*solve(x**2-5*x+6,x),sep=", ")\n'
EXPECTED = "2, 3"
PREFIX = f"Solve it.\n```python\n{PROGRAM}```"


def by_sandbox(pool: SandboxPool) -> str:
    """Return the program's output from the sandbox."""
    return pool.run(PROGRAM, Limits()).text


def by_subprocess(_pool: SandboxPool) -> str:
    """Return the program's output as an afternoon's script gets it."""
    return subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout.strip()


def wait_s(engine: Engine, pool: SandboxPool, run: Callable[[SandboxPool], str]) -> float:
    """Return the seconds from the closing fence to the next decoded token."""
    sequence = engine.start(chat("Solve x^2 - 5x + 6 = 0.", Mode.TIR), TokenSampling())
    engine.extend(sequence, PREFIX, keep=0)
    engine.ask(sequence, max_tokens=1)
    _step_until_done(engine)
    started = time.perf_counter()
    text = run(pool)
    engine.extend(sequence, output_block(text), keep=0)
    engine.ask(sequence, max_tokens=1)
    _step_until_done(engine)
    seconds = time.perf_counter() - started
    engine.close(sequence)
    assert text == EXPECTED, text  # noqa: S101 - a measurement of a wrong program is none
    return seconds


def _step_until_done(engine: Engine) -> None:
    while engine.has_work():
        engine.step()


def main() -> None:
    """Print both medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    located = locate("mini", None, model_places())
    engine = load_engine(located.path, EngineOptions(), state_dir=settings.state_dir()).engine
    with SandboxPool() as pool:
        print(f"sandbox level: {pool.info.level.value}")
        pairs = [(wait_s(engine, pool, by_sandbox), wait_s(engine, pool, by_subprocess)) for _ in range(rounds)]
    engine.shutdown()
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(slow / fast for fast, slow in pairs)
    print(f"from closing fence to next token, median of {rounds}: sandbox {ours * 1e3:.1f} ms, subprocess {theirs * 1e3:.1f} ms")
    print(f"subprocess / sandbox, median of paired ratios: {ratio:.1f}")


if __name__ == "__main__":
    main()
