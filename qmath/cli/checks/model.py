"""The models: which one would be taken, how fast it is, and (``--selftest``) whether each solves a problem.

Here: what is said of them. Not here: choosing (``models/store.py``), fitting (``solve/fitting.py``), solving.
"""

from __future__ import annotations

import ctypes
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qmath.cli.checks.section import Section, Trouble
from qmath.errors import DoesNotFitError, EngineError, QmathError
from qmath.models.units import size_text

if TYPE_CHECKING:
    from qmath.models.store import Located

PROBLEM: Final = "What is 15% of 80?"
ANSWER: Final = "12"
"""A problem that every model solves, and its answer."""

_COPIED: Final = 32 << 20
_ROUNDS: Final = 4
_FEW: Final = 24


@dataclass(frozen=True)
class Speed:
    """Tokens per second of one answer, measured or estimated."""

    tokens_per_s: float
    is_estimate: bool


def taken(name: str | None, quant: str | None) -> tuple[Located | None, Section]:
    """Find the model that ``solve`` would take, whether it fits, and how fast it would be."""
    from qmath.models.fit import Place
    from qmath.models.store import locate
    from qmath.solve.fitting import fit_located, fits_here, this_machine
    from qmath.solve.places import model_places

    try:
        located = locate(name, quant, model_places(), fits_here)
    except QmathError as error:
        line = f"none: {error.message}"
        return None, Section("model", "Model", (line,), {"name": None, "error": error.message}, (Trouble.of(error),))
    why = "named by --model, its variable or the configuration file" if name else "the best one here that fits"
    found = fit_located(located, this_machine())
    lines = [f"{located.entry.name}, {located.quant or 'quantization unknown'}, {size_text(located.num_bytes)}: {why}"]
    troubles = []
    if found is not None:
        lines.append(f"takes {size_text(found.need.total)} while it runs (an estimate within 10 %)")
        if found.place is Place.NOWHERE:
            message = f"{located.entry.name} needs {size_text(found.need.wanted)} of memory, more than is free"
            troubles.append(Trouble(DoesNotFitError.exit_code, DoesNotFitError.code, message, "see what fits: qmath models plan"))
    if located.entry.is_embedded:
        lines.append("it is made for short school problems; a real model: qmath pull 1.5b")
    document: dict[str, object] = {
        "name": located.entry.name,
        "quant": located.quant,
        "path": str(located.path),
        "bytes": located.num_bytes,
        "needs_bytes": found.need.total if found else None,
        "place": found.place.value if found else None,
        "is_embedded": located.entry.is_embedded,
    }
    return located, Section("model", "Model", tuple(lines), document, tuple(troubles))


def speed(located: Located) -> Section:
    """Measure how fast mini writes, or estimate how fast a larger model would: it reads all its weights for each token."""
    try:
        found: Speed | None = _measured(located) if located.entry.is_embedded else _estimated(located)
    except QmathError as error:
        return Section("speed", "Speed", (f"not known: {error.message}",), {"tokens_per_s": None}, (Trouble.of(error),))
    if found is None:
        line = f"not known before it runs on the GPU; see: qmath solve -m {located.entry.short} '1 + 1'"
        return Section("speed", "Speed", (line,), {"tokens_per_s": None})
    how = "estimated from the speed of memory" if found.is_estimate else "measured just now"
    line = f"about {found.tokens_per_s:.0f} tokens per second for one answer ({how})"
    return Section("speed", "Speed", (line,), {"tokens_per_s": round(found.tokens_per_s, 1), "is_estimate": found.is_estimate})


def selftest() -> Section:
    """Let each installed model solve a problem, and compare with the answer that is known."""
    from qmath.models.catalog import catalog
    from qmath.models.store import all_installed
    from qmath.solve.places import model_places

    places = model_places()
    lines, rows, troubles = [], [], []
    for located in [located for entry in catalog() for located in all_installed(entry, places)]:
        name = f"{located.entry.name} {located.quant or ''}".strip()
        started, answer = time.monotonic(), None
        try:
            answer = _solve(located)
        except QmathError as error:
            troubles.append(Trouble.of(error))
        else:
            troubles += _judged(name, answer)
        seconds, is_right = time.monotonic() - started, answer == ANSWER
        lines.append(f"{name}: {answer or 'no answer'}, {'right' if is_right else f'not {ANSWER}'} ({seconds:.1f} s)")
        row = {"name": located.entry.name, "quant": located.quant, "answer": answer, "is_right": is_right, "time_s": round(seconds, 2)}
        rows.append(row)
    return Section("selftest", "Self-test", tuple(lines), {"problem": PROBLEM, "expected": ANSWER, "models": rows}, tuple(troubles))


def _judged(name: str, answer: str | None) -> list[Trouble]:
    if answer == ANSWER:
        return []
    message = f"{name} answers {answer or 'nothing'} where {ANSWER} is right"
    return [Trouble(EngineError.exit_code, EngineError.code, message, "look at its bytes: qmath models verify")]


def _solve(located: Located) -> str | None:
    from qmath.engine.options import EngineOptions
    from qmath.solve.solver import Solver

    with Solver.open(located.entry.name, quant=located.quant, options=EngineOptions(max_sequences=1)) as solver:
        answer = solver.solve(PROBLEM).answer
    return answer.text if answer else None


def _measured(located: Located) -> Speed:
    from qmath import settings
    from qmath.engine.engine import TokenSampling
    from qmath.engine.load import load_engine
    from qmath.engine.options import EngineOptions
    from qmath.schema import Mode
    from qmath.text.prompts import chat

    engine = load_engine(located.path, EngineOptions(n_ctx=512, max_sequences=1), state_dir=settings.state_dir()).engine
    try:
        sequence = engine.start(chat(PROBLEM, Mode.TIR), TokenSampling())
        engine.ask(sequence, max_tokens=1)
        while engine.has_work():
            engine.step()
        engine.ask(sequence, max_tokens=_FEW)
        before, started = engine.usage(sequence).num_generated, time.perf_counter()
        while engine.has_work():
            engine.step()
        seconds = time.perf_counter() - started
        return Speed(max(1, engine.usage(sequence).num_generated - before) / seconds, is_estimate=False)
    finally:
        engine.shutdown()


def _estimated(located: Located) -> Speed | None:
    """Return the speed on the CPU; None where a GPU, whose memory nobody has measured here, would compute."""
    from qmath.models.fit import Place
    from qmath.solve.fitting import fit_located, this_machine

    found = fit_located(located, this_machine())
    if found is not None and found.place in {Place.GPU, Place.PARTLY}:
        return None
    return Speed(memory_bytes_per_s() / located.num_bytes, is_estimate=True)


def memory_bytes_per_s() -> float:
    """Return how many bytes per second all cores together read and write, by copying memory for some hundredths of a second."""
    from qmath.engine.cores import physical_cores

    blocks = [(ctypes.create_string_buffer(_COPIED), ctypes.create_string_buffer(_COPIED)) for _ in range(physical_cores())]

    def copy(target: ctypes.Array[ctypes.c_char], source: ctypes.Array[ctypes.c_char]) -> None:
        for _ in range(_ROUNDS):
            ctypes.memmove(target, source, _COPIED)

    for target, source in blocks:
        ctypes.memset(source, 1, _COPIED)
        ctypes.memmove(target, source, _COPIED)
    threads = [threading.Thread(target=copy, args=block) for block in blocks]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 2 * _COPIED * _ROUNDS * len(blocks) / (time.perf_counter() - started)
