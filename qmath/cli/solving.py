"""The options that ``solve`` and ``batch`` have in common, declared once, and how a command gets them.

Here: the record of their values, and the decorator that gives a command one option per field. Not here: the options themselves
(``options.py``), where values come from (``config.py``), what they ask for (``request.py``).
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import typer

from qmath.cli import options
from qmath.cli.amounts import AUTO
from qmath.cli.config import Setting, Source, origin, remedy
from qmath.errors import UsageError


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
    n_gpu_layers: options.NGpuLayers = AUTO
    threads: options.Threads = None
    parallel: options.Parallel = AUTO
    require_gpu: options.RequireGpu = False
    sandbox: options.Sandbox = options.SandboxLevelChoice.AUTO
    program_timeout: options.ProgramTimeout = 5.0
    program_memory: options.ProgramMemory = options.DEFAULT_MEMORY
    max_programs: options.MaxPrograms = 4
    stateful: options.Stateful = False
    artifacts: options.Artifacts = None


_CONTEXT: Final = "context"
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
    parameters.append(inspect.Parameter(_CONTEXT, inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context))

    @functools.wraps(command)
    def expanded(**values: Any) -> None:  # noqa: ANN401 - whatever the options hold
        asked = SolvingOptions(**{name: values.pop(name) for name in _FIELDS})
        values[taker] = settled(asked, values.pop(_CONTEXT))
        command(**values)

    # Whoever asks for the parameters, as typer does, is told those of the expanded command.
    expanded.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    expanded.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return expanded


def settled(asked: SolvingOptions, context: typer.Context) -> SolvingOptions:
    """Return the values that hold where ``--deterministic`` and others exclude one another: those of a weaker place give way to it.

    Raises:
        UsageError: they stand in the same place, or in a stronger one.
    """
    if not asked.deterministic:
        return asked
    # One sample, or a temperature of 0, says the same.
    excluded = [name for name, is_excluded in (("samples", asked.samples > 1), ("temperature", bool(asked.temperature))) if is_excluded]
    deterministic, *others = (origin(context, name) for name in ("deterministic", *excluded))
    strength = list(Source)[::-1].index
    clashing = [one for one in others if strength(one.source) >= strength(deterministic.source)]
    if clashing:
        what = f"{' and '.join(map(_told, clashing))} {'does' if len(clashing) == 1 else 'do'} not go with it"
        raise UsageError(f"{_told(deterministic)} means one greedy sample; {what}", hint=" and ".join(map(remedy, clashing)))
    return replace(asked, samples=1, temperature=None)


def _told(setting: Setting) -> str:
    """Return an option as it would be typed, and where it stands if nobody typed it."""
    value = "" if setting.option == "deterministic" else f" {setting.value}"
    return f"--{setting.option}{value}" + (f" ({setting.place})" if setting.place else "")
