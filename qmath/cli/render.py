"""The terminal view of a solve: steps that stream, programs in frames, the answer line.

Here: events onto a terminal. Not here: what the steps mean, prose (``page.py``), frames (``frames.py``), and the views without
layout (``output.py``).

Everything is append-only: what has been printed is never touched again.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from qmath.cli.columns import wrap
from qmath.cli.frames import Frames
from qmath.cli.options import Render
from qmath.cli.output import Sink, clean
from qmath.cli.page import Page
from qmath.cli.terminal import Terminal
from qmath.cli.views import chosen_sample, rests_on, without_answer
from qmath.errors import QmathError
from qmath.events import Delta, Event, ProgramEnded, ProgramStarted, SampleEnded, Solved, Warned
from qmath.schema import Answer, Output, Problem, Program, Sample, SandboxLevel, Solution, Trust
from qmath.text.draw import inline
from qmath.text.markdown import Block

_TRUST_STYLE = {Trust.PROVED: "green", Trust.CHECKED: "green", Trust.AGREED: "green", Trust.UNVERIFIED: "dim", Trust.CONTRADICTED: "red"}


class ScreenView:
    """Shows events on a terminal as they happen; of several samples, the chosen one at the end."""

    shows_warnings = True

    def __init__(self, sink: Sink, console: Console, *, is_single: bool, render: Render, hides_programs: bool) -> None:
        self._is_single = is_single
        self._hides_programs = hides_programs
        self._render = render
        terminal = Terminal(sink, console)
        self._columns = terminal.columns
        self._frames = Frames(console, terminal.columns, is_ascii=render is Render.ASCII)
        self._page = Page(terminal, self._code, render, holds_code=True)
        self._level = SandboxLevel.NONE
        self._warnings: list[str] = []

    def handle(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, Warned):
            self._warnings.append(event.warning.message)
        elif isinstance(event, ProgramEnded):
            self._level = event.sandbox
        if isinstance(event, Solved):
            if not self._is_single:
                self._replay(chosen_sample(event.solution))
            self._answer(event.solution)
        elif self._is_single:
            self._stream(event)

    def fail(self, problem: Problem, error: QmathError) -> None:  # noqa: ARG002 - the contract of View
        """End an unfinished line; the sentence goes to stderr."""
        self._page.end_line()

    def _stream(self, event: Event) -> None:
        if isinstance(event, Delta):
            self._page.feed(clean(event.text))
        elif isinstance(event, ProgramStarted):
            self._page.finish(runs_held=True)
            if not self._hides_programs:
                self._frames.program(clean(event.source))
        elif isinstance(event, ProgramEnded):
            if not self._hides_programs:
                self._frames.output(clean(event.text), event.status, event.wall_s, event.sandbox)
        elif isinstance(event, SampleEnded):
            self._page.finish()

    def _code(self, block: Block) -> None:
        """Show a block of code that does not run."""
        if not self._hides_programs:
            self._frames.text(block.text.removesuffix("\n"), block.mark or "text")

    def _replay(self, sample: Sample | None) -> None:
        for step in sample.steps if sample else ():
            if isinstance(step, Program):
                if not self._hides_programs:
                    self._frames.program(clean(step.source))
            elif isinstance(step, Output):
                if not self._hides_programs:
                    self._frames.output(clean(step.text), step.status, step.wall_s, self._level)
            else:
                self._page.feed(clean(step.text))
                self._page.finish()

    def _answer(self, solution: Solution) -> None:
        show = self._frames.print
        if solution.answer is None:
            show(Text.assemble(("Answer  ", "bold"), (f"none: {without_answer(solution)}", "yellow"), "\n"))
            return
        show(Text.assemble(("Answer  ", "bold"), (self._readable(solution.answer), "bold green"), "\n"))
        trust = solution.verification.status
        show(Text.assemble("        ", (rests_on(solution), _TRUST_STYLE[trust]), "\n"))
        for line in (line for warning in self._warnings for line in wrap(warning, self._columns(), first=" " * 8)):
            show(Text.assemble((line, "yellow"), "\n"))

    def _readable(self, answer: Answer) -> str:
        if self._render is Render.ASCII:
            return clean(inline(answer.latex, is_ascii=True) or answer.latex)
        return clean(answer.latex if self._render is Render.LATEX else answer.text)
