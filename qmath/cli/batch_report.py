"""What is said of a batch: that it ended before it began, which settings are others than before, the summary, the exit code.

Here: words and the summary file. Not here: running it (``batch.py``), what is shown meanwhile (``progress.py``).
"""

from __future__ import annotations

import json
import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from qmath.cli.output import say
from qmath.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from qmath.jobs.again import Again
    from qmath.jobs.batch import BatchOptions
    from qmath.jobs.shards import Shard
    from qmath.jobs.tally import Tally
    from qmath.schema import SamplingParams
    from qmath.solve.solver import Solver

EXIT_NOT_OK = 5


class FailOn(StrEnum):
    """Which rows that are not ok make the exit code 5."""

    ANY = "any"
    ALL = "all"
    NEVER = "never"


def settings_of(solver: Solver, params: SamplingParams, how: BatchOptions) -> dict[str, Any]:
    """Return what decides which rows are run and what comes out, by the names of options."""
    from qmath.schema import Mode, to_json

    document = to_json(params)
    assert isinstance(document, dict)  # noqa: S101 - a dataclass always becomes an object
    engine = solver.engine
    return {
        "model": solver.model.file or solver.model.name,
        "engine": f"{engine.info.kind} {engine.info.version}",
        "n_ctx": engine.n_ctx,
        "sandbox": None if params.mode is Mode.COT else solver.sandbox.level.value,
        "shard": str(how.shard) if how.shard else None,
        "artifacts": solver.has_figures,
        "few_shot": solver.examples_digest,
        **{name.removesuffix("_s"): value for name, value in document.items()},
    }


def changes(before: Mapping[str, Any] | None, now: Mapping[str, Any], count: Callable[[], Again | None] = lambda: None) -> list[str]:
    """Return a sentence for each setting that is not what it was, and what follows from it; ``count`` looks at the rows."""
    if before is None:
        return []
    changed = [name for name, value in now.items() if before.get(name) != value and (name != "input" or name in before)]
    found = [f"{name} was {json.dumps(before.get(name))} in the run before and is {json.dumps(now[name])}" for name in changed]
    if "input" in changed:
        found.append("the output will hold the rows of this input alone; those of the other stay in the journal")
    if set(changed) - {"shard", "input"}:
        found.append(_what_is_again(count()))
    return found


def _what_is_again(again: Again | None) -> str:
    """Return how many finished rows are solved again, as far as that is known."""
    kept = "their earlier solutions stay in the journal"
    if again is None or not again.num_finished:
        return f"rows are run again where that makes a difference; {kept}"
    if not again.num_again and again.is_all:
        return "no finished row has to be solved again"
    some = f"{again.num_again} of the first {again.num_finished}" if not again.is_all else f"{again.num_again} of {again.num_finished}"
    return f"{some} finished rows are solved again; {kept}"


def same_command() -> str:
    """Return the command that goes on with this run."""
    return shlex.join(["qmath", *(argument for argument in sys.argv[1:] if argument != "--fresh")])


class Start:
    """What stands before the first row: where a signal ends it, that is said. ``is_over`` is set when rows begin.

    ``output`` is the file that a run can go on with, if it is one.
    """

    def __init__(self, output: Path | None) -> None:
        self._output = output
        self.is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        from qmath.jobs.journal import has_rows
        from qmath.jobs.target import journal_path

        if self.is_over or kind is None or issubclass(kind, Exception):
            return
        is_kept = self._output is not None and has_rows(journal_path(self._output))
        say(f"qmath: stopped before a row was begun{'; what earlier runs finished is kept' if is_kept else ''}")
        if self._output is not None:
            say(f"       go on with: {shlex.join(['qmath', *sys.argv[1:]])}")


def write_summary(tally: Tally, source: Mapping[str, Any], output: Path, shard: Shard | None) -> None:
    """Write the summary beside the output; ``source`` says what was read and how.

    Raises:
        OutputError: it cannot be written.
    """
    from qmath.jobs.target import summary_path

    document = {**source, "output": str(output), "shard": str(shard) if shard else None, **tally.to_json()}
    path = summary_path(output)
    try:
        path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}", hint="the solutions themselves are complete") from error


def say_summary(tally: Tally, output: Path | None) -> None:
    """Say what came of it, and how what was not begun goes on."""
    from qmath.cli.progress import counted, duration

    kinds = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in tally.statuses.most_common()) or "nothing new"
    reused = f" · {tally.num_reused} from before" if tally.num_reused else ""
    speed = f" · {tally.num_tokens / max(tally.total_s, 1e-9):.0f} tokens/s" if tally.num_tokens else ""
    where = f" · {output}" if output else ""
    say(f"qmath: {counted(tally.num_rows, 'row')}: {kinds}{reused}{speed} · {duration(tally.total_s)}{where}")
    if tally.num_references:
        say("qmath: references are kept in the output and not compared yet")
    if tally.is_over_budget:
        _say_what_is_left(tally, output)


def _say_what_is_left(tally: Tally, output: Path | None) -> None:
    """Say what a budget cut or kept from beginning, and how that goes on."""
    from qmath.cli.progress import counted
    from qmath.schema import SolutionStatus

    num_cut, num_left = tally.statuses[SolutionStatus.CANCELLED.value], tally.num_not_started
    cut = [f"{counted(num_cut, 'row')} cut short"] if num_cut else []
    left = ["the rest not begun" if num_left is None else f"{counted(num_left, 'row')} not begun"] if num_left != 0 else []
    if cut or left:
        say(f"qmath: the budget is used up: {', '.join(cut + left)}")
    if num_cut and num_cut == tally.num_rows - tally.num_reused:
        say("qmath: no row was finished within the budget; a run that goes on begins one alone, but a longer --budget may be needed")
    if output and left:
        say(f"       go on with: {same_command()}")
    elif output and cut:
        say("       a run with a longer --budget, or without, solves what was cut")


def exit_code(tally: Tally, fail_on: FailOn) -> int:
    """Return 0, or 5 where rows are missing in the output, or are not ok as ``--fail-on`` has it."""
    if tally.is_over_budget and tally.num_not_started != 0:
        return EXIT_NOT_OK
    if fail_on is FailOn.NEVER or tally.num_ok == tally.num_rows:
        return 0
    return EXIT_NOT_OK if fail_on is FailOn.ANY or not tally.num_ok else 0
