"""``qmath doctor``: what this machine can do, what it can't, and what to do about it.

Here: sections, each something really tried, and how they are shown. Not here: the attempts themselves (``sandbox/probe.py``). Today
there is one section, the sandbox; a section exists only when it tries something.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

import qmath
from qmath.cli import options
from qmath.cli.output import Sink, clean, dump
from qmath.errors import QmathError, SandboxError

if TYPE_CHECKING:
    from qmath.sandbox.pool import SandboxPool
    from qmath.sandbox.walls import Evidence, Walls
    from qmath.schema import ExecutionResult

_ROUNDS, _LOOP_S = 5, 0.3


@dataclass(frozen=True)
class Trouble:
    """Something that does not work as it should: the exit code it is worth, a sentence, and the way out."""

    exit_code: int
    code: str
    message: str
    fix: str = ""


@dataclass(frozen=True)
class Section:
    """One part of the machine: lines for a person, the same as a document, and what is wrong."""

    name: str
    lines: tuple[str, ...]
    document: dict[str, object]
    troubles: tuple[Trouble, ...] = ()


def doctor(json_: options.Json = False) -> None:
    """Try what this machine can do, and say what to do about what it can't.

    Exits with 0, or with the code of the worst problem: 9 if the walls around programs are not all there.
    """
    sections = (sandbox(),)
    troubles = [trouble for section in sections for trouble in section.troubles]
    sink = Sink()
    sink.write(f"{dump(_document(sections, troubles))}\n" if json_ else clean(_text(sections, troubles)))
    if troubles:
        raise typer.Exit(max(trouble.exit_code for trouble in troubles))


def sandbox() -> Section:
    """Put up the walls, try each of them inside and outside, and run a few programs."""
    from qmath.sandbox.pool import SandboxPool

    try:
        with SandboxPool() as pool:
            return _sandbox_section(pool.walls, *_measure(pool))
    except SandboxError as error:
        trouble = _trouble(error)
        return Section("sandbox", (f"Sandbox    does not work: {error.message}",), {"level": "none", "error": error.message}, (trouble,))


def _measure(pool: SandboxPool) -> tuple[float, ExecutionResult]:
    """Return the milliseconds of a small program, and what came of an endless loop."""
    from qmath.schema import Limits

    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        pool.run("print(1)", Limits())
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), pool.run("while True: pass", Limits(cpu_s=_LOOP_S, wall_s=20 * _LOOP_S))


def _sandbox_section(walls: Walls, program_ms: float, loop: ExecutionResult) -> Section:
    from qmath.sandbox.walls import NOT_COVERED, user
    from qmath.schema import ExecutionStatus, SandboxLevel

    info = walls.info
    lines = [f"Sandbox    {info.level.value}: {', '.join(info.layers)}; as {user()}"]
    lines += [f"  {one.attempt:<30} {_outcome(one)}" for one in walls.evidence]
    if not walls.evidence:
        lines.append("  no wall could be tried: programs can do what you can do")
    lines.append(
        f"  {'an endless loop':<30} stopped after {loop.cpu_s:.2f} s of CPU, {loop.wall_s:.2f} s in all (limit {_LOOP_S} s of CPU)"
    )
    lines.append(f"  {'a small program':<30} takes {program_ms:.1f} ms")
    lines.append("  not covered, whatever the level:")
    lines += [f"    {one}" for one in NOT_COVERED]
    document = {
        **vars(info),
        "user": user(),
        "evidence": [{**vars(one), "is_held": one.is_held, "is_proved": one.is_proved} for one in walls.evidence],
        "not_covered": list(NOT_COVERED),
        "program_ms": round(program_ms, 2),
        "loop": {"status": loop.status.value, "cpu_s": round(loop.cpu_s, 3), "wall_s": round(loop.wall_s, 3)},
    }
    troubles = []
    if loop.status is not ExecutionStatus.TIMEOUT:
        troubles.append(
            Trouble(SandboxError.exit_code, SandboxError.code, f"an endless loop ended with {loop.status.value}, not by its limit")
        )
    if info.level is not SandboxLevel.STRICT:
        message = f"the sandbox is only {info.level.value} here, not strict: missing {', '.join(info.missing)}"
        fix = "; ".join(f"needs {fix}" for fix in walls.fixes) or "use qmath on Linux (or WSL 2), where programs can be shut in"
        troubles.append(Trouble(SandboxError.exit_code, SandboxError.code, message, fix))
    return Section("sandbox", tuple(lines), document, tuple(troubles))


def _outcome(one: Evidence) -> str:
    if not one.is_held:
        return "OPEN"
    return f"{one.inside} (without the wall: {one.outside})"


def _trouble(error: QmathError) -> Trouble:
    return Trouble(error.exit_code, error.code, error.message, error.hint)


def _document(sections: tuple[Section, ...], troubles: list[Trouble]) -> dict[str, object]:
    problems = [vars(trouble) for trouble in troubles]
    return {"qmath": qmath.__version__, **{section.name: section.document for section in sections}, "problems": problems}


def _text(sections: tuple[Section, ...], troubles: list[Trouble]) -> str:
    lines = [line for section in sections for line in section.lines]
    for trouble in troubles:
        lines.append(f"Problem    {trouble.message}")
        lines += [f"           {trouble.fix}"] if trouble.fix else []
    return "\n".join(lines) + "\n"
