"""What a report of a bug needs to know of a solve: the lines of ``-vv``.

Here: lines before the first text and lines after the answer. Not here: what every solve says (``solve.py``), and what this machine
can do at all (``doctor.py``).
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import qmath
from qmath import settings
from qmath.cli.output import dump
from qmath.models.units import size_text

if TYPE_CHECKING:
    from qmath.engine.gguf import GgufHeader
    from qmath.engine.size import ContextSize
    from qmath.schema import Mode, Problem, Solution
    from qmath.solve.solver import Solver

_MAX_PROMPT: Final = 4000
_MAX_SEEDS: Final = 8


def before(solver: Solver, problem: Problem, mode: Mode) -> Iterator[str]:
    """Yield what is settled when a problem begins: versions, file, weights, context, prompt."""
    info = solver.engine.info
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield f"versions: qmath {qmath.__version__}, Python {platform.python_version()}, {info.kind} {info.version}, {system}"
    header = solver.header
    if header is not None:
        millions = f"{header.num_parameters / 1e6:.3g} million weights"
        yield f"file: {header.path}, {size_text(header.size_bytes)}, {header.quantization}, {millions}"
        yield f"weights: {_weights(header, info.layers_on_device)}"
    size = solver.engine.size
    if size is not None:
        yield f"context: {_context(size, solver.max_n_ctx)}"
    prompt = "".join(part.text for part in solver.asked.prompt(problem.text, mode))
    shown = dump(prompt if len(prompt) <= _MAX_PROMPT else f"{prompt[:_MAX_PROMPT]}...")
    yield f"prompt: style {solver.asked.style.value}, {len(prompt)} characters: {shown}"


def after(solution: Solution) -> Iterator[str]:
    """Yield what is known when a problem has ended: sampling, walls, tokens, times."""
    sampling, usage, timing = solution.sampling, solution.usage, solution.timing_s
    most = "" if sampling.max_tokens is None else f", at most {sampling.max_tokens} tokens"
    yield (
        f"sampling: {sampling.mode.value}, temperature {sampling.temperature:g}, top_p {sampling.top_p:g}, top_k {sampling.top_k}{most}; "
        f"{_seeds([sample.seed for sample in solution.samples])}"
    )
    if solution.sandbox is not None:
        missing = f"; missing: {', '.join(solution.sandbox.missing)}" if solution.sandbox.missing else ""
        yield f"sandbox: {solution.sandbox.level.value} ({', '.join(solution.sandbox.layers)}){missing}"
    speed = f" at {timing.tokens_per_s:g}/s" if timing.tokens_per_s else ""
    yield (
        f"tokens: {usage.completion_tokens} written{speed}; {usage.prompt_tokens} of prompts, {usage.output_tokens} of outputs; "
        f"{usage.cached_prompt_tokens} times one was in the cache and not computed again"
    )
    yield (
        f"seconds: {timing.load:.2f} to load, {timing.first_token:.2f} to the first text, {timing.generate:.2f} of decoding, "
        f"{timing.programs:.2f} of programs, {timing.total:.2f} in all; fingerprint {solution.fingerprint[:12]}"
    )


def _weights(header: GgufHeader, layers_on_device: str | None) -> str:
    """Return how the weights lie in memory, and why so."""
    from qmath.engine.probe import Layout, verdict

    if layers_on_device is not None:
        return f"{layers_on_device} layers on the GPU"
    found = verdict(header, settings.state_dir())
    differs = f"logits differ by {found.difference:.2%} from the plain layout's"
    return {
        Layout.DEFAULT: f"the layouts llama.cpp chooses itself: they survive here, {differs}",
        Layout.REPACK: f"interleaved, as asked for each tensor: what llama.cpp chooses itself does not survive here; {differs}",
        Layout.PLAIN: "the plain layout: "
        + ("no other survives here" if found.is_final else "the machine was too busy to tell whether another survives"),
    }[found.layout]


def _context(size: ContextSize, max_n_ctx: int | None) -> str:
    limit = "" if max_n_ctx is None else f" (the model allows {max_n_ctx})"
    return (
        f"{size.n_ctx} tokens per rollout{limit}, {size.num_cells} cells for all; {size.max_sequences} decoded together in "
        f"{size.num_slots} slots, at most {size.n_batch} tokens a step, {size.threads} threads, flash attention "
        f"{'on' if size.has_flash_attention else 'off'}"
    )


def _seeds(seeds: list[int]) -> str:
    shown = ", ".join(map(str, seeds[:_MAX_SEEDS])) + (", ..." if len(seeds) > _MAX_SEEDS else "")
    return f"seed {shown}" if len(seeds) == 1 else f"seeds {shown}"
