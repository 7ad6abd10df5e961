"""The options that ``solve`` and ``batch`` have in common, declared once, and how a command gets them.

Here: the record of their values, and the decorator that gives a command one option per field. Not here: the options themselves
(``options.py``), what their values ask for (``request.py``).
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from qmath.cli import options


@dataclass(frozen=True, kw_only=True)
class SolvingOptions:
    """Values of the options that say how problems are solved."""

    model: options.Model = None
    quant: options.Quant = None
    few_shot: options.FewShot = None
    mode: options.ModeOption = options.ModeChoice.AUTO
    samples: options.Samples = 1
    select: options.SelectOption = None
    timeout: options.Timeout = None
    seed: options.Seed = 0
    temperature: options.Temperature = None
    top_p: options.TopP = None
    top_k: options.TopK = None
    max_tokens: options.MaxTokens = None
    deterministic: options.Deterministic = False
    n_ctx: options.NCtx = None
    n_gpu_layers: options.NGpuLayers = options.Layers.AUTO.value
    threads: options.Threads = None
    parallel: options.Parallel = options.Layers.AUTO.value
    require_gpu: options.RequireGpu = False
    sandbox: options.Sandbox = options.SandboxLevelChoice.AUTO
    program_timeout: options.ProgramTimeout = 5.0
    program_memory: options.ProgramMemory = options.DEFAULT_MEMORY
    max_programs: options.MaxPrograms = 4
    stateful: options.Stateful = False
    artifacts: options.Artifacts = None


_FIELDS: Final = inspect.signature(SolvingOptions, eval_str=True).parameters


def with_solving_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose parameter of type ``SolvingOptions`` became one option per field, in its place."""
    parameters: list[inspect.Parameter] = []
    taker = ""
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        if parameter.annotation is SolvingOptions:
            taker = parameter.name
            parameters += _FIELDS.values()
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))

    @functools.wraps(command)
    def expanded(**values: Any) -> None:  # noqa: ANN401 - whatever the options hold
        values[taker] = SolvingOptions(**{name: values.pop(name) for name in _FIELDS})
        command(**values)

    # Whoever asks for the parameters, as typer does, is told those of the expanded command.
    expanded.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    expanded.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return expanded
