"""Options that several commands share, each written once.

Here: their types, help and variables. Not here: what commands do with them, texts that mean numbers (``amounts.py``).
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Annotated

import typer

from qmath.cli import completion


class ModeChoice(StrEnum):
    """How to reason."""

    AUTO = "auto"
    COT = "cot"
    TIR = "tir"


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Render(StrEnum):
    """How mathematics and frames are drawn."""

    AUTO = "auto"
    UNICODE = "unicode"
    ASCII = "ascii"
    LATEX = "latex"
    NONE = "none"


class SandboxLevelChoice(StrEnum):
    """The walls asked for."""

    AUTO = "auto"
    STRICT = "strict"
    NONE = "none"


class SelectChoice(StrEnum):
    """How one of several samples is chosen."""

    MAJORITY = "majority"
    FIRST = "first"


DEFAULT_MEMORY = "1G"
"""What ``--program-memory`` is unless given."""

MAX_THREADS = 512
"""Source: llama.cpp, ggml/include/ggml.h, ``GGML_MAX_N_THREADS``; more end the process."""


def _finite(value: float | None) -> float | None:
    """Refuse what is a float but no number: nan, inf."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(f"{value} is not a finite number")
    return value


_WHAT, _SAMPLING, _ENGINE, _PROGRAMS, _OUTPUT = "Problem and model", "Sampling", "Engine", "Programs", "Output"

Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        envvar="QMATH_MODEL",
        metavar="NAME|PATH",
        help="A model's name or a .gguf file.",
        rich_help_panel=_WHAT,
        autocompletion=completion.installed_names,
    ),
]
ModelName = Annotated[
    str,
    typer.Argument(
        help="A name or an alias; or OWNER/NAME:FILE.gguf, an address, the path of a file.",
        metavar="NAME",
        autocompletion=completion.model_names,
    ),
]
InstalledName = Annotated[
    str,
    typer.Argument(help="The name or alias of a model that is here.", metavar="NAME", autocompletion=completion.installed_names),
]
Quant = Annotated[
    str | None, typer.Option("--quant", envvar="QMATH_QUANT", metavar="Q", help="Its quantization, such as Q4_K_M.", rich_help_panel=_WHAT)
]
FewShot = Annotated[
    str | None,
    typer.Option(
        "--few-shot",
        envvar="QMATH_FEW_SHOT",
        metavar="FILE",
        help="Worked examples (JSON Lines: problem, solution) before the problem, for base models.",
        rich_help_panel=_WHAT,
    ),
]
ModeOption = Annotated[
    ModeChoice,
    typer.Option(
        "--mode", envvar="QMATH_MODE", help="Text alone (cot), with programs (tir), or chosen by the problem.", rich_help_panel=_WHAT
    ),
]
Samples = Annotated[
    int,
    typer.Option(
        "--samples", "-n", envvar="QMATH_SAMPLES", metavar="N", min=1, max=1024, help="Rollouts per problem.", rich_help_panel=_WHAT
    ),
]
SelectOption = Annotated[
    SelectChoice | None,
    typer.Option("--select", envvar="QMATH_SELECT", help="Which of several samples answers.", rich_help_panel=_WHAT),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        envvar="QMATH_TIMEOUT",
        min=0.001,
        callback=_finite,
        metavar="S",
        help="Seconds for the problem.",
        rich_help_panel=_WHAT,
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", envvar="QMATH_SEED", metavar="N", min=0, help="Seed of the samples.", rich_help_panel=_SAMPLING)
]
Temperature = Annotated[
    float | None,
    typer.Option(
        "--temperature",
        envvar="QMATH_TEMPERATURE",
        metavar="X",
        min=0.0,
        max=10.0,
        callback=_finite,
        help="0 is greedy.",
        rich_help_panel=_SAMPLING,
    ),
]
TopP = Annotated[
    float | None,
    typer.Option(
        "--top-p", envvar="QMATH_TOP_P", metavar="X", min=0.0, max=1.0, callback=_finite, help="Nucleus.", rich_help_panel=_SAMPLING
    ),
]
TopK = Annotated[
    int | None,
    typer.Option(
        "--top-k", envvar="QMATH_TOP_K", metavar="N", min=0, help="Most likely tokens kept; 0 keeps all.", rich_help_panel=_SAMPLING
    ),
]
MaxTokens = Annotated[
    int | None,
    typer.Option(
        "--max-tokens", envvar="QMATH_MAX_TOKENS", metavar="N", min=1, help="Tokens a rollout may write.", rich_help_panel=_SAMPLING
    ),
]
Deterministic = Annotated[
    bool,
    typer.Option(
        "--deterministic", envvar="QMATH_DETERMINISTIC", help="Greedy, one sample, the same text every time.", rich_help_panel=_SAMPLING
    ),
]
NCtx = Annotated[
    int | None, typer.Option("--n-ctx", envvar="QMATH_N_CTX", metavar="N", min=64, help="Tokens in all.", rich_help_panel=_ENGINE)
]
NGpuLayers = Annotated[
    str,
    typer.Option("--n-gpu-layers", envvar="QMATH_N_GPU_LAYERS", metavar="auto|N", help="Layers on the GPU.", rich_help_panel=_ENGINE),
]
Threads = Annotated[
    int | None,
    typer.Option("--threads", envvar="QMATH_THREADS", metavar="N", min=1, max=MAX_THREADS, help="CPU threads.", rich_help_panel=_ENGINE),
]
RequireGpu = Annotated[
    bool, typer.Option("--require-gpu", envvar="QMATH_REQUIRE_GPU", help="Fail (exit 8) without a GPU.", rich_help_panel=_ENGINE)
]
Sandbox = Annotated[
    SandboxLevelChoice,
    typer.Option(
        "--sandbox",
        envvar="QMATH_SANDBOX",
        help="Walls around programs: strict fails (exit 9) where they do not stand.",
        rich_help_panel=_PROGRAMS,
    ),
]
ProgramTimeout = Annotated[
    float,
    typer.Option(
        "--program-timeout",
        envvar="QMATH_PROGRAM_TIMEOUT",
        min=0.01,
        callback=_finite,
        metavar="S",
        help="CPU seconds; three times that on the wall.",
        rich_help_panel=_PROGRAMS,
    ),
]
ProgramMemory = Annotated[
    str,
    typer.Option("--program-memory", envvar="QMATH_PROGRAM_MEMORY", metavar="SIZE", help="Such as 512M or 1G.", rich_help_panel=_PROGRAMS),
]
ProgramsParallel = Annotated[
    int | None,
    typer.Option(
        "--parallel",
        envvar="QMATH_PARALLEL",
        metavar="N",
        min=1,
        max=256,
        help="Programs run at once; one per processor.",
        rich_help_panel=_PROGRAMS,
    ),
]
Stateful = Annotated[
    bool,
    typer.Option("--stateful", envvar="QMATH_STATEFUL", help="A program finds the names of those before it.", rich_help_panel=_PROGRAMS),
]
Artifacts = Annotated[
    str | None,
    typer.Option(
        "--artifacts",
        envvar="QMATH_ARTIFACTS",
        metavar="DIR",
        help="Save the figures programs show.",
        rich_help_panel=_PROGRAMS,
    ),
]
MaxPrograms = Annotated[
    int,
    typer.Option(
        "--max-programs", envvar="QMATH_MAX_PROGRAMS", metavar="N", min=0, max=64, help="Programs per rollout.", rich_help_panel=_PROGRAMS
    ),
]
Json = Annotated[bool, typer.Option("--json", envvar="QMATH_JSON", help="One JSON document.", rich_help_panel=_OUTPUT)]
Events = Annotated[
    bool, typer.Option("--events", envvar="QMATH_EVENTS", help="One JSON object per line as it happens.", rich_help_panel=_OUTPUT)
]
OutputFile = Annotated[
    str | None, typer.Option("--output", "-o", envvar="QMATH_OUTPUT", metavar="FILE|-", help="Instead of stdout.", rich_help_panel=_OUTPUT)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", envvar="QMATH_QUIET", help="The answer alone.", rich_help_panel=_OUTPUT)]
Verbose = Annotated[
    int,
    typer.Option(
        "--verbose",
        "-v",
        count=True,
        show_default=False,
        help="Why this mode, and each sample (-v); what a bug report needs (-vv).",
        rich_help_panel=_OUTPUT,
    ),
]
RenderOption = Annotated[
    Render, typer.Option("--render", envvar="QMATH_RENDER", help="How mathematics and frames are drawn.", rich_help_panel=_OUTPUT)
]
Width = Annotated[
    int | None,
    typer.Option(
        "--width", envvar="QMATH_WIDTH", min=1, max=1000, metavar="N", help="Columns; the window's by default.", rich_help_panel=_OUTPUT
    ),
]
ColorOption = Annotated[Color, typer.Option("--color", envvar="QMATH_COLOR", help="When to colour.", rich_help_panel=_OUTPUT)]
HidePrograms = Annotated[
    bool, typer.Option("--hide-programs", envvar="QMATH_HIDE_PROGRAMS", help="Do not show programs.", rich_help_panel=_OUTPUT)
]

Offline = Annotated[bool, typer.Option("--offline", envvar="QMATH_OFFLINE", help="Never use the network.", rich_help_panel=_ENGINE)]
Parallel = Annotated[
    str,
    typer.Option("--parallel", envvar="QMATH_PARALLEL", metavar="auto|N", help="Rollouts decoded together.", rich_help_panel=_ENGINE),
]
Budget = Annotated[
    float | None,
    typer.Option(
        "--budget", envvar="QMATH_BUDGET", min=0.001, callback=_finite, metavar="S", help="Seconds for the run.", rich_help_panel=_WHAT
    ),
]
