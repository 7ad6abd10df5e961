"""What kind of terminal this is: colour, width, glyphs.

Here: the rich console for a sink, and a sink with a width and styles. Not here: drawing.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from qmath import settings
from qmath.cli.columns import columns
from qmath.cli.options import Color
from qmath.cli.output import OutputClosedError, Sink


class _Console(Console):
    """A console that says, as a sink does, that nobody reads any more; rich would end the process with 1."""

    def on_broken_pipe(self) -> None:
        """Raise what the error boundary knows."""
        raise OutputClosedError


def console_for(sink: Sink, color: Color) -> Console:
    """Return a console on a sink. Order: --color, NO_COLOR, FORCE_COLOR, TERM=dumb, whether it is a terminal."""
    wants_color = sink.is_terminal if color is Color.AUTO else color is Color.ALWAYS
    if color is Color.AUTO:
        wants_color = settings.wants_color(is_terminal=wants_color)
    return _Console(
        file=sink.stream,
        force_terminal=wants_color or None,
        no_color=not wants_color,
        color_system="auto" if wants_color else None,
        legacy_windows=False,
        highlight=False,
    )


class Terminal:
    """A sink with a width and styles; ``num_columns`` overrules the window."""

    def __init__(self, sink: Sink, console: Console, num_columns: int | None = None) -> None:
        self.write = sink.write
        self._num_columns = num_columns
        self._is_styled = console.color_system is not None

    def columns(self) -> int:
        """Return the columns to draw in, now: the window may have been resized."""
        return self._num_columns or columns()

    def paint(self, text: str, style: str) -> str:
        """Return a text in a style; as it is where there are none."""
        return _style(style).render(text, color_system=ColorSystem.STANDARD) if self._is_styled and style else text


@lru_cache(maxsize=32)
def _style(name: str) -> Style:
    return Style.parse(name)
