"""The sandbox: each wall tried inside and outside, a small program, an endless loop.

Here: what is said of it. Not here: the attempts (``sandbox/probe.py``).
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from qmath.cli.checks.section import Section, Trouble
from qmath.errors import SandboxError

if TYPE_CHECKING:
    from qmath.sandbox.pool import SandboxPool
    from qmath.sandbox.walls import Evidence, Walls
    from qmath.schema import ExecutionResult

_NAME, _TITLE = "sandbox", "Sandbox"
_ROUNDS, _LOOP_S = 5, 0.3


def sandbox(*, is_verbose: bool) -> Section:
    """Put up the walls, try each of them inside and outside, and run a few programs."""
    from qmath.sandbox.pool import SandboxPool

    try:
        with SandboxPool() as pool:
            return _section(pool.walls, *_measure(pool), is_verbose=is_verbose)
    except SandboxError as error:
        line = f"does not work: {error.message}"
        return Section(_NAME, _TITLE, (line,), {"level": "none", "error": error.message}, (Trouble.of(error),))


def _measure(pool: SandboxPool) -> tuple[float, ExecutionResult]:
    """Return the milliseconds of a small program, and what came of an endless loop."""
    from qmath.schema import Limits

    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        pool.run("print(1)", Limits())
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), pool.run("while True: pass", Limits(cpu_s=_LOOP_S, wall_s=20 * _LOOP_S))


def _section(walls: Walls, program_ms: float, loop: ExecutionResult, *, is_verbose: bool) -> Section:
    from qmath.sandbox.walls import NOT_COVERED, user

    info = walls.info
    lines = [f"{info.level.value}: {', '.join(info.layers)}; as {user()}", _summary(walls, is_verbose=is_verbose)]
    shown = [one for one in walls.evidence if is_verbose or not one.is_held]
    lines += [f"{one.attempt}: {_outcome(one)}" for one in shown]
    lines.append(f"a small program takes {program_ms:.1f} ms; an endless loop stopped after {loop.cpu_s:.2f} s of CPU (limit {_LOOP_S} s)")
    lines += [f"not covered: {one}" for one in NOT_COVERED] if is_verbose else []
    document = {
        **vars(info),
        "user": user(),
        "evidence": [{**vars(one), "is_held": one.is_held, "is_proved": one.is_proved} for one in walls.evidence],
        "not_covered": list(NOT_COVERED),
        "program_ms": round(program_ms, 2),
        "loop": {"status": loop.status.value, "cpu_s": round(loop.cpu_s, 3), "wall_s": round(loop.wall_s, 3)},
    }
    return Section(_NAME, _TITLE, tuple(lines), document, tuple(_troubles(walls, loop)))


def _summary(walls: Walls, *, is_verbose: bool) -> str:
    if not walls.evidence:
        return "no wall could be tried: programs can do what you can do"
    held = sum(one.is_held for one in walls.evidence)
    proved = sum(one.is_proved for one in walls.evidence)
    more = "" if is_verbose else " (each: qmath doctor -v)"
    return f"{held} of {len(walls.evidence)} attempts held, {proved} proved by the same attempt outside{more}"


def _outcome(one: Evidence) -> str:
    return f"{one.inside} (without the wall: {one.outside})" if one.is_held else "OPEN"


def _troubles(walls: Walls, loop: ExecutionResult) -> list[Trouble]:
    from qmath.schema import ExecutionStatus, SandboxLevel

    info, troubles = walls.info, []
    if loop.status is not ExecutionStatus.TIMEOUT:
        message = f"an endless loop ended with {loop.status.value}, not by its limit"
        troubles.append(Trouble(SandboxError.exit_code, SandboxError.code, message, "run it again on a quieter machine: qmath doctor"))
    if info.level is not SandboxLevel.STRICT:
        message = f"the sandbox is only {info.level.value} here, not strict: missing {', '.join(info.missing)}"
        fix = "; ".join(f"needs {fix}" for fix in walls.fixes) or "use qmath on Linux (or WSL 2), where programs can be shut in"
        troubles.append(Trouble(SandboxError.exit_code, SandboxError.code, message, fix))
    return troubles
