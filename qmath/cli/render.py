"""The terminal view of a solve: steps that stream, programs in frames, the answer line.

Here: layout on a terminal. Not here: what the steps mean, and the views without layout (``output.py``).

Everything is append-only: what has been printed is never touched again. Prose appears word by word; what may still become
a fence is held back; a program appears when it is whole.
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.syntax import Syntax
from rich.text import Text

from qmath.cli.output import OutputClosedError, Sink, clean
from qmath.cli.views import chosen_sample
from qmath.errors import QmathError
from qmath.events import Delta, Event, ProgramEnded, ProgramStarted, SampleEnded, Solved, Warned
from qmath.schema import ExecutionStatus, Output, Problem, Program, Sample, SandboxLevel, Solution, SolutionStatus, Trust
from qmath.text.fences import BlockKind, Splitter

MIN_WIDTH = 20
MAX_WIDTH = 100
_FRAME = {"unicode": ("╭─", "│ ", "├─", "╰─", "─"), "ascii": ("+-", "| ", "+-", "+-", "-")}
_WORD = re.compile(r"\s+|[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+")

_WITHOUT_ANSWER = {
    SolutionStatus.NO_ANSWER: "none: the model ended without one",
    SolutionStatus.TRUNCATED: "none: the text was cut before one (--max-tokens, --n-ctx)",
    SolutionStatus.REPETITION: "none: the model repeated itself",
    SolutionStatus.TIMEOUT: "none: time ran out",
    SolutionStatus.CANCELLED: "none: cancelled",
}
_TRUST_STYLE = {Trust.PROVED: "green", Trust.CHECKED: "green", Trust.AGREED: "green", Trust.UNVERIFIED: "dim", Trust.CONTRADICTED: "red"}


class ScreenView:
    """Shows events on a terminal as they happen; of several samples, the chosen one at the end."""

    def __init__(self, sink: Sink, console: Console, *, is_single: bool, is_ascii: bool, hides_programs: bool) -> None:
        self._sink = sink
        self._console = console
        self._is_single = is_single
        self._hides_programs = hides_programs
        self._frame = _Frame(self, is_ascii=is_ascii)
        self._prose = _Prose(self)
        self._splitter = Splitter()
        self._level = SandboxLevel.NONE
        self._warnings: list[str] = []

    @property
    def width(self) -> int:
        """Columns to draw in, now: the window may have been resized."""
        return max(MIN_WIDTH, min(self._console.size.width, MAX_WIDTH))

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
        self._prose.end_line()

    def write(self, text: str) -> None:
        """Write text as it is."""
        self._sink.write(text)

    def print(self, text: Text) -> None:
        """Write styled text as it is, without wrapping."""
        try:
            self._console.print(text, end="", soft_wrap=True, markup=False, highlight=False)
            self._console.file.flush()
        except BrokenPipeError as error:
            raise OutputClosedError from error

    def segments(self, segments: list[Segment]) -> None:
        """Write a line of rich segments without a line break."""
        try:
            self._console.print(Segments(segments), end="", soft_wrap=True)
        except BrokenPipeError as error:
            raise OutputClosedError from error

    def program_lines(self, source: str) -> list[list[Segment]]:
        """Return the highlighted, wrapped lines of a program."""
        syntax = Syntax(source.rstrip("\n"), "python", theme="ansi_dark", background_color="default", word_wrap=True)
        options = self._console.options.update(width=max(8, self.width - 2))
        return self._console.render_lines(syntax, options, pad=False)

    def _stream(self, event: Event) -> None:
        if isinstance(event, Delta):
            self._feed(clean(event.text))
        elif isinstance(event, ProgramStarted):
            self._finish_prose()
            if not self._hides_programs:
                self._frame.program(clean(event.source))
        elif isinstance(event, ProgramEnded):
            if not self._hides_programs:
                self._frame.output(clean(event.text), event.status, event.wall_s, event.sandbox)
        elif isinstance(event, SampleEnded):
            self._finish_prose()

    def _feed(self, text: str) -> None:
        for block in self._splitter.feed(text):
            if block.kind is BlockKind.PROSE:
                self._prose.line(block.text)
        self._prose.tail(self._splitter.tail)

    def _finish_prose(self) -> None:
        """Show what is left of a completion. A program that will run is shown by its own event."""
        for block in self._splitter.finish():
            if block.kind is BlockKind.PROSE:
                self._prose.line(block.text)
        self._prose.end_line()

    def _replay(self, sample: Sample | None) -> None:
        for step in sample.steps if sample else ():
            if isinstance(step, Program):
                if not self._hides_programs:
                    self._frame.program(clean(step.source))
            elif isinstance(step, Output):
                if not self._hides_programs:
                    self._frame.output(clean(step.text), step.status, step.wall_s, self._level)
            else:
                self._feed(clean(step.text))
                self._finish_prose()

    def _answer(self, solution: Solution) -> None:
        if solution.answer is None:
            self.print(Text.assemble(("Answer  ", "bold"), (_WITHOUT_ANSWER.get(solution.status, "none"), "yellow"), "\n"))
            return
        self.print(Text.assemble(("Answer  ", "bold"), (clean(solution.answer.text), "bold green"), "\n"))
        trust = solution.verification.status
        detail = next((f" {check.detail}" for check in solution.verification.checks if check.name == "vote"), "")
        self.print(Text.assemble("        ", (f"{trust.value}{detail}", _TRUST_STYLE[trust]), "\n"))
        for warning in self._warnings:
            self.print(Text.assemble("        ", (warning, "yellow"), "\n"))


class _Prose:
    """Writes prose word by word, wrapped at blanks and between Chinese characters."""

    def __init__(self, view: ScreenView) -> None:
        self._view = view
        self._column = 0
        self._shown = 0

    def line(self, text: str) -> None:
        """Write a finished line; what its tail has shown already is left out."""
        self._words(text.rstrip("\n")[self._shown :])
        self._view.write("\n" if self._column or text.strip() == "" else "")
        self._column, self._shown = 0, 0

    def tail(self, text: str) -> None:
        """Write the words of an unfinished line that are whole and can't become a fence."""
        sure = text.split("`", 1)[0]
        end = max((match.start() for match in _WORD.finditer(sure)), default=0)
        if end > self._shown:
            self._words(sure[self._shown : end])
            self._shown = end

    def end_line(self) -> None:
        """Begin a new line unless we are at the start of one."""
        if self._column:
            self._view.write("\n")
        self._column, self._shown = 0, 0

    def _words(self, text: str) -> None:
        width = self._view.width
        out = []
        for match in _WORD.finditer(text):
            word = match[0]
            size = cell_len(word)
            if self._column and self._column + size > width:
                out.append("\n")
                self._column = 0
            if word.isspace() and self._column == 0 and out:
                continue
            out.append(word)
            self._column += size
        if out:
            self._view.write("".join(out))


