"""``qmath batch``: a file of problems in, a file of solutions out.

Here: its options, input and output, the run. Not here: options into a Solver (``request.py``), the batch (``jobs/batch.py``), its
progress (``progress.py``), what is said of it in the end (``batch_report.py``).
"""

from __future__ import annotations

import os
import shlex
import stat
import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from qmath import settings
from qmath.cli import options, walls
from qmath.cli.batch_report import FailOn, Start, changes, exit_code, same_command, say_summary, settings_of, write_summary
from qmath.cli.output import Sink, say
from qmath.cli.profile import ProfileOption
from qmath.cli.solving import SolvingOptions, with_solving_options
from qmath.cli.stopping import StopSignals
from qmath.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qmath.jobs.again import Again
    from qmath.jobs.batch import BatchOptions
    from qmath.jobs.problems import ProblemFile
    from qmath.jobs.rows import Row
    from qmath.jobs.shards import Shard
    from qmath.jobs.tally import Tally
    from qmath.jobs.target import Target
    from qmath.schema import SamplingParams
    from qmath.solve.solver import Solver

EXIT_BAD_INPUT = 11
_BATCH = "Batch"
_AUTO_SEQUENCES = 32


class SplitChoice(StrEnum):
    """What separates problems in plain text."""

    LINE = "line"
    BLANK = "blank"


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
    check: Annotated[bool, typer.Option("--check", help="Read and report bad rows; solve nothing.", rich_help_panel=_BATCH)] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what earlier runs finished.", rich_help_panel=_BATCH)] = False,
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
            "--reference-field",
            envvar="QMATH_REFERENCE_FIELD",
            metavar="NAME",
            help="Where the known answer is; it is kept, not compared yet.",
            rich_help_panel=_BATCH,
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
    from qmath.jobs.target import place_of

    names = FieldNames.of(problem_field, id_field, reference_field)
    part = _shard(shard)
    if check:
        with _open(file, names, split) as source:
            _check(source, part)
        return
    if output is None:
        raise UsageError("there is no --output", hint=f"qmath batch {shlex.quote(file)} -o solutions.jsonl, or -o - for stdout")
    place = place_of(output)
    with Start(place) as start:
        asked_for = request(solving, usual_parallel=_AUTO_SEQUENCES, has_many_problems=True)
        how = BatchOptions(
            parallel=asked_for.parallel, is_alone=solving.deterministic, is_retrying=retry_failed, shard=part, budget_s=budget
        )
        with _open(file, names, split, place) as source, _Output(output, place, is_ordered=not unordered, is_fresh=fresh) as out:
            with asked_for.open() as solver:
                if not quiet and solving.mode is not options.ModeChoice.COT:
                    with walls.said_when_slow(is_quiet=quiet):
                        info = solver.sandbox
                    walls.say_what_is_missing(info, solving.sandbox, has_figures=solver.has_figures)
                tally = _run(solver, asked_for.params, how, source, out, start, is_quiet=quiet)
            if out.path:
                fields = {"problem": problem_field, "id": id_field, "reference": reference_field}
                write_summary(tally, {"input": file, "split": split.value, "fields": fields}, out.path, part)
            if not quiet:
                say_summary(tally, out.path)
    if code := exit_code(tally, fail_on):
        raise typer.Exit(code)


class _Output:
    """The place of ``--output``: a file with its journal, or a stream (stdout, a device), which has no ``path``."""

    def __init__(self, output: str, path: Path | None, *, is_ordered: bool, is_fresh: bool) -> None:
        from qmath.jobs.target import FileTarget, StreamTarget

        self.path = path
        self._sink: Sink | None = None
        self.target: Target
        if path is not None:
            self.target = FileTarget(path, is_ordered=is_ordered, is_fresh=is_fresh)
        else:
            self._sink = Sink(output)
            self.target = StreamTarget(self._sink.write, is_ordered=is_ordered)

    @property
    def is_apart(self) -> bool:
        """Whether rows surely stay off the terminal that shows the progress: a pipe may lead there."""
        if self._sink is None:
            return True
        mode = os.fstat(self._sink.stream.fileno()).st_mode
        return stat.S_ISREG(mode) or (stat.S_ISCHR(mode) and not self._sink.is_terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.target.close()
        if self._sink:
            self._sink.close()


def _open(file: str, names: Any, split: SplitChoice, output: Path | None = None) -> ProblemFile:  # noqa: ANN401 - jobs load late
    """Open the input; what the run would write while it reads is none."""
    from qmath.jobs.target import written_paths

    source = _opened(file, names, split)
    for path in written_paths(output) if output else ():
        if source.is_at(path):
            source.close()
            raise UsageError(f"{path} is both input and output", hint="choose another --output")
    return source


def _opened(file: str, names: Any, split: SplitChoice) -> ProblemFile:  # noqa: ANN401 - jobs load late
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
    from qmath.cli.progress import counted
    from qmath.jobs.ids import Ids

    num_rows = num_bad = 0
    ids = Ids()
    for row in _ours(source.rows(), shard):
        num_rows += 1
        for sentence in filter(None, (row.notice, ids.note(row))):
            say(f"qmath: {sentence}")
        if row.error:
            num_bad += 1
            say(f"qmath: {row.problem.source}: {row.error}")
    ids.close()
    say(f"qmath: {counted(num_rows, 'row')}, {num_bad} of them bad")
    if num_bad or not num_rows:
        raise typer.Exit(EXIT_BAD_INPUT)


def _ours(rows: Iterator[Row], shard: Shard | None) -> Iterator[Row]:
    return (row for row in rows if shard is None or shard.has(row.problem.id))


def _run(
    solver: Solver, params: SamplingParams, how: BatchOptions, source: ProblemFile, out: _Output, start: Start, *, is_quiet: bool
) -> Tally:
    """Run the batch; on a signal say how it goes on and exit."""
    from qmath.cli.progress import Progress, counted
    from qmath.jobs.again import count_again
    from qmath.jobs.batch import Batch
    from qmath.jobs.pipe import as_they_come

    if not is_quiet:
        info = solver.engine.info
        say(f"qmath: {solver.model.name} · {info.kind} {info.version or ''} · {', '.join(info.devices) or 'CPU'}")
        for notice in solver.notices:
            say(f"qmath: {notice}")
    now = {"input": source.name, **settings_of(solver, params, how)}

    def count() -> Again | None:
        with source.again() or nullcontext() as file:
            return count_again(file.rows(), solver, params, out.target, how.shard) if file else None

    for sentence in changes(out.target.begin(now), now, count):
        say(f"qmath: {sentence}")
    rows = source.rows() if source.is_regular else as_they_come(source.rows())
    progress = Progress(lambda: source.share_read, is_quiet=is_quiet, may_live=out.is_apart)
    with StopSignals() as signals:
        start.is_over = True
        job = Batch(solver, params, out.target, how)
        try:
            tally = job.run(rows, is_stopped=signals.is_set, on_turn=progress.show, on_bad=progress.bad)
        finally:
            progress.clear()
        if signals.number is not None and tally.is_stopped:
            say(f"qmath: stopped; {counted(tally.num_rows, 'row')} finished{' and kept' if out.path else ''}")
            if out.path:
                say(f"       go on with: {same_command()}")
            raise typer.Exit(128 + signals.number)
    return tally
