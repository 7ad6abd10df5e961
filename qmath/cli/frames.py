"""Programs and their outputs in a frame, drawn from top to bottom as they come.

Here: rules, sides, highlighting. Not here: prose (``page.py``) and events (``render.py``).
"""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.syntax import Syntax
from rich.text import Text

from qmath.cli.output import OutputClosedError
from qmath.schema import ExecutionStatus, SandboxLevel
from qmath.text.cells import width

_FRAME = {"unicode": ("╭─", "│ ", "├─", "╰─", "─"), "ascii": ("+-", "| ", "+-", "+-", "-")}


class Frames:
    """Draws frames on a console. ``columns`` is asked for each line."""

    def __init__(self, console: Console, columns: Callable[[], int], *, is_ascii: bool) -> None:
        self._console = console
        self._columns = columns
        self._top, self._side, self._middle, self._bottom, self._line = _FRAME["ascii" if is_ascii else "unicode"]
        self._dot = ", " if is_ascii else " · "
        self._is_open = False

    def program(self, source: str, title: str = "program", language: str = "python") -> None:
        """Draw the upper part of a frame: a program."""
        self.close()
        self._rule(self._top, title)
        syntax = Syntax(source.rstrip("\n"), language, theme="ansi_dark", background_color="default", word_wrap=True)
        options = self._console.options.update(width=max(8, self._columns() - 2))
        for line in self._console.render_lines(syntax, options, pad=False):
            self._segments([Segment(self._side, Style(dim=True)), *line, Segment("\n")])
        self._is_open = True

    def output(self, text: str, status: ExecutionStatus, wall_s: float, level: SandboxLevel) -> None:
        """Draw the lower part: what the program gave back, how long it took, behind which walls."""
        title = "output" if status is ExecutionStatus.OK else f"output: {status.value}"
        self.text(text, self._dot.join((title, f"{wall_s:.2f} s", f"sandbox {level.value}")), "" if status is ExecutionStatus.OK else "red")

    def text(self, text: str, title: str, style: str = "") -> None:
        """Draw text in the frame that is open, or in one of its own, and close it."""
        self._rule(self._middle if self._is_open else self._top, title)
        for line in text.split("\n"):
            for row in Text(line, style=style).wrap(self._console, max(8, self._columns() - 2), overflow="fold") or [Text("")]:
                self.print(Text.assemble((self._side, "dim"), row, "\n"))
        self._is_open = True
        self.close()

    def close(self) -> None:
        """Draw the lower edge of a frame that is open."""
        if self._is_open:
            self._rule(self._bottom, "")
        self._is_open = False

    def print(self, text: Text) -> None:
        """Write styled text as it is, without wrapping."""
        try:
            self._console.print(text, end="", soft_wrap=True, markup=False, highlight=False)
            self._console.file.flush()
        except BrokenPipeError as error:
            raise OutputClosedError from error

    def _segments(self, segments: list[Segment]) -> None:
        try:
            self._console.print(Segments(segments), end="", soft_wrap=True)
        except BrokenPipeError as error:
            raise OutputClosedError from error

    def _rule(self, corner: str, title: str) -> None:
        columns = self._columns()
        head = f"{corner} {title} " if title else corner
        rest = self._line * max(0, columns - width(head))
        self.print(Text(f"{head}{rest}"[:columns] + "\n", style="dim"))