class _Frame:
    """A program and its output in one frame, drawn from top to bottom as they come."""

    def __init__(self, view: ScreenView, *, is_ascii: bool) -> None:
        self._view = view
        self._top, self._side, self._middle, self._bottom, self._line = _FRAME["ascii" if is_ascii else "unicode"]

    def program(self, source: str) -> None:
        """Draw the upper part: a program that begins to run."""
        self._rule(self._top, "program")
        for line in self._view.program_lines(source):
            self._view.segments([Segment(self._side, Style(dim=True)), *line, Segment("\n")])

    def output(self, text: str, status: ExecutionStatus, wall_s: float, level: SandboxLevel) -> None:
        """Draw the lower part: what the program gave back."""
        title = "output" if status is ExecutionStatus.OK else f"output: {status.value}"
        self._rule(self._middle, f"{title} · {wall_s:.2f} s · sandbox {level.value}")
        style = "" if status is ExecutionStatus.OK else "red"
        for line in text.split("\n"):
            for row in Text(line, style=style).wrap(self._view._console, max(8, self._view.width - 2), overflow="fold") or [Text("")]:  # noqa: SLF001 - one view in two classes
                self._view.print(Text.assemble((self._side, "dim"), row, "\n"))
        self._rule(self._bottom, "")

    def _rule(self, corner: str, title: str) -> None:
        head = f"{corner} {title} " if title else corner
        rest = self._line * max(0, self._view.width - cell_len(head))
        self._view.print(Text(f"{head}{rest}"[: self._view.width] + "\n", style="dim"))
