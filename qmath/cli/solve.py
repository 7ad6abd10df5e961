"""``qmath solve``: one problem, its steps, its answer.

Here: events into a view. Not here: options into a Solver (``request.py``), layout (``render.py``), reading (``question.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qmath.cli import details, options, walls
from qmath.cli.output import Sink, say
from qmath.cli.profile import ProfileOption
from qmath.cli.solving import SolvingOptions, with_solving_options
from qmath.errors import QmathError, UsageError

if TYPE_CHECKING:
    from qmath.cli.samples import SampleProgress
    from qmath.cli.views import View
    from qmath.schema import Problem, SamplingParams, Solution
    from qmath.solve.solver import Solver

EXIT_NO_ANSWER = 3
MAX_TOGETHER = 16
"""Samples decoded together unless ``--parallel`` says otherwise."""


@with_solving_options
def solve(
    *,
    problem: Annotated[str | None, typer.Argument(help="The problem; `-` or nothing reads stdin.", metavar="[PROBLEM]")] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="F", help="Read the problem from a file.", rich_help_panel="Problem and model")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Write the problem in your editor.", rich_help_panel="Problem and model")] = False,
    solving: SolvingOptions,
    json_: options.Json = False,
    events: options.Events = False,
    output: options.OutputFile = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = 0,
    render: options.RenderOption = options.Render.AUTO,
    color: options.ColorOption = options.Color.AUTO,
    hide_programs: options.HidePrograms = False,
    _profile: ProfileOption = None,
) -> None:
    """Solve one problem, in English or Chinese.

    \b
    Examples:
      qmath solve "Solve for x: 4x + 5 = 6x + 7"
      qmath solve -q '求80的25%'
      qmath solve --json --file problem.txt | jq .answer.text
      qmath solve -m 7b -n 8 'Find $\\int_0^1 x^2 dx$'
    """  # noqa: D301 - click reads the escaped \b
    from qmath.cli.question import read_problem
    from qmath.cli.request import request
    from qmath.cli.samples import SampleProgress
    from qmath.cli.views import drawing_for
    from qmath.schema import Problem, SolutionStatus

    sink = Sink(output)
    chosen = [name for name, is_on in (("--json", json_), ("--events", events), ("--quiet", quiet)) if is_on]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} exclude one another", hint="give one of them")
    is_single = solving.samples == 1
    is_written_at_end = json_ or not (events or is_single)
    view = _view(
        sink, json_=json_, events=events, quiet=quiet, is_single=is_single, render=render, color=color, hides_programs=hide_programs
    )
    between = ", " if drawing_for(sink, render) is options.Render.ASCII else " · "
    asked = Problem(problem or "")
    try:
        asked = read_problem(problem, file, is_edited=edit)
        asked_for = request(solving, usual_parallel=MAX_TOGETHER, has_many_problems=False)
        with asked_for.open() as solver:
            if not quiet:
                _announce(solver, between)
            progress = SampleProgress(is_live=is_written_at_end and not quiet, is_told=verbose > 0 and not quiet, between=between)
            solution = _run(solver, asked, asked_for.params, view, progress, solving.sandbox, is_quiet=quiet, verbose=verbose)
            for detail in details.after(solution) if verbose > 1 and not quiet else ():
                say(f"qmath: {detail}")
            if not quiet:
                _sum_up(solution, between, is_vote_shown=view.shows_warnings)
    except QmathError as error:
        view.fail(asked, error)
        raise
    finally:
        sink.close()
    if solution.status is not SolutionStatus.OK:
        raise typer.Exit(EXIT_NO_ANSWER)


def _run(
    solver: Solver,
    problem: Problem,
    params: SamplingParams,
    view: View,
    progress: SampleProgress,
    sandbox: options.SandboxLevelChoice,
    *,
    is_quiet: bool,
    verbose: int,
) -> Solution:
    """Solve and show."""
    from qmath.events import Delta, ProgramEnded, ProgramStarted, Solved, Start

    solution: Solution | None = None
    has_run = False
    with progress:
        for event in solver.stream(problem, params):
            if not isinstance(event, Delta):
                progress.clear()
            view.handle(event)
            if isinstance(event, Start) and not is_quiet and verbose:
                say(f"qmath: mode {event.mode.value}: {event.reason}")
                for detail in details.before(solver, problem, event.mode) if verbose > 1 else ():
                    say(f"qmath: {detail}")
            elif isinstance(event, ProgramStarted) and not has_run and params.samples == 1:
                with walls.said_when_slow(is_quiet=is_quiet):
                    _ = solver.sandbox  # nothing else is to be done meanwhile
            elif isinstance(event, ProgramEnded) and not is_quiet:
                if not has_run:
                    walls.say_what_is_missing(solver.sandbox, sandbox, has_figures=solver.has_figures)
                has_run = True
                walls.say_saved(event.artifacts)
            elif isinstance(event, Solved):
                solution = event.solution
            progress.note(event)
    assert solution is not None  # noqa: S101 - a stream ends with a solution
    _say_doubts(solution, view, solver.max_n_ctx, is_quiet=is_quiet)
    return solution


def _say_doubts(solution: Solution, view: View, max_n_ctx: int | None, *, is_quiet: bool) -> None:
    """Say why there is no answer, and what is doubtful, where the view does not; the former even where little is to be said.

    What helps is said in any case: no view knows it.
    """
    from qmath.cli.views import way_out, without_answer

    if solution.answer is None and not view.shows_warnings:
        say(f"qmath: no answer: {without_answer(solution)}")
    if hint := way_out(solution, max_n_ctx):
        say(f"       {hint}" if not view.shows_warnings else f"qmath: {hint}")
    if view.shows_warnings:
        return
    for warning in () if is_quiet else solution.warnings:
        say(f"qmath: {warning.message}")


def _announce(solver: Solver, between: str) -> None:
    """Say what will be used: one line, and one more for the embedded model."""
    info = solver.engine.info
    devices = ", ".join(info.devices) or "CPU"
    parts = (solver.model.name, f"{info.kind} {info.version or ''}", devices, f"loaded in {solver.load_s:.2f} s")
    say(f"qmath: {between.join(parts)}")
    for notice in solver.notices:
        say(f"qmath: {notice}")
    if solver.is_embedded:
        say("qmath: mini is a tiny model for school problems; a real one: qmath pull 1.5b")


def _sum_up(solution: Solution, between: str, *, is_vote_shown: bool) -> None:
    """Say what it took, and of several samples how they voted, where the view does not show that."""
    from qmath.cli.progress import counted
    from qmath.cli.views import rests_on

    usage, timing = solution.usage, solution.timing_s
    speed = f" at {timing.tokens_per_s:g}/s" if timing.tokens_per_s else ""
    vote = [rests_on(solution)] if len(solution.samples) > 1 and solution.answer is not None and not is_vote_shown else []
    parts = [*vote, solution.sampling.mode.value, f"{counted(usage.completion_tokens, 'token')}{speed}"]
    parts += [counted(usage.programs, "program")] if usage.programs else []
    say(f"qmath: {between.join([*parts, f'{timing.total:.2f} s'])}")


def _view(
    sink: Sink,
    *,
    json_: bool,
    events: bool,
    quiet: bool,
    is_single: bool,
    render: options.Render,
    color: options.Color,
    hides_programs: bool,
) -> View:
    from qmath.cli.views import EventsView, JsonView, QuietView, RawView, drawing_for

    if json_:
        return JsonView(sink)
    if events:
        return EventsView(sink)
    if quiet:
        return QuietView(sink)
    is_drawn = sink.is_terminal if render is options.Render.AUTO else render is not options.Render.NONE
    if not is_drawn:
        return RawView(sink, is_single=is_single)
    from qmath.cli.render import ScreenView
    from qmath.cli.terminal import console_for

    return ScreenView(sink, console_for(sink, color), is_single=is_single, render=drawing_for(sink, render), hides_programs=hides_programs)
