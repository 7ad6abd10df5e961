"""``qmath batch``: a file of problems in, a file of solutions out.

Here: signals, the summary, exit codes. Not here: options into a Solver (``request.py``), the batch (``jobs/batch.py``), its progress
(``progress.py``).
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
from enum import StrEnum
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from qmath import settings
from qmath.cli import options, walls
from qmath.cli.output import Sink, say
from qmath.cli.profile import ProfileOption
from qmath.cli.solving import SolvingOptions, with_solving_options
from qmath.errors import InputError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qmath.jobs.batch import BatchOptions
    from qmath.jobs.problems import ProblemFile
    from qmath.jobs.rows import Row
    from qmath.jobs.shards import Shard
    from qmath.jobs.tally import Tally
    from qmath.jobs.target import Target
    from qmath.schema import SamplingParams
    from qmath.solve.solver import Solver

EXIT_NOT_OK = 5
EXIT_BAD_INPUT = 11
_BATCH = "Batch"
_AUTO_SEQUENCES = 32


class SplitChoice(StrEnum):
    """What separates problems in plain text."""

    LINE = "line"
    BLANK = "blank"


class FailOn(StrEnum):
    """Which rows that are not ok make the exit code 5."""

    ANY = "any"
    ALL = "all"
    NEVER = "never"


@with_solving_options
def batch(
    *,
    file: Annotated[str, typer.Argument(help="JSONL, CSV, TSV or text; `-` reads stdin.", metavar="IN")],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", envvar="QMATH_OUTPUT", metavar="FILE|-", help="The solutions, JSON Lines.", rich_help_panel=_BATCH),
    ] = None,
    split: Annotated[
        SplitChoice,
        typer.Option("--split", envvar="QMATH_SPLIT", help="What separates problems in plain text.", rich_help_panel=_BATCH),
    ] = SplitChoice.LINE,
    check: Annotated[
        bool, typer.Option("--check", envvar="QMATH_CHECK", help="Read and report bad rows; solve nothing.", rich_help_panel=_BATCH)
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", envvar="QMATH_FRESH", help="Forget what earlier runs finished.", rich_help_panel=_BATCH)
    ] = False,
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", envvar="QMATH_RETRY_FAILED", help="Run rows that are not ok again.", rich_help_panel=_BATCH),
    ] = False,
    unordered: Annotated[
        bool, typer.Option("--unordered", envvar="QMATH_UNORDERED", help="Write rows as they finish.", rich_help_panel=_BATCH)
    ] = False,
    problem_field: Annotated[
        str | None,
        typer.Option("--problem-field", envvar="QMATH_PROBLEM_FIELD", metavar="NAME", help="Where the problem is.", rich_help_panel=_BATCH),
    ] = None,
    id_field: Annotated[
        str | None, typer.Option("--id-field", envvar="QMATH_ID_FIELD", metavar="NAME", help="Where the id is.", rich_help_panel=_BATCH)
    ] = None,
    reference_field: Annotated[
        str | None,
        typer.Option(
            "--reference-field", envvar="QMATH_REFERENCE_FIELD", metavar="NAME", help="Where the known answer is.", rich_help_panel=_BATCH
        ),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard", envvar="QMATH_SHARD", metavar="I/N|slurm|sky", help="Only these rows, by a hash of the id.", rich_help_panel=_BATCH
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", envvar="QMATH_FAIL_ON", help="Which rows that are not ok make exit 5.", rich_help_panel=_BATCH)
    ] = FailOn.ANY,
    budget: options.Budget = None,
    solving: SolvingOptions,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", envvar="QMATH_QUIET", help="No progress, no summary.")] = False,
    _profile: ProfileOption = None,
) -> None:
    """Solve many problems; a run that was stopped or killed goes on where it was.

    \b
    A row holds problem (or question, prompt, input), and if you like id and reference (or answer,
    gold, expected); other fields travel into the output under "input". Text: one problem per line.

    \b
    Examples:
      qmath batch problems.jsonl -o solutions.jsonl
      qmath batch problems.csv -o solutions.jsonl --problem-field text
      cat problems.txt | qmath batch - -o - | jq -r .answer.text
    """  # noqa: D301 - click reads the escaped \b
    from qmath.cli.request import request
    from qmath.jobs.batch import BatchOptions
    from qmath.jobs.rows import FieldNames

    names = FieldNames.of(problem_field, id_field, reference_field)
    part = _shard(shard)
    if check:
        with _open(file, names, split) as source:
            _check(source, part)
        return
    if output is None:
        raise UsageError("there is no --output", hint=f"qmath batch {shlex.quote(file)} -o solutions.jsonl, or -o - for stdout")
    if output != "-" and file != "-" and Path(output).exists() and Path(file).exists() and Path(output).samefile(file):
        raise UsageError(f"{output} is both input and output", hint="choose another --output")
    asked_for = request(solving, usual_parallel=_AUTO_SEQUENCES, has_many_problems=True)
    how = BatchOptions(parallel=asked_for.parallel, is_alone=solving.deterministic, is_retrying=retry_failed, shard=part, budget_s=budget)
    with _open(file, names, split) as source, _Output(output, is_ordered=not unordered, is_fresh=fresh) as out:
        with asked_for.open() as solver:
            if not quiet and solving.mode is not options.ModeChoice.COT:
                walls.say_what_is_missing(solver.sandbox, solving.sandbox, has_figures=solver.has_figures)
            tally = _run(solver, asked_for.params, how, source, out, is_quiet=quiet)
        _report(tally, out, file, how, is_quiet=quiet)
    _exit(tally, fail_on)


class _Output:
    """The place of ``--output``: a file with its journal, or stdout."""

    def __init__(self, output: str, *, is_ordered: bool, is_fresh: bool) -> None:
        from qmath.jobs.target import FileTarget, StreamTarget

        self.path = None if output == "-" else Path(output)
        self.target: Target = (
            StreamTarget(Sink().write, is_ordered=is_ordered)
            if self.path is None
            else FileTarget(self.path, is_ordered=is_ordered, is_fresh=is_fresh)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.target.close()


class _Signals:
    """Within this context the first SIGINT or SIGTERM is noted; the second ends the process at once."""

    def __init__(self) -> None:
        self.number: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def is_set(self) -> bool:
        """Tell whether a signal came."""
        return self.number is not None

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self.number is not None:
            os._exit(128 + number)
        self.number = number


def _open(file: str, names: Any, split: SplitChoice) -> ProblemFile:  # noqa: ANN401 - jobs load late
    from qmath.jobs.problems import ProblemFile, Split

    if file == "-":
        if sys.stdin.isatty():
            raise InputError("stdin is a terminal, not a file of problems", hint="qmath batch problems.txt -o solutions.jsonl")
        # Unbuffered and our own: a thread that waits in a buffer of Python's would hold up the end of the process.
        stream = open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)  # noqa: SIM115 - a number, closed by ProblemFile
        return ProblemFile(stream, "stdin", names, Split(split.value))
    return ProblemFile.open(Path(file), names, Split(split.value))


def _shard(text: str | None) -> Shard | None:
    from qmath.jobs.shards import parse_shard

    if text is None:
        return None
    schedulers = {"slurm": settings.slurm_shard, "sky": settings.sky_shard}
    return parse_shard(schedulers[text]() if text in schedulers else text)


def _check(source: ProblemFile, shard: Shard | None) -> None:
    """Report bad rows and how many there are of each kind."""
    num_rows = num_bad = 0
    for row in _ours(source.rows(), shard):
        num_rows += 1
        if row.error:
            num_bad += 1
            say(f"qmath: {row.problem.source}: {row.error}")
    say(f"qmath: {num_rows} rows, {num_bad} of them bad")
    if num_bad or not num_rows:
        raise typer.Exit(EXIT_BAD_INPUT)


def _ours(rows: Iterator[Row], shard: Shard | None) -> Iterator[Row]:
    return (row for row in rows if shard is None or shard.has(row.problem.id))


def _run(solver: Solver, params: SamplingParams, how: BatchOptions, source: ProblemFile, out: _Output, *, is_quiet: bool) -> Tally:
    """Run the batch; on a signal say how it goes on and exit."""
    from qmath.cli.progress import Progress
    from qmath.jobs.batch import Batch
    from qmath.jobs.pipe import as_they_come

    if not is_quiet:
        info = solver.engine.info
        say(f"qmath: {solver.model.name} · {info.kind} {info.version or ''} · {', '.join(info.devices) or 'CPU'}")
        for notice in solver.notices:
            say(f"qmath: {notice}")
    now = {"input": source.name, **_settings(solver, params, how)}
    for sentence in _changes(out.target.begin(now), now):
        say(f"qmath: {sentence}")
    rows = source.rows() if source.is_regular else as_they_come(source.rows())
    progress = Progress(lambda: source.share_read, is_quiet=is_quiet)
    with _Signals() as signals:
        job = Batch(solver, params, out.target, how)
        try:
            tally = job.run(rows, is_stopped=signals.is_set, on_turn=progress.show, on_bad=progress.bad)
        finally:
            progress.clear()
        if signals.number is not None and tally.is_stopped:
            say(f"qmath: stopped; {tally.num_rows} rows are finished{' and kept' if out.path else ''}")
            if out.path:
                say(f"       go on with: {_same_command()}")
            raise typer.Exit(128 + signals.number)
    return tally


def _same_command() -> str:
    return shlex.join(["qmath", *(argument for argument in sys.argv[1:] if argument != "--fresh")])


def _settings(solver: Solver, params: SamplingParams, how: BatchOptions) -> dict[str, Any]:
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


def _changes(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each setting that is not what it was, and what follows from it."""
    if before is None:
        return []
    changed = [name for name, value in now.items() if before.get(name) != value and (name != "input" or name in before)]
    found = [f"{name} was {json.dumps(before.get(name))} in the run before and is {json.dumps(now[name])}" for name in changed]
    if "input" in changed:
        found.append("the output will hold the rows of this input alone; those of the other stay in the journal")
    if set(changed) - {"shard", "input"}:
        found.append("rows are run again where that makes a difference; their earlier solutions stay in the journal")
    return found


def _report(tally: Tally, out: _Output, file: str, how: BatchOptions, *, is_quiet: bool) -> None:
    """Write the summary beside the output and say it."""
    from qmath.cli.progress import duration
    from qmath.jobs.target import summary_path

    if out.path:
        document = {
            "input": file,
            "output": str(out.path),
            "shard": str(how.shard) if how.shard else None,
            **tally.to_json(),
        }
        path = summary_path(out.path)
        try:
            path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}", hint="the solutions themselves are complete") from error
    if is_quiet:
        return
    kinds = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in tally.statuses.most_common()) or "nothing new"
    reused = f" · {tally.num_reused} from before" if tally.num_reused else ""
    speed = f" · {tally.num_tokens / max(tally.total_s, 1e-9):.0f} tokens/s" if tally.num_tokens else ""
    where = f" · {out.path}" if out.path else ""
    say(f"qmath: {tally.num_rows} rows: {kinds}{reused}{speed} · {duration(tally.total_s)}{where}")
    if tally.is_over_budget:
        left = "the rest was" if tally.num_not_started is None else f"{tally.num_not_started} rows were"
        say(f"qmath: the budget is used up; {left} not begun")
        if out.path:
            say(f"       go on with: {_same_command()}")


def _exit(tally: Tally, fail_on: FailOn) -> None:
    num_bad = tally.num_rows - tally.num_ok
    is_short = tally.is_over_budget and tally.num_not_started != 0
    if fail_on is FailOn.NEVER or not (num_bad or is_short):
        return
    if fail_on is FailOn.ANY or not tally.num_ok:
        raise typer.Exit(EXIT_NOT_OK)
